"""The plain way: an STR tree and GEOS, for one site, for few parcels, and where there is no numba."""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.spatial.screening.exact import relate
from kethop.spatial.screening.hits import Hits
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["screen_plainly", "screen_site"]


def screen_plainly(parcels: NDArray[np.object_], zones: ZoneSet) -> Hits:
    """Return how parcels meet zones.

    Parameters
    ----------
    parcels : ndarray of object, shape (n,)
        Geometries in the zones' CRS; a missing one is None.
    zones : ZoneSet
    """
    bounds = shapely.bounds(parcels)
    placed = np.isfinite(bounds).all(axis=1)
    nowhere = np.flatnonzero(~placed)
    rows = np.flatnonzero(placed)
    flat = np.asarray(shapely.force_2d(parcels[rows]), dtype=np.object_)
    simple = shapely.is_valid(flat)
    odd = np.flatnonzero(~simple)
    in_odd, _ = zones.tree.query(shapely.box(*bounds[rows[odd]].T), predicate="intersects")
    good = np.flatnonzero(simple)
    zone, place = shapely.STRtree(flat[good]).query(zones.geometries, predicate="intersects")
    found = relate(flat[good[place]], _prepared(zones.geometries, zone)[zone])
    return Hits.of(
        rows[good[place]],
        zone.astype(np.int32),
        *found,
        nowhere=nowhere,
        invalid=rows[odd[in_odd]],
    )


def _prepared(zones: NDArray[np.object_], used: NDArray[np.intp]) -> NDArray[np.object_]:
    """Return the used zones as prepared copies: a prepared geometry may not be asked by two threads at once."""
    own = np.empty(len(zones), dtype=np.object_)
    wanted = np.unique(used)
    own[wanted] = shapely.force_2d(zones[wanted])
    shapely.prepare(own[wanted])
    return own


def screen_site(site: BaseGeometry, zones: ZoneSet) -> Hits:
    """Return how one site meets zones, through the tree of the zones.

    Parameters
    ----------
    site : BaseGeometry
        In the zones' CRS, two-dimensional; row 0 of the answer.
    zones : ZoneSet
    """
    if site.is_empty or not np.isfinite(site.bounds).all():
        return Hits.none(np.zeros(1, np.int64))
    row, none = np.zeros(1, np.int64), np.empty(0, np.int64)
    if not shapely.is_valid(site):
        is_near = len(zones.tree.query(shapely.box(*site.bounds), predicate="intersects")) > 0
        return replace(Hits.none(), invalid=row if is_near else none)
    zone = zones.tree.query(site, predicate="intersects")
    found = relate(np.full(len(zone), site, dtype=np.object_), zones.geometries[zone])
    return Hits.of(np.zeros(len(zone), np.int64), zone.astype(np.int32), *found, nowhere=none, invalid=none)
