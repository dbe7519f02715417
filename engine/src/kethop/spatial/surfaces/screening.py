"""Many buildings against the surfaces: a floor for all of them, the exact answer for those whose top is above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.measures import dense
from kethop.spatial.surfaces.answer import SurfaceLevel, levels_over, lowest_level
from kethop.spatial.surfaces.bounds import discs_around, floor_over
from kethop.spatial.surfaces.within import PlacedSurfaces

__all__ = ["HeightHit", "HeightState", "screen_heights"]


class HeightState(StrEnum):
    """Why a building is listed."""

    ABOVE = "above"
    """Its top lies above the lowest surface."""
    TOP_NOT_KNOWN = "top_not_known"
    """It lies under a surface and has no height or no ground elevation."""
    GEOMETRY_NOT_USABLE = "geometry_not_usable"
    """Its outline is missing, empty or has a corner that is no place."""


@dataclass(frozen=True, slots=True)
class HeightHit:
    """A building that is listed.

    Parameters
    ----------
    index : int
        Its number in what was screened, from 0.
    state : HeightState
        Why it is listed.
    top_m : float or None
        Elevation of its top, metres above mean sea level.
    level : SurfaceLevel or None
        The lowest surface over it and where.
    """

    index: int
    state: HeightState
    top_m: float | None
    level: SurfaceLevel | None

    @property
    def above_m(self) -> float | None:
        """By how many metres the top is above the surface."""
        return None if self.top_m is None or self.level is None else self.top_m - self.level.elevation_m


def screen_heights(
    outlines: NDArray[np.object_], tops: Floats, placed: Sequence[PlacedSurfaces]
) -> Iterator[HeightHit]:
    """Yield the buildings above the lowest surface, and those that cannot be judged, in their order.

    Parameters
    ----------
    outlines : ndarray of BaseGeometry or None, shape (n,)
        Outlines in WGS 84, longitude first.
    tops : ndarray of float64, shape (n,)
        Elevations of the tops, metres above mean sea level; nan where not known.
    placed : sequence of PlacedSurfaces
        Surfaces; each building's lowest one is exact, as ``surface_answer`` gives it.
    """
    boxes = shapely.bounds(outlines)
    usable = np.asarray(np.all(np.isfinite(boxes), axis=1))
    discs = discs_around(np.where(usable[:, None], boxes, 0.0))
    floors = np.array([floor_over(discs, item.surfaces) for item in placed]).reshape(len(placed), len(outlines))
    reached = np.asarray(np.isfinite(floors) & (np.isnan(tops) | (floors < tops)) & usable)
    for index in np.flatnonzero(reached.any(axis=0) | ~usable).tolist():
        if not usable[index]:
            yield HeightHit(index, HeightState.GEOMETRY_NOT_USABLE, None, None)
            continue
        near = [placed[number] for number in np.flatnonzero(reached[:, index]).tolist()]
        hit = _judged(index, outlines[index], float(tops[index]), near)
        if hit:
            yield hit


def _judged(index: int, outline: BaseGeometry, top: float, near: Sequence[PlacedSurfaces]) -> HeightHit | None:
    """Return the hit of one building; surfaces whose floor is not below its top cannot govern and are not asked."""
    path = dense(outline)
    level = lowest_level([level for item in near for level in levels_over(path, item)])
    if level is None:
        return None
    if np.isnan(top):
        return HeightHit(index, HeightState.TOP_NOT_KNOWN, None, level)
    return HeightHit(index, HeightState.ABOVE, top, level) if top > level.elevation_m else None
