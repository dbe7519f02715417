"""Parcels with what stands on them against the surfaces of aerodromes."""

from math import cos, pi
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.cadastre.answers import NONE, OUTCOMES, RELATIONS, Answers, Heights
from kethop.cadastre.degrees import way_of
from kethop.cadastre.group_run import GroupRun
from kethop.cadastre.height_question import HeightJob
from kethop.cadastre.reasons import REASONS, Reason
from kethop.errors import LayerError, Place
from kethop.spatial import (
    Aerodrome,
    HeightHit,
    HeightState,
    PlacedSurfaces,
    Regime,
    screen_heights,
    surfaces_of_aerodromes,
)
from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD
from kethop.spatial.surfaces import decree222
from kethop.spatial.surfaces.annex14_shapes import annex14_reach_m
from kethop.vocabulary import Outcome

__all__ = ["GROUND_M", "SURFACES", "OverParcels"]

SURFACES = "surfaces"
"""What stands in the column of layers for an answer of the surfaces."""
GROUND_M = (-500.0, 9000.0)
_LONGEST_M = 5_000.0  # a runway of unknown length is taken to be this long, for its reach only
_SIDES = 72
_BESIDE_M = 100.0  # beyond what the change of grids can move a box


class _Asked(NamedTuple):
    rows: NDArray[np.intp]
    tops: Floats
    shapes: NDArray[np.object_]


class OverParcels:
    """The surfaces of the aerodromes that a run names, over parcels in one grid.

    Parameters
    ----------
    job : HeightJob
    crs : str
        PROJJSON of the grid.
    """

    def __init__(self, job: HeightJob, crs: str) -> None:
        way = way_of(crs)
        if way is None:
            raise LayerError("screening.crs_unknown", place=Place("--surfaces"), crs=crs[:80])
        self._job, self._way = job, way
        self.columns = list(dict.fromkeys(name for name in (job.height, job.ground) if name is not None))
        aerodromes = job.aerodrome_set()
        self._placed: list[PlacedSurfaces] = []
        opened: list[BaseGeometry] = []
        for item in job.sets:
            within = surfaces_of_aerodromes(aerodromes, item)
            self._placed += within.placed
            if not within.complete:
                opened += [_around(aerodrome, item.regime) for aerodrome in aerodromes.aerodromes]
        boxes = [shapely.box(*item.surfaces.bounds) for item in self._placed]
        self._open = way.project(shapely.union_all(opened))
        reached = [way.project(shapely.union_all(boxes)), self._open]
        self._near = shapely.buffer(shapely.union_all(reached), _BESIDE_M, quad_segs=2)

    def ask(self, run: GroupRun, number: int, nowhere: NDArray[np.int64]) -> tuple[Answers, Heights]:
        """Return what the surfaces say of the parcels of a task.

        Parameters
        ----------
        run : GroupRun
        number : int
            That the surfaces have among the layers.
        nowhere : ndarray of int64
            Rows without a place.
        """
        asked = self._asked(run, nowhere)
        grounds = np.full(len(asked.rows), np.nan)
        hits = {hit.index: hit for hit in screen_heights(self._way.degrees(asked.shapes), grounds, self._placed)}
        open_rows = (
            shapely.intersects(shapely.force_2d(self._open), asked.shapes) if len(asked.rows) else np.empty(0, np.bool_)
        )
        rows: list[int] = []
        found: list[_Judged] = []
        for index, row in enumerate(asked.rows.tolist()):
            judged = _judged(hits.get(index), float(asked.tops[index]), is_open=bool(open_rows[index]))
            if judged is not None:
                rows.append(row)
                found.append(judged)
        rows += nowhere.tolist()
        found += [_Judged(NONE, REASONS.index(Reason.NOWHERE))] * len(nowhere)
        return _answers(np.array(rows, np.int64), found, number)

    def _asked(self, run: GroupRun, nowhere: NDArray[np.int64]) -> _Asked:
        """Return the parcels that a surface may lie over."""
        bounds = run.bounds
        near = shapely.force_2d(self._near)
        shapely.prepare(near)
        rows = np.empty(0, np.intp)
        if bounds is None or not np.isfinite(bounds).all() or near.intersects(shapely.box(*bounds)):
            rows = np.setdiff1d(np.arange(len(run)), nowhere, assume_unique=True)
            rows = rows[shapely.intersects(near, shapely.box(*run.boxes()[rows].T))]
        columns = run.columns(rows, self.columns)
        heights = _floats(columns, self._job.height, (0.0, np.inf))
        if self._job.ground is not None:
            grounds = _floats(columns, self._job.ground, GROUND_M)
        else:
            grounds = np.full(len(rows), float(self._job.ground_m or "nan"))
        return _Asked(rows, grounds + heights, run.geometries(rows))


