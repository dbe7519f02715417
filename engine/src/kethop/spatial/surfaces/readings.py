"""All the surfaces of one runway, under every reading that its published figures allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.circles import Lowest, StripSurroundings
from kethop.spatial.surfaces.dimensions import ApproachDimensions, Dimensions, Regime, dimensions_of
from kethop.spatial.surfaces.frame import RunwayFrame, frame_between
from kethop.spatial.surfaces.pieces import End, PlanePiece, Surface, approach_pieces, strip_pieces, take_off_pieces

__all__ = ["RunwaySurfaces", "surfaces_of"]

_CONFLICT_M = 30.0  # thresholds and stated length that differ by more are read both ways
_LEVEL_M = 0.05  # elevations of the aerodrome that differ by more are said to
_DEGREE_M = 110_500.0  # a little less than any degree of latitude
_SHORTEST_M = 1.0


@dataclass(frozen=True, slots=True)
class RunwaySurfaces:
    """The surfaces of one runway in its frame.

    Parameters
    ----------
    frame : RunwayFrame
        The frame.
    pieces : tuple of PlanePiece
        Every planar piece of every reading.
    polygons : ndarray of Polygon, shape (n_pieces,)
        Their polygons.
    surroundings : tuple of StripSurroundings
        Inner horizontal and conical surface of every reading.
    bounds : tuple of float, shape (4,)
        West, south, east, north in degrees of a box that holds every surface.
    notes : tuple of Note
        How the figures were read.
    """

    frame: RunwayFrame
    pieces: tuple[PlanePiece, ...]
    polygons: np.ndarray[tuple[int, ...], np.dtype[np.object_]]
    surroundings: tuple[StripSurroundings, ...]
    bounds: tuple[float, float, float, float]
    notes: tuple[Note, ...]

    def lowest(self, footprint: BaseGeometry) -> list[Lowest]:
        """Return the lowest elevation of each surface over a footprint of the frame.

        Over a planar piece the lowest point is a vertex of what the footprint and the piece have in common.
        """
        found: list[Lowest] = []
        for around in self.surroundings:
            found.extend(around.lowest(footprint))
        for index in np.flatnonzero(shapely.intersects(self.polygons, footprint)):
            piece = self.pieces[index]
            rows = shapely.get_coordinates(shapely.intersection(piece.polygon, footprint))
            if not len(rows):  # they meet closer than the overlay resolves
                rows = shapely.get_coordinates(shapely.shortest_line(footprint, piece.polygon))[:1]
            elevations = piece.z0 + rows @ np.array((piece.zx, piece.zy))
            at = int(np.argmin(elevations))
            found.append(
                Lowest(piece.surface, piece.direction, float(elevations[at]), float(rows[at, 0]), float(rows[at, 1]))
            )
        return _lowest_of_each(found)


@lru_cache(maxsize=1024)
def surfaces_of(aerodrome: Aerodrome, runway: Runway, regime: Regime) -> RunwaySurfaces | Note:
    """Return the surfaces of a runway, or the note that says why they cannot be computed.

    Readings: where the distance of the ends and the stated length differ by more than 30 m, the ends as given and either
    end moved so that the length holds; where a threshold is displaced, landings over the displaced and over the runway's
    end; an unknown approach is the most demanding one of the code number, which comes from the longer length.

    Parameters
    ----------
    aerodrome, runway : Aerodrome, Runway
        The runway and its aerodrome.
    regime : Regime
        Rules that give the shape.

    Returns
    -------
    RunwaySurfaces or Note
        ``surfaces.not_computable`` (``aerodrome``, ``runway``, ``reason``: ``no_thresholds``, ``no_elevation``,
        ``thresholds_equal``).
    """
    named: dict[str, str | int | float | None] = {"aerodrome": aerodrome.ident, "runway": runway.designator}
    datum = aerodrome.datum_m
    if runway.ends is None or datum is None:
        reason = "no_thresholds" if runway.ends is None else "no_elevation"
        return note("surfaces.not_computable", reason=reason, **named)
    low, high = runway.ends
    frame = frame_between((low.lon, low.lat), (high.lon, high.lat))
    if frame.length_m < _SHORTEST_M:
        return note("surfaces.not_computable", reason="thresholds_equal", **named)
    table = dimensions_of(regime)
    notes: list[Note] = []
    elevations = _elevations(aerodrome, runway.ends, notes, named)
    layouts = _layouts(frame.length_m, runway.length_m, notes, named)
    code = table.code_number(max(frame.length_m, runway.length_m or 0.0))
    columns = [table.landing(end.approach, code) for end in runway.ends]
    notes.extend(_assumptions(table, code, runway.ends, columns, named))
    pieces: list[PlanePiece] = []
    surroundings: list[StripSurroundings] = []
    for places in layouts:
        ends = (End(places[0], -1.0, elevations[0]), End(places[1], 1.0, elevations[1]))
        for column in dict.fromkeys(columns, None):
            top = datum + float(column.inner_horizontal_height_m)
            beyond = float(column.distance_m)
            segment = LineString([(places[0] - beyond, 0.0), (places[1] + beyond, 0.0)])
            surroundings.append(StripSurroundings.around(segment, column, datum))
            pieces.extend(strip_pieces(ends, column, top_m=top))
        for index, column in enumerate(columns):
            own, other = runway.ends[index], runway.ends[1 - index]
            top = datum + float(column.inner_horizontal_height_m)
            for threshold in _thresholds(ends, index, own):
                pieces.extend(approach_pieces(threshold, column, top_m=top, direction=own.designator))
            departure = table.departure(code)
            pieces.extend(
                take_off_pieces(ends[index], departure, clearway_m=own.clearway_m, direction=other.designator)
            )
    reach = max(column.reach_m for column in columns) + abs(frame.length_m - (runway.length_m or frame.length_m))
    return RunwaySurfaces(
        frame,
        tuple(pieces),
        np.array([piece.polygon for piece in pieces], dtype=object),
        tuple(surroundings),
        _bounds(runway.ends, reach),
        tuple(notes),
    )


def _elevations(
    aerodrome: Aerodrome,
    ends: tuple[RunwayEnd, RunwayEnd],
    notes: list[Note],
    named: dict[str, str | int | float | None],
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
    distance_m: float, stated_m: float | None, notes: list[Note], named: dict[str, str | int | float | None]
) -> list[tuple[float, float]]:
    """Return the places of both ends along x in every reading."""
    half = distance_m / 2
    if stated_m is None or stated_m < _SHORTEST_M or abs(distance_m - stated_m) <= _CONFLICT_M:
        return [(-half, half)]
    notes.append(note("surfaces.length_conflict", distance_m=distance_m, stated_m=stated_m, **named))
    return [(-half, half), (half - stated_m, half), (-half, stated_m - half)]


def _thresholds(ends: Sequence[End], index: int, own: RunwayEnd) -> Iterator[End]:
    """Yield the runway's end and, when landings begin further in, the displaced threshold at the lower of both elevations."""
    end = ends[index]
    yield end
    if own.displaced_m > 0:
        lower = min(other.elevation_m for other in ends)
        yield End(end.x - end.outward * own.displaced_m, end.outward, lower)


