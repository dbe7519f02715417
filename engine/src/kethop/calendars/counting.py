"""What a count of days is made of."""

from dataclasses import dataclass
from datetime import date

from kethop.calendars.day_calendar import DayCalendar
from kethop.vocabulary import Text, Unit

__all__ = ["Count", "Extension", "Suspension"]


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which the clock stood still.

    Parameters
    ----------
    first : date
        First day not counted.
    last : date or None
        Last day not counted; None while the suspension lasts.
    reason : Text
        Why the clock was stopped.
    """

    first: date
    last: date | None
    reason: Text

    def covers(self, day: date) -> bool:
        """Return whether the clock stands still on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Extension:
    """More days, at most as many as the provision allows.

    Parameters
    ----------
    amount : int
        Days added, in the unit of the period.
    cap : int
        Most days that the provision allows; more is refused, not cut.
    """

    amount: int
    cap: int


@dataclass(frozen=True, slots=True)
class Count:
    """A finished or suspended count.

    Parameters
    ----------
    start : date
        Day that starts the clock, not counted.
    amount : int
        Length of the period without extension.
    unit : Unit
        ``WORKING_DAY`` or ``CALENDAR_DAY``.
    calendar : DayCalendar
        Working days.
    suspensions : tuple of Suspension
        Days not counted.
    extension : Extension or None
        Days added.
    counted, passed_over : tuple of date
        Days counted and days passed over, in order.
    last_day : date or None
        Last day after moving it off a day off; None while suspended.
    """

    start: date
    amount: int
    unit: Unit
    calendar: DayCalendar
    suspensions: tuple[Suspension, ...]
    extension: Extension | None
    counted: tuple[date, ...]
    passed_over: tuple[date, ...]
    last_day: date | None
