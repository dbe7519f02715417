"""The way over the covering: for many parcels at once, with a bounded number of them in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.covering import Grid, ZoneOutlines, build_covering, choose_grid, grid_for, kept_covering
from kethop.spatial.covering.grid import GRID_BEYOND, REACH_M, Bounds
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import not_read
from kethop.spatial.kernels.asking import ask_cells, shade
from kethop.spatial.screening.judging import AskedRows, GroupHits, ParcelSource, judge_group
from kethop.spatial.screening.parcels import Envelopes
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["BatchSettings", "in_reach", "screen_covered"]


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How much at a time.

    Parameters
    ----------
    workers : int
        Threads.
    batch_rows : int
        Parcels whose envelopes may be in memory at once.
    keep_in : Path or None
        Folder of coverings.
    cell_m : float or None
        Side of the cells; chosen from the parcels when it is not given.
    """

    workers: int
    batch_rows: int
    keep_in: Path | None
    cell_m: float | None


def in_reach(source: ParcelSource, zones: ZoneSet) -> bool:
    """Return whether coordinates are metres on Earth, so that rounding is far below what counts as touching."""
    stated = [group.bounds for group in source.groups if group.bounds is not None]
    known = np.abs(np.concatenate((np.array(stated).reshape(-1, 4), zones.bounds)))
    return bool((known < REACH_M).all())


def screen_covered(source: ParcelSource, zones: ZoneSet, settings: BatchSettings) -> Iterator[GroupHits]:
    """Return the hits of each row group that has some, or a parcel that cannot be judged, in order.

    Raises
    ------
    LayerError
        Those of ``judge_group``.
    """
    with ThreadPoolExecutor(settings.workers) as pool:
        for batch in _batches(source, settings.batch_rows):
            yield from _screen_batch(source, zones, settings, batch, pool)


def _batches(source: ParcelSource, rows: int) -> Iterator[list[int]]:
    """Return runs of row groups; each is looked at, for the file does not say whether all its parcels have a place."""
    batch: list[int] = []
    held = 0
    for number, group in enumerate(source.groups):
        if batch and held + group.rows > rows:
            yield batch
            batch, held = [], 0
        batch.append(number)
        held += group.rows
    if batch:
        yield batch


def _screen_batch(
    source: ParcelSource,
    zones: ZoneSet,
    settings: BatchSettings,
    batch: list[int],
    pool: ThreadPoolExecutor,
) -> Iterator[GroupHits]:
    outlines = zones.outlines
    grid, near = _grid(source, outlines, settings, batch)
    asked, marks = _ask(source, grid, outlines.bounds[near], batch, pool)
    if settings.keep_in is None:
        covering = build_covering(outlines, grid, marks, workers=settings.workers)
    else:
        covering = kept_covering(settings.keep_in, outlines, grid, marks, workers=settings.workers)
    del marks
    for found in pool.map(lambda item: judge_group(source, zones, covering, item), asked):
        if len(found.hits) or len(found.hits.nowhere) or len(found.hits.invalid):
            yield found


def _grid(
    source: ParcelSource, outlines: ZoneOutlines, settings: BatchSettings, batch: list[int]
) -> tuple[Grid, NDArray[np.bool_]]:
    """Return the grid of a batch, and which zones are near it."""
    extent = _extent(source, outlines, batch)
    cell = settings.cell_m or grid_for(_sides(source.envelopes(batch[0])), extent)
    low, high = outlines.bounds[:, :2], outlines.bounds[:, 2:]
    beyond = GRID_BEYOND * cell
    reach = np.add(extent[2:], beyond), np.subtract(extent[:2], beyond)
    near: NDArray[np.bool_] = np.all((low <= reach[0]) & (high >= reach[1]), axis=1)
    return choose_grid(outlines, near, extent, cell), near


def _ask(
    source: ParcelSource, grid: Grid, zone_bounds: Floats, batch: list[int], pool: ThreadPoolExecutor
) -> tuple[list[AskedRows], NDArray[np.uint8]]:
    """Return what each row group asks, and the cells that any of them asks."""
    shaded = np.zeros((grid.rows, grid.columns), np.uint8)
    shade(grid.relative(zone_bounds), grid.cell, shaded)
    marks = np.zeros_like(shaded)

    def ask(group: int) -> AskedRows:
        envelopes = source.envelopes(group)
        _check_stated(source, group, envelopes)
        rows, large, nowhere = ask_cells(envelopes, grid.corner, grid.cell, shaded, marks)
        west, south, east, north = (column[rows] for column in envelopes)
        return AskedRows(group, rows, (west, south, east, north), large, nowhere)

    return list(pool.map(ask, batch)), marks


def _check_stated(source: ParcelSource, group: int, envelopes: Envelopes) -> None:
    """Refuse a row group that leaves the bounds which the file states: what lies beyond them is not looked at."""
    stated = source.groups[group].bounds
    if stated is None or not len(envelopes[0]):
        return
    low = [np.fmin.reduce(column) for column in envelopes[:2]]
    high = [np.fmax.reduce(column) for column in envelopes[2:]]
    if any(own < said for own, said in zip(low, stated[:2], strict=True)) or any(
        own > said for own, said in zip(high, stated[2:], strict=True)
    ):
        raise not_read(source.source, ValueError(f"row group {group}: envelopes beyond the bounds that it states"))


def _extent(source: ParcelSource, outlines: ZoneOutlines, batch: list[int]) -> Bounds:
    """Return where both parcels and zones are, as far as the file states it; never empty."""
    low, high = outlines.bounds[:, :2].min(axis=0), outlines.bounds[:, 2:].max(axis=0)
    stated = [source.groups[number].bounds for number in batch]
    if all(item is not None for item in stated):
        known = np.array(stated, dtype=np.float64)
        if np.isfinite(known).all():
            low = np.maximum(low, known[:, :2].min(axis=0))
            high = np.maximum(np.minimum(high, known[:, 2:].max(axis=0)), low)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _sides(envelopes: Envelopes) -> NDArray[np.float64]:
    west, south, east, north = envelopes
    return np.maximum(east - west, north - south)
