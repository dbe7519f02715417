"""The lowest surface over many points at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.surfaces.pieces import Surface
from kethop.spatial.surfaces.readings import RunwaySurfaces
from kethop.spatial.surfaces.within import PlacedSurfaces

__all__ = ["PointLevels", "Source", "lowest_at", "lowest_in_frame"]

_ORDER = {surface: index for index, surface in enumerate(Surface)}
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a surface comes from: what it is, and of which aerodrome, runway and runway direction."""

    surface: Surface
    aerodrome: str
    runway: str
    direction: str


@dataclass(frozen=True, slots=True)
class PointLevels:
    """The lowest surface over each of many points.

    Parameters
    ----------
    elevation_m : ndarray of float64, shape (n,)
        Metres above mean sea level; nan under no surface.
    source : ndarray of int64, shape (n,)
        Index into ``sources``; -1 under no surface.
    sources : tuple of Source
        Every source that may govern.
    """

    elevation_m: Floats
    source: Integers
    sources: tuple[Source, ...]


def lowest_at(lonlat: Floats, placed: Sequence[PlacedSurfaces]) -> PointLevels:
    """Return the lowest surface over points, as ``surface_answer`` gives it for each of them.

    Parameters
    ----------
    lonlat : ndarray of float64, shape (n, 2)
        Degrees of WGS 84, longitude first.
    placed : sequence of PlacedSurfaces
        Surfaces to ask; where two are equally low, the one that comes first in ``Surface`` governs.
    """
    best = np.full(len(lonlat), np.inf)
    which = np.full(len(lonlat), -1, dtype=np.int64)
    rank = np.full(len(lonlat), len(_ORDER), dtype=np.int64)
    sources: dict[Source, int] = {}
    for item in placed:
        west, south, east, north = item.surfaces.bounds
        lon, lat = lonlat[:, 0], lonlat[:, 1]
        rows = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        if not len(rows):
            continue
        xy = item.surfaces.frame.forward(lonlat[rows])
        for surface, direction, index, elevation in lowest_in_frame(xy, item.surfaces):
            source = Source(surface, item.aerodrome.ident, item.runway.designator, direction)
            number = sources.setdefault(source, len(sources))
            at = rows[index]
            order = _ORDER[surface]
            lower = (elevation < best[at]) | ((elevation == best[at]) & (order < rank[at]))
            best[at[lower]], rank[at[lower]], which[at[lower]] = elevation[lower], order, number
    return PointLevels(np.where(which < 0, np.nan, best), which, tuple(sources))


def lowest_in_frame(xy: Floats, surfaces: RunwaySurfaces) -> list[tuple[Surface, str, Integers, Floats]]:
    """Return, surface by surface with the strictest first, which points lie under it and how high it is there.

    Parameters
    ----------
    xy : ndarray of float64, shape (n, 2)
        Points in the runway's frame.
    surfaces : RunwaySurfaces
        The surfaces of that runway.

    Returns
    -------
    list of (Surface, str, ndarray of int64, ndarray of float64)
        Surface, direction, numbers of the points, elevations over them.
    """
    found: list[tuple[Surface, str, Integers, Floats]] = []
    x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
    for piece in surfaces.pieces:
        low_x, low_y, high_x, high_y = piece.polygon.bounds
        near = np.flatnonzero((x >= low_x) & (x <= high_x) & (y >= low_y) & (y <= high_y))
        rows = near[shapely.intersects_xy(piece.polygon, x[near], y[near])]
        if len(rows):
            found.append((piece.surface, piece.direction, rows, piece.z0 + piece.zx * x[rows] + piece.zy * y[rows]))
    for around in surfaces.surroundings:
        distance = around.distance(xy)
        flat = np.flatnonzero(distance <= around.radius_m)
        cone = np.flatnonzero((distance >= around.radius_m) & (distance <= around.outer_m))
        found.append((Surface.INNER_HORIZONTAL, "", flat, np.full(len(flat), around.level_m)))
        rise = around.slope * (distance[cone] - around.radius_m)
        found.append((Surface.CONICAL, "", cone, around.level_m + rise))
    return sorted(found, key=lambda item: _ORDER[item[0]])
