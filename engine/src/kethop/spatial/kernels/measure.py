"""How much of each parcel lies in each zone, from the pieces of zones in the cells under it."""

import math

import numpy as np

from kethop.spatial.kernels.asking import CELLS_MOST, PAD_M
from kethop.spatial.kernels.compiled import compiled
from kethop.spatial.kernels.lookup import EMPTY, FILLED, entry_of, zones_under
from kethop.spatial.kernels.planes import cut_axis, cut_convex, ring_area
from kethop.spatial.kernels.shapes import CONVEX, UNSURE, VERTICES_MOST, meets_convex, outline_of

__all__ = ["ASK", "COVERED", "PARTIAL", "measure"]

ASK, PARTIAL, COVERED = 0, 1, 2
_NEGLIGIBLE_M2 = 1e-6
_NEGLIGIBLE = 1e-9


@compiled
def _longer(array, used, length):
    fresh = np.empty(length, array.dtype)
    for k in range(used):
        fresh[k] = array[k]
    return fresh


@compiled
def _in_cell(ring, count, cell_box, first, other):
    """Return the area of a ring in a rectangle, and the vertices left."""
    n = cut_axis(ring, 0, count, first, 0, 0, cell_box[0], False)
    n = cut_axis(first, 0, n, other, 0, 0, cell_box[1], True)
    n = cut_axis(other, 0, n, first, 0, 1, cell_box[2], False)
    n = cut_axis(first, 0, n, other, 0, 1, cell_box[3], True)
    return ring_area(other, 0, n), n


@compiled
def _piece_in(table, entry, corner, convex, sides, offset, first, other):
    """Return the area of a zone's piece within a convex ring, whether anything is left of it; -1 without room."""
    area = 0.0
    left = 0
    for r in range(table.entry_first[entry], table.entry_last[entry]):
        start, end = table.piece_ends[r], table.piece_ends[r + 1]
        if end - start > len(first):
            return 0.0, -1
        for k in range(start, end):
            first[k - start, 0] = table.pieces[k, 0] - corner[0]
            first[k - start, 1] = table.pieces[k, 1] - corner[1]
        part, n = cut_convex(first, end - start, other, convex, sides, offset)
        if n < 0:
            return 0.0, -1
        area += part
        left += n
    return area, left


@compiled
def _piece_in_ring(table, entry, corner, ring, count, is_convex, offset, first, other, fan):
    """Return the same for any simple ring: a concave one is a fan of triangles, some of them negative."""
    if is_convex:
        return _piece_in(table, entry, corner, ring, count, offset, first, other)
    area = 0.0
    left = 0
    for k in range(1, count - 1):
        cross = (ring[k, 0] - ring[0, 0]) * (ring[k + 1, 1] - ring[0, 1]) - (ring[k + 1, 0] - ring[0, 0]) * (
            ring[k, 1] - ring[0, 1]
        )
        sign = 1.0 if cross >= 0.0 else -1.0
        left_end = k if cross >= 0.0 else k + 1
        for axis in range(2):
            fan[0, axis] = ring[0, axis]
            fan[1, axis] = ring[left_end, axis]
            fan[2, axis] = ring[2 * k + 1 - left_end, axis]
        part, n = _piece_in(table, entry, corner, fan, 3, offset, first, other)
        if n < 0:
            return 0.0, -1
        area += sign * part
        left += n
    return area, left


@compiled
def _rim_near(table, entry, cell_box, corner, hull, sides):
    """Return whether the zone's own boundary, not the rim of the cell, comes near a convex ring."""
    for r in range(table.entry_first[entry], table.entry_last[entry]):
        start, end = table.piece_ends[r], table.piece_ends[r + 1]
        px = table.pieces[end - 1, 0]
        py = table.pieces[end - 1, 1]
        for k in range(start, end):
            x, y = table.pieces[k, 0], table.pieces[k, 1]
            on_rim = (x == px and (x == cell_box[0] or x == cell_box[1])) or (
                y == py and (y == cell_box[2] or y == cell_box[3])
            )
            if not on_rim:
                edge = (px - corner[0], py - corner[1], x - corner[0], y - corner[1])
                if meets_convex(hull, sides, edge, PAD_M):
                    return True
            px, py = x, y
    return False


@compiled
def _common(table, zone, box, corner, ring, sides, is_convex, offset, work):
    """Return the area that a parcel moved outward shares with a zone, and the vertices left; -1 without room."""
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
                    x * cell - corner[0] - offset,
                    (x + 1) * cell - corner[0] + offset,
                    y * cell - corner[1] - offset,
                    (y + 1) * cell - corner[1] + offset,
                )
                part, n = _in_cell(ring, sides, cell_box, first, other)
            else:
                part, n = _piece_in_ring(table, entry, corner, ring, sides, is_convex, offset, first, other, fan)
            if n < 0:
                return 0.0, -1
            common += part
            left += n
    return common, left


@compiled
def _any_rim_near(table, zone, box, corner, hull, sides):
    """Return whether the zone's boundary comes near a convex ring in any of the cells."""
    cell = table.cell
    for y in range(box[2], box[3] + 1):
        for x in range(box[0], box[1] + 1):
            entry = entry_of(table, x, y, zone)
            if entry >= 0:
                cell_box = (x * cell, (x + 1) * cell, y * cell, (y + 1) * cell)
                if _rim_near(table, entry, cell_box, corner, hull, sides):
                    return True
    return False


