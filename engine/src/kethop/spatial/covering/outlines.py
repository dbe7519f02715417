"""Zones as plain arrays of rings."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.kernels.planes import left_turning

__all__ = ["ZoneOutlines", "zone_outlines"]


@dataclass(frozen=True)
class ZoneOutlines:
    """Rings of zones as they are given, closed.

    Parameters
    ----------
    xy : ndarray of float64, shape (v, 2)
        Vertices in metres of the zones' CRS.
    ring_ends : ndarray of int64, shape (r + 1,)
        Where rings begin and end in ``xy``.
    backward : ndarray of bool, shape (r,)
        Rings to be read from their end, so that shells run anticlockwise and holes clockwise.
    zone_rings : ndarray of int64, shape (z + 1,)
        Where zones begin and end in the rings.
    bounds : ndarray of float64, shape (z, 4)
        West, south, east, north of each zone.
    """

    xy: Floats
    ring_ends: NDArray[np.int64]
    backward: NDArray[np.bool_]
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
    _, xy, offsets = shapely.to_ragged_array(geometries, include_z=False)
    ring_ends, part_rings = (np.asarray(item, dtype=np.int64) for item in offsets[:2])
    zone_rings = part_rings[offsets[2]] if len(offsets) == 3 else part_rings
    is_shell = np.zeros(len(ring_ends) - 1, dtype=np.bool_)
    is_shell[part_rings[:-1]] = True
    xy = np.ascontiguousarray(xy)
    backward = left_turning(xy, ring_ends) != is_shell
    return ZoneOutlines(xy, ring_ends, backward, zone_rings, np.asarray(shapely.bounds(geometries), dtype=np.float64))
