"""Working days between two days, where the calendar knows their years."""

from datetime import date
from functools import lru_cache

from kethop.errors import CalendarError
from kethop_office.appraisal.bridge.clock import WorkingCalendar

__all__ = ["day_after", "working_days_left"]


@lru_cache(maxsize=4096)
def working_days_left(calendar: WorkingCalendar, today: date, last_day: date) -> int | None:
    """Return the working days after today up to a last day, below 0 when it is over; None without a calendar of the year."""
    try:
        return calendar.between(today, last_day)
    except CalendarError:
        return None


def day_after(calendar: WorkingCalendar, day: date, working_days: int) -> date:
    """Return the day that is so many working days after another; the day itself without a calendar of the year."""
    try:
        return calendar.after(day, working_days)
    except CalendarError:
        return day
