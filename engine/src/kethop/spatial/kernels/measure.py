"""How much of each parcel lies in each zone, from the pieces of zones in the cells under it."""

import math

import numpy as np

from kethop.spatial.kernels.asking import PAD_M, PARCEL_CELLS_MOST
from kethop.spatial.kernels.compiled import compiled
from kethop.spatial.kernels.growing import longer
from kethop.spatial.kernels.lookup import zones_under
from kethop.spatial.kernels.overlap import any_rim_near, common_area
from kethop.spatial.kernels.planes import ring_area
from kethop.spatial.kernels.shapes import CONVEX, UNSURE, VERTICES_MOST, outline_of

__all__ = ["ASK", "COVERED", "PARTIAL", "measure"]

ASK, PARTIAL, COVERED = 0, 1, 2
_NEGLIGIBLE_M2 = 1e-6
_NEGLIGIBLE = 1e-9


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
    zones = np.empty(PARCEL_CELLS_MOST, np.int32)
    filled = np.empty(PARCEL_CELLS_MOST, np.int64)
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
            place = longer(place, n_out, n_out + count)
            out_zone = longer(out_zone, n_out, n_out + count)
            overlap = longer(overlap, n_out, n_out + count)
            out_area = longer(out_area, n_out, n_out + count)
            state = longer(state, n_out, n_out + count)
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
                common, left = common_area(table, zone, box, corner, ring, sides, kind == CONVEX, 0.0, work)
                if left >= 0 and common <= tolerance:
                    _, left = common_area(table, zone, box, corner, ring, sides, kind == CONVEX, PAD_M, work)
                    if left == 0:
                        continue
                    answer = ASK
                elif left < 0:
                    answer = ASK
                elif common < area - tolerance:
                    answer = PARTIAL
                elif any_rim_near(
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