def _assumptions(
    table: Dimensions,
    code: int,
    ends: tuple[RunwayEnd, RunwayEnd],
    columns: Sequence[ApproachDimensions],
    named: dict[str, str | int | float | None],
) -> Iterator[Note]:
    for end, column in zip(ends, columns, strict=True):
        if end.approach is None:
            yield note(
                "surfaces.approach_assumed", end=end.designator, kind=str(column.kind), code_number=code, **named
            )
        if end.displaced_m > 0:
            yield note("surfaces.displaced_threshold", end=end.designator, displaced_m=end.displaced_m, **named)
    departure = table.departure(code)
    if departure.final_width_turning_m is not None:
        yield note("surfaces.take_off_width_assumed", width_m=departure.widest_m, **named)
    for column in dict.fromkeys(columns, None):
        if column.inner_edge_older_m is not None:
            yield note(
                "surfaces.inner_edge_edition",
                used_m=float(column.inner_edge_m),
                older_m=float(column.inner_edge_older_m),
                **named,
            )


def _bounds(ends: tuple[RunwayEnd, RunwayEnd], reach_m: float) -> tuple[float, float, float, float]:
    up = reach_m / _DEGREE_M
    farthest = min(89.0, max(abs(end.lat) for end in ends) + up)
    right = up / cos(radians(farthest))
    lons, lats = [end.lon for end in ends], [end.lat for end in ends]
    return min(lons) - right, min(lats) - up, max(lons) + right, max(lats) + up


def _lowest_of_each(found: Sequence[Lowest]) -> list[Lowest]:
    best: dict[tuple[Surface, str], Lowest] = {}
    for item in found:
        known = best.get((item.surface, item.direction))
        if known is None or item.elevation_m < known.elevation_m:
            best[item.surface, item.direction] = item
    return list(best.values())
