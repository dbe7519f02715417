"""The self-check of a part: a random sample of its parcels asked again by GEOS, pair by pair, without tree or covering."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.cadastre.aerodromes import SURFACES
from kethop.cadastre.asking import AllZones
from kethop.cadastre.group_run import GroupRun
from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.totals import Difference, SelfCheck

__all__ = ["check_part", "share_of_sample"]

_Zone: TypeAlias = tuple[str, str]
_GROUPS, _FROM_ONE = 2, 64  # a small sample is taken from two row groups: from all of them the part would be read twice
_TOLD_MOST = 20
_SLACK = 1e-9  # of the parcel's area
_ROUNDING = 8  # units in the last place of a coordinate, along the outline


def share_of_sample(sample: int, rows: int, all_rows: int) -> int:
    """Return how many parcels of a part are asked again, at least one."""
    return max(1, ceil(sample * rows / max(all_rows, 1)))


def check_part(
    run: GroupRun,
    table: pa.Table,
    every: AllZones,
    layers: tuple[OpenLayer, ...],
    *,
    seed: tuple[int, int],
    sample: int,
) -> SelfCheck:
    """Return what GEOS says of a sample, half of it parcels that meet a zone where there are so many.

    The sample follows from run and part, which are the seed: the same run samples the same parcels.

    Parameters
    ----------
    run : GroupRun
    table : pyarrow.Table
        The part as it is written.
    every : AllZones
    layers : tuple of OpenLayer
    seed : tuple of int
    sample : int
        Parcels.
    """
    is_pair = pc.and_(pc.is_valid(table["zone"]), pc.not_equal(table["layer"].cast(pa.string()), SURFACES))
    pairs_of = table.filter(is_pair)
    meeting = pairs_of["row"].to_numpy() - run.first
    rows = _sampled(run, np.unique(meeting), np.random.default_rng(seed), sample)
    met = _met(pairs_of.take(pa.array(np.flatnonzero(np.isin(meeting, rows)))), run)
    bounds = every.zones.bounds
    differences: list[Difference] = []
    pairs = 0
    for row, shape in zip(rows.tolist(), run.geometries(rows), strict=True):
        ours = _by_zone((met.zone[at], met.overlap_m2[at]) for at in np.flatnonzero(met.row == row).tolist())
        found = _by_geos(shape, every, bounds)
        geos = _by_zone((_named(zone, every, layers), area) for zone, area in found.items())
        pairs += len(found)
        for zone in sorted(ours.keys() | geos.keys()):
            own, theirs = ours.get(zone, []), geos.get(zone, [])
            if not _agree(own, theirs, shape, bounds):
                place = {"file": run.name, "row": row + run.first, "layer": zone[0], "zone": zone[1]}
                differences.append(Difference(**place, ours=_text(own), geos=_text(theirs)))
    return SelfCheck(
        sampled=len(rows), pairs=pairs, differences=len(differences), examples=tuple(differences[:_TOLD_MOST])
    )


class _Met(NamedTuple):
    """Pairs of a part: rows counted from its first, zones by layer and key."""

    row: NDArray[np.int64]
    zone: list[_Zone]
    overlap_m2: list[float]


def _met(pairs: pa.Table, run: GroupRun) -> _Met:
    names = zip(pairs["layer"].to_pylist(), pairs["zone"].to_pylist(), strict=True)
    return _Met(pairs["row"].to_numpy() - run.first, list(names), pairs["overlap_m2"].to_pylist())


def _by_zone(pairs: Iterable[tuple[_Zone, float]]) -> dict[_Zone, list[float]]:
    """Return overlaps by layer and key, sorted: a key may name several zones."""
    found: dict[_Zone, list[float]] = {}
    for zone, area in pairs:
        found.setdefault(zone, []).append(area)
    return {zone: sorted(areas) for zone, areas in found.items()}


def _text(areas: list[float]) -> str:
    return ", ".join(map(repr, areas)) or "none"


def _sampled(run: GroupRun, meeting: NDArray[np.int64], seeded: np.random.Generator, sample: int) -> NDArray[np.int64]:
    """Return rows of some row groups: half from those that meet a zone, half from all."""
    count = min(len(run.groups), max(_GROUPS, ceil(sample / _FROM_ONE)))
    groups = np.sort(seeded.choice(len(run.groups), size=count, replace=False))
    starts = [run.groups[group].first - run.first for group in groups]
    rows = np.concatenate(
        [np.arange(start, start + run.groups[group].rows) for start, group in zip(starts, groups, strict=True)]
    )
    near = np.intersect1d(rows, meeting)
    wanted = min(sample, len(rows))
    some = seeded.choice(near, size=min(len(near), wanted // 2), replace=False)
    others = np.setdiff1d(rows, some)
    more = seeded.choice(others, size=min(len(others), wanted - len(some)), replace=False)
    return np.sort(np.concatenate((some, more))).astype(np.int64)


def _by_geos(shape: BaseGeometry | None, every: AllZones, bounds: NDArray[np.float64]) -> dict[int, float]:
    """Return the zones that a parcel meets, with the overlap; none for a parcel that cannot be judged."""
    if shape is None or shape.is_empty or not shapely.is_valid(shape) or not np.isfinite(shape.bounds).all():
        return {}
    flat = shapely.force_2d(shape)
    west, south, east, north = flat.bounds
    near = np.flatnonzero(
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    zones = every.zones.geometries[near]
    met = shapely.intersects(zones, flat)
    areas = shapely.area(shapely.intersection(zones[met], flat))
    return dict(zip(near[met].tolist(), np.asarray(areas).tolist(), strict=True))


def _agree(ours: list[float], geos: list[float], shape: BaseGeometry, bounds: NDArray[np.float64]) -> bool:
    if len(ours) != len(geos):
        return False
    rounding = _ROUNDING * float(np.spacing(np.abs(bounds).max())) * float(shapely.length(shape))
    slack = _SLACK * float(shapely.area(shape)) + rounding
    return all(abs(one - other) <= slack for one, other in zip(ours, geos, strict=True))


def _named(zone: int, every: AllZones, layers: tuple[OpenLayer, ...]) -> _Zone:
    """Return how a zone and its layer are called."""
    number = int(every.layer_of(np.array([zone]))[0])
    layer = layers[number]
    return layer.use.id, str(layer.keys[zone - int(every.starts[number])].as_py())
