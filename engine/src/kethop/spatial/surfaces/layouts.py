"""Every place that the ends of a runway may have, by its published figures."""

from collections.abc import Iterator, Sequence

from kethop.spatial.notes import Note, NoteValue, note
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.figures import RunwayFigures
from kethop.spatial.surfaces.frame import RunwayFrame
from kethop.spatial.surfaces.slopes import End

__all__ = ["SHORTEST_M", "figures_of", "thresholds"]

_CONFLICT_M = 30.0  # thresholds and stated length that differ by more are read both ways
_LEVEL_M = 0.05  # elevations of the aerodrome that differ by more are said to
SHORTEST_M = 1.0


def figures_of(aerodrome: Aerodrome, runway: Runway, frame: RunwayFrame) -> RunwayFigures:
    """Return the figures of a runway with two ends and an aerodrome elevation, in its frame.

    Raises
    ------
    ValueError
        The runway has no ends or the aerodrome no elevation.
    """
    datum = aerodrome.datum_m
    if runway.ends is None or datum is None:
        raise ValueError("a runway without ends or elevation has no figures")
    named: dict[str, NoteValue] = {"aerodrome": aerodrome.ident, "runway": runway.designator}
    notes: list[Note] = []
    first, second = _elevations(aerodrome, runway.ends, notes, named)
    layouts = _layouts(frame.length_m, runway.length_m, notes, named)
    notes.extend(
        note("surfaces.displaced_threshold", end=end.designator, displaced_m=end.displaced_m, **named)
        for end in runway.ends
        if end.displaced_m > 0
    )
    return RunwayFigures(
        named,
        runway.ends,
        tuple((End(low, -1.0, first), End(high, 1.0, second)) for low, high in layouts),
        datum,
        max(frame.length_m, runway.length_m or 0.0),
        abs(frame.length_m - (runway.length_m or frame.length_m)),
        runway.width_m,
        runway.code_letter,
        tuple(notes),
    )


def thresholds(ends: Sequence[End], index: int, own: RunwayEnd) -> Iterator[End]:
    """Yield the runway's end and, when landings begin further in, the displaced threshold at the lower of both elevations."""
    end = ends[index]
    yield end
    if own.displaced_m > 0:
        lower = min(other.elevation_m for other in ends)
        yield End(end.x - end.outward * own.displaced_m, end.outward, lower)


def _elevations(
    aerodrome: Aerodrome,
    ends: tuple[RunwayEnd, RunwayEnd],
    notes: list[Note],
    named: dict[str, NoteValue],
) -> tuple[float, float]:
    """Return the elevations of both ends; a missing one is the lower of what else is known, the stricter reading."""
    datum = aerodrome.datum_m
    known = [end.elevation_m for end in ends]
    if datum is not None and not aerodrome.has_end_elevations:
        notes.append(note("surfaces.datum_is_published", datum_m=datum, **named))
    stated = [value for value in (*known, aerodrome.elevation_m) if value is not None]
    fallback = min(stated) if stated else datum or 0.0
    notes.extend(
        note("surfaces.threshold_elevation_missing", end=end.designator, used_m=fallback, **named)
        for end in ends
        if end.elevation_m is None
    )
    first, second = (fallback if value is None else value for value in known)
    if datum is not None and aerodrome.elevation_m is not None and abs(datum - aerodrome.elevation_m) > _LEVEL_M:
        notes.append(note("surfaces.datum_differs", datum_m=datum, published_m=aerodrome.elevation_m, **named))
    return first, second


def _layouts(
    distance_m: float, stated_m: float | None, notes: list[Note], named: dict[str, NoteValue]
) -> list[tuple[float, float]]:
    """Return the places of both ends along x in every reading."""
    half = distance_m / 2
    if stated_m is None or stated_m < SHORTEST_M or abs(distance_m - stated_m) <= _CONFLICT_M:
        return [(-half, half)]
    notes.append(note("surfaces.length_conflict", distance_m=distance_m, stated_m=stated_m, **named))
    return [(-half, half), (half - stated_m, half), (-half, stated_m - half)]
