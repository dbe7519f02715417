"""The coordinate reference systems that are read, and the one pinned way from VN-2000 to WGS 84."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # pyproj lists no public names there

__all__ = [
    "CRS84",
    "SUPPORTED_CRS",
    "WGS84",
    "CrsOperation",
    "Floats",
    "area_of_use",
    "canonical_crs",
    "from_wgs84",
    "is_geographic",
    "operation_to_wgs84",
    "to_wgs84",
]

Floats = NDArray[np.float64]

WGS84 = "EPSG:4326"
CRS84 = "OGC:CRS84"
_VN2000 = "EPSG:4756"
_PROJECTED = tuple(f"EPSG:{code}" for code in (3405, 3406, 5896, 5897, 5898, 5899, *range(9205, 9219)))
_GEOGRAPHIC = (_VN2000, WGS84, CRS84)

SUPPORTED_CRS = (*_PROJECTED, *_GEOGRAPHIC)
"""VN-2000 in UTM and TM-3 zones, VN-2000 and WGS 84 in degrees."""

_NAME = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):(?:[0-9.]*:)?([0-9]+|CRS84)", re.IGNORECASE)

set_network_enabled(active=False)


@dataclass(frozen=True, slots=True)
class CrsOperation:
    """The coordinate operation that led from the filed CRS to WGS 84.

    Parameters
    ----------
    code : str
        ``EPSG:6960``, or ``identity`` when the numbers were WGS 84 already.
    name : str
        Name in the EPSG register.
    accuracy_m : float
        Accuracy that the register states, in metres; 0 for the identity.
    """

    code: str
    name: str
    accuracy_m: float


IDENTITY = CrsOperation("identity", "identity", 0.0)
PINNED = CrsOperation("EPSG:6960", "VN-2000 to WGS 84 (2)", 1.0)


def canonical_crs(name: str) -> str | None:
    """Return the code of a supported CRS as ``EPSG:5897`` or ``OGC:CRS84``; None when it is not one of them.

    Examples
    --------
    >>> canonical_crs("urn:ogc:def:crs:EPSG::5897")
    'EPSG:5897'
    >>> canonical_crs("EPSG:32648") is None
    True
    """
    match = _NAME.fullmatch(name.strip())
    code = f"{match[1]}:{match[2]}".upper() if match else ""
    return code if code in SUPPORTED_CRS else None


def is_geographic(code: str) -> bool:
    """Return whether the coordinates of a supported CRS are degrees."""
    return code in _GEOGRAPHIC


def operation_to_wgs84(code: str) -> CrsOperation:
    """Return the operation that leads from a supported CRS to WGS 84: EPSG:6960 for every VN-2000 CRS.

    References
    ----------
    .. [1] EPSG:6960 "VN-2000 to WGS 84 (2)", stated accuracy 1 m. EPSG:5194 gives another 0.7 m, so one is pinned.
    """
    return IDENTITY if code in {WGS84, CRS84} else PINNED


def area_of_use(code: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the CRS's area of use in the EPSG register, in degrees of WGS 84."""
    return _areas_of_use()[code]


def to_wgs84(code: str, east: ArrayLike, north: ArrayLike) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes in WGS 84.

    Parameters
    ----------
    code : str
        One of ``SUPPORTED_CRS``.
    east, north : array_like of float64, shape (n,)
        Easting and northing in metres, or longitude and latitude in degrees.

    Returns
    -------
    lon, lat : ndarray of float64, shape (n,)
        Degrees; infinite where the CRS does not reach.
    """
    x, y = np.asarray(east, dtype=np.float64), np.asarray(north, dtype=np.float64)
    if code in {WGS84, CRS84}:
        return x, y
    if code != _VN2000:
        x, y = _from_grid(code).transform(x, y)
    lat, lon = _datum_shift().transform(y, x)
    return np.asarray(lon), np.asarray(lat)


def from_wgs84(code: str, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Return eastings and northings, or longitudes and latitudes, in a supported CRS: the way of ``to_wgs84`` back.

    Parameters
    ----------
    code : str
        One of ``SUPPORTED_CRS``.
    lon, lat : array_like of float64, shape (n,)
        Degrees of WGS 84.
    """
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if code in {WGS84, CRS84}:
        return x, y
    lats, lons = _datum_shift().transform(y, x, direction="INVERSE")
    if code == _VN2000:
        return np.asarray(lons), np.asarray(lats)
    east, north = _from_grid(code).transform(lons, lats, direction="INVERSE")
    return np.asarray(east), np.asarray(north)


@lru_cache
def _datum_shift() -> Transformer:
    """EPSG:6960 itself: latitude and longitude of VN-2000 to latitude and longitude of WGS 84."""
    return Transformer.from_pipeline(PINNED.code)


@lru_cache(maxsize=len(_PROJECTED))
def _from_grid(code: str) -> Transformer:
    """Undo the map projection only; both sides are VN-2000, so no datum is involved."""
    return Transformer.from_crs(code, _VN2000, always_xy=True)


@lru_cache
def _areas_of_use() -> Mapping[str, tuple[float, float, float, float]]:
    areas = {CRS84: (-180.0, -90.0, 180.0, 90.0)}
    for code in (*_PROJECTED, _VN2000, WGS84):
        area = CRS.from_user_input(code).area_of_use
        if area is None:  # pragma: no cover - every code of the list has one in the register
            raise LookupError(code)
        areas[code] = area.bounds
    return MappingProxyType(areas)
