"""The legal clock of the engine, by the office's calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kethop.calendars import Extension, Suspension, count_deadline
from kethop.vocabulary import Text, Unit
from kethop_office.accounts.bridge import WorkingCalendar

__all__ = ["Length", "Stop", "Sum", "count", "merged", "moved"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stop:
    """Days on which the clock stood still; ``last`` None while it does, before ``first`` where no day was lost."""

    first: date
    last: date | None
    reason: str
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """Length of a period: days, unit (``working days`` or ``days``), days added and how many at most."""

    days: int
    unit: str
    added: int = 0
    cap: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """Last day (None while the clock stands still) with its sum in words."""

    last_day: date | None
    counted: int
    is_estimated: bool
    vi: str
    en: str


def count(calendar: WorkingCalendar, start: date, length: Length, stops: Iterable[Stop] = ()) -> Sum:
    """Return the last day of a period that runs from ``start`` (itself not counted).

    Raises
    ------
    kethop.errors.CalendarError
        A day outside the calendar, an extension over its cap, a wrong amount.
    """
    deadline = count_deadline(
        start=start,
        amount=length.days,
        unit=Unit(length.unit),
        calendar=calendar.days,
        suspensions=tuple(
            Suspension(stop.first, stop.last, Text(vi=stop.reason, en=stop.reason_en or stop.reason))
            for stop in merged(stops)
        ),
        extension=Extension(length.added, length.cap) if length.added else None,
    )
    return Sum(deadline.last_day, deadline.counted, deadline.is_estimated, deadline.sum.vi, deadline.sum.en)


def merged(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return stops in order, those without a day left out and those that share a day joined."""
    real = sorted(
        (stop for stop in stops if stop.last is None or stop.last >= stop.first),
        key=lambda stop: (stop.first, stop.last or date.max, stop.reason),
    )
    out: list[Stop] = []
    for stop in real:
        before = out[-1] if out else None
        if before is None or (before.last is not None and stop.first > before.last):
            out.append(stop)
            continue
        last = None if before.last is None or stop.last is None else max(before.last, stop.last)
        out[-1] = Stop(before.first, last, before.reason, before.reason_en)
    return tuple(out)


def moved(calendar: WorkingCalendar, day: date, stops: Iterable[Stop]) -> tuple[date | None, int]:
    """Return a last day that stands in a letter, later by the working days on which the clock has stood still before it.

    Returns
    -------
    date or None, int
        None while the clock stands still; and those working days.

    Raises
    ------
    kethop.errors.CalendarError
        A day outside the calendar.
    """
    real = [stop for stop in merged(stops) if stop.first <= day]
    if any(stop.last is None for stop in real):
        return None, 0
    lost = sum(calendar.within(stop.first, stop.last) for stop in real if stop.last is not None)
    return (calendar.after(day, lost) if lost else day), lost
