"""The declared communes as one area, ready to be asked about many positions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD

__all__ = ["TOLERANCE_M", "DeclaredArea", "declared_area"]

TOLERANCE_M = 50.0
"""How far a point may lie outside a drawn commune and still count as inside, in metres.

A setting of this system, not of law: outlines of communes are simplified to 10 m and are not cadastral, and the nearest
wrong system lies 200 m and more away.
"""


@dataclass(frozen=True, slots=True)
class DeclaredArea:
    """The union of the declared communes in a plane whose unit is nearly a metre there.

    Parameters
    ----------
    plane : BaseGeometry
        The union, prepared, in metres: degrees times ``scale``.
    scale : tuple of float, shape (2,)
        Metres in a degree of longitude and of latitude at the middle of the area; off by less than 1 % within it.
    tolerance_m : float
        How far outside still counts as inside.
    """

    plane: BaseGeometry
    scale: tuple[float, float]
    tolerance_m: float

    def metres(self, positions: Floats) -> Floats:
        """Return positions in degrees, shape (..., 2), in metres of the plane."""
        return np.asarray(positions * np.asarray(self.scale))

    def near(self, positions: Floats) -> NDArray[np.bool_]:
        """Return for each position in degrees, shape (n, 2), whether it is inside or within the tolerance."""
        points = shapely.points(self.metres(positions))
        return np.asarray(shapely.dwithin(self.plane, points, self.tolerance_m))

    def covers(self, shape: BaseGeometry) -> bool:
        """Return whether all of a valid shape of the plane is inside or within the tolerance."""
        if shapely.covers(self.plane, shape):
            return True
        return bool(shapely.covers(shapely.buffer(self.plane, self.tolerance_m), shape))

    def share(self, shape: BaseGeometry) -> float:
        """Return which part of a valid shape of the plane is inside, from 0 to 1: of its area, its length or its points."""
        inside = shapely.intersection(shape, self.plane)
        for measure in (shapely.area, shapely.length, shapely.get_num_geometries):
            whole = float(measure(shape))
            if whole > 0.0:
                return 0.0 if inside.is_empty else min(1.0, float(measure(inside)) / whole)
        return 0.0

    def distance_m(self, longitude: float, latitude: float) -> float:
        """Return the geodesic distance from a position to the nearest point of the area found in the plane."""
        point = shapely.Point(longitude * self.scale[0], latitude * self.scale[1])
        if shapely.intersects(self.plane, point):
            return 0.0
        x, y = shapely.get_coordinates(shapely.shortest_line(self.plane, point))[0]
        return float(GEOD.inv(longitude, latitude, x / self.scale[0], y / self.scale[1])[2])


def declared_area(geometries: Sequence[BaseGeometry], *, tolerance_m: float = TOLERANCE_M) -> DeclaredArea:
    """Return the area of the declared communes.

    Parameters
    ----------
    geometries : sequence of BaseGeometry
        At least one; valid areas in WGS 84, longitude first.
    tolerance_m : float
        0 or more, in metres.

    Raises
    ------
    ValueError
        No geometry, or a negative tolerance.
    """
    if not geometries or not tolerance_m >= 0.0:
        raise ValueError("at least one commune and a tolerance of 0 or more")
    west, south, east, north = shapely.total_bounds(np.asarray(geometries, dtype=object))
    lon, lat = (west + east) / 2, (south + north) / 2
    metres_of_longitude = float(GEOD.inv(lon - 0.05, lat, lon + 0.05, lat)[2]) * 10.0
    metres_of_latitude = float(GEOD.inv(lon, lat - 0.05, lon, lat + 0.05)[2]) * 10.0
    scale = (metres_of_longitude, metres_of_latitude)
    union = geometries[0] if len(geometries) == 1 else shapely.union_all(list(geometries))
    plane = shapely.transform(shapely.force_2d(union), lambda rows: rows * np.asarray(scale))
    shapely.prepare(plane)
    return DeclaredArea(plane, scale, tolerance_m)
