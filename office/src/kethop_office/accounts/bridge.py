"""The only door from this room to the engine: the working days and the state of the pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kethop.calendars import CalendarYear
from kethop.cli.places import find_pack_folder
from kethop.documents import Record, read_yaml, validate
from kethop.errors import KethopError
from kethop_office.common.bridge import engine_fault

__all__ = ["DayOfYear", "PackProblem", "PackState", "YearOfDays", "pack_folder", "pack_state", "years_of_days"]

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


def pack_folder() -> Path:
    """Return the folder of the pack that this office applies."""
    return find_pack_folder(getattr(settings, "KETHOP_PACK", "vn"))


def years_of_days() -> dict[int, YearOfDays]:
    """Return the tables of days of the pack, by year; read again when the file has changed."""
    path = pack_folder() / "calendar.yaml"
    return _years(str(path), path.stat().st_mtime_ns)


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
def _years(path: str, _changed: int) -> dict[int, YearOfDays]:
    tables = validate(read_yaml(Path(path).read_bytes(), source="calendar.yaml"), _File).years
    return {table.year: _year(table) for table in tables}


def _year(table: CalendarYear) -> YearOfDays:
    days = {
        special.day: DayOfYear(special.day, is_working, special.name.vi, special.name.en)
        for is_working, specials in ((False, table.days_off), (True, table.worked_weekend_days))
        for special in specials
    }
    return YearOfDays(table.year, table.status.value == "estimated", table.source, days)