class _Judged(NamedTuple):
    relation: int
    reason: int
    top_m: float = np.nan
    surface_m: float = np.nan
    zone: str | None = None


def _judged(hit: HeightHit | None, top: float, *, is_open: bool) -> _Judged | None:
    """Return what the surfaces say of one parcel; None where it is clear of them."""
    if hit is None:
        return _Judged(NONE, REASONS.index(Reason.SURFACES_NOT_COMPUTABLE), top) if is_open else None
    if hit.state is HeightState.GEOMETRY_NOT_USABLE or hit.level is None:
        return _Judged(NONE, REASONS.index(Reason.NOWHERE), top)
    level = hit.level
    surface = " ".join(part for part in (level.aerodrome, level.runway, level.direction, str(level.surface)) if part)
    if np.isnan(top):
        return _Judged(NONE, REASONS.index(Reason.NO_TOP), top, level.elevation_m, surface)
    if top > level.elevation_m:
        return _Judged(RELATIONS.index("above"), NONE, top, level.elevation_m, surface)
    return _Judged(RELATIONS.index("below"), REASONS.index(Reason.BELOW_COMPUTED), top, level.elevation_m, surface)


def _answers(rows: NDArray[np.int64], found: list[_Judged], number: int) -> tuple[Answers, Heights]:
    reason = np.array([item.reason for item in found], np.int8)
    answers = Answers.without_zone(rows, number, reason)._replace(
        relation=np.array([item.relation for item in found], np.int8),
        outcome=np.where(reason == NONE, OUTCOMES.index(Outcome.HIT), OUTCOMES.index(Outcome.UNKNOWN)).astype(np.int8),
    )
    tops = np.array([item.top_m for item in found], np.float64)
    surfaces = np.array([item.surface_m for item in found], np.float64)
    return answers, Heights(tops, surfaces, [item.zone for item in found])


def _floats(columns: pa.Table, name: str, between: tuple[float, float]) -> Floats:
    """Return a column as float64; NaN where it is empty or cannot be."""
    values = columns[name].combine_chunks().cast(pa.float64()).to_numpy(zero_copy_only=False)
    numbers = np.asarray(values, dtype=np.float64)
    usable = np.isfinite(numbers) & (numbers >= between[0]) & (numbers <= between[1])
    return np.where(usable, numbers, np.nan)


def _around(aerodrome: Aerodrome, regime: Regime) -> BaseGeometry:
    """Return an area in degrees outside of which no surface of an aerodrome can lie, whatever is not known of it."""
    reach = annex14_reach_m() if regime is Regime.ANNEX14_2004 else decree222().reach_m
    places = {(aerodrome.lon, aerodrome.lat)}
    longest = _LONGEST_M
    for runway in aerodrome.runways:
        places |= {(end.lon, end.lat) for end in runway.ends or ()}
        longest = max(longest, runway.length_m or 0.0)
    circles = [_circle(lon, lat, reach + 2 * longest) for lon, lat in sorted(places)]
    return shapely.union_all(circles)


def _circle(lon: float, lat: float, radius: float) -> BaseGeometry:
    """Return a polygon around a geodesic circle."""
    azimuths = np.arange(_SIDES) * 360.0 / _SIDES
    outside = np.full(_SIDES, radius / cos(pi / _SIDES) * 1.001)
    lons, lats, _ = GEOD.fwd(np.full(_SIDES, lon), np.full(_SIDES, lat), azimuths, outside)
    return shapely.Polygon(np.column_stack((lons, lats)))
