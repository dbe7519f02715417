"""The legal clock of the engine, with the calendar of the pack and the days that the office has decided otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from kethop.calendars import CalendarYear, DayCalendar, Extension, SpecialDay, Suspension, count_deadline
from kethop.cli.places import find_pack_folder
from kethop.documents import Record, read_yaml, validate
from kethop.vocabulary import Text, Unit

__all__ = ["DayOverride", "Length", "Stop", "Sum", "WorkingCalendar", "count", "merged", "working_calendar"]

ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOverride:
    """A day that the office's own calendar has otherwise than the pack."""

    day: date
    is_working: bool
    reason: str
    reason_en: str = ""


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


class _File(Record):
    years: tuple[CalendarYear, ...]


class WorkingCalendar:
    """Working days of the pack, with the office's own days."""

    def __init__(self, years: tuple[CalendarYear, ...]) -> None:
        self.days = DayCalendar(years)

    def is_working_day(self, day: date) -> bool:
        """Return whether it is a working day; ``CalendarError`` for a year without a table."""
        return self.days.is_working_day(day)

    def between(self, earlier: date, later: date) -> int:
        """Return how many working days lie after ``earlier`` up to ``later``; negative where ``later`` is before."""
        if later < earlier:
            return -self.between(later, earlier)
        span = (later - earlier).days
        return sum(self.days.is_working_day(earlier + timedelta(days=step)) for step in range(1, span + 1))

    def within(self, first: date, last: date) -> int:
        """Return how many working days lie from ``first`` to ``last``, both included."""
        return sum(self.days.is_working_day(first + timedelta(days=step)) for step in range((last - first).days + 1))

    def after(self, day: date, working_days: int) -> date:
        """Return the day that is so many working days after ``day``."""
        for _ in range(working_days):
            day = self.days.next_working_day(day + ONE_DAY)
        return day


def working_calendar(pack: str, overrides: Iterable[DayOverride] = ()) -> WorkingCalendar:
    """Return the calendar of a pack with the office's own days laid over it."""
    path = find_pack_folder(pack) / "calendar.yaml"
    return _laid_over(str(path), path.stat().st_mtime_ns, tuple(sorted(set(overrides), key=lambda item: item.day)))


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


@lru_cache(maxsize=8)
def _laid_over(path: str, _changed: int, overrides: tuple[DayOverride, ...]) -> WorkingCalendar:
    years = validate(read_yaml(Path(path).read_bytes(), source="calendar.yaml"), _File).years
    return WorkingCalendar(tuple(_year(table, overrides) for table in years))


def _year(table: CalendarYear, overrides: tuple[DayOverride, ...]) -> CalendarYear:
    own = [item for item in overrides if item.day.year == table.year]
    if not own:
        return table
    days = {item.day for item in own}
    off = [special for special in table.days_off if special.day not in days]
    worked = [special for special in table.worked_weekend_days if special.day not in days]
    for item in own:
        special = SpecialDay(day=item.day, name=Text(vi=item.reason, en=item.reason_en or item.reason))
        if not item.is_working:
            off.append(special)
        elif item.day.weekday() >= _SATURDAY:
            worked.append(special)
    return table.model_copy(update={"days_off": tuple(off), "worked_weekend_days": tuple(worked)})
