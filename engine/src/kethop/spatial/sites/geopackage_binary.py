"""The binary geometry of GeoPackage (OGC 12-128, clause 2.1.3): a header and well-known binary."""

import struct
from collections.abc import Iterator

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.crs import Floats
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole

__all__ = ["has_height", "paths_of_blob"]

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_SIMPLE = {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}


def paths_of_blob(blob: object, *, srs_id: int, feature: int, source: str) -> Iterator[FiledPath]:
    """Yield the paths of one row's geometry.

    Parameters
    ----------
    blob : object
        Value of the geometry column.
    srs_id : int
        Reference system of the table; the blob must name the same.
    feature : int
        Row, from 1.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``site.geometry_missing``, ``site.geopackage_broken`` (``problem``), ``site.crs_conflict`` (``filed``, ``given``),
        ``site.geometry_type`` (``type``).
    """
    place = Place(source, path=f"row {feature}")
    if blob is None:
        raise SiteError("site.geometry_missing", place=place)
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:3] != b"GP\x00":
        raise SiteError("site.geopackage_broken", place=place, problem="not a GeoPackage geometry of version 1")
    flags = blob[3]
    size = _ENVELOPES.get(flags >> 1 & 7)
    if size is None or flags & 0b11100000:
        raise SiteError("site.geopackage_broken", place=place, problem="extended or undefined geometry header")
    (stated,) = struct.unpack("<i" if flags & 1 else ">i", blob[4:8])
    if stated != srs_id:
        raise SiteError("site.crs_conflict", place=place, filed=f"srs_id {stated}", given=f"srs_id {srs_id}")
    try:
        geometry = shapely.from_wkb(blob[8 + size :])
    except (shapely.errors.GEOSException, ValueError) as error:
        raise SiteError("site.geopackage_broken", place=place, problem=str(error)[:120]) from error
    if geometry.is_empty:
        raise SiteError("site.geometry_missing", place=place)
    if geometry.geom_type not in _SIMPLE:
        raise SiteError("site.geometry_type", place=place, type=geometry.geom_type)
    for index, part in enumerate(shapely.get_parts(geometry)):
        yield from _paths(part, feature, f"row {feature}, part {index + 1}")


def has_height(blob: object) -> bool:
    """Return whether a geometry that ``paths_of_blob`` accepts has heights (they are not read)."""
    if not isinstance(blob, bytes):
        return False
    start = 8 + _ENVELOPES[blob[3] >> 1 & 7]
    (kind,) = struct.unpack("<I" if blob[start] else ">I", blob[start + 1 : start + 5])
    return kind // 1000 in {1, 3} or bool(kind & 0x80000000)


def _paths(part: BaseGeometry, feature: int, name: str) -> Iterator[FiledPath]:
    if isinstance(part, Polygon):
        yield FiledPath(PathRole.OUTER, feature, _points(shapely.get_coordinates(part.exterior)[:-1]), name)
        for index, hole in enumerate(part.interiors):
            points = _points(shapely.get_coordinates(hole)[:-1])
            yield FiledPath(PathRole.HOLE, feature, points, f"{name}, hole {index + 1}")
    elif isinstance(part, LineString | Point):
        role = PathRole.POINT if isinstance(part, Point) else PathRole.LINE
        yield FiledPath(role, feature, _points(shapely.get_coordinates(part)), name)


def _points(coordinates: Floats) -> tuple[FiledPoint, ...]:
    return tuple(FiledPoint(str(i), repr(x), repr(y), x, y) for i, (x, y) in enumerate(coordinates.tolist(), start=1))