@compiled
def measure(rows, envelopes, offsets, data, grid_corner, table):
    """Measure parcels against the zones in their cells.

    Parameters
    ----------
    rows : ndarray of int32, shape (c,)
        Which rows of the binary column.
    envelopes : tuple of four ndarray of float64, shape (c,)
        Their envelopes in the file's coordinates.
    offsets : ndarray of int32 or int64
        Where the binary of each row begins and ends in ``data``.
    data : ndarray of uint8
    grid_corner : tuple of float
    table : Table

    Returns
    -------
    place : ndarray of int32
        Which of ``rows``; ascending.
    zone : ndarray of int32
        Ascending within a parcel.
    overlap, area : ndarray of float64
        Of the pair, and of the parcel, in m²; 0 where GEOS is asked.
    state : ndarray of uint8
        ``COVERED`` and ``PARTIAL`` are sure; ``ASK``: let GEOS say whether and how the two meet.
    problem : ndarray of uint8, shape (c,)
        1 where the outline leaves its envelope, so that the file contradicts itself.
    """
    room = 2 * len(rows) + 64
    place = np.empty(room, np.int32)
    out_zone = np.empty(room, np.int32)
    overlap = np.empty(room)
    out_area = np.empty(room)
    state = np.empty(room, np.uint8)
    problem = np.zeros(len(rows), np.uint8)
    zones = np.empty(CELLS_MOST, np.int32)
    filled = np.empty(CELLS_MOST, np.int64)
    work = (np.empty((1 << 14, 2)), np.empty((1 << 14, 2)), np.empty((3, 2)))
    ring = np.empty((VERTICES_MOST, 2))
    hull = np.zeros((4, 2))
    n_out = 0
    cell = table.cell
    for q in range(len(rows)):
        # relative to the grid's corner first, then to the parcel's own: both differences are exact for near numbers
        corner = (envelopes[0][q] - grid_corner[0], envelopes[1][q] - grid_corner[1])
        high = (envelopes[2][q] - grid_corner[0], envelopes[3][q] - grid_corner[1])
        x0 = int(math.floor((corner[0] - PAD_M) / cell))
        y0 = int(math.floor((corner[1] - PAD_M) / cell))
        x1 = int(math.floor((high[0] + PAD_M) / cell))
        y1 = int(math.floor((high[1] + PAD_M) / cell))
        box = (max(x0, 0), min(x1, table.columns - 1), max(y0, 0), min(y1, table.rows - 1))
        count = zones_under(table, box, zones, filled)
        if count == 0:
            continue
        if count < 0:
            problem[q] = 2
            continue
        if n_out + count > len(place):
            more = 2 * len(place) + count
            place = _longer(place, n_out, more)
            out_zone = _longer(out_zone, n_out, more)
            overlap = _longer(overlap, n_out, more)
            out_area = _longer(out_area, n_out, more)
            state = _longer(state, n_out, more)
        i = rows[q]
        sides, kind = outline_of(data, offsets[i], offsets[i + 1], (envelopes[0][q], envelopes[1][q]), ring)
        if kind == UNSURE:
            for f in range(count):
                place[n_out] = q
                out_zone[n_out] = zones[f]
                overlap[n_out] = out_area[n_out] = 0.0
                state[n_out] = ASK
                n_out += 1
            continue
        width, height = high[0] - corner[0], high[1] - corner[1]
        for k in range(sides):
            if ring[k, 0] < 0.0 or ring[k, 1] < 0.0 or ring[k, 0] > width + PAD_M or ring[k, 1] > height + PAD_M:
                problem[q] = 1
        area = ring_area(ring, 0, sides)
        tolerance = _NEGLIGIBLE_M2 + _NEGLIGIBLE * area
        hull[1, 0] = hull[2, 0] = width
        hull[2, 1] = hull[3, 1] = height
        for f in range(count):
            zone = zones[f]
            answer = COVERED
            common = area
            if filled[f] != (x1 - x0 + 1) * (y1 - y0 + 1):
                common, left = _common(table, zone, box, corner, ring, sides, kind == CONVEX, 0.0, work)
                if left >= 0 and common <= tolerance:
                    _, left = _common(table, zone, box, corner, ring, sides, kind == CONVEX, PAD_M, work)
                    if left == 0:
                        continue
                    answer = ASK
                elif left < 0:
                    answer = ASK
                elif common < area - tolerance:
                    answer = PARTIAL
                elif _any_rim_near(
                    table, zone, box, corner, ring if kind == CONVEX else hull, sides if kind == CONVEX else 4
                ):
                    answer = ASK
                else:
                    common = area
            place[n_out] = q
            out_zone[n_out] = zone
            overlap[n_out] = common
            out_area[n_out] = area
            state[n_out] = answer
            n_out += 1
    return (
        place[:n_out].copy(),
        out_zone[:n_out].copy(),
        overlap[:n_out].copy(),
        out_area[:n_out].copy(),
        state[:n_out].copy(),
        problem,
    )
