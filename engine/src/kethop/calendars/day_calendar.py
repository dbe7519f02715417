"""Which days are working days, by a dated and sourced table."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from pydantic import Field, model_validator

from kethop.documents import Record
from kethop.errors import CalendarError
from kethop.vocabulary import Text

__all__ = ["CalendarYear", "DayCalendar", "SpecialDay", "YearStatus"]

SATURDAY = 5


class YearStatus(StrEnum):
    """Whether the authority has announced the year's days off and swaps."""

    DECIDED = "decided"
    ESTIMATED = "estimated"


class SpecialDay(Record):
    """A weekday that is off, or a weekend day that is worked.

    Parameters
    ----------
    day : date
        The day.
    name : Text
        Why it is off, or which day it makes up for.
    """

    day: date
    name: Text


class CalendarYear(Record):
    """The table of one year.

    Parameters
    ----------
    year : int
        Calendar year.
    status : YearStatus
        ``estimated`` when the year's decision was not read; results that use it say so.
    source : str
        The announcement that the table follows.
    days_off : tuple of SpecialDay
        Days off; those that fall on a weekend may be listed and change nothing.
    worked_weekend_days : tuple of SpecialDay
        Saturdays and Sundays worked in exchange for a day off.
    """

    year: int = Field(ge=1900, le=2200)
    status: YearStatus
    source: str = Field(min_length=1)
    days_off: tuple[SpecialDay, ...]
    worked_weekend_days: tuple[SpecialDay, ...] = ()

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        days = [special.day for special in (*self.days_off, *self.worked_weekend_days)]
        if any(day.year != self.year for day in days):
            raise ValueError(f"a day lies outside {self.year}")
        if len(set(days)) != len(days):
            raise ValueError("a day is listed twice")
        if any(special.day.weekday() < SATURDAY for special in self.worked_weekend_days):
            raise ValueError("worked_weekend_days holds a weekday")
        return self


class DayCalendar:
    """Working days over the years of a table.

    Parameters
    ----------
    years : tuple of CalendarYear
        One table a year; the years may have gaps, and a date in a gap is an error, never a guess.
    """

    def __init__(self, years: tuple[CalendarYear, ...]) -> None:
        numbers = [table.year for table in years]
        if len(set(numbers)) != len(numbers):
            raise CalendarError("calendar.year_twice")
        self._years: Mapping[int, CalendarYear] = MappingProxyType({table.year: table for table in years})
        self._off = {special.day: special.name for table in years for special in table.days_off}
        self._worked = {special.day: special.name for table in years for special in table.worked_weekend_days}

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is a working day.

        Raises
        ------
        CalendarError
            ``calendar.year_missing``: the calendar has no table for that year.
        """
        self._table(day)
        if day.weekday() >= SATURDAY:
            return day in self._worked
        return day not in self._off

    def next_working_day(self, day: date) -> date:
        """Return ``day`` itself when it is a working day, otherwise the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def name_of(self, day: date) -> Text | None:
        """Return why a weekday is off or a weekend day is worked; None for an ordinary day."""
        return self._worked.get(day) if day.weekday() >= SATURDAY else self._off.get(day)

    def is_estimated(self, day: date) -> bool:
        """Return whether the year of ``day`` has not been decided."""
        return self._table(day).status is YearStatus.ESTIMATED

    def _table(self, day: date) -> CalendarYear:
        table = self._years.get(day.year)
        if table is None:
            known = sorted(self._years)
            raise CalendarError(
                "calendar.year_missing",
                year=day.year,
                first=known[0] if known else None,
                last=known[-1] if known else None,
            )
        return table
