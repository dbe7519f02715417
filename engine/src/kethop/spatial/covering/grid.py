"""The grid of a covering: square cells in metres, aligned so that no vertex of a zone lies on a line."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.covering.outlines import ZoneOutlines
from kethop.spatial.crs import Floats
from kethop.spatial.kernels.divide import on_lines
from kethop.spatial.kernels.table import BLOCK

__all__ = ["GRID_BEYOND", "GRID_CELLS_MOST", "REACH_M", "Grid", "choose_grid", "grid_for"]

GRID_CELLS_MOST = 1 << 24
"""Cells of one grid; where an extent has more, its cells are made larger."""
REACH_M = 1e8
"""Coordinates beyond are no metres on Earth: their rounding would come near the distance that counts as touching."""
GRID_BEYOND = BLOCK + 2
"""Cells by which a grid may reach beyond its extent: zones there are near it too."""
_FINE = 2.0**20
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells.

    Parameters
    ----------
    corner : tuple of float
        West and south end in metres; a multiple of 2⁻²⁰, so that differences to it are exact.
    cell : float
        Side in metres, a power of two.
    columns, rows : int
        Multiples of 32.
    """

    corner: tuple[float, float]
    cell: float
    columns: int
    rows: int

    def relative(self, xy: Floats) -> Floats:
        """Return coordinates relative to the corner; shape (n, 2) or, for envelopes, (n, 4)."""
        relative: Floats = np.subtract(xy, np.tile(self.corner, xy.shape[1] // 2))
        return relative


def grid_for(sides: Floats, extent: Bounds) -> float:
    """Return the side of the cells: three to six parcels (measured), larger where the extent would have too many cells.

    Parameters
    ----------
    sides : ndarray of float64
        Longer sides of the envelopes of some parcels, in metres.
    extent : tuple of float
        West, south, east, north.
    """
    sides = sides[np.isfinite(sides) & (sides > 0)]
    middle = float(np.median(sides)) if len(sides) else 32.0
    cell = 2.0 ** round(math.log2(min(max(4.0 * middle, 8.0), 1024.0)))
    while _cells(extent, cell) > GRID_CELLS_MOST:
        cell *= 2.0
    return cell


def choose_grid(outlines: ZoneOutlines, near: NDArray[np.bool_], extent: Bounds, cell: float) -> Grid:
    """Return a grid over an extent whose lines no vertex of the near zones lies on.

    Parameters
    ----------
    outlines : ZoneOutlines
    near : ndarray of bool, shape (z,)
        Zones that are to be divided.
    extent : tuple of float
        West, south, east, north in metres.
    cell : float
        Side of the cells.
    """
    west, south, east, north = extent
    shift = 1
    while True:
        corner_x, corner_y = (
            math.floor((low - cell - cell * (shift * step % 1.0)) * _FINE) / _FINE
            for low, step in ((west, 0.3712345), (south, 0.2198765))
        )
        corner = (corner_x, corner_y)
        if not any(
            on_lines(sheet.rings, near[first : first + len(sheet.bounds)], corner, cell)
            for sheet, first in zip(outlines.sheets, outlines.firsts.tolist(), strict=False)
        ):
            break
        shift += 1
    columns, rows = (
        -(-int((high - low) // cell + 2) // BLOCK) * BLOCK for low, high in zip(corner, (east, north), strict=True)
    )
    return Grid(corner, cell, columns, rows)


def _cells(extent: Bounds, cell: float) -> float:
    return ((extent[2] - extent[0]) / cell + BLOCK) * ((extent[3] - extent[1]) / cell + BLOCK)
