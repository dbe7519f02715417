"""The figures of one runway in its frame, and what a set of rules makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kethop.spatial.notes import Note, NoteValue
from kethop.spatial.surfaces.aerodromes import RunwayEnd
from kethop.spatial.surfaces.circles import StripSurroundings
from kethop.spatial.surfaces.slopes import End, PlanePiece

__all__ = ["RunwayFigures", "Shapes"]


@dataclass(frozen=True, slots=True)
class Shapes:
    """What a set of rules makes of a runway.

    Parameters
    ----------
    pieces : tuple of PlanePiece
        Every planar piece of every reading.
    surroundings : tuple of StripSurroundings
        Inner horizontal and conical surface of every reading.
    reach_m : float
        Distance from the ends beyond which none of them lies.
    notes : tuple of Note
        What was assumed, and what could not be computed.
    complete : bool
        Whether every surface of the rules could be computed.
    """

    pieces: tuple[PlanePiece, ...]
    surroundings: tuple[StripSurroundings, ...]
    reach_m: float
    notes: tuple[Note, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class RunwayFigures:
    """The figures of a runway whose surfaces can be computed.

    Parameters
    ----------
    named : Mapping of str
        ``aerodrome`` and ``runway``, for notes.
    runway_ends : tuple of RunwayEnd, shape (2,)
        As published.
    layouts : tuple of tuple of End, shape (n, 2)
        Both ends along x, in every reading.
    datum_m : float
        Highest runway point of the aerodrome, metres above mean sea level.
    longest_m : float
        The longer of the distance between the ends and the stated length.
    spread_m : float
        By how much a reading may lead beyond the ends as given.
    width_m, code_letter : float or None, str or None
        Of the runway, where they are known.
    notes : tuple of Note
        Conflicts and readings.
    """

    named: Mapping[str, NoteValue]
    runway_ends: tuple[RunwayEnd, RunwayEnd]
    layouts: tuple[tuple[End, End], ...]
    datum_m: float
    longest_m: float
    spread_m: float
    width_m: float | None
    code_letter: str | None
    notes: tuple[Note, ...]
