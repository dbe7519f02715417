"""Which cells are asked: those under the envelopes of parcels that may meet a zone."""

import math

import numpy as np

from kethop.spatial.kernels.compiled import compiled, inner

__all__ = ["PAD_M", "PARCEL_CELLS_MOST", "ask_cells", "is_any", "prefix_sums", "shade"]

PAD_M = 1e-6
"""What lies this near may touch; rounding is far below it, and GEOS decides what it says of such a pair."""
PARCEL_CELLS_MOST = 4096
"""A parcel over more cells than this is left to GEOS."""
_AT_ONCE = 1024
_NEAR, _FAR, _LARGE, _NOWHERE = 0, 1, 2, 3


@compiled
def shade(bounds, cell, shaded):
    """Set the cells of ``shaded`` that lie under the envelopes of zones, shape (n, 4), relative to the grid's corner."""
    rows, columns = shaded.shape
    for i in range(len(bounds)):
        a0 = max(int(math.floor((bounds[i, 0] - PAD_M) / cell)), 0)
        b0 = max(int(math.floor((bounds[i, 1] - PAD_M) / cell)), 0)
        a1 = min(int(math.floor((bounds[i, 2] + PAD_M) / cell)) + 1, columns)
        b1 = min(int(math.floor((bounds[i, 3] + PAD_M) / cell)) + 1, rows)
        for y in range(b0, b1):
            for x in range(a0, a1):
                shaded[y, x] = 1


@compiled
def _cells_under(west, south, east, north, grid, boxes, kinds):
    """Write the cells under envelopes to ``boxes``, as first and last column and row within the grid, and what to do with each to ``kinds``.

    Without a branch, so that several envelopes are looked at in one step.
    """
    ox, oy, scale, columns, rows = grid
    for i in range(len(west)):
        is_box = (west[i] <= east[i]) & (south[i] <= north[i]) & (abs(west[i] + east[i] + south[i] + north[i]) < np.inf)
        x0 = math.floor((west[i] - ox - PAD_M) * scale)
        y0 = math.floor((south[i] - oy - PAD_M) * scale)
        x1 = math.floor((east[i] - ox + PAD_M) * scale)
        y1 = math.floor((north[i] - oy + PAD_M) * scale)
        is_far = (x1 < 0.0) | (y1 < 0.0) | (x0 >= columns) | (y0 >= rows)
        is_large = (x1 - x0 + 1.0) * (y1 - y0 + 1.0) > PARCEL_CELLS_MOST
        kinds[i] = (_LARGE if is_large else _NEAR) if not is_far else _FAR
        kinds[i] = kinds[i] if is_box else _NOWHERE
        # what is no number becomes the first cell; its kind says that it is none
        boxes[0, i] = int(min(x0, columns - 1.0)) if x0 > 0.0 else 0
        boxes[1, i] = int(min(x1, columns - 1.0)) if x1 > 0.0 else 0
        boxes[2, i] = int(min(y0, rows - 1.0)) if y0 > 0.0 else 0
        boxes[3, i] = int(min(y1, rows - 1.0)) if y1 > 0.0 else 0


@inner
def is_any(marked, a0, a1, b0, b1):
    """Return whether any of some cells is marked."""
    if a0 > a1 or b0 > b1:
        return False
    if a1 - a0 <= 1 and b1 - b0 <= 1:
        return marked[b0, a0] | marked[b0, a1] | marked[b1, a0] | marked[b1, a1] != 0
    for y in range(b0, b1 + 1):
        for x in range(a0, a1 + 1):
            if marked[y, x] != 0:
                return True
    return False


@compiled
def ask_cells(envelopes, corner, cell, shaded, asked):
    """Mark the cells under the envelopes of parcels that lie over a shaded cell.

    Parameters
    ----------
    envelopes : tuple of four ndarray of float64, shape (n,)
        West, south, east, north in the file's coordinates.
    corner : tuple of float
        Of the grid, in the same coordinates.
    cell : float
        A power of two.
    shaded, asked : ndarray of uint8, shape (rows, columns)

    Returns
    -------
    kept : ndarray of int32
        Rows over a shaded cell, in order.
    large : ndarray of int32
        Rows over more than ``PARCEL_CELLS_MOST`` cells, which are in neither of the others.
    nowhere : ndarray of int32
        Rows whose envelope is no box of finite numbers.
    """
    west, south, east, north = envelopes
    grid = (corner[0], corner[1], 1.0 / cell, float(asked.shape[1]), float(asked.shape[0]))
    boxes = np.empty((4, _AT_ONCE), np.int32)
    kinds = np.empty(_AT_ONCE, np.int32)
    kept = np.empty(len(west), np.int32)
    large = np.empty(len(west), np.int32)
    nowhere = np.empty(len(west), np.int32)
    n_kept = n_large = n_nowhere = 0
    for first in range(0, len(west), _AT_ONCE):
        last = min(first + _AT_ONCE, len(west))
        _cells_under(west[first:last], south[first:last], east[first:last], north[first:last], grid, boxes, kinds)
        for i in range(last - first):
            if kinds[i] == _NEAR:
                a0, a1, b0, b1 = boxes[0, i], boxes[1, i], boxes[2, i], boxes[3, i]
                if is_any(shaded, a0, a1, b0, b1):
                    kept[n_kept] = first + i
                    n_kept += 1
                    for y in range(b0, b1 + 1):
                        for x in range(a0, a1 + 1):
                            asked[y, x] = 1
            elif kinds[i] == _LARGE:
                large[n_large] = first + i
                n_large += 1
            elif kinds[i] == _NOWHERE:
                nowhere[n_nowhere] = first + i
                n_nowhere += 1
    return kept[:n_kept].copy(), large[:n_large].copy(), nowhere[:n_nowhere].copy()


@compiled
def prefix_sums(asked):
    """Return the sums of all cells to the west and south, shape (rows + 1, columns + 1)."""
    rows, columns = asked.shape
    sums = np.zeros((rows + 1, columns + 1), np.int32)
    for y in range(rows):
        across = 0
        for x in range(columns):
            across += asked[y, x]
            sums[y + 1, x + 1] = sums[y, x + 1] + across
    return sums
