"""What each layer says of the parcels of a task: the hits, and why an answer is not known."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from kethop.cadastre.answers import NONE, OUTCOMES, Answers
from kethop.cadastre.group_run import GroupRun
from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.reasons import REASONS, STATE_REASONS, Reason
from kethop.spatial import LayerState
from kethop.spatial.crs import Floats
from kethop.spatial.screening import Hits, ScreeningOptions, ZoneSet, screen_file, zone_set
from kethop.vocabulary import Outcome

__all__ = ["AllZones", "Found", "ask_layer", "find_hits"]

_BESIDE_M = 1.0  # far beyond what counts as touching
_NEGLIGIBLE = 1e-6  # of the parcel, as in a single appraisal: the precision to which shares are stated


class AllZones:
    """The zones of all layers as one set, so that parcels are read once.

    Parameters
    ----------
    layers : tuple of OpenLayer
    crs : str
    """

    def __init__(self, layers: tuple[OpenLayer, ...], crs: str) -> None:
        shapes = [layer.geometries for layer in layers]
        joined = np.concatenate([*shapes, np.empty(0, dtype=np.object_)])
        self.starts = np.cumsum([0, *map(len, shapes)])
        self.zones = _of(joined, crs)
        self.zones.tree.query(shapely.box(0, 0, 1, 1))  # built now: threads share it

    def near(self, bounds: Floats | None) -> NDArray[np.intp]:
        """Return the numbers of the zones near an envelope; of all where there is none."""
        if bounds is None or not np.isfinite(bounds).all():
            return np.arange(len(self.zones))
        west, south, east, north = bounds
        place = shapely.box(west - _BESIDE_M, south - _BESIDE_M, east + _BESIDE_M, north + _BESIDE_M)
        return np.sort(self.zones.tree.query(place))

    def layer_of(self, zone: NDArray[np.integer]) -> NDArray[np.intp]:
        """Return the numbers of the layers that zones belong to."""
        return np.searchsorted(self.starts, zone, side="right") - 1


def _of(shapes: NDArray[np.object_], crs: str) -> ZoneSet:
    """Return zones that were looked at when their layer was opened."""
    return zone_set(pa.array(range(len(shapes)), pa.int64()), shapes, crs, source="-", check=False)


class Found(NamedTuple):
    """What the screening found in a task; rows are counted from its first.

    Parameters
    ----------
    hits : Hits
        Zones are numbered over all layers.
    invalid : ndarray of bool, shape (n, layers)
        Parcels with an outline that crosses itself, whose envelope meets a zone of the layer.
    """

    hits: Hits
    invalid: NDArray[np.bool_]


def find_hits(run: GroupRun, every: AllZones, *, layers: int, covering: bool) -> Found:
    """Return how the parcels of a task meet the zones of all layers.

    Raises
    ------
    LayerError
        Those of ``screen_file``.
    """
    near = every.near(run.bounds)
    if covering and not len(near):
        hits = Hits.none(_nowhere(run))
        return Found(hits, np.zeros((len(run), layers), np.bool_))
    zones = _of(every.zones.geometries[near], every.zones.crs)
    options = ScreeningOptions(workers=1, batch_rows=max(len(run), 1), covering=covering)
    parts = [item.hits for item in screen_file(run, zones, options)]
    hits = Hits.joined(parts)
    moved = replace(
        hits,
        parcel=hits.parcel - run.first,
        zone=near[hits.zone].astype(np.int32),
        nowhere=hits.nowhere - run.first,
        invalid=hits.invalid - run.first,
    )
    return Found(moved, _invalid(run, every, moved.invalid, layers))


def _nowhere(run: GroupRun) -> NDArray[np.intp]:
    """Return the rows whose envelope is no box of finite numbers, which is what the covering goes by."""
    west, south, east, north = run.boxes().T
    return np.flatnonzero(~((west <= east) & (south <= north) & np.isfinite(west + south + east + north)))


def _invalid(run: GroupRun, every: AllZones, rows: NDArray[np.int64], layers: int) -> NDArray[np.bool_]:
    met = np.zeros((len(run), layers), np.bool_)
    if len(rows):
        at, zone = every.zones.tree.query(shapely.box(*run.boxes()[rows].T), predicate="intersects")
        met[rows[at], every.layer_of(zone)] = True
    return met


def ask_layer(run: GroupRun, layer: OpenLayer, number: int, found: Found, every: AllZones) -> Answers:
    """Return what a layer says of the parcels of a task.

    A parcel that meets a zone of a layer that answers is hit, whatever lies beyond the layer's edge. One that meets none is clear only where
    the layer speaks and the parcel can be judged.
    """
    hits = found.hits
    own = np.flatnonzero(every.layer_of(hits.zone) == number)
    answers = layer.use.state is LayerState.ANSWERED
    state = NONE if answers else REASONS.index(STATE_REASONS[layer.use.state])
    reason = np.full(len(run), state, np.int8)
    met = np.zeros(len(run), np.bool_)
    met[hits.parcel[own]] = True
    if answers:
        reason[found.invalid[:, number]] = REASONS.index(Reason.INVALID)
        open_rows = np.flatnonzero(~met & (reason == NONE))
        open_rows = np.setdiff1d(open_rows, hits.nowhere, assume_unique=True)
        code, outside = _outside(run, layer, open_rows)
        reason[outside] = REASONS.index(code)
    reason[hits.nowhere] = REASONS.index(Reason.NOWHERE)
    pairs = Answers(
        hits.parcel[own],
        np.full(len(own), number, np.int16),
        hits.zone[own].astype(np.int64) - every.starts[number],
        hits.overlap_m2[own],
        hits.share[own],
        hits.relation[own].astype(np.int8),
        np.full(len(own), OUTCOMES.index(Outcome.HIT if answers else Outcome.UNKNOWN), np.int8),
        np.full(len(own), state, np.int8),
    )
    rest = np.flatnonzero(~met & (reason != NONE))
    return Answers.joined([pairs, Answers.without_zone(rest, number, reason[rest])])


def _outside(run: GroupRun, layer: OpenLayer, rows: NDArray[np.intp]) -> tuple[Reason, NDArray[np.intp]]:
    """Return which of some rows, which meet no zone, lie outside the layer's extent, and what that is called."""
    if layer.is_own_extent:
        return Reason.NOT_COVERING, rows
    if layer.reach is None:
        return Reason.COVERAGE_UNKNOWN, rows
    reach = shapely.force_2d(layer.reach)  # a copy: a prepared geometry may not be asked by two threads at once
    shapely.prepare(reach)
    bounds = run.bounds
    if not len(rows) or (bounds is not None and np.isfinite(bounds).all() and reach.covers(shapely.box(*bounds))):
        return Reason.NOT_COVERING, rows[:0]
    boxes = shapely.box(*run.boxes()[rows].T)
    open_rows = rows[~shapely.covers(reach, boxes)]
    return Reason.NOT_COVERING, open_rows[_beyond(run.geometries(open_rows), layer)]


def _beyond(shapes: NDArray[np.object_], layer: OpenLayer) -> NDArray[np.bool_]:
    """Return which geometries lie outside the extent by more than what is negligible; one that cannot be measured does."""
    beyond = np.ones(len(shapes), np.bool_)
    good = np.flatnonzero(shapely.is_valid(shapes))
    flat = np.asarray(shapely.force_2d(shapes[good]), dtype=np.object_)
    rest = shapely.difference(flat, layer.reach)
    measures = np.column_stack([_measure(flat), _measure(rest, like=flat)])
    beyond[good] = measures[:, 1] > _NEGLIGIBLE * measures[:, 0]
    return beyond


def _measure(shapes: NDArray[np.object_], *, like: NDArray[np.object_] | None = None) -> Floats:
    """Return area, length or number of points, by the dimension of ``like``."""
    dimension = shapely.get_dimensions(shapes if like is None else like)
    counts = shapely.get_num_coordinates(shapes)
    return np.select([dimension == 2, dimension == 1], [shapely.area(shapes), shapely.length(shapes)], counts)
