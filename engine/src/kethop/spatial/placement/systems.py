"""The systems that filed numbers are tried in, and all of them at once for a few points."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from pyproj import Transformer

from kethop.spatial.crs import WGS84, Floats, to_wgs84

__all__ = ["SYSTEMS", "TrialSystem", "system_of", "trial_positions"]

_VN2000 = "EPSG:4756"


@dataclass(frozen=True, slots=True)
class TrialSystem:
    """One coordinate system.

    Parameters
    ----------
    crs : str
        Canonical code.
    zone : int
        Width of its zone in degrees, 3 or 6; 0 for degrees of latitude and longitude.
    meridian : float or None
        Central meridian in degrees east; None for degrees.
    """

    crs: str
    zone: int
    meridian: float | None


# EPSG register v11; a test compares each with the register that pyproj carries
_MERIDIANS_3 = {
    "EPSG:5896": 102.0,
    "EPSG:9205": 103.0,
    "EPSG:9206": 104.0,
    "EPSG:9207": 104.5,
    "EPSG:9208": 104.75,
    "EPSG:5897": 105.0,
    "EPSG:9209": 105.5,
    "EPSG:9210": 105.75,
    "EPSG:9211": 106.0,
    "EPSG:9212": 106.25,
    "EPSG:9213": 106.5,
    "EPSG:9214": 107.0,
    "EPSG:9215": 107.25,
    "EPSG:9216": 107.5,
    "EPSG:5899": 107.75,
    "EPSG:5898": 108.0,
    "EPSG:9217": 108.25,
    "EPSG:9218": 108.5,
}
_MERIDIANS_6 = {"EPSG:3405": 105.0, "EPSG:3406": 111.0}

SYSTEMS: tuple[TrialSystem, ...] = (
    *(TrialSystem(crs, 3, meridian) for crs, meridian in _MERIDIANS_3.items()),
    *(TrialSystem(crs, 6, meridian) for crs, meridian in _MERIDIANS_6.items()),
    TrialSystem(_VN2000, 0, None),
    TrialSystem(WGS84, 0, None),
)
"""Every system of VN-2000 with a central meridian from west to east, then degrees in VN-2000 and in WGS 84."""

_BY_CRS: Mapping[str, TrialSystem] = MappingProxyType({system.crs: system for system in SYSTEMS})


def system_of(crs: str) -> TrialSystem:
    """Return the system of a canonical code; CRS84 is WGS 84."""
    return _BY_CRS.get(crs, _BY_CRS[WGS84])


def trial_positions(east: Floats, north: Floats) -> Floats:
    """Return where a few points would lie in every system.

    All systems of one width share their projection but for the central meridian, so that each projection is undone once.

    Parameters
    ----------
    east, north : ndarray of float64, shape (n,)
        Filed numbers.

    Returns
    -------
    ndarray of float64, shape (s, n, 2)
        Longitude and latitude in WGS 84 for each system in the order of ``SYSTEMS``; infinite where it does not reach.
    """
    count = len(east)
    positions = np.empty((len(SYSTEMS), count, 2))
    offsets = {width: _offsets(width, east, north) for width in (3, 6)}
    for index, system in enumerate(SYSTEMS):
        lon, lat = (east, north) if system.meridian is None else offsets[system.zone]
        positions[index, :, 0] = lon + (system.meridian or 0.0)
        positions[index, :, 1] = lat
    vietnam = positions[:-1].reshape(-1, 2)
    reach = np.isfinite(vietnam).all(axis=1) & (np.abs(vietnam[:, 0]) <= 360.0) & (np.abs(vietnam[:, 1]) <= 90.0)
    shifted = np.full_like(vietnam, np.inf)
    shifted[reach] = np.column_stack(to_wgs84(_VN2000, vietnam[reach, 0], vietnam[reach, 1]))
    positions[:-1] = shifted.reshape(-1, count, 2)
    return positions


def _offsets(width: int, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return degrees east of the central meridian, and latitudes, on the ellipsoid of VN-2000."""
    lon, lat = _inverse(width).transform(east, north)
    return np.asarray(lon), np.asarray(lat)


@lru_cache
def _inverse(width: int) -> Transformer:
    scale = "0.9999" if width == 3 else "0.9996"
    return Transformer.from_pipeline(
        f"+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=0 +k={scale} +x_0=500000 +y_0=0 +ellps=WGS84 "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
