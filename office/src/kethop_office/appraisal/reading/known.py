"""What the rows of running cases are read with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kethop_office.appraisal.reading.systems import System
from kethop_office.common.tables.cells import Doubt
from kethop_office.territory.queries import Gazetteer

__all__ = ["Known", "SiteJudge", "WrittenSite"]


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """A site as a cell writes it.

    Parameters
    ----------
    text : str
        A table of corners, or GeoJSON.
    name : str
        What it is: ``-`` for a table, else the name of a file.
    crs : str
        Code of its coordinate system as the row says it; empty where it does not.
    communes : sequence of str
        Codes of the declared communes.
    province : str
        Code of the declared province; empty where that is not sure.
    """

    text: str
    name: str
    crs: str
    communes: Sequence[str]
    province: str


SiteJudge = Callable[[WrittenSite], tuple[str | None, Sequence[Doubt]]]
"""Returns the coordinate system with which a site is in order (empty: as it says itself), or None, and what is told of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows, by folded name.

    Parameters
    ----------
    people : mapping
        Officers of the lead office: keys of the accounts that bear the name.
    offices : mapping
        Offices that may be asked: keys of those that bear the name.
    gazetteer : Gazetteer
        All units.
    today : date
        No past act is later.
    systems : sequence of System
        Coordinate systems that are read.
    judge : SiteJudge
        Looks at a site as the site step of a proposal does.
    """

    people: Mapping[str, Sequence[str]]
    offices: Mapping[str, Sequence[str]]
    gazetteer: Gazetteer
    today: date
    systems: Sequence[System]
    judge: SiteJudge
