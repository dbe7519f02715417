"""What the trial of all systems says."""

from dataclasses import dataclass
from enum import StrEnum

from kethop.spatial.measures import GEOD
from kethop.spatial.placement.systems import TrialSystem

__all__ = ["Candidate", "Placement", "Verdict"]


class Verdict(StrEnum):
    """What the trial of all systems says."""

    UNIQUE = "unique"
    AMBIGUOUS = "ambiguous"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system with a column order in which something of the site lies in the declared communes.

    Parameters
    ----------
    system : TrialSystem
        The system.
    is_swapped : bool
        Whether the two columns change places against the way the numbers were read.
    points, points_inside : int
        Points of the site, and how many lie inside, within the tolerance.
    share_inside : float
        Part of the site that lies inside the outlines as drawn, from 0 to 1: of its area, its length or its points.
    fits : bool
        Whether every point, and everything between them, lies inside within the tolerance.
    centre : tuple of float, shape (2,)
        Longitude and latitude in WGS 84 of the middle of the filed numbers' envelope.
    """

    system: TrialSystem
    is_swapped: bool
    points: int
    points_inside: int
    share_inside: float
    fits: bool
    centre: tuple[float, float]

    def distance_m(self, other: "Candidate") -> float:
        """Return the geodesic distance between the places of two candidates."""
        return float(GEOD.inv(*self.centre, *other.centre)[2])


@dataclass(frozen=True, slots=True)
class Placement:
    """The outcome.

    Parameters
    ----------
    verdict : Verdict
        ``unique``: one system fits, and is proposed; ``ambiguous``: several fit; ``partial``: none fits, some hold a part;
        ``none``: in no system does the site touch the declared communes.
    candidates : tuple of Candidate
        Those that touch them, best first; a candidate that touches nothing is not among them.
    separation_m : float
        The largest distance between the places of two candidates that fit; 0 where fewer than two do.
    """

    verdict: Verdict
    candidates: tuple[Candidate, ...]
    separation_m: float

    @property
    def fitting(self) -> tuple[Candidate, ...]:
        """The candidates that fit."""
        return tuple(candidate for candidate in self.candidates if candidate.fits)

    @property
    def proposed(self) -> Candidate | None:
        """The one candidate that fits; None where none or several do."""
        return self.candidates[0] if self.verdict is Verdict.UNIQUE else None
