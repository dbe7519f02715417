"""Working days between two days, by the calendar of the pack."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kethop.calendars import CalendarYear, DayCalendar
from kethop.documents import Record, read_yaml, validate
from kethop.errors import CalendarError

__all__ = ["day_after_working_days", "working_days_left"]


class _File(Record):
    years: tuple[CalendarYear, ...]


@lru_cache(maxsize=4096)
def working_days_left(today: date, last_day: date) -> int | None:
    """Return the working days after today up to a last day, below 0 when it is over; None without a calendar of the year."""
    if last_day < today:
        back = working_days_left(last_day, today)
        return None if back is None else -back
    calendar = _calendar()
    days = (today + timedelta(days=step) for step in range(1, (last_day - today).days + 1))
    try:
        return sum(calendar.is_working_day(day) for day in days)
    except CalendarError:
        return None


def day_after_working_days(day: date, number: int) -> date:
    """Return the day that is so many working days after ``day``."""
    for _ in range(number):
        day = _calendar().next_working_day(day + timedelta(days=1))
    return day


@lru_cache(maxsize=1)
def _calendar() -> DayCalendar:
    folder = Path(getattr(settings, "KETHOP_PACKS", "") or Path(__file__).resolve().parents[5] / "packs")
    data = (folder / "vn" / "calendar.yaml").read_bytes()
    return DayCalendar(validate(read_yaml(data, source="calendar.yaml"), _File).years)
