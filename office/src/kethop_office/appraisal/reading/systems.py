"""Which coordinate system the words of a cell name: a code, the name that the office offers, or a central meridian."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kethop_office.common.folding import fold, tokens

__all__ = ["System", "read_system"]

_CODE = re.compile(r"(?:epsg[\s:]*|urn:ogc:def:crs:epsg:[0-9.]*:)?([0-9]{4})")
_MERIDIAN = re.compile(
    r"\b(10[2-9]|11[01])\s*(?:°|º|do|deg)?\s*[-:]?\s*(?:([0-9]{2})\s*(?:'|’|′|phut|min)?)?(?![0-9.,])"
)
_ZONE = re.compile(r"\b(?:mui|zone|tm-?)\s*(?:chieu\s*)?([36])\b|\b([36])\s*(?:°|º|do)?\s*zone\b")
_WGS84 = frozenset({"wgs84", "wgs 84"})
_OF_VN2000 = frozenset(
    {"vn2000", "vn", "he", "toa", "do", "quoc", "gia", "ktt", "kinh", "tuyen", "truc", "mui", "chieu", "tm"}
    | {"phut", "deg", "min", "zone", "central", "meridian"}
)
"""Words that may stand beside a meridian of VN-2000; with any other, such as HN-72 or UTM, it may be of another system."""


@dataclass(frozen=True, slots=True)
class System:
    """A coordinate system that is read.

    Parameters
    ----------
    crs : str
        Such as ``EPSG:9209``.
    zone : int
        Width of its zone in degrees, 3 or 6; 0 for one in degrees.
    meridian : float or None
        Central meridian; None for one in degrees.
    names : mapping
        Its name by language.
    """

    crs: str
    zone: int
    meridian: float | None
    names: Mapping[str, str]


def read_system(text: str, systems: Sequence[System]) -> str:
    """Return the code of the one system that a text names; empty where it names none, or more than one.

    Parameters
    ----------
    text : str
        Such as ``EPSG:9209``, ``VN-2000, kinh tuyến trục 105°30′, múi 3°``, or a name in both languages.
    systems : sequence of System
        Those that are read.
    """
    plain = fold(text)
    code = _CODE.fullmatch(plain)
    if code is not None:
        return next((item.crs for item in systems if item.crs == f"EPSG:{code[1]}"), "")
    named = {crs for half in text.split(" / ") for crs in [_named(half, systems)] if crs}
    if named:
        return named.pop() if len(named) == 1 else ""
    if plain in _WGS84:
        return next((item.crs for item in systems if item.crs == "EPSG:4326"), "")
    return _by_meridian(plain, systems)


def _named(text: str, systems: Sequence[System]) -> str:
    words = tokens(text)
    return next((item.crs for item in systems if words in [tokens(name) for name in item.names.values()]), "")


def _by_meridian(plain: str, systems: Sequence[System]) -> str:
    """Return the system of VN-2000 with the meridian, and the zone where one is named."""
    if any(word not in _OF_VN2000 and not word.isdigit() for word in tokens(plain)):
        return ""
    meridians = list(_MERIDIAN.finditer(plain))
    zones = {int(found[1] or found[2]) for found in _ZONE.finditer(plain)}
    if len(meridians) != 1 or len(zones) > 1:
        return ""
    degrees = int(meridians[0][1]) + int(meridians[0][2] or 0) / 60
    fitting = {item.crs for item in systems if item.meridian == degrees and (not zones or item.zone in zones)}
    return fitting.pop() if len(fitting) == 1 else ""
