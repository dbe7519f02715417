"""The two surfaces that follow a distance: inner horizontal and conical, without a circle's polygon.

The distance is that from the centre line between the strip's ends (the runway's, lengthened by 60 m or 30 m at each): circles
about the strip's ends, joined by tangents. The strip's width does not count.
"""

from dataclasses import dataclass
from math import hypot

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.surfaces.dimensions import ApproachDimensions
from kethop.spatial.surfaces.surface import Surface

__all__ = ["Lowest", "StripSurroundings"]

_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest elevation of a surface over a footprint and a place where it is reached.

    Parameters
    ----------
    surface : Surface
        The surface.
    direction : str
        Designator of the runway direction; empty where the surface serves both.
    elevation_m : float
        Metres above mean sea level.
    x, y : float
        The place, in the runway's frame.
    """

    surface: Surface
    direction: str
    elevation_m: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StripSurroundings:
    """Inner horizontal and conical surface of one runway.

    Parameters
    ----------
    segment : LineString
        The centre line from one end of the strip to the other, along x in the frame.
    level_m : float
        Elevation of the inner horizontal surface, above mean sea level.
    radius_m : float
        Distance from the segment at which it ends and the conical surface begins.
    slope : float
        Slope of the conical surface.
    outer_m : float
        Distance from the segment at which that ends.
    """

    segment: LineString
    level_m: float
    radius_m: float
    slope: float
    outer_m: float

    @classmethod
    def around(cls, segment: LineString, table: ApproachDimensions, datum_m: float) -> "StripSurroundings":
        """Return the surfaces around a strip by a column of Table 4-1."""
        radius, slope = float(table.inner_horizontal_radius_m), float(table.conical_slope)
        level = datum_m + float(table.inner_horizontal_height_m)
        return cls(segment, level, radius, slope, radius + float(table.conical_height_m) / slope)

    def distance(self, xy: Floats) -> Floats:
        """Return the distances of places (shape (n, 2)) of the frame from the segment, in metres."""
        start, stop = (x for x, _ in self.segment.coords)
        along = np.maximum(np.maximum(start - xy[:, 0], xy[:, 0] - stop), 0.0)
        return np.asarray(np.hypot(along, xy[:, 1]))

    def lowest(self, footprint: BaseGeometry) -> list[Lowest]:
        """Return the lowest elevation of each of the two surfaces that lie over a footprint of the frame.

        The distance from a segment is a convex function: over a connected part of the footprint it takes every value
        from its least, found exactly, to its greatest, which it has at a vertex.
        """
        found: list[Lowest] = []
        for part in shapely.get_parts(footprint).tolist():
            way = shapely.get_coordinates(shapely.shortest_line(part, self.segment))
            least, (x, y) = float(np.hypot(*(way[1] - way[0]))), way[0].tolist()
            if least <= self.radius_m:
                found.append(Lowest(Surface.INNER_HORIZONTAL, "", self.level_m, x, y))
            if self.radius_m <= least <= self.outer_m:
                rise = self.slope * (least - self.radius_m)
                found.append(Lowest(Surface.CONICAL, "", self.level_m + rise, x, y))
            elif least < self.radius_m and (crossing := self._crossing(part)) is not None:
                found.append(Lowest(Surface.CONICAL, "", self.level_m, crossing.x, crossing.y))
        return found

    def _crossing(self, part: BaseGeometry) -> Point | None:
        """Return a point of a connected part at ``radius_m`` from the segment; None when the part stays within.

        Either an edge of the outline leads from within to beyond, or every ring has all its corners on one side. Then an
        edge of a ring beyond dips below the radius, or the shortest way from the rings beyond to the segment and the
        rings within crosses no outline, so that it runs inside the part.
        """
        outline = shapely.boundary(part) if shapely.get_dimensions(part) == 2 else part
        within: list[BaseGeometry] = [self.segment]
        beyond: list[BaseGeometry] = []
        for line in shapely.get_parts(outline).tolist():
            rows = shapely.get_coordinates(line)
            inside = np.asarray(shapely.distance(shapely.points(rows), self.segment) <= self.radius_m)
            for index in np.flatnonzero(inside[1:] != inside[:-1]):
                pair = rows[index : index + 2] if inside[index] else rows[index : index + 2][::-1]
                return self._between(pair[0], pair[1])
            (within if inside.all() else beyond).append(line)
        if not beyond:
            return None
        way = shapely.shortest_line(shapely.geometrycollections(beyond), shapely.geometrycollections(within))
        far, near = shapely.get_coordinates(way)
        if shapely.distance(Point(far), self.segment) > self.radius_m:
            return self._between(near, far)
        corners = [shapely.get_coordinates(line) for line in beyond]
        edges = np.concatenate([np.stack((rows[:-1], rows[1:]), axis=1) for rows in corners])
        dipping = int(np.argmin(shapely.distance(shapely.linestrings(edges), Point(far))))
        return self._between(far, edges[dipping, 0])

    def _between(
        self,
        near: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        far: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    ) -> Point:
        """Return the point at ``radius_m`` on the straight way from a nearer to a farther place, by halving."""
        start, stop = (x for x, _ in self.segment.coords)
        (x, y), (step_x, step_y) = near.tolist(), (far - near).tolist()
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            place, across = x + middle * step_x, y + middle * step_y
            is_inside = hypot(max(start - place, place - stop, 0.0), across) <= self.radius_m
            low, high = (middle, high) if is_inside else (low, middle)
        return Point(x + high * step_x, y + high * step_y)
