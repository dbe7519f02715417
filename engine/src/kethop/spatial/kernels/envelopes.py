"""What the envelopes of parcels alone tell of how they meet zones."""

import math

import numpy as np

from kethop.spatial.kernels.asking import PAD_M, PARCEL_CELLS_MOST, is_any
from kethop.spatial.kernels.compiled import compiled, inner
from kethop.spatial.kernels.growing import longer
from kethop.spatial.kernels.lookup import EMPTY, FILLED, entry_of, zones_under

__all__ = ["COVERED", "OPEN", "by_envelope"]

OPEN, COVERED = 0, 2
_OUTSIDE = -1
_NEAR_M = 2 * PAD_M


@inner
def _meets_box(edge, box):
    """Return whether an edge (x0, y0, x1, y1) meets a box (west, east, south, north); True where it is too near to tell."""
    x0, y0, x1, y1 = edge
    west, east, south, north = box
    if (x0 < west and x1 < west) or (x0 > east and x1 > east):
        return False
    if (y0 < south and y1 < south) or (y0 > north and y1 > north):
        return False
    dx, dy = x1 - x0, y1 - y0
    # the corners of the box lie on one side of the edge's line, or the line meets the box
    a = dx * (south - y0) - dy * (west - x0)
    b = dx * (south - y0) - dy * (east - x0)
    c = dx * (north - y0) - dy * (west - x0)
    d = dx * (north - y0) - dy * (east - x0)
    slack = 1e-12 * (abs(dx) + abs(dy)) * (abs(x0) + abs(y0) + abs(dx) + abs(dy) + east - west + north - south)
    return not ((min(a, b) > slack and min(c, d) > slack) or (max(a, b) < -slack and max(c, d) < -slack))


@inner
def _around(table, entry, cell_box, corner, box, point):
    """Return how often a zone's piece winds around a point, and whether the zone's own boundary comes near a box."""
    turns = 0
    pieces, piece_ends = table.pieces, table.piece_ends
    for r in range(table.entry_first[entry], table.entry_last[entry]):
        start, end = piece_ends[r], piece_ends[r + 1]
        px, py = pieces[end - 1, 0] - corner[0], pieces[end - 1, 1] - corner[1]
        for k in range(start, end):
            x, y = pieces[k, 0] - corner[0], pieces[k, 1] - corner[1]
            if _meets_box((px, py, x, y), box):
                raw_x, raw_y = pieces[k, 0], pieces[k, 1]
                last = k - 1 if k > start else end - 1
                on_rim = (raw_x == pieces[last, 0] and (raw_x == cell_box[0] or raw_x == cell_box[1])) or (
                    raw_y == pieces[last, 1] and (raw_y == cell_box[2] or raw_y == cell_box[3])
                )
                if not on_rim:
                    return 0, True
            if (py > point[1]) != (y > point[1]):
                side = (x - px) * (point[1] - py) - (point[0] - px) * (y - py)
                if py <= point[1] and side > 0.0:
                    turns += 1
                elif py > point[1] and side < 0.0:
                    turns -= 1
            px, py = x, y
    return turns, False


@inner
def _state_of(table, zone, cells, corner, size, is_cut_off):
    """Return how a zone and an envelope meet: OPEN where the zone's boundary comes near it or anything is odd."""
    cell = table.cell
    inside = False
    outside = is_cut_off
    near = (-_NEAR_M, size[0] + _NEAR_M, -_NEAR_M, size[1] + _NEAR_M)
    for y in range(cells[2], cells[3] + 1):
        for x in range(cells[0], cells[1] + 1):
            entry = entry_of(table, x, y, zone)
            if entry == FILLED:
                inside = True
            elif entry == EMPTY:
                outside = True
            else:
                cell_box = (x * cell, (x + 1) * cell, y * cell, (y + 1) * cell)
                # the middle of what of the envelope lies in the cell: on no line of the grid
                point = (
                    0.5 * (max(cell_box[0] - corner[0], -PAD_M) + min(cell_box[1] - corner[0], size[0] + PAD_M)),
                    0.5 * (max(cell_box[2] - corner[1], -PAD_M) + min(cell_box[3] - corner[1], size[1] + PAD_M)),
                )
                turns, is_near = _around(table, entry, cell_box, corner, near, point)
                if is_near:
                    return OPEN
                if turns == 1:
                    inside = True
                elif turns == 0:
                    outside = True
                else:
                    return OPEN
    if inside == outside:
        return OPEN
    return COVERED if inside else _OUTSIDE


@compiled
def by_envelope(envelopes, grid_corner, table):
    """Return which zones may meet parcels, and which surely cover them.

    Where no boundary of a zone comes near an envelope, all of it lies in the zone or outside of it.

    Parameters
    ----------
    envelopes : tuple of four ndarray of float64, shape (c,)
        In the file's coordinates; each over at most ``PARCEL_CELLS_MOST`` cells, which were asked when the table was made.
    grid_corner : tuple of float
    table : Table

    Returns
    -------
    place : ndarray of int32
        Which of the envelopes; ascending.
    zone : ndarray of int32
        Ascending within an envelope.
    state : ndarray of uint8
        ``COVERED``, or ``OPEN``: the outline decides.
    crowded : ndarray of int32
        Envelopes over more zones than are listed here; they are in none of the others.
    """
    place = np.empty(1024, np.int32)
    out_zone = np.empty(1024, np.int32)
    state = np.empty(1024, np.uint8)
    crowded = np.empty(16, np.int32)
    zones = np.empty(PARCEL_CELLS_MOST, np.int32)
    filled = np.empty(PARCEL_CELLS_MOST, np.int64)
    n_out = n_crowded = 0
    cell = table.cell
    for q in range(len(envelopes[0])):
        # relative to the grid's corner first, then to the parcel's own: both differences are exact for near numbers
        corner = (envelopes[0][q] - grid_corner[0], envelopes[1][q] - grid_corner[1])
        high = (envelopes[2][q] - grid_corner[0], envelopes[3][q] - grid_corner[1])
        x0, x1 = int(math.floor((corner[0] - PAD_M) / cell)), int(math.floor((high[0] + PAD_M) / cell))
        y0, y1 = int(math.floor((corner[1] - PAD_M) / cell)), int(math.floor((high[1] + PAD_M) / cell))
        cells = (max(x0, 0), min(x1, table.columns - 1), max(y0, 0), min(y1, table.rows - 1))
        if not is_any(table.held, cells[0], cells[1], cells[2], cells[3]):
            continue
        count = zones_under(table, cells, zones, filled)
        if count == 0:
            continue
        if count < 0:
            if n_crowded == len(crowded):
                crowded = longer(crowded, n_crowded, 0)
            crowded[n_crowded] = q
            n_crowded += 1
            continue
        if n_out + count > len(place):
            place = longer(place, n_out, n_out + count)
            out_zone = longer(out_zone, n_out, n_out + count)
            state = longer(state, n_out, n_out + count)
        is_cut_off = cells != (x0, x1, y0, y1)
        size = (high[0] - corner[0], high[1] - corner[1])
        for f in range(count):
            answer = COVERED
            if is_cut_off or filled[f] != (x1 - x0 + 1) * (y1 - y0 + 1):
                answer = _state_of(table, zones[f], cells, corner, size, is_cut_off)
            if answer != _OUTSIDE:
                place[n_out] = q
                out_zone[n_out] = zones[f]
                state[n_out] = answer
                n_out += 1
    return place[:n_out].copy(), out_zone[:n_out].copy(), state[:n_out].copy(), crowded[:n_crowded].copy()
