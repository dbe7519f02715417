"""A plane on which one runway lies straight: distances from the runway's middle are geodesic ones."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD

__all__ = ["RunwayFrame", "frame_between"]


@dataclass(frozen=True, slots=True)
class RunwayFrame:
    """Azimuthal equidistant projection of WGS 84, turned so that x runs along the runway.

    Across the line of sight lengths are too long by r² / 6R²: 1.6 parts in a million at 20 km, less than 1 mm of
    elevation on any of the surfaces.

    Parameters
    ----------
    lon, lat : float
        Middle of the runway, in degrees.
    azimuth : float
        Direction of x there, from the first end to the second, in degrees from north.
    length_m : float
        Geodesic distance between the ends.
    """

    lon: float
    lat: float
    azimuth: float
    length_m: float

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS 84 geometry in metres: x along the runway, y to its right."""
        return shapely.transform(geometry, self.forward)

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a place in the frame."""
        azimuth = self.azimuth + float(np.degrees(np.arctan2(y, x)))
        lon, lat, _ = GEOD.fwd(self.lon, self.lat, azimuth, float(np.hypot(x, y)))
        return float(lon), float(lat)

    def lonlats(self, xy: Floats) -> Floats:
        """Return longitudes and latitudes of places of the frame; both of shape (n, 2)."""
        count = len(xy)
        azimuth = self.azimuth + np.degrees(np.arctan2(xy[:, 1], xy[:, 0]))
        distance = np.hypot(xy[:, 0], xy[:, 1])
        lon, lat, _ = GEOD.fwd(np.full(count, self.lon), np.full(count, self.lat), azimuth, distance)
        return np.column_stack((lon, lat))

    def forward(self, coordinates: Floats) -> Floats:
        """Return places (lon, lat; shape (n, 2)) in metres of the frame."""
        count = len(coordinates)
        azimuth, _, distance = GEOD.inv(
            np.full(count, self.lon), np.full(count, self.lat), coordinates[:, 0], coordinates[:, 1]
        )
        angle = np.radians(azimuth - self.azimuth)
        return np.column_stack((distance * np.cos(angle), distance * np.sin(angle)))


def frame_between(first: tuple[float, float], second: tuple[float, float]) -> RunwayFrame:
    """Return the frame of a runway from the longitudes and latitudes of its ends."""
    azimuth, _, length = GEOD.inv(*first, *second)
    lon, lat, back = GEOD.fwd(*first, azimuth, length / 2)
    return RunwayFrame(float(lon), float(lat), float(back) + 180.0, float(length))
