"""Working days as this office counts them: the pack's calendar, with the office's own days laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import get_language

from kethop_office.accounts.bridge import (
    DayOverride,
    WorkingCalendar,
    YearOfDays,
    pack_folder,
    working_calendar,
    years_of_days,
)
from kethop_office.common import clock
from kethop_office.common.models import CalendarDay

__all__ = [
    "OfficeDay",
    "WorkingDays",
    "calendar_of",
    "is_working_today",
    "office_days",
    "own_days",
    "working_days",
    "years",
]

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """One day as the calendar page shows it.

    Parameters
    ----------
    day : date
        The day.
    is_working, is_weekend : bool
        What it counts as.
    name_vi, name_en : str
        Why it differs from its weekday; empty for an ordinary day.
    source : str
        Where that comes from: the pack's table or the office's own paper.
    is_own : bool
        Decided by this office.
    """

    day: date
    is_working: bool
    is_weekend: bool
    name_vi: str
    name_en: str
    source: str
    is_own: bool

    @property
    def name(self) -> str:
        """Why, in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_vi


class WorkingDays:
    """Answers about working days for pages that must answer; where the pack has no table of a year, Monday to Friday."""

    def __init__(self, calendar: WorkingCalendar, own: Mapping[date, bool]) -> None:
        self._calendar = calendar
        self._own = own

    def is_working(self, day: date) -> bool:
        """Return whether a day is a working day."""
        if day in self._own:
            return self._own[day]
        return self._calendar.is_working_day(day) if self.knows(day) else day.weekday() < _SATURDAY

    def knows(self, day: date) -> bool:
        """Return whether the pack has a table of the day's year."""
        return self._calendar.knows(day)

    def left(self, today: date, last: date) -> int:
        """Return how many working days are left up to a last day: 0 on it, negative after it."""
        if last < today:
            return -self.left(last, today)
        return sum(self.is_working(today + timedelta(days=step)) for step in range(1, (last - today).days + 1))

    def after(self, day: date, number: int) -> date:
        """Return the day that is so many working days after a day."""
        while number > 0:
            day += timedelta(days=1)
            number -= self.is_working(day)
        return day

    def before(self, day: date, number: int) -> date:
        """Return the day that is so many working days before a day."""
        while number > 0:
            day -= timedelta(days=1)
            number -= self.is_working(day)
        return day


def own_days() -> dict[date, CalendarDay]:
    """Return the days that this office has decided, by date."""
    return {row.day: row for row in CalendarDay.objects.order_by("day")}


def working_days() -> WorkingDays:
    """Return the calendar of now."""
    return WorkingDays(calendar_of(pack_folder()), {day: row.is_working for day, row in own_days().items()})


def calendar_of(pack: str | Path) -> WorkingCalendar:
    """Return the calendar of a pack with the days that this office has decided otherwise: what every legal clock counts by."""
    days = own_days().values()
    return working_calendar(
        pack, (DayOverride(item.day, item.is_working, item.reason_vi, item.reason_en) for item in days)
    )


def is_working_today() -> bool:
    """Return whether today is a working day."""
    return working_days().is_working(clock.today())


def office_days(year: int) -> list[OfficeDay]:
    """Return every day of a year as this office counts it."""
    table, own = years_of_days().get(year), own_days()
    first = date(year, 1, 1)
    days = (first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days))
    return [_shown(day, table, own.get(day)) for day in days]


def _shown(day: date, table: YearOfDays | None, own: CalendarDay | None) -> OfficeDay:
    is_weekend = day.weekday() >= _SATURDAY
    if own:
        name_en = own.reason_en or own.reason_vi
        return OfficeDay(day, own.is_working, is_weekend, own.reason_vi, name_en, own.document, is_own=True)
    special = table.days.get(day) if table else None
    if special and table:
        return OfficeDay(
            day, special.is_working, is_weekend, special.name_vi, special.name_en, table.source, is_own=False
        )
    return OfficeDay(day, not is_weekend, is_weekend, "", "", "", is_own=False)


def years() -> Mapping[int, YearOfDays]:
    """Return the pack's tables by year."""
    return years_of_days()
