"""The only door from this room to the engine: the working days and the state of the pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kethop.calendars import CalendarYear, DayCalendar, SpecialDay
from kethop.cli.places import find_pack_folder
from kethop.documents import Record, read_yaml, validate
from kethop.errors import CalendarError, KethopError
from kethop.vocabulary import Text
from kethop_office.common.bridge import engine_fault

__all__ = [
    "DayOfYear",
    "DayOverride",
    "PackProblem",
    "PackState",
    "WorkingCalendar",
    "YearOfDays",
    "pack_folder",
    "pack_state",
    "working_calendar",
    "years_of_days",
]

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day off, or a weekend day worked, by the pack."""

    day: date
    is_working: bool
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The table of one year in the pack.

    Parameters
    ----------
    year : int
        Calendar year.
    is_estimated : bool
        The year's decision was not read.
    source : str
        What the table follows.
    days : mapping
        Special days by date.
    """

    year: int
    is_estimated: bool
    source: str
    days: Mapping[date, DayOfYear]

    def is_working_day(self, day: date) -> bool:
        """Return whether the pack counts a day of this year as a working day."""
        special = self.days.get(day)
        return special.is_working if special else day.weekday() < _SATURDAY


@dataclass(frozen=True, slots=True)
class DayOverride:
    """A day that the office's own calendar has otherwise than the pack."""

    day: date
    is_working: bool
    reason: str
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class PackProblem:
    """A problem that the check of a pack finds."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class PackState:
    """A pack as it lies on disk, and what its check says."""

    name: str
    version: str
    sha256: str
    problems: tuple[PackProblem, ...]


class _File(Record):
    years: tuple[CalendarYear, ...]


class WorkingCalendar:
    """Working days of the pack, with the office's own days."""

    def __init__(self, years: tuple[CalendarYear, ...]) -> None:
        self.days = DayCalendar(years)
        self._known = frozenset(table.year for table in years)

    def knows(self, day: date) -> bool:
        """Return whether there is a table of the day's year."""
        return day.year in self._known

    def is_working_day(self, day: date) -> bool:
        """Return whether it is a working day; ``CalendarError`` for a year without a table."""
        return self.days.is_working_day(day)

    def between(self, earlier: date, later: date) -> int:
        """Return how many working days lie after ``earlier`` up to ``later``; negative where ``later`` is before."""
        if later < earlier:
            return -self.between(later, earlier)
        span = (later - earlier).days
        return sum(self.days.is_working_day(earlier + timedelta(days=step)) for step in range(1, span + 1))

    def left(self, today: date, last: date) -> int | None:
        """Return the working days after today up to a last day, below 0 when it is over; None without a table of the year."""
        try:
            return _between(self, today, last)
        except CalendarError:
            return None

    def soon(self, today: date, working_days: int) -> date:
        """Return the day that is so many working days after today; today without a table of the year."""
        try:
            return self.after(today, working_days)
        except CalendarError:
            return today

    def within(self, first: date, last: date) -> int:
        """Return how many working days lie from ``first`` to ``last``, both included."""
        return sum(self.days.is_working_day(first + timedelta(days=step)) for step in range((last - first).days + 1))

    def after(self, day: date, working_days: int) -> date:
        """Return the day that is so many working days after ``day``."""
        for _ in range(working_days):
            day = self.days.next_working_day(day + timedelta(days=1))
        return day


def pack_folder() -> Path:
    """Return the folder of the pack that this office applies."""
    return find_pack_folder(getattr(settings, "KETHOP_PACK", "vn"))


def years_of_days() -> dict[int, YearOfDays]:
    """Return the tables of days of the pack, by year; read again when the file has changed."""
    path = pack_folder() / "calendar.yaml"
    return _years(str(path), path.stat().st_mtime_ns)


def working_calendar(pack: str | Path, overrides: Iterable[DayOverride] = ()) -> WorkingCalendar:
    """Return the calendar of a pack with the office's own days laid over it."""
    path = (pack if isinstance(pack, Path) else find_pack_folder(pack)) / "calendar.yaml"
    return _laid_over(str(path), path.stat().st_mtime_ns, tuple(sorted(set(overrides), key=lambda item: item.day)))


def pack_state() -> PackState:
    """Load and check the pack; takes seconds and much memory, so only in the task worker."""
    from kethop.packs import check_pack, load_pack  # noqa: PLC0415 - heavy

    folder = pack_folder()
    try:
        pack = load_pack(folder)
    except KethopError as error:
        return PackState(folder.name, "", "", (_problem(error),))
    problems = tuple(_problem(error) for error in check_pack(pack))
    return PackState(folder.name, str(pack.manifest.version), pack.sha256, problems)


def _problem(error: KethopError) -> PackProblem:
    fault = engine_fault(error)
    return PackProblem(error.code, fault.vi if fault else error.code, fault.en if fault else error.code)


@lru_cache(maxsize=4)
def _tables(path: str, _changed: int) -> tuple[CalendarYear, ...]:
    return validate(read_yaml(Path(path).read_bytes(), source="calendar.yaml"), _File).years


@lru_cache(maxsize=4)
def _years(path: str, changed: int) -> dict[int, YearOfDays]:
    return {table.year: _year(table) for table in _tables(path, changed)}


def _year(table: CalendarYear) -> YearOfDays:
    days = {
        special.day: DayOfYear(special.day, is_working, special.name.vi, special.name.en)
        for is_working, specials in ((False, table.days_off), (True, table.worked_weekend_days))
        for special in specials
    }
    return YearOfDays(table.year, table.status.value == "estimated", table.source, days)


@lru_cache(maxsize=8)
def _laid_over(path: str, changed: int, overrides: tuple[DayOverride, ...]) -> WorkingCalendar:
    return WorkingCalendar(tuple(_with_own(table, overrides) for table in _tables(path, changed)))


def _with_own(table: CalendarYear, overrides: tuple[DayOverride, ...]) -> CalendarYear:
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


@lru_cache(maxsize=4096)
def _between(calendar: WorkingCalendar, today: date, last: date) -> int:
    return calendar.between(today, last)
