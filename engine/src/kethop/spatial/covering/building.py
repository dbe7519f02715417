"""Build the covering of zones for the cells that are asked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.covering.grid import Grid
from kethop.spatial.covering.outlines import OutlineSheet, ZoneOutlines
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
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda job: _divided(job, grid, sums), list(_jobs(outlines, grid, workers))))
    pieces, piece_ends, crossed, filled = _joined(parts)
    lookup = fill_table(crossed, filled, asked, len(piece_ends) - 1)
    return Covering(grid, Table(grid.cell, grid.columns, grid.rows, *(*lookup, pieces, piece_ends)))


_Part = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]


def _reaches(outlines: ZoneOutlines, grid: Grid) -> NDArray[np.bool_]:
    west, south, east, north = grid.relative(outlines.bounds).T
    width, height = grid.columns * grid.cell, grid.rows * grid.cell
    inside: NDArray[np.bool_] = (west <= width) & (east >= -PAD_M) & (south <= height) & (north >= -PAD_M)
    return inside


class _Job(NamedTuple):
    """Zones of a sheet that one thread divides; ``first`` is the number of the sheet's first zone."""

    sheet: OutlineSheet
    first: int
    zones: NDArray[np.intp]


def _jobs(outlines: ZoneOutlines, grid: Grid, workers: int) -> Iterator[_Job]:
    """Return runs of near zones of about equal vertices, in the order of the zones."""
    reaches = _reaches(outlines, grid)
    for sheet, first in zip(outlines.sheets, outlines.firsts.tolist(), strict=False):
        near = np.flatnonzero(reaches[first : first + len(sheet.bounds)])
        if not len(near):
            continue
        bytes_before = np.cumsum(np.diff(sheet.ends)[near])
        runs = workers if len(near) > _FEW else 1
        cuts = np.searchsorted(bytes_before, bytes_before[-1] * np.arange(1, runs) / runs)
        yield from (_Job(sheet, first, near[a:b]) for a, b in pairwise((0, *cuts.tolist(), len(near))) if a < b)


def _divided(job: _Job, grid: Grid, sums: NDArray[np.int32]) -> _Part:
    pieces, piece_ends, crossed, filled = divide(job.sheet.rings, job.zones, grid.corner, grid.cell, sums)
    crossed[:, 2] += job.first
    filled[:, 0] += job.first
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
