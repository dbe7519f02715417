"""The building-restricted areas of radio aids as polygons for a map."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import acos, ceil, cos, pi, radians, tan

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD
from kethop.spatial.surfaces.radio_aids import RadioAid, aid_table

__all__ = ["AidArea", "DrawnArea", "radio_areas"]

_FEWEST = 16


class AidArea(StrEnum):
    """Parts of a building-restricted area."""

    CYLINDER = "cylinder"
    """Works of every height."""
    CONE = "cone"
    """Works above the cone, from the cylinder outwards."""
    WIND_TURBINES = "wind_turbines"
    """Wind turbines of every height."""


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """A part of an area; inside, a work must be assessed, which does not forbid it.

    Parameters
    ----------
    aid : RadioAid
        Whose area.
    area : AidArea
        Which part.
    geometry : BaseGeometry
        Longitude and latitude in degrees of WGS 84; with z, metres above mean sea level, where the foot of the aid is known:
        of the cone its own elevation, of what counts at every height the foot.
    low_m, high_m : float or None
        Between which elevations the cone rises here; None where every height counts, or where the foot is not known.
    """

    aid: RadioAid
    area: AidArea
    geometry: BaseGeometry
    low_m: float | None
    high_m: float | None


def radio_areas(aid: RadioAid, *, tolerance_m: float = 0.5) -> Iterator[DrawnArea]:
    """Yield the areas of an aid; what is drawn is never smaller than the area, and the drawn cone never higher.

    Parameters
    ----------
    aid : RadioAid
        The aid.
    tolerance_m : float
        How far a corner may lie outside the circle that it stands for, in metres, above 0.

    References
    ----------
    .. [1] Decree 222/2026/NĐ-CP, appendix IV (SR1-OCR); ``radio_aids.yaml`` beside this module.
    """
    row = aid_table().row(aid.kind)
    radius, reach = float(row.radius_m), float(row.reach_m)
    steps = _steps(reach, tolerance_m)
    inner, outer = _rim(aid, radius, steps), _rim(aid, reach, steps)
    yield _flat(aid, AidArea.CYLINDER, inner)
    if row.wind_m is not None:
        wind = float(row.wind_m)
        yield _flat(aid, AidArea.WIND_TURBINES, _rim(aid, wind, _steps(wind, tolerance_m)))
    if aid.foot_m is None:
        yield DrawnArea(aid, AidArea.CONE, Polygon(outer, [inner]), None, None)
        return
    slope = tan(radians(float(row.cone_degrees)))
    low, high = aid.foot_m + slope * radius, aid.foot_m + slope * reach
    for start in range(steps):
        pair = [start, start + 1]
        corners = [*_at(inner[pair], low), *_at(outer[pair][::-1], high)]
        yield DrawnArea(aid, AidArea.CONE, Polygon(corners), low, high)


def _flat(aid: RadioAid, area: AidArea, rim: Floats) -> DrawnArea:
    return DrawnArea(aid, area, Polygon(rim if aid.foot_m is None else _at(rim, aid.foot_m)), None, None)


def _steps(radius_m: float, tolerance_m: float) -> int:
    """Return how many sides a polygon around a circle needs so that no corner lies further outside than the tolerance."""
    return max(_FEWEST, ceil(pi / acos(radius_m / (radius_m + tolerance_m))))


def _rim(aid: RadioAid, radius_m: float, steps: int) -> Floats:
    """Return the closed polygon whose sides touch a geodesic circle, in degrees; shape (steps + 1, 2)."""
    turn = np.linspace(0.0, 360.0, steps + 1)
    count = len(turn)
    far = np.full(count, radius_m / cos(pi / steps))
    lon, lat, _ = GEOD.fwd(np.full(count, aid.lon), np.full(count, aid.lat), turn, far)
    # beyond the antimeridian degrees run on, so that the polygon stays in one piece
    rows = np.column_stack((aid.lon + (lon - aid.lon + 180.0) % 360.0 - 180.0, lat))
    rows[-1] = rows[0]
    return rows


def _at(rows: Floats, elevation_m: float) -> Floats:
    return np.column_stack((rows, np.full(len(rows), elevation_m)))
