"""Only metres are screened: degrees have no area."""

import json
from functools import lru_cache

from pyproj import CRS
from pyproj.exceptions import CRSError

from kethop.errors import LayerError, Place
from kethop.spatial.crs import canonical_crs

__all__ = ["code_of", "crs_name", "crs_text", "metre_crs", "same_crs"]


def metre_crs(crs: object, *, source: str) -> str:
    """Return a projected CRS in metres as PROJJSON.

    Parameters
    ----------
    crs : object
        What GeoParquet states: PROJJSON, or None; text that PROJ knows, such as ``EPSG:9208``.
    source : str
        File, for messages.

    Raises
    ------
    LayerError
        ``screening.crs_missing``: none is stated; ``screening.crs_unknown`` (``crs``): it cannot be read;
        ``screening.not_metres`` (``crs``): degrees, or another unit than the metre.
    """
    text = crs_text(crs)
    if not text:
        raise LayerError("screening.crs_missing", place=Place(source))
    try:
        return _checked(text, source)
    except CRSError as error:
        raise LayerError("screening.crs_unknown", place=Place(source), crs=text[:80]) from error


def crs_text(crs: object) -> str:
    """Return what is stated of a CRS as text: PROJJSON, a code, or nothing."""
    return json.dumps(crs, sort_keys=True) if isinstance(crs, dict) else str(crs or "")


def crs_name(crs: object) -> str:
    """Return what a reader calls a CRS that GeoParquet states: its code; its name where it has none."""
    if not isinstance(crs, dict):
        return str(crs)
    identity = crs.get("id")
    return f"{identity.get('authority')}:{identity.get('code')}" if isinstance(identity, dict) else str(crs.get("name"))


def same_crs(one: str, other: str) -> bool:
    """Return whether two texts mean one CRS; one that nobody knows is no other."""
    try:
        return one == other or bool(CRS.from_user_input(one).equals(CRS.from_user_input(other)))
    except CRSError:
        return False


@lru_cache(maxsize=64)
def _checked(text: str, source: str) -> str:
    crs = CRS.from_user_input(text)
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info[:2]):
        raise LayerError("screening.not_metres", place=Place(source), crs=crs.name[:80])
    return crs.to_json()


def code_of(crs: object) -> str | None:
    """Return the code of a supported CRS from what GeoParquet states: PROJJSON as a value or as text, or a name."""
    stated = crs
    if isinstance(crs, str) and crs.startswith("{"):
        stated = json.loads(crs)
    if isinstance(stated, dict):
        identity = stated.get("id") or {}
        return canonical_crs(f"{identity.get('authority')}:{identity.get('code')}")
    return canonical_crs(str(stated))
