"""Divide zones into the cells of a grid, going down only where something is asked."""

import math

import numpy as np

from kethop.spatial.kernels.compiled import compiled, inner
from kethop.spatial.kernels.growing import longer, longer_rows
from kethop.spatial.kernels.planes import cut_axis, grown_by_cut, ring_area
from kethop.spatial.kernels.shapes import double_at

__all__ = ["divide", "on_lines"]


@compiled
def on_lines(rings, near, corner, cell):
    """Return whether a vertex of a near zone lies on a line of the grid."""
    data, ring_at, ring_count, _, zone_rings = rings
    ox, oy = corner
    for zone in range(len(near)):
        if near[zone]:
            for r in range(zone_rings[zone], zone_rings[zone + 1]):
                for k in range(ring_count[r]):
                    at = ring_at[r] + 16 * k
                    across, up = (double_at(data, at) - ox) / cell, (double_at(data, at + 8) - oy) / cell
                    if across == math.floor(across) or up == math.floor(up):
                        return True
    return False


@inner
def _any_asked(sums, a0, a1, b0, b1):
    """Return whether a rectangle of cells holds one that is asked; ``sums`` are the prefix sums of the asked cells."""
    rows = sums.shape[0] - 1
    columns = sums.shape[1] - 1
    a0 = max(a0, 0)
    b0 = max(b0, 0)
    a1 = min(a1, columns)
    b1 = min(b1, rows)
    if a0 >= a1 or b0 >= b1:
        return False
    return sums[b1, a1] - sums[b0, a1] - sums[b1, a0] + sums[b0, a0] > 0


