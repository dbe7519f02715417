"""The self-check of a part: a random sample of its parcels asked again by GEOS, pair by pair, without tree or covering."""

from math import ceil

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.cadastre.asking import AllZones, Found
from kethop.cadastre.group_run import GroupRun
from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.totals import Difference, SelfCheck

__all__ = ["check_part", "share_of_sample"]

_GROUPS, _FROM_ONE = 2, 64  # a small sample is taken from two row groups: from all of them the part would be read twice
_TOLD_MOST = 20
_SLACK = 1e-9  # of the parcel's area
_ROUNDING = 8  # units in the last place of a coordinate, along the outline


def share_of_sample(sample: int, rows: int, all_rows: int) -> int:
    """Return how many parcels of a part are asked again, at least one."""
    return max(1, ceil(sample * rows / max(all_rows, 1)))


def check_part(
    run: GroupRun,
    found: Found,
    every: AllZones,
    layers: tuple[OpenLayer, ...],
    *,
    seed: tuple[int, int],
    sample: int,
) -> SelfCheck:
    """Return what GEOS says of a sample, half of it parcels that meet a zone where there are so many.

    The sample follows from run and part, which are the seed: the same run samples the same parcels.
    """
    seeded = np.random.default_rng(seed)
    rows = _sampled(run, found, seeded, sample)
    shapes = run.geometries(rows)
    bounds = shapely.bounds(every.zones.geometries)
    ours = _pairs(found, rows)
    differences: list[Difference] = []
    pairs = 0
    for row, shape in zip(rows.tolist(), shapes, strict=True):
        own = ours.get(row, {})
        geos = _by_geos(shape, every, bounds)
        pairs += len(geos or {})
        for zone in sorted(own.keys() | (geos or {}).keys()):
            if geos is not None and _agree(own.get(zone), geos.get(zone), shape, bounds):
                continue
            if geos is None and zone not in own:
                continue
            layer, key = _named(zone, every, layers)
            ours_text, geos_text = (repr(side[zone]) if zone in side else "none" for side in (own, geos or {}))
            differences.append(
                Difference(file=run.name, row=row + run.first, layer=layer, zone=key, ours=ours_text, geos=geos_text)
            )
    return SelfCheck(
        sampled=len(rows), pairs=pairs, differences=len(differences), examples=tuple(differences[:_TOLD_MOST])
    )


def _sampled(run: GroupRun, found: Found, seeded: np.random.Generator, sample: int) -> NDArray[np.int64]:
    """Return rows of some row groups: half from those that meet a zone, half from all."""
    count = min(len(run.groups), max(_GROUPS, ceil(sample / _FROM_ONE)))
    groups = np.sort(seeded.choice(len(run.groups), size=count, replace=False))
    starts = [run.groups[group].first - run.first for group in groups]
    rows = np.concatenate(
        [np.arange(start, start + run.groups[group].rows) for start, group in zip(starts, groups, strict=True)]
    )
    meeting = np.intersect1d(rows, found.hits.parcel)
    wanted = min(sample, len(rows))
    some = seeded.choice(meeting, size=min(len(meeting), wanted // 2), replace=False)
    others = np.setdiff1d(rows, some)
    more = seeded.choice(others, size=min(len(others), wanted - len(some)), replace=False)
    return np.sort(np.concatenate((some, more))).astype(np.int64)


def _pairs(found: Found, rows: NDArray[np.int64]) -> dict[int, dict[int, float]]:
    hits = found.hits
    wanted = np.flatnonzero(np.isin(hits.parcel, rows))
    pairs: dict[int, dict[int, float]] = {}
    for at in wanted.tolist():
        pairs.setdefault(int(hits.parcel[at]), {})[int(hits.zone[at])] = float(hits.overlap_m2[at])
    return pairs


def _by_geos(shape: BaseGeometry | None, every: AllZones, bounds: NDArray[np.float64]) -> dict[int, float] | None:
    """Return the zones that a parcel meets, with the overlap; None for a parcel that cannot be judged."""
    if shape is None or shape.is_empty or not shapely.is_valid(shape) or not np.isfinite(shape.bounds).all():
        return None
    flat = shapely.force_2d(shape)
    west, south, east, north = flat.bounds
    near = np.flatnonzero(
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    zones = every.zones.geometries[near]
    met = shapely.intersects(zones, flat)
    areas = shapely.area(shapely.intersection(zones[met], flat))
    return dict(zip(near[met].tolist(), np.asarray(areas).tolist(), strict=True))


def _agree(ours: float | None, geos: float | None, shape: BaseGeometry, bounds: NDArray[np.float64]) -> bool:
    if ours is None or geos is None:
        return ours is geos
    rounding = _ROUNDING * float(np.spacing(np.abs(bounds).max())) * float(shapely.length(shape))
    return bool(abs(ours - geos) <= _SLACK * float(shapely.area(shape)) + rounding)


def _named(zone: int, every: AllZones, layers: tuple[OpenLayer, ...]) -> tuple[str, str]:
    """Return how a zone and its layer are called."""
    number = int(every.layer_of(np.array([zone]))[0])
    layer = layers[number]
    return layer.use.id, str(layer.keys[zone - int(every.starts[number])].as_py())
