"""Shielding by an existing object: a surface that slopes down from its top by 10 %."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.measures import GEOD, dense

__all__ = ["Shield", "ShieldLevel", "shield_level"]

SLOPE = 0.10
"""Decree 32/2016/NĐ-CP, art. 3(16) (SR1): a new work below a surface sloping down 10 % from the top of the existing object."""


@dataclass(frozen=True, slots=True)
class Shield:
    """An existing object that may shield a new one.

    Parameters
    ----------
    name : str
        What it is.
    lon, lat : float
        Its place, in degrees of WGS 84.
    top_m : float
        Elevation of its top, metres above mean sea level.
    """

    name: str
    lon: float
    lat: float
    top_m: float


@dataclass(frozen=True, slots=True)
class ShieldLevel:
    """How high a work may be over a footprint to stay below the sloping surface of an object.

    Parameters
    ----------
    shield : Shield
        The object.
    elevation_m : float
        The surface over the corner of the footprint farthest from the object, metres above mean sea level.
    distance_m : float
        Geodesic distance of that corner.
    """

    shield: Shield
    elevation_m: float
    distance_m: float

    def holds(self, top_m: float) -> bool:
        """Return whether a work with this top (metres above mean sea level) stays below the surface everywhere."""
        return top_m <= self.elevation_m


def shield_level(footprint: BaseGeometry, shield: Shield) -> ShieldLevel:
    """Return the sloping surface of an object over a footprint in WGS 84, longitude first, not empty.

    The slope is taken in every direction. Decree 222/2026 has a horizontal plane on the side away from the runway; how wide
    it is was not read, so the slope, which is lower, stands for it. That a work is shielded is for the authority to say.

    References
    ----------
    .. [1] Decree 32/2016/NĐ-CP, art. 3(16); Decree 222/2026/NĐ-CP, appendix Ia (SR1-OCR).
    """
    rows = shapely.get_coordinates(dense(footprint))
    count = len(rows)
    _, _, metres = GEOD.inv(np.full(count, shield.lon), np.full(count, shield.lat), rows[:, 0], rows[:, 1])
    farthest = float(np.max(metres))
    return ShieldLevel(shield, shield.top_m - SLOPE * farthest, farthest)
