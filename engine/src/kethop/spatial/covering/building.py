"""Build the covering of zones for the cells that are asked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.covering.grid import Grid
from kethop.spatial.covering.outlines import ZoneOutlines
from kethop.spatial.kernels.asking import PAD_M, prefix_sums
from kethop.spatial.kernels.divide import divide
from kethop.spatial.kernels.table import Table, fill_table

__all__ = ["Covering", "build_covering"]

_FEW = 64
"""Zones that one thread divides sooner than two."""


@dataclass(frozen=True, slots=True)
class Covering:
    """Zones in the cells of a grid.

    Parameters
    ----------
    grid : Grid
    table : Table
        Whose zones are numbers of the outlines it was built from.
    """

    grid: Grid
    table: Table

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return sum(array.nbytes for array in self.table if isinstance(array, np.ndarray))


def build_covering(
    outlines: ZoneOutlines, grid: Grid, asked: NDArray[np.uint8] | None = None, *, workers: int = 1
) -> Covering:
    """Return the covering of zones in some cells of a grid.

    Parameters
    ----------
    outlines : ZoneOutlines
    grid : Grid
        Of ``choose_grid`` for these outlines.
    asked : ndarray of uint8, shape (rows, columns), optional
        Cells that will be looked at; all of them when it is not given. What it holds of others is not defined.
    workers : int
        Threads.
    """
    if asked is None:
        asked = np.ones((grid.rows, grid.columns), np.uint8)
    sums = prefix_sums(asked)
    near = np.flatnonzero(_reaches(outlines, grid))
    shares = _shares(outlines, near, workers if len(near) > _FEW else 1)
    with ThreadPoolExecutor(max(len(shares), 1)) as pool:
        parts = list(pool.map(lambda share: _divided(outlines, share, grid, sums), shares))
    pieces, piece_ends, crossed, filled = _joined(parts)
    lookup = fill_table(crossed, filled, asked, len(piece_ends) - 1)
    return Covering(grid, Table(grid.cell, grid.columns, grid.rows, *(*lookup, pieces, piece_ends)))


_Part = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]


def _reaches(outlines: ZoneOutlines, grid: Grid) -> NDArray[np.bool_]:
    west, south, east, north = grid.relative(outlines.bounds).T
    width, height = grid.columns * grid.cell, grid.rows * grid.cell
    inside: NDArray[np.bool_] = (west <= width) & (east >= -PAD_M) & (south <= height) & (north >= -PAD_M)
    return inside


def _shares(outlines: ZoneOutlines, near: NDArray[np.intp], workers: int) -> list[NDArray[np.intp]]:
    """Split zones into runs of about equal vertices."""
    vertices = np.cumsum(np.diff(outlines.ring_ends[outlines.zone_rings])[near])
    if not len(near):
        return []
    cuts = np.searchsorted(vertices, vertices[-1] * np.arange(1, workers) / workers)
    return [near[a:b] for a, b in pairwise((0, *cuts.tolist(), len(near))) if a < b]


def _divided(outlines: ZoneOutlines, zones: NDArray[np.intp], grid: Grid, sums: NDArray[np.int32]) -> _Part:
    """Divide some zones; their rings are gathered, for zones that are far do not count."""
    counts = np.diff(outlines.zone_rings)[zones]
    zone_rings = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    rings = np.repeat(outlines.zone_rings[zones] - zone_rings[:-1], counts) + np.arange(zone_rings[-1])
    sizes = np.diff(outlines.ring_ends)[rings] - 1  # without the closing vertices
    ring_ends = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    along = np.arange(ring_ends[-1]) - np.repeat(ring_ends[:-1], sizes)
    backward = outlines.backward[rings]
    begin = np.where(backward, outlines.ring_ends[rings + 1] - 1, outlines.ring_ends[rings])
    vertices = np.repeat(begin, sizes) + np.repeat(np.where(backward, -1, 1), sizes) * along
    xy = grid.relative(outlines.xy[vertices])
    pieces, piece_ends, crossed, filled = divide(xy, ring_ends, zone_rings, grid.cell, sums)
    crossed[:, 2] = zones[crossed[:, 2]]
    filled[:, 0] = zones[filled[:, 0]]
    return pieces, piece_ends, crossed, filled


def _joined(parts: list[_Part]) -> _Part:
    """Put what the threads found behind one another."""
    if not parts:
        return np.empty((0, 2)), np.zeros(1, np.int64), np.empty((0, 4), np.int32), np.empty((0, 5), np.int32)
    if len(parts) == 1:
        return parts[0]
    vertex = ring = 0
    ends, crossed = [np.zeros(1, np.int64)], []
    for pieces, piece_ends, part, _ in parts:
        part[:, 3] += ring
        crossed.append(part)
        ends.append(piece_ends[1:] + vertex)
        vertex += len(pieces)
        ring += len(piece_ends) - 1
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate(ends),
        np.concatenate(crossed),
        np.concatenate([part[3] for part in parts]),
    )
