"""Areas in a local equal-area grid, lengths and nearest distances on the ellipsoid.

An edge is the straight line between its two vertices in longitude and latitude (RFC 7946, 3.1.1); before it is put into a
grid it gets vertices every 0.002 degrees, so that it stays where it is (deviation below 1 mm).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats

__all__ = ["GEOD", "STEP_DEGREES", "LocalGrid", "Nearest", "area_m2", "dense", "length_m", "local_grid", "nearest"]

GEOD = Geod(ellps="WGS84")
_STRAIGHT_M = 5_000.0  # an edge of the grid is a curve in degrees: it gets vertices this far apart
STEP_DEGREES = 0.002
"""Of a straight line before it is projected: about 220 m."""


@dataclass(frozen=True, slots=True)
class LocalGrid:
    """A Lambert azimuthal equal-area grid; its scale error is below 1e-6 within 12 km of the centre, its area error nil.

    Parameters
    ----------
    name : str
        PROJ string, stated in results.
    transformer : Transformer
        Longitude and latitude to metres.
    """

    name: str
    transformer: Transformer

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS 84 geometry in metres of this grid, with the vertices of ``dense``."""
        return shapely.transform(dense(geometry), self._metres)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in metres of this grid in WGS 84, longitude first."""
        return shapely.transform(shapely.segmentize(geometry, _STRAIGHT_M), self._degrees)

    def _degrees(self, coordinates: Floats) -> Floats:
        degrees = self.transformer.transform(coordinates[:, 0], coordinates[:, 1], direction="INVERSE")
        return np.column_stack(degrees)

    def _metres(self, coordinates: Floats) -> Floats:
        return np.column_stack(self.transformer.transform(coordinates[:, 0], coordinates[:, 1]))


@dataclass(frozen=True, slots=True)
class Nearest:
    """The shortest way between two geometries.

    Parameters
    ----------
    metres : float
        Geodesic distance; 0 when they meet.
    from_point, to_point : tuple of float, shape (2,)
        Longitude and latitude in WGS 84 of its ends, on the first and on the second geometry.
    """

    metres: float
    from_point: tuple[float, float]
    to_point: tuple[float, float]


def local_grid(geometry: BaseGeometry) -> LocalGrid:
    """Return the equal-area grid centred on the envelope of a WGS 84 geometry (to a thousandth of a degree)."""
    west, south, east, north = geometry.bounds
    return _grid(round((south + north) / 2, 3), round((west + east) / 2, 3))


def area_m2(geometry: BaseGeometry, grid: LocalGrid) -> float:
    """Return the area of a WGS 84 geometry in m²; 0 for points and lines."""
    if shapely.get_dimensions(geometry) < 2:
        return 0.0
    return float(shapely.area(grid.project(geometry)))


def length_m(geometry: BaseGeometry) -> float:
    """Return the geodesic length of a WGS 84 line, or the perimeter of an area (holes included), in metres."""
    lines = shapely.boundary(geometry) if shapely.get_dimensions(geometry) == 2 else geometry
    total = 0.0
    for line in shapely.get_parts(lines):
        coordinates = shapely.get_coordinates(line)
        if len(coordinates) > 1:
            total += GEOD.line_length(coordinates[:, 0], coordinates[:, 1])
    return float(total)


def dense(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry with added vertices, none further apart than 0.002 degrees, on the same straight edges."""
    return shapely.segmentize(shapely.force_2d(geometry), STEP_DEGREES)


def nearest(first: BaseGeometry, second: BaseGeometry) -> Nearest:
    """Return the shortest way from one WGS 84 geometry to another, by geodesic distance.

    The pair of points is found in an azimuthal equidistant grid, first around the middle of ``first``, then again around
    the point found on it, where distances from the centre are true.
    """
    if shapely.intersects(first, second):
        meeting = shapely.get_coordinates(shapely.intersection(first, second))
        place = (float(meeting[0, 0]), float(meeting[0, 1]))
        return Nearest(0.0, place, place)
    one, other = dense(first), dense(second)
    west, south, east, north = first.bounds
    centre = ((west + east) / 2, (south + north) / 2)
    pair = _shortest(one, other, centre)
    for _ in range(2):
        pair = _shortest(one, other, (float(pair[0, 0]), float(pair[0, 1])))
    (a_lon, a_lat), (b_lon, b_lat) = pair.tolist()
    return Nearest(float(GEOD.inv(a_lon, a_lat, b_lon, b_lat)[2]), (a_lon, a_lat), (b_lon, b_lat))


def _shortest(first: BaseGeometry, second: BaseGeometry, centre: tuple[float, float]) -> Floats:
    """Return the ends (lon, lat) of the shortest line in the azimuthal equidistant grid of ``centre``; shape (2, 2)."""

    def forward(coordinates: Floats) -> Floats:
        repeated = np.broadcast_to(centre, coordinates.shape)
        azimuth, _, distance = GEOD.inv(repeated[:, 0], repeated[:, 1], coordinates[:, 0], coordinates[:, 1])
        angle = np.radians(azimuth)
        return np.column_stack((distance * np.sin(angle), distance * np.cos(angle)))

    line = shapely.shortest_line(shapely.transform(first, forward), shapely.transform(second, forward))
    ends = shapely.get_coordinates(line)
    lon, lat, _ = GEOD.fwd(
        np.full(len(ends), centre[0]),
        np.full(len(ends), centre[1]),
        np.degrees(np.arctan2(ends[:, 0], ends[:, 1])),
        np.hypot(ends[:, 0], ends[:, 1]),
    )
    return np.column_stack((lon, lat))


@lru_cache(maxsize=256)
def _grid(lat: float, lon: float) -> LocalGrid:
    name = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84 +units=m"
    return LocalGrid(name, Transformer.from_pipeline(name))
