"""The way over the covering: for many parcels at once, with a bounded number of them in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.covering import Covering, Grid, ZoneOutlines, build_covering, choose_grid, grid_for, kept_covering
from kethop.spatial.covering.grid import GRID_BEYOND, REACH_M, Bounds
from kethop.spatial.crs import Floats
from kethop.spatial.kernels.asking import ask_cells, shade
from kethop.spatial.kernels.envelopes import COVERED, by_envelope
from kethop.spatial.kernels.measure import ASK, PARTIAL, measure
from kethop.spatial.screening.columns import binary_places
from kethop.spatial.screening.exact import Settled, settle
from kethop.spatial.screening.hits import Hits, Relation
from kethop.spatial.screening.parcels import Envelopes, ParcelGroup, ParcelShapes
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["BatchSettings", "GroupHits", "ParcelSource", "in_reach", "screen_covered"]


class ParcelSource(Protocol):
    """Where parcels come from: a file, or arrays."""

    source: str
    groups: list[ParcelGroup]

    def envelopes(self, group: int) -> Envelopes:
        """Return the envelopes of a group."""

    def shapes(self, group: int) -> ParcelShapes:
        """Return its outlines."""


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


class GroupHits(NamedTuple):
    """Hits of one row group, rows counted from its first, with the outlines if they were read."""

    group: int
    hits: Hits
    shapes: ParcelShapes | None


class _Asked(NamedTuple):
    """What a row group asks: rows over zones with their envelopes, rows too large for cells, rows nowhere."""

    group: int
    rows: NDArray[np.int32]
    envelopes: Envelopes
    large: NDArray[np.int32]
    nowhere: NDArray[np.int32]


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
        ``screening.envelope_wrong`` (``row``): an outline leaves the envelope that the file states for it.
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
    for found in pool.map(lambda item: _screen_group(source, zones, covering, item), asked):
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
) -> tuple[list[_Asked], NDArray[np.uint8]]:
    """Return what each row group asks, and the cells that any of them asks."""
    shaded = np.zeros((grid.rows, grid.columns), np.uint8)
    shade(grid.relative(zone_bounds), grid.cell, shaded)
    marks = np.zeros_like(shaded)

    def ask(group: int) -> _Asked:
        envelopes = source.envelopes(group)
        rows, large, nowhere = ask_cells(envelopes, grid.corner, grid.cell, shaded, marks)
        west, south, east, north = (column[rows] for column in envelopes)
        return _Asked(group, rows, (west, south, east, north), large, nowhere)

    return list(pool.map(ask, batch)), marks


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


def _screen_group(source: ParcelSource, zones: ZoneSet, covering: Covering, asked: _Asked) -> GroupHits:
    place, zone, state, crowded = by_envelope(asked.envelopes, covering.grid.corner, covering.table)
    if not len(place) and not len(crowded) and not len(asked.large):
        return GroupHits(asked.group, Hits.none(asked.nowhere), None)
    shapes = source.shapes(asked.group)
    offsets, data = binary_places(shapes.binary)
    overlap, area, state, leaves = measure(
        asked.envelopes,
        (offsets[asked.rows], offsets[asked.rows + 1], data),
        (place, zone, state),
        covering.grid.corner,
        covering.table,
    )
    if leaves.any():
        row = source.groups[asked.group].first + int(asked.rows[leaves][0])
        raise LayerError("screening.envelope_wrong", place=Place(source.source), row=row + 1)
    sure = (state == COVERED) | (state == PARTIAL)
    open_rows = np.concatenate((asked.large, asked.rows[crowded]))
    unsure = _unsure(shapes, zones, asked.rows[place[state == ASK]], zone[state == ASK], open_rows)
    hits = Hits.of(
        np.concatenate((asked.rows[place[sure]], unsure.row)).astype(np.int64),
        np.concatenate((zone[sure], unsure.zone)).astype(np.int32),
        np.concatenate((overlap[sure], unsure.settled.overlap_m2)),
        np.concatenate((area[sure], unsure.settled.area_m2)),
        np.concatenate(
            (np.where(state[sure] == COVERED, Relation.COVERED, Relation.PARTIAL), unsure.settled.relation)
        ).astype(np.uint8),
        nowhere=np.concatenate((asked.nowhere, unsure.nowhere)),
        invalid=unsure.invalid,
    )
    return GroupHits(asked.group, hits, shapes)


class _Unsure(NamedTuple):
    row: NDArray[np.int64]
    zone: NDArray[np.int64]
    settled: Settled
    nowhere: NDArray[np.int64]
    invalid: NDArray[np.int64]


def _unsure(
    shapes: ParcelShapes,
    zones: ZoneSet,
    row: NDArray[np.integer],
    zone: NDArray[np.integer],
    large: NDArray[np.integer],
) -> _Unsure:
    """Let GEOS say how pairs meet, and how parcels that no pairs were made for meet all zones near them."""
    wanted, at = np.unique(np.concatenate((row, large)), return_inverse=True)
    geometries = np.asarray(shapely.force_2d(shapes.geometries(wanted)), dtype=np.object_)
    at_large = at[len(row) :]
    in_large, more = zones.envelope_tree.query(geometries[at_large]) if len(at_large) else (at_large, at_large)
    at_all = np.concatenate((at[: len(row)], at_large[in_large]))
    zone_all = np.concatenate((zone, more)).astype(np.int64)
    there = np.flatnonzero(np.isfinite(shapely.bounds(geometries)).all(axis=1))
    known = np.isin(at_all, there)
    at_all, zone_all = at_all[known], zone_all[known]
    settled = settle(geometries[at_all], zones.some(zone_all))
    return _Unsure(
        wanted[at_all[settled.pair]].astype(np.int64),
        zone_all[settled.pair],
        settled,
        np.delete(wanted, there).astype(np.int64),
        wanted[at_all[settled.invalid]].astype(np.int64),
    )
