"""Find the rings of areas in well-known binary, as it lies in a file."""

import numpy as np

from kethop.spatial.kernels.compiled import compiled, inner
from kethop.spatial.kernels.shapes import double_at, number_at

__all__ = ["count_rings", "find_rings"]

_POLYGON, _MULTIPOLYGON = 3, 6
_LEAST = 4
"""Vertices of a ring, the closing one included."""


@inner
def _parts(data, at, end):
    """Return how many polygons there are and where the first begins; none where it is no plain area."""
    if end - at < 9 or data[at] != 1:
        return 0, at
    kind = number_at(data, at + 1)
    if kind == _POLYGON:
        return 1, at
    return (number_at(data, at + 5), at + 9) if kind == _MULTIPOLYGON else (0, at)


@inner
def _rings(data, at, end):
    """Return how many rings a polygon has; none where it is no plain one."""
    if end - at < 9 or data[at] != 1 or number_at(data, at + 1) != _POLYGON:
        return 0
    return number_at(data, at + 5)


@inner
def _counted(data, at, end):
    """Return the rings of an area; -1 where its bytes are not those of a plain one."""
    rings = 0
    parts, at = _parts(data, at, end)
    for _ in range(parts):
        own = _rings(data, at, end)
        at += 9
        for _ in range(own):
            count = number_at(data, at) if end - at >= 4 else 0
            if count < _LEAST or end - at - 4 < 16 * count:
                return -1
            at += 4 + 16 * count
        if own == 0:
            return -1
        rings += own
    return rings if rings > 0 and at == end else -1


@compiled
def count_rings(ends, data):
    """Return how many rings areas have in all; -1 where one is not plain.

    Plain is: little-endian, two-dimensional, a polygon or multipolygon, no part of it empty.

    Parameters
    ----------
    ends : ndarray of int64, shape (z + 1,)
        Where the areas begin and end in ``data``.
    data : ndarray of uint8
    """
    rings = 0
    for zone in range(len(ends) - 1):
        own = _counted(data, ends[zone], ends[zone + 1])
        if own < 0:
            return -1
        rings += own
    return rings


@inner
def _surveyed(data, at, count, bounds):
    """Widen the bounds by a ring; return its signed area, positive anticlockwise, and whether it is closed and finite."""
    x0, y0 = double_at(data, at), double_at(data, at + 8)
    last_x = last_y = double = 0.0
    is_finite = True
    for k in range(count):
        raw_x, raw_y = double_at(data, at + 16 * k), double_at(data, at + 16 * k + 8)
        is_finite = is_finite and abs(raw_x) < np.inf and abs(raw_y) < np.inf
        bounds[0], bounds[1] = min(bounds[0], raw_x), min(bounds[1], raw_y)
        bounds[2], bounds[3] = max(bounds[2], raw_x), max(bounds[3], raw_y)
        x, y = raw_x - x0, raw_y - y0
        double += last_x * y - x * last_y
        last_x, last_y = x, y
    return 0.5 * double, is_finite and last_x == 0.0 and last_y == 0.0


@compiled
def find_rings(ends, data, rings):
    """Return where the rings of plain areas are.

    Parameters
    ----------
    ends, data : ndarray
        As for ``count_rings``.
    rings : int
        What it returns.

    Returns
    -------
    ring_at, ring_count : ndarray of int64, shape (r,)
        Where the first vertex of a ring lies in ``data``, and how many it has with the closing one.
    backward : ndarray of bool, shape (r,)
        Rings to be read from their end, so that shells run anticlockwise and holes clockwise.
    zone_rings : ndarray of int64, shape (z + 1,)
        Where the areas begin and end in the rings.
    bounds : ndarray of float64, shape (z, 4)
        West, south, east, north.
    is_right : bool
        Whether all rings are closed, and all numbers finite.
    """
    ring_at = np.empty(rings, np.int64)
    ring_count = np.empty(rings, np.int64)
    backward = np.empty(rings, np.bool_)
    zone_rings = np.zeros(len(ends), np.int64)
    bounds = np.empty((len(ends) - 1, 4))
    ring = 0
    is_right = True
    for zone in range(len(ends) - 1):
        bounds[zone, :2] = np.inf
        bounds[zone, 2:] = -np.inf
        parts, at = _parts(data, ends[zone], ends[zone + 1])
        for _ in range(parts):
            own = _rings(data, at, ends[zone + 1])
            at += 9
            for r in range(own):
                ring_at[ring], ring_count[ring] = at + 4, number_at(data, at)
                area, is_fine = _surveyed(data, at + 4, ring_count[ring], bounds[zone])
                backward[ring] = (area > 0.0) != (r == 0)
                is_right = is_right and is_fine
                at += 4 + 16 * ring_count[ring]
                ring += 1
        zone_rings[zone + 1] = ring
    return ring_at, ring_count, backward, zone_rings, bounds, is_right
