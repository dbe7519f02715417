"""The VN-2000 grid that a printed map carries: the meridian of the filing, else the nearest one."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import ArrayLike
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import SUPPORTED_CRS, Floats, is_geographic, operation_to_wgs84

__all__ = ["MapGrid", "map_grid"]

_VN2000 = "EPSG:4756"
_THREE_DEGREES = 0.9999  # scale on the central meridian of the 3° zones; the 6° zones have 0.9996


@dataclass(frozen=True, slots=True)
class MapGrid:
    """A transverse Mercator grid of VN-2000.

    Parameters
    ----------
    code : str
        Such as ``EPSG:9208``.
    meridian : float
        Central meridian in degrees east.
    zone_width : int
        3 or 6 degrees.
    is_filed : bool
        Whether the site was filed in it; else it is the 3° grid whose meridian is nearest.
    """

    code: str
    meridian: float
    zone_width: int
    is_filed: bool

    def metres(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
        """Return east and north in metres of WGS 84 longitudes and latitudes in degrees, by EPSG:6960 backwards."""
        north_vn, east_vn = _datum_shift().transform(lat, lon, direction="INVERSE")
        east, north = _projection(self.code).transform(east_vn, north_vn)
        return np.asarray(east), np.asarray(north)

    def degrees(self, east: ArrayLike, north: ArrayLike) -> tuple[Floats, Floats]:
        """Return WGS 84 longitudes and latitudes in degrees of points of the grid."""
        east_vn, north_vn = _projection(self.code).transform(east, north, direction="INVERSE")
        lat, lon = _datum_shift().transform(north_vn, east_vn)
        return np.asarray(lon), np.asarray(lat)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS 84 geometry in metres of the grid, east before north."""
        return shapely.transform(geometry, lambda rows: np.column_stack(self.metres(rows[:, 0], rows[:, 1])))


def map_grid(filed_crs: str, longitude: float) -> MapGrid:
    """Return the grid of a site.

    Parameters
    ----------
    filed_crs : str
        CRS of the filing, one of ``SUPPORTED_CRS``.
    longitude : float
        Of the site, degrees of WGS 84.
    """
    grids = _grids()
    if filed_crs in grids:
        meridian, width = grids[filed_crs]
        return MapGrid(filed_crs, meridian, width, is_filed=True)
    code = min((code for code in grids if grids[code][1] == 3), key=lambda code: abs(grids[code][0] - longitude))
    return MapGrid(code, *grids[code], is_filed=False)


@lru_cache
def _grids() -> dict[str, tuple[float, int]]:
    """Return central meridian and zone width of each supported grid, as the EPSG register has them."""
    found = {}
    for code in SUPPORTED_CRS:
        if is_geographic(code):
            continue
        operation = CRS.from_user_input(code).coordinate_operation
        values = {item.name: item.value for item in operation.params} if operation else {}
        is_narrow = float(values["Scale factor at natural origin"]) == _THREE_DEGREES
        found[code] = (float(values["Longitude of natural origin"]), 3 if is_narrow else 6)
    return found


@lru_cache
def _datum_shift() -> Transformer:
    return Transformer.from_pipeline(operation_to_wgs84(_VN2000).code)


@lru_cache
def _projection(code: str) -> Transformer:
    return Transformer.from_crs(_VN2000, code, always_xy=True)
