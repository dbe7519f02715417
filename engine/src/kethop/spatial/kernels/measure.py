"""How much of each parcel lies in each zone, from the pieces of zones in the cells under it."""

import math

import numpy as np

from kethop.spatial.kernels.asking import PAD_M
from kethop.spatial.kernels.compiled import compiled, inner
from kethop.spatial.kernels.envelopes import COVERED
from kethop.spatial.kernels.overlap import any_rim_near, common_area
from kethop.spatial.kernels.planes import ring_area
from kethop.spatial.kernels.shapes import CONVEX, UNSURE, VERTICES_MOST, outline_of

__all__ = ["APART", "ASK", "PARTIAL", "measure"]

ASK, PARTIAL, APART = 0, 1, 3
_NEGLIGIBLE_M2 = 1e-6
_NEGLIGIBLE = 1e-9


@inner
def _judged(table, zone, cells, corner, outline, work):
    """Return how a parcel meets a zone, and the area they share."""
    ring, sides, is_convex, area = outline
    tolerance = _NEGLIGIBLE_M2 + _NEGLIGIBLE * area
    common, left = common_area(table, zone, cells, corner, ring, sides, is_convex, work)
    if left < 0 or area <= 2 * tolerance:  # too small to tell inside from outside by what is shared
        return ASK, 0.0
    if common <= tolerance:
        is_near = any_rim_near(table, zone, cells, corner, ring, sides, is_convex, work[2])
        return (ASK if is_near else APART), 0.0
    if common < area - tolerance:
        return PARTIAL, common
    is_near = any_rim_near(table, zone, cells, corner, ring, sides, is_convex, work[2])
    return (ASK if is_near else COVERED), area


@compiled
def measure(envelopes, binary, pairs, grid_corner, table):
    """Measure parcels against the zones that their envelopes meet.

    Parameters
    ----------
    envelopes : tuple of four ndarray of float64, shape (c,)
        Of parcels, in the file's coordinates.
    binary : tuple of ndarray
        For each of the parcels where its well-known binary begins, and where it ends, and the bytes.
    pairs : tuple of ndarray, shape (n,)
        Which parcel, which zone, and the state, as ``by_envelope`` returns them.
    grid_corner : tuple of float
    table : Table

    Returns
    -------
    overlap, area : ndarray of float64, shape (n,)
        Of the pair, and of the parcel, in m²; 0 where GEOS is asked.
    state : ndarray of uint8, shape (n,)
        ``COVERED``, ``PARTIAL`` and ``APART`` are sure; ``ASK``: let GEOS say whether and how the two meet.
    leaves : ndarray of bool, shape (c,)
        Where the outline leaves its envelope, so that the file contradicts itself.
    """
    begin, end, data = binary
    place, zone, given = pairs
    overlap = np.zeros(len(place))
    areas = np.zeros(len(place))
    state = np.empty(len(place), np.uint8)
    leaves = np.zeros(len(begin), np.bool_)
    work = (np.empty((1 << 14, 2)), np.empty((1 << 14, 2)), np.empty((3, 2)))
    ring = np.empty((VERTICES_MOST, 2))
    cell = table.cell
    sides, kind, area = 0, UNSURE, 0.0
    corner = size = (0.0, 0.0)
    cells = (0, 0, 0, 0)
    for n in range(len(place)):
        q = place[n]
        if n == 0 or place[n - 1] != q:
            # relative to the grid's corner first, then to the parcel's own: both differences are exact for near numbers
            corner = (envelopes[0][q] - grid_corner[0], envelopes[1][q] - grid_corner[1])
            high = (envelopes[2][q] - grid_corner[0], envelopes[3][q] - grid_corner[1])
            size = (high[0] - corner[0], high[1] - corner[1])
            x0, x1 = int(math.floor((corner[0] - PAD_M) / cell)), int(math.floor((high[0] + PAD_M) / cell))
            y0, y1 = int(math.floor((corner[1] - PAD_M) / cell)), int(math.floor((high[1] + PAD_M) / cell))
            cells = (max(x0, 0), min(x1, table.columns - 1), max(y0, 0), min(y1, table.rows - 1))
            sides, kind = outline_of(data, begin[q], end[q], (envelopes[0][q], envelopes[1][q]), ring)
            if kind != UNSURE:
                area = ring_area(ring, 0, sides)
                for k in range(sides):
                    x, y = ring[k, 0], ring[k, 1]
                    if x < 0.0 or y < 0.0 or x > size[0] + PAD_M or y > size[1] + PAD_M:
                        leaves[q] = True
        if kind == UNSURE:
            state[n] = ASK
            continue
        areas[n] = area
        if given[n] == COVERED:
            state[n], overlap[n] = COVERED, area
        else:
            outline = (ring, sides, kind == CONVEX, area)
            state[n], overlap[n] = _judged(table, zone[n], cells, corner, outline, work)
    return overlap, areas, state, leaves
