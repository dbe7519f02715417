"""Zones as plain arrays of rings."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats

__all__ = ["ZoneOutlines", "zone_outlines"]


@dataclass(frozen=True)
class ZoneOutlines:
    """Rings of zones, shells anticlockwise and holes clockwise, closed.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Vertices in metres of the zones' CRS.
    ring_ends : ndarray of int64, shape (r + 1,)
        Where rings begin and end in ``xy``.
    zone_rings : ndarray of int64, shape (z + 1,)
        Where zones begin and end in the rings.
    bounds : ndarray of float64, shape (z, 4)
        West, south, east, north of each zone.
    """

    xy: Floats
    ring_ends: NDArray[np.int64]
    zone_rings: NDArray[np.int64]
    bounds: Floats

    def __len__(self) -> int:
        return len(self.zone_rings) - 1

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the arrays."""
        digest = sha256()
        for array in (self.zone_rings, self.ring_ends, self.xy):
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()


def zone_outlines(geometries: NDArray[np.object_]) -> ZoneOutlines:
    """Return the outlines of polygons and multipolygons, which must be valid; shape (z,)."""
    turned = shapely.orient_polygons(geometries, exterior_cw=False)
    parts, of_zone = shapely.get_parts(turned, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    counts = shapely.get_num_coordinates(rings)
    xy = np.ascontiguousarray(shapely.get_coordinates(rings))
    ring_ends = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    zone_rings = np.searchsorted(of_zone[of_part], np.arange(len(geometries) + 1)).astype(np.int64)
    return ZoneOutlines(xy, ring_ends, zone_rings, np.asarray(shapely.bounds(geometries), dtype=np.float64))