@inner
def _roundest(low, high):
    """Return the number between two, exclusive, that most powers of two divide: cells then share their cuts."""
    step = 1
    best = low + 1
    while True:
        candidate = (low // step + 1) * step
        if candidate >= high:
            return best
        best = candidate
        if step > high - low:  # below zero and above it: zero is the roundest of all
            return best
        step <<= 1


@inner
def _is_crossed(ring, ends, first, count, start, box):
    """Return whether an edge lies inside the rectangle, not on its rim."""
    x0, x1, y0, y1 = box
    for r in range(first, first + count):
        end = ends[r]
        px = ring[end - 1, 0]
        py = ring[end - 1, 1]
        for k in range(start, end):
            x = ring[k, 0]
            y = ring[k, 1]
            if not ((x == px and (x == x0 or x == x1)) or (y == py and (y == y0 or y == y1))):
                return True
            px = x
            py = y
        start = end
    return False


@inner
def _area_of(ring, ends, first, count, start):
    """Return the signed area of rings."""
    area = 0.0
    for r in range(first, first + count):
        area += ring_area(ring, start, ends[r])
        start = ends[r]
    return area


@inner
def _gather(rings, first, last, corner, work, ends):
    """Copy rings, relative to the corner of the grid, without their closing vertices; return west, east, south, north."""
    x_low = y_low = np.inf
    x_high = y_high = -np.inf
    data, ring_at, ring_count, backward, _ = rings
    at = 0
    for r in range(first, last):
        begin, count = ring_at[r], ring_count[r] - 1
        step = 16
        if backward[r]:
            begin, step = begin + 16 * count, -16
        for k in range(count):
            x, y = double_at(data, begin + step * k) - corner[0], double_at(data, begin + step * k + 8) - corner[1]
            work[at, 0] = x
            work[at, 1] = y
            at += 1
            x_low, x_high, y_low, y_high = min(x_low, x), max(x_high, x), min(y_low, y), max(y_high, y)
        ends[r - first] = at
    return x_low, x_high, y_low, y_high


@compiled
def divide(outlines, zones, corner, cell, sums):
    """Return the pieces of zones in the asked cells that their boundaries cross, and the rectangles they fill.

    Parameters
    ----------
    outlines : tuple of ndarray
        ``rings`` of an ``OutlineSheet``; no vertex on a line of the grid.
    zones : ndarray of int64, shape (n,)
        Which of them.
    corner : tuple of float
        Of the grid.
    cell : float
        Side of a cell; lines of the grid are multiples of it.
    sums : ndarray of int32, shape (rows + 1, columns + 1)
        Prefix sums of the asked cells.

    Returns
    -------
    pieces : ndarray of float64, shape (p, 2)
    piece_ends : ndarray of int64
        Where the rings of pieces begin and end.
    crossed : ndarray of int32, shape (l, 4)
        Column, row, zone, first ring of the piece; the piece ends where the next one begins.
    filled : ndarray of int32, shape (f, 5)
        Zone, first and last (exclusive) column and row.
    """
    pieces = np.empty((1 << 14, 2))
    piece_ends = np.empty(1 << 12, np.int64)
    piece_ends[0] = 0
    crossed = np.empty((1 << 12, 4), np.int32)
    filled = np.empty((1 << 10, 5), np.int32)
    n_xy = n_ring = n_crossed = n_filled = 0
    work = np.empty((1 << 14, 2))
    ends = np.empty(1 << 10, np.int64)
    cut = np.empty((1 << 12, 2))
    cut_ends = np.empty(1 << 8, np.int64)
    stack = np.empty((256, 6), np.int64)
    _, _, ring_count, _, zone_rings = outlines
    for zone in zones:
        first, last = zone_rings[zone], zone_rings[zone + 1]
        size = np.sum(ring_count[first:last]) - (last - first)  # without the closing vertices
        while size > len(work):
            work = longer_rows(work, 0, size)
        while last - first + 1 > len(ends):
            ends = longer(ends, 0, 0)
        x_low, x_high, y_low, y_high = _gather(outlines, first, last, corner, work, ends)
        stack[0, 0] = int(math.floor(x_low / cell))
        stack[0, 1] = int(math.floor(x_high / cell)) + 1
        stack[0, 2] = int(math.floor(y_low / cell))
        stack[0, 3] = int(math.floor(y_high / cell)) + 1
        stack[0, 4] = 0
        stack[0, 5] = last - first
        depth = 1 if _any_asked(sums, stack[0, 0], stack[0, 1], stack[0, 2], stack[0, 3]) else 0
        while depth > 0:
            depth -= 1
            a0, a1, b0, b1 = stack[depth, 0], stack[depth, 1], stack[depth, 2], stack[depth, 3]
            first_ring, rings = stack[depth, 4], stack[depth, 5]
            begin = ends[first_ring - 1] if first_ring > 0 else 0
            box = (a0 * cell, a1 * cell, b0 * cell, b1 * cell)
            if not _is_crossed(work, ends, first_ring, rings, begin, box):
                if _area_of(work, ends, first_ring, rings, begin) > 0.5 * (box[1] - box[0]) * (box[3] - box[2]):
                    if n_filled == len(filled):
                        filled = longer_rows(filled, n_filled, 0)
                    filled[n_filled, 0] = zone
                    filled[n_filled, 1] = a0
                    filled[n_filled, 2] = a1
                    filled[n_filled, 3] = b0
                    filled[n_filled, 4] = b1
                    n_filled += 1
                continue
            if a1 - a0 == 1 and b1 - b0 == 1:
                if n_crossed == len(crossed):
                    crossed = longer_rows(crossed, n_crossed, 0)
                crossed[n_crossed, 0] = a0
                crossed[n_crossed, 1] = b0
                crossed[n_crossed, 2] = zone
                crossed[n_crossed, 3] = n_ring
                n_crossed += 1
                end_all = ends[first_ring + rings - 1]
                if n_xy + end_all - begin > len(pieces):
                    pieces = longer_rows(pieces, n_xy, n_xy + end_all - begin)
                while n_ring + rings + 1 > len(piece_ends):
                    piece_ends = longer(piece_ends, n_ring + 1, 0)
                start = begin
                for r in range(first_ring, first_ring + rings):
                    for k in range(start, ends[r]):
                        pieces[n_xy, 0] = work[k, 0]
                        pieces[n_xy, 1] = work[k, 1]
                        n_xy += 1
                    start = ends[r]
                    n_ring += 1
                    piece_ends[n_ring] = n_xy
                continue
            if a1 - a0 >= b1 - b0:
                axis = 0
                middle = _roundest(a0, a1)
            else:
                axis = 1
                middle = _roundest(b0, b1)
            size = ends[first_ring + rings - 1] - begin
            if size > len(cut):
                cut = longer_rows(cut, 0, size)
            while rings > len(cut_ends):
                cut_ends = longer(cut_ends, 0, 0)
            for k in range(size):
                cut[k, 0] = work[begin + k, 0]
                cut[k, 1] = work[begin + k, 1]
            for r in range(rings):
                cut_ends[r] = ends[first_ring + r] - begin
            room = begin + 2 * (grown_by_cut(size) + 2 * rings)
            if room > len(work):
                work = longer_rows(work, begin, room)
            while first_ring + 2 * rings > len(ends):
                ends = longer(ends, first_ring, 0)
            at = begin
            ring = first_ring
            for side in range(2):
                low_x, high_x = (middle if axis == 0 and side == 1 else a0), (middle if axis == 0 and side == 0 else a1)
                low_y, high_y = (middle if axis == 1 and side == 1 else b0), (middle if axis == 1 and side == 0 else b1)
                if not _any_asked(sums, low_x, high_x, low_y, high_y):
                    continue
                side_first = ring
                start = 0
                for r in range(rings):
                    before = at
                    at = cut_axis(cut, start, cut_ends[r], work, at, axis, middle * cell, side == 0)
                    if at - before < 3:
                        at = before
                    else:
                        ends[ring] = at
                        ring += 1
                    start = cut_ends[r]
                if ring > side_first:
                    stack[depth, 0], stack[depth, 1], stack[depth, 2], stack[depth, 3] = low_x, high_x, low_y, high_y
                    stack[depth, 4] = side_first
                    stack[depth, 5] = ring - side_first
                    depth += 1
    return pieces[:n_xy], piece_ends[: n_ring + 1], crossed[:n_crossed], filled[:n_filled]
