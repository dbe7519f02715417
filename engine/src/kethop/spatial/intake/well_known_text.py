"""Which supported CRS a well-known text means, told by its parameters.

Offices' files of VN-2000 rarely carry an EPSG code. What counts is the datum, the ellipsoid, the projection and its five
numbers; a name alone proves nothing. A text that cannot be told is refused with what was read, never guessed.
"""

import re
from collections.abc import Sequence

from pyproj import CRS
from pyproj.exceptions import CRSError

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, VN2000, WGS84, canonical_crs
from kethop.spatial.intake.grids import code_of_grid, grid_of_crs, is_pinned_shift
from kethop.spatial.intake.settling import FileWords, KnownCrs, settled, shift_text

__all__ = ["crs_of_text"]

_AXIS, _INVERSE_FLATTENING = 6378137.0, 298.257223563
_VN2000_NAMES = {"vn2000", "vietnam2000"}
_WGS84_NAMES = {"wgs84", "wgs1984", "worldgeodeticsystem1984", "worldgeodeticsystem1984ensemble"}


def crs_of_text(text: str, *, given: str | None, source: str, stated: str | None = None) -> KnownCrs:
    """Return the CRS that a definition means: well-known text (of 2001, of ESRI, of 2018) or PROJJSON.

    Parameters
    ----------
    text : str
        Content of a ``.prj``, of a GeoPackage or GeoParquet, or what GDAL read from a TAB.
    given : str or None
        Code that the user gave.
    source : str
        File name, for messages.
    stated : str or None
        Code that the file writes beside the definition; it must agree, as must a code inside the definition.

    Raises
    ------
    SiteError
        ``intake.crs_unidentified`` (``read``: name, datum and numbers that were read), those of ``settled``.
    """
    try:
        crs = CRS.from_json(text) if text.startswith("{") else CRS.from_wkt(text[:10_000])
    except CRSError as error:
        raise SiteError("intake.crs_unidentified", place=Place(source), read=_short(text)) from error
    shift: tuple[float, ...] = ()
    if crs.is_bound and crs.source_crs is not None:
        shift = tuple(crs.coordinate_operation.towgs84) if crs.coordinate_operation else ()
        crs = crs.source_crs
    code, grid = _code(crs, shift), grid_of_crs(crs)
    likely = code_of_grid(grid) if code is None and grid and _has_right_ellipsoid(crs) else None
    said = _said(crs, stated)
    is_axes_only = code == WGS84 and said == {CRS84}  # the same numbers; longitude is first in both as filed
    if any(name != code for name in said) and not is_axes_only:
        code = None  # the code says one thing and the numbers another
    described = "; ".join([*sorted(str(name) for name in said if name), _described(crs, shift)])
    words = FileWords(CRS84 if code and is_axes_only else code, likely, described, shift, bool(said))
    return settled(words, given=given, source=source)


def _said(crs: CRS, stated: str | None) -> set[str | None]:
    """Return the codes that a file writes beside the numbers; None for one that is not supported."""
    said: set[str | None] = {stated} if stated else set()
    identity = crs.to_json_dict().get("id")
    if isinstance(identity, dict):
        said.add(canonical_crs(f"{identity.get('authority')}:{identity.get('code')}"))
    if named := canonical_crs(crs.name):
        said.add(named)
    return said


def _has_right_ellipsoid(crs: CRS) -> bool:
    base = crs.geodetic_crs
    if base is None or base.ellipsoid is None or len(crs.axis_info) != 2:
        return False
    ellipsoid = base.ellipsoid
    is_greenwich = base.prime_meridian is not None and not base.prime_meridian.longitude
    same_size = abs(ellipsoid.semi_major_metre - _AXIS) < 1e-3
    return is_greenwich and same_size and abs(ellipsoid.inverse_flattening - _INVERSE_FLATTENING) < 1e-8


def _code(crs: CRS, shift: Sequence[float]) -> str | None:
    if not _has_right_ellipsoid(crs):
        return None
    datum = crs.geodetic_crs.datum if crs.geodetic_crs else None
    name = _plain(datum.name if datum else "")
    is_vn2000 = name in _VN2000_NAMES or (name not in _WGS84_NAMES and is_pinned_shift(shift))
    if crs.is_geographic:
        has_degrees = all(axis.unit_name.lower() == "degree" for axis in crs.axis_info)
        wanted = VN2000 if is_vn2000 else WGS84 if name in _WGS84_NAMES else None
        return wanted if has_degrees else None
    grid = grid_of_crs(crs)
    return code_of_grid(grid) if grid and is_vn2000 else None


def _plain(name: str) -> str:
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    return letters.removeprefix("d") if letters.startswith(("dvn", "dvi", "dwgs")) else letters


def _described(crs: CRS, shift: Sequence[float]) -> str:
    """Say what was read: the name, the datum, the projection's numbers and the shift."""
    datum = crs.geodetic_crs.datum.name if crs.geodetic_crs and crs.geodetic_crs.datum else "-"
    parts = [_short(crs.name), f"datum {_short(datum)}"]
    if grid := grid_of_crs(crs):
        parts.append(f"{grid.longitude:.15g}°, k {grid.scale:.15g}, {grid.east:.15g} m")
    elif crs.coordinate_operation is not None:
        parts.append(_short(crs.coordinate_operation.method_name))
    if shift:
        parts.append(f"TOWGS84 {shift_text(shift)}")
    return "; ".join(parts)


def _short(text: str) -> str:
    return " ".join(text.split())[:80]
