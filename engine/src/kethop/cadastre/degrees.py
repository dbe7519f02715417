"""Between degrees of WGS 84 and a grid in metres, where there is one sure way."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from kethop.errors import LayerError, Place
from kethop.spatial.crs import Floats, from_wgs84, is_geographic, to_wgs84
from kethop.spatial.measures import STEP_DEGREES
from kethop.spatial.screening.metres import code_of, crs_text, same_crs

__all__ = ["DegreesWay", "in_grid", "way_of"]

_Pair = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class DegreesWay:
    """The way between WGS 84 and one grid.

    Parameters
    ----------
    into, out_of : callable
        Two arrays of longitudes and latitudes in degrees to eastings and northings in metres, and back.
    """

    into: Callable[[Floats, Floats], _Pair]
    out_of: Callable[[Floats, Floats], _Pair]

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees in the grid; a long straight edge in degrees gets vertices first, for it bends."""
        dense = shapely.segmentize(shapely.force_2d(geometry), STEP_DEGREES)
        return shapely.transform(dense, lambda xy: np.column_stack(self.into(xy[:, 0], xy[:, 1])))

    def degrees(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return geometries of the grid in degrees, longitude first."""
        flat = shapely.force_2d(geometries)
        moved = shapely.transform(flat, lambda xy: np.column_stack(self.out_of(xy[:, 0], xy[:, 1])))
        return np.asarray(moved, dtype=np.object_)


@lru_cache(maxsize=8)
def way_of(crs: str) -> DegreesWay | None:
    """Return the way between WGS 84 and a grid; None where there is none that is pinned.

    Parameters
    ----------
    crs : str
        PROJJSON of a projected CRS. VN-2000 takes the pinned way; a grid on WGS 84 itself needs no change of datum.
    """
    code = code_of(crs)
    if code is not None:
        return DegreesWay(lambda lon, lat: from_wgs84(code, lon, lat), lambda east, north: to_wgs84(code, east, north))
    grid, plain = CRS.from_user_input(crs), CRS.from_user_input("OGC:CRS84")
    base = grid.geodetic_crs
    if base is None or not base.equals(plain, ignore_axis_order=True):
        return None
    there = Transformer.from_crs(plain, grid, always_xy=True)
    back = Transformer.from_crs(grid, plain, always_xy=True)
    return DegreesWay(there.transform, back.transform)


def in_grid(geometries: NDArray[np.object_], stated: object, crs: str, *, source: str) -> NDArray[np.object_]:
    """Return a layer's geometries in the grid of the parcels.

    Parameters
    ----------
    geometries : ndarray of object, shape (n,)
    stated : object
        What the layer's file states of its CRS.
    crs : str
        PROJJSON of the parcels' grid.
    source : str
        File, for messages.

    Raises
    ------
    LayerError
        ``screening.other_crs``: another grid, or no pinned way.
    """
    if same_crs(crs_text(stated), crs):
        return geometries
    code, way = code_of(stated), way_of(crs)
    if code is None or not is_geographic(code) or way is None:
        raise LayerError("screening.other_crs", place=Place(source))

    def move(xy: Floats) -> Floats:
        return np.column_stack(way.into(*to_wgs84(code, xy[:, 0], xy[:, 1])))

    return np.asarray(shapely.transform(shapely.segmentize(geometries, STEP_DEGREES), move), dtype=np.object_)
