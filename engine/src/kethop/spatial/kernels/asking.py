"""Which cells are asked: those under the envelopes of parcels that may meet a zone."""

import math

import numpy as np

from kethop.spatial.kernels.compiled import compiled

__all__ = ["PAD_M", "PARCEL_CELLS_MOST", "ask_cells", "prefix_sums", "shade"]

PAD_M = 1e-6
"""What lies this near may touch; rounding is far below it, and GEOS decides what it says of such a pair."""
PARCEL_CELLS_MOST = 4096
"""A parcel over more cells than this is left to GEOS."""


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
def ask_cells(envelopes, corner, cell, shaded, asked):
    """Mark the cells under the envelopes of parcels that lie over a shaded cell.

    Parameters
    ----------
    envelopes : tuple of four ndarray of float64, shape (n,)
        West, south, east, north in the file's coordinates.
    corner : tuple of float
        Of the grid, in the same coordinates.
    cell : float
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
    ox, oy = corner
    rows, columns = asked.shape
    kept = np.empty(len(west), np.int32)
    large = np.empty(len(west), np.int32)
    nowhere = np.empty(len(west), np.int32)
    n_kept = n_large = n_nowhere = 0
    for i in range(len(west)):
        if not (west[i] <= east[i] and south[i] <= north[i] and abs(west[i] + east[i] + south[i] + north[i]) < np.inf):
            nowhere[n_nowhere] = i
            n_nowhere += 1
            continue
        x0 = math.floor((west[i] - ox - PAD_M) / cell)
        y0 = math.floor((south[i] - oy - PAD_M) / cell)
        x1 = math.floor((east[i] - ox + PAD_M) / cell)
        y1 = math.floor((north[i] - oy + PAD_M) / cell)
        if x1 < 0 or y1 < 0 or x0 >= columns or y0 >= rows:
            continue
        if (x1 - x0 + 1) * (y1 - y0 + 1) > PARCEL_CELLS_MOST:
            large[n_large] = i
            n_large += 1
            continue
        a0, b0 = int(max(x0, 0)), int(max(y0, 0))
        a1, b1 = int(min(x1, columns - 1)), int(min(y1, rows - 1))
        found = False
        for y in range(b0, b1 + 1):
            for x in range(a0, a1 + 1):
                found = found or shaded[y, x] != 0
        if found:
            kept[n_kept] = i
            n_kept += 1
            for y in range(b0, b1 + 1):
                for x in range(a0, a1 + 1):
                    asked[y, x] = 1
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
