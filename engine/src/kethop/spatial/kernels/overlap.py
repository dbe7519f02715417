"""What a parcel shares with a zone, from the zone's pieces in the cells under the parcel."""

from kethop.spatial.kernels.asking import PAD_M
from kethop.spatial.kernels.compiled import inner
from kethop.spatial.kernels.lookup import EMPTY, FILLED, entry_of
from kethop.spatial.kernels.planes import cut_axis, cut_convex, ring_area
from kethop.spatial.kernels.shapes import meets_convex

__all__ = ["any_rim_near", "common_area"]


@inner
def _in_cell(ring, count, cell_box, first, other):
    """Return the area of a ring in a rectangle, and the vertices left."""
    n = cut_axis(ring, 0, count, first, 0, 0, cell_box[0], False)
    n = cut_axis(first, 0, n, other, 0, 0, cell_box[1], True)
    n = cut_axis(other, 0, n, first, 0, 1, cell_box[2], False)
    n = cut_axis(first, 0, n, other, 0, 1, cell_box[3], True)
    return ring_area(other, 0, n), n


@inner
def _piece_in(table, entry, corner, convex, sides, first, other):
    """Return the area of a zone's piece within a convex ring, whether anything is left of it; -1 without room."""
    area = 0.0
    left = 0
    pieces, piece_ends = table.pieces, table.piece_ends
    for r in range(table.entry_first[entry], table.entry_last[entry]):
        start, end = piece_ends[r], piece_ends[r + 1]
        if end - start > len(first):
            return 0.0, -1
        for k in range(start, end):
            first[k - start, 0] = pieces[k, 0] - corner[0]
            first[k - start, 1] = pieces[k, 1] - corner[1]
        part, n = cut_convex(first, end - start, other, convex, sides)
        if n < 0:
            return 0.0, -1
        area += part
        left += n
    return area, left


@inner
def _triangle(ring, k, fan):
    """Write a triangle of the fan from the first vertex of a ring, anticlockwise; return its sign."""
    cross = (ring[k, 0] - ring[0, 0]) * (ring[k + 1, 1] - ring[0, 1]) - (ring[k + 1, 0] - ring[0, 0]) * (
        ring[k, 1] - ring[0, 1]
    )
    left_end = k if cross >= 0.0 else k + 1
    for axis in range(2):
        fan[0, axis] = ring[0, axis]
        fan[1, axis] = ring[left_end, axis]
        fan[2, axis] = ring[2 * k + 1 - left_end, axis]
    return 1.0 if cross >= 0.0 else -1.0


@inner
def _piece_in_ring(table, entry, corner, ring, count, is_convex, first, other, fan):
    """Return the same for any simple ring: a concave one is a fan of triangles, some of them negative."""
    if is_convex:
        return _piece_in(table, entry, corner, ring, count, first, other)
    area = 0.0
    left = 0
    for k in range(1, count - 1):
        sign = _triangle(ring, k, fan)
        part, n = _piece_in(table, entry, corner, fan, 3, first, other)
        if n < 0:
            return 0.0, -1
        area += sign * part
        left += n
    return area, left


@inner
def _rim_near(table, entry, cell_box, corner, hull, sides):
    """Return whether the zone's own boundary, not the rim of the cell, comes near a convex ring."""
    pieces, piece_ends = table.pieces, table.piece_ends
    for r in range(table.entry_first[entry], table.entry_last[entry]):
        start, end = piece_ends[r], piece_ends[r + 1]
        px = pieces[end - 1, 0]
        py = pieces[end - 1, 1]
        for k in range(start, end):
            x, y = pieces[k, 0], pieces[k, 1]
            on_rim = (x == px and (x == cell_box[0] or x == cell_box[1])) or (
                y == py and (y == cell_box[2] or y == cell_box[3])
            )
            if not on_rim:
                edge = (px - corner[0], py - corner[1], x - corner[0], y - corner[1])
                if meets_convex(hull, sides, edge, PAD_M):
                    return True
            px, py = x, y
    return False


@inner
def common_area(table, zone, box, corner, ring, sides, is_convex, work):
    """Return the area that a parcel shares with a zone, and the vertices left; -1 without room."""
    first, other, fan = work
    common = 0.0
    left = 0
    cell = table.cell
    for y in range(box[2], box[3] + 1):
        for x in range(box[0], box[1] + 1):
            entry = entry_of(table, x, y, zone)
            if entry == EMPTY:
                continue
            if entry == FILLED:
                cell_box = (
                    x * cell - corner[0],
                    (x + 1) * cell - corner[0],
                    y * cell - corner[1],
                    (y + 1) * cell - corner[1],
                )
                part, n = _in_cell(ring, sides, cell_box, first, other)
            else:
                part, n = _piece_in_ring(table, entry, corner, ring, sides, is_convex, first, other, fan)
            if n < 0:
                return 0.0, -1
            common += part
            left += n
    return common, left


@inner
def _any_rim_near(table, zone, box, corner, convex, sides):
    """Return whether the zone's boundary comes near a convex ring in any of the cells."""
    cell = table.cell
    for y in range(box[2], box[3] + 1):
        for x in range(box[0], box[1] + 1):
            entry = entry_of(table, x, y, zone)
            if entry >= 0:
                cell_box = (x * cell, (x + 1) * cell, y * cell, (y + 1) * cell)
                if _rim_near(table, entry, cell_box, corner, convex, sides):
                    return True
    return False


@inner
def any_rim_near(table, zone, box, corner, ring, sides, is_convex, fan):
    """Return whether the zone's boundary comes near a ring; of a concave one, near any triangle of its fan."""
    if is_convex:
        return _any_rim_near(table, zone, box, corner, ring, sides)
    for k in range(1, sides - 1):
        _triangle(ring, k, fan)
        if _any_rim_near(table, zone, box, corner, fan, 3):
            return True
    return False
