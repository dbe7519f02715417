"""Read the outline of a parcel from well-known binary, and tell whether it is surely a simple ring."""

import numpy as np

from kethop.spatial.kernels.compiled import inner
from kethop.spatial.kernels.planes import ring_area

__all__ = ["CONVEX", "SIMPLE", "UNSURE", "VERTICES_MOST", "double_at", "meets_convex", "number_at", "outline_of"]

UNSURE, CONVEX, SIMPLE = 0, 1, 2
VERTICES_MOST = 64
"""A ring with more vertices is left to GEOS: the test below looks at each pair of edges."""
_POLYGON, _MULTIPOLYGON = 3, 6


@inner
def number_at(data, at):
    """Return the little-endian unsigned number of four bytes."""
    return (
        np.int64(data[at]) | np.int64(data[at + 1]) << 8 | np.int64(data[at + 2]) << 16 | np.int64(data[at + 3]) << 24
    )


@inner
def double_at(data, at):
    """Return the little-endian double of eight bytes, which need not be aligned."""
    return np.int64(number_at(data, at) | number_at(data, at + 4) << 32).view(np.float64)


@inner
def outline_of(data, start, end, corner, ring):
    """Read a polygon of one ring into ``ring``, anticlockwise, relative to ``corner``; return its vertices and kind.

    The kind is UNSURE for everything else: other types and byte orders, holes, several parts, too many vertices, bytes that
    end too early, a ring that may cross or touch itself.
    """
    at = start
    if end - at < 13 or data[at] != 1:
        return 0, UNSURE
    kind = number_at(data, at + 1)
    if kind == _MULTIPOLYGON:
        if number_at(data, at + 5) != 1 or end - at < 22 or data[at + 9] != 1:
            return 0, UNSURE
        at += 9
        kind = number_at(data, at + 1)
    if kind != _POLYGON or number_at(data, at + 5) != 1 or end - at < 13:
        return 0, UNSURE
    count = number_at(data, at + 9)
    at += 13
    if count < 4 or count - 1 > VERTICES_MOST or end - at != 16 * count:
        return 0, UNSURE
    for k in range(count):
        x, y = double_at(data, at) - corner[0], double_at(data, at + 8) - corner[1]
        at += 16
        if k < count - 1:
            ring[k, 0] = x
            ring[k, 1] = y
        elif ring[0, 0] != x or ring[0, 1] != y:
            return 0, UNSURE
    count -= 1
    area = ring_area(ring, 0, count)
    if area < 0.0:
        low, high = 0, count - 1
        while low < high:
            ring[low, 0], ring[high, 0] = ring[high, 0], ring[low, 0]
            ring[low, 1], ring[high, 1] = ring[high, 1], ring[low, 1]
            low += 1
            high -= 1
        area = -area
    if not area > 0.0:
        return count, UNSURE
    if _is_convex(ring, count):
        return count, CONVEX
    return count, SIMPLE if _is_simple(ring, count) else UNSURE


@inner
def _turn(ring, a, b, c):
    """Return twice the area of the triangle of three vertices: positive where the way turns left."""
    return (ring[b, 0] - ring[a, 0]) * (ring[c, 1] - ring[b, 1]) - (ring[b, 1] - ring[a, 1]) * (ring[c, 0] - ring[b, 0])


@inner
def _is_convex(ring, count):
    """Whether the ring turns left only, and once around: east to west and back a single time."""
    changes = 0
    heading = 0
    first = 0
    for k in range(count):
        here = k + 1 if k + 1 < count else 0
        beyond = here + 1 if here + 1 < count else 0
        if _turn(ring, k, here, beyond) < 0.0:
            return False
        east = ring[here, 0] - ring[k, 0]
        if east != 0.0:
            now = 1 if east > 0.0 else -1
            if heading == 0:
                first = now
            elif now != heading:
                changes += 1
            heading = now
    if heading != first:
        changes += 1
    return changes == 2


@inner
def _apart(ring, a, b, p, q):
    """Whether two edges surely do not meet."""
    for axis in range(2):
        if max(ring[a, axis], ring[b, axis]) < min(ring[p, axis], ring[q, axis]):
            return True
        if max(ring[p, axis], ring[q, axis]) < min(ring[a, axis], ring[b, axis]):
            return True
    span = abs(ring[b, 0] - ring[a, 0]) + abs(ring[b, 1] - ring[a, 1])
    span += abs(ring[q, 0] - ring[p, 0]) + abs(ring[q, 1] - ring[p, 1])
    near = 1e-12 * span * (span + abs(ring[p, 0] - ring[a, 0]) + abs(ring[p, 1] - ring[a, 1]))
    one, other = _turn(ring, a, b, p), _turn(ring, a, b, q)
    if (one > near and other > near) or (one < -near and other < -near):
        return True
    one, other = _turn(ring, p, q, a), _turn(ring, p, q, b)
    return (one > near and other > near) or (one < -near and other < -near)


@inner
def _is_simple(ring, count):
    """Whether no two edges meet but neighbours in their corner; False also where it is too near to tell."""
    for i in range(count):
        b = i + 1 if i + 1 < count else 0
        c = b + 1 if b + 1 < count else 0
        ux, uy = ring[b, 0] - ring[i, 0], ring[b, 1] - ring[i, 1]
        vx, vy = ring[c, 0] - ring[b, 0], ring[c, 1] - ring[b, 1]
        size = abs(ux) + abs(uy) + abs(vx) + abs(vy)
        if abs(_turn(ring, i, b, c)) <= 1e-12 * size * size and ux * vx + uy * vy <= 0.0:
            return False
        for j in range(i + 2, count):
            if i == 0 and j == count - 1:
                continue
            if not _apart(ring, i, b, j, j + 1 if j + 1 < count else 0):
                return False
    return True


@inner
def meets_convex(convex, sides, edge, offset):
    """Return whether an edge (x0, y0, x1, y1) meets an anticlockwise convex ring moved outward by ``offset``."""
    x0, y0, x1, y1 = edge
    low, high = 0.0, 1.0
    for j in range(sides):
        k = j + 1 if j + 1 < sides else 0
        ex = convex[k, 0] - convex[j, 0]
        ey = convex[k, 1] - convex[j, 1]
        outward = offset * np.sqrt(ex * ex + ey * ey)
        begin = ex * (y0 - convex[j, 1]) - ey * (x0 - convex[j, 0]) + outward
        end = ex * (y1 - convex[j, 1]) - ey * (x1 - convex[j, 0]) + outward
        if begin < 0.0 and end < 0.0:
            return False
        if begin < 0.0:
            low = max(low, begin / (begin - end))
        elif end < 0.0:
            high = min(high, begin / (begin - end))
        if low > high:
            return False
    return True
