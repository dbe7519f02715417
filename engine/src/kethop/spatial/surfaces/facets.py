"""The surfaces as polygons with elevations: planar pieces as they are, circles as facets within a stated tolerance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import acos, ceil, pi

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.surfaces.circles import StripSurroundings
from kethop.spatial.surfaces.frame import RunwayFrame
from kethop.spatial.surfaces.points import Source
from kethop.spatial.surfaces.regimes import Regime
from kethop.spatial.surfaces.slopes import PlanePiece
from kethop.spatial.surfaces.surface import Surface
from kethop.spatial.surfaces.within import PlacedSurfaces

__all__ = ["DrawnShape", "arc_steps", "facets", "in_degrees", "line_shape", "runway_lines"]

_EDGE_M = (
    1_000.0  # an edge in the frame is a curve in degrees: it gets vertices this far apart, its sag is then below 2 cm
)


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """A polygon or line with elevations.

    Parameters
    ----------
    source : Source
        What it is, and of which aerodrome, runway and direction.
    group : str
        Design group, under Decree 222/2026; else empty.
    geometry : BaseGeometry
        With z: longitude and latitude in degrees of WGS 84, metres above mean sea level.
    low_m, high_m : float
        Its lowest and highest elevation.
    regime : Regime
        The rules that gave it.
    """

    source: Source
    group: str
    geometry: BaseGeometry
    low_m: float
    high_m: float
    regime: Regime


def facets(placed: Sequence[PlacedSurfaces], *, tolerance_m: float = 0.5) -> Iterator[DrawnShape]:
    """Yield every piece of every surface once.

    Parameters
    ----------
    placed : sequence of PlacedSurfaces
        Whose surfaces; several readings of a runway give several pieces of the same surface.
    tolerance_m : float
        How far a facet's edge may lie inside the circle that it stands for, in metres, above 0. Its elevation is then
        wrong by less than that times the cone's slope, and never too low.
    """
    for item in placed:
        frame, group = item.surfaces.frame, str(item.group or "")
        for piece in item.surfaces.pieces:
            yield _drawn(item, group, piece.surface, piece.direction, _piece(frame, piece))
        for around in dict.fromkeys(item.surfaces.surroundings):
            rings = _Rings(around, arc_steps(around.outer_m, tolerance_m))
            yield _drawn(item, group, Surface.INNER_HORIZONTAL, "", in_degrees(frame, rings.level()))
            for quad in rings.quads():
                yield _drawn(item, group, Surface.CONICAL, "", in_degrees(frame, quad))


def arc_steps(radius_m: float, tolerance_m: float) -> int:
    """Return into how many chords a half circle is cut so that none lies further inside it than the tolerance."""
    return max(8, ceil(pi / (2 * acos(max(0.0, 1 - tolerance_m / radius_m)))))


def in_degrees(frame: RunwayFrame, geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of the frame (x, y, elevation) in longitude, latitude, elevation; edges get vertices."""

    def to_degrees(rows: Floats) -> Floats:
        return np.column_stack((frame.lonlats(rows[:, :2]), rows[:, 2]))

    return shapely.transform(shapely.segmentize(geometry, _EDGE_M), to_degrees, include_z=True)


def _piece(frame: RunwayFrame, piece: PlanePiece) -> BaseGeometry:
    rows = shapely.get_coordinates(piece.polygon)
    return in_degrees(frame, Polygon(np.column_stack((rows, piece.z0 + rows @ np.array((piece.zx, piece.zy))))))


@dataclass(frozen=True, slots=True)
class _Rings:
    """The two rims of a conical surface as points, in step with each other."""

    around: StripSurroundings
    steps: int

    def rim(self, radius_m: float, elevation_m: float) -> Floats:
        """Return the outline of everything within a radius of the segment; shape (n, 3), closed."""
        (start, _), (stop, _) = self.around.segment.coords
        turn = np.linspace(-pi / 2, pi / 2, self.steps + 1)
        east = np.column_stack((stop + radius_m * np.cos(turn), radius_m * np.sin(turn)))
        west = np.column_stack((start - radius_m * np.cos(turn), -radius_m * np.sin(turn)))
        flat = np.concatenate((east, west, east[:1]))
        return np.column_stack((flat, np.full(len(flat), elevation_m)))

    def level(self) -> Polygon:
        return Polygon(self.rim(self.around.radius_m, self.around.level_m))

    def quads(self) -> Iterator[Polygon]:
        around = self.around
        top = around.level_m + around.slope * (around.outer_m - around.radius_m)
        inner, outer = self.rim(around.radius_m, around.level_m), self.rim(around.outer_m, top)
        for index in range(len(inner) - 1):
            yield Polygon([inner[index], outer[index], outer[index + 1], inner[index + 1]])


def _drawn(item: PlacedSurfaces, group: str, surface: Surface, direction: str, geometry: BaseGeometry) -> DrawnShape:
    source = Source(surface, item.aerodrome.ident, item.runway.designator, direction)
    elevations = shapely.get_coordinates(geometry, include_z=True)[:, 2]
    return DrawnShape(source, group, geometry, float(elevations.min()), float(elevations.max()), item.regime)


def runway_lines(placed: Sequence[PlacedSurfaces]) -> Iterator[DrawnShape]:
    """Yield each runway once, at the elevations of its ends, or of the aerodrome where an end has none."""
    for runway, item in {item.runway: item for item in placed}.items():
        ends = runway.ends or ()
        datum = item.aerodrome.datum_m or 0.0
        heights = [datum if end.elevation_m is None else end.elevation_m for end in ends]
        line = LineString([(end.lon, end.lat, height) for end, height in zip(ends, heights, strict=True)])
        source = Source(Surface.STRIP, item.aerodrome.ident, runway.designator, "")
        yield DrawnShape(source, "", line, min(heights), max(heights), item.regime)


def line_shape(item: PlacedSurfaces, surface: Surface, direction: str, line: LineString) -> DrawnShape:
    """Return a line of the frame (x, y, elevation) as it is drawn."""
    return _drawn(item, str(item.group or ""), surface, direction, in_degrees(item.surfaces.frame, line))
