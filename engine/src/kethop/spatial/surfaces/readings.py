"""All the surfaces of one runway, under every reading that its published figures allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.annex14_shapes import annex14_shapes
from kethop.spatial.surfaces.circles import Lowest, StripSurroundings
from kethop.spatial.surfaces.decree222 import decree222
from kethop.spatial.surfaces.decree222_shapes import decree222_shapes
from kethop.spatial.surfaces.frame import RunwayFrame, frame_between
from kethop.spatial.surfaces.layouts import SHORTEST_M, figures_of
from kethop.spatial.surfaces.regimes import DesignGroup
from kethop.spatial.surfaces.slopes import PlanePiece
from kethop.spatial.surfaces.surface import Surface

__all__ = ["RunwaySurfaces", "around_the_world", "box_around", "surfaces_of"]

_DEGREE_M = 110_500.0  # a little less than any degree of latitude
_POLAR = 88.5  # degrees of latitude beyond which a box of degrees is no longer narrow


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
        West, south, east, north in degrees of a box that holds every surface, those that cannot be computed among them.
    notes : tuple of Note
        How the figures were read.
    complete : bool
        Whether every surface of the rules could be computed.
    """

    frame: RunwayFrame
    pieces: tuple[PlanePiece, ...]
    polygons: np.ndarray[tuple[int, ...], np.dtype[np.object_]]
    surroundings: tuple[StripSurroundings, ...]
    bounds: tuple[float, float, float, float]
    notes: tuple[Note, ...]
    complete: bool

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


@lru_cache(maxsize=4096)
def surfaces_of(aerodrome: Aerodrome, runway: Runway, group: DesignGroup | None = None) -> RunwaySurfaces | Note:
    """Return the surfaces of a runway, or the note that says why they cannot be computed.

    Readings: where the distance of the ends and the stated length differ by more than 30 m, the ends as given and either
    end moved so that the length holds; where a threshold is displaced, landings over the displaced and over the runway's
    end; an unknown approach is the most demanding one, or every one.

    Parameters
    ----------
    aerodrome, runway : Aerodrome, Runway
        The runway and its aerodrome.
    group : DesignGroup or None
        Design group for the surfaces of Decree 222/2026; None for those of ICAO Annex 14.

    Returns
    -------
    RunwaySurfaces or Note
        ``surfaces.not_computable`` (``aerodrome``, ``runway``, ``reason``: ``no_thresholds``, ``no_elevation``,
        ``thresholds_equal``).
    """
    named: dict[str, str | int | float | None] = {"aerodrome": aerodrome.ident, "runway": runway.designator}
    if runway.ends is None or aerodrome.datum_m is None:
        reason = "no_thresholds" if runway.ends is None else "no_elevation"
        return note("surfaces.not_computable", reason=reason, **named)
    low, high = runway.ends
    frame = frame_between((low.lon, low.lat), (high.lon, high.lat))
    if frame.length_m < SHORTEST_M:
        return note("surfaces.not_computable", reason="thresholds_equal", **named)
    figures = figures_of(aerodrome, runway, frame)
    shapes = annex14_shapes(figures) if group is None else decree222_shapes(figures, decree222(), group)
    return RunwaySurfaces(
        frame,
        shapes.pieces,
        np.array([piece.polygon for piece in shapes.pieces], dtype=object),
        shapes.surroundings,
        box_around(runway.ends, shapes.reach_m + figures.spread_m + max(end.clearway_m for end in runway.ends)),
        (*figures.notes, *shapes.notes),
        shapes.complete,
    )


def box_around(ends: tuple[RunwayEnd, RunwayEnd], reach_m: float) -> tuple[float, float, float, float]:
    """Return a box in degrees that holds whatever lies within ``reach_m`` of a runway's ends or between them."""
    up = reach_m / _DEGREE_M
    farthest = min(89.0, max(abs(end.lat) for end in ends) + up)
    right = up / cos(radians(farthest))
    lons, lats = [end.lon for end in ends], [end.lat for end in ends]
    return around_the_world(min(lons) - right, min(lats) - up, max(lons) + right, max(lats) + up)


def around_the_world(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """Return a box in degrees; one that crosses the antimeridian or nears a pole goes all around, so that none is missed."""
    goes_round = west < -180.0 or east > 180.0 or abs(south) > _POLAR or abs(north) > _POLAR
    return (-180.0, south, 180.0, north) if goes_round else (west, south, east, north)


def _lowest_of_each(found: Sequence[Lowest]) -> list[Lowest]:
    best: dict[tuple[Surface, str], Lowest] = {}
    for item in found:
        known = best.get((item.surface, item.direction))
        if known is None or item.elevation_m < known.elevation_m:
            best[item.surface, item.direction] = item
    return list(best.values())
