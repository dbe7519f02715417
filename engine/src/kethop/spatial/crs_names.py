"""The names of the coordinate reference systems that are read."""

import re

__all__ = ["CRS84", "PROJECTED", "SUPPORTED_CRS", "VN2000", "WGS84", "canonical_crs", "is_geographic"]

WGS84 = "EPSG:4326"
CRS84 = "OGC:CRS84"
VN2000 = "EPSG:4756"
PROJECTED = tuple(f"EPSG:{code}" for code in (3405, 3406, 5896, 5897, 5898, 5899, *range(9205, 9219)))
_GEOGRAPHIC = (VN2000, WGS84, CRS84)

SUPPORTED_CRS = (*PROJECTED, *_GEOGRAPHIC)
"""VN-2000 in UTM and TM-3 zones, VN-2000 and WGS 84 in degrees."""

_NAME = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):(?:[0-9.]*:)?([0-9]+|CRS84)", re.IGNORECASE)


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
