"""Read one Shapefile: its parts are checked and counted here, its shapes are read by GDAL, and both must agree."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kethop.errors import Place, SiteError
from kethop.spatial.intake.reading import LayerSummary

__all__ = ["ShapefileCount", "count_shapefile", "summary_of_header"]

_TYPES: Mapping[int, str] = {
    0: "Null",
    1: "Point",
    3: "PolyLine",
    5: "Polygon",
    8: "MultiPoint",
    11: "PointZ",
    13: "PolyLineZ",
    15: "PolygonZ",
    18: "MultiPointZ",
    21: "PointM",
    23: "PolyLineM",
    25: "PolygonM",
    28: "MultiPointM",
}
_HEADER = 100
_POINTS = {1, 11, 21}
_MULTI_POINTS = {8, 18, 28}


@dataclass(frozen=True, slots=True)
class ShapefileCount:
    """What the parts of a Shapefile state, counted without GDAL.

    Parameters
    ----------
    records, vertices : int
        Shapes and points in the ``.shp``.
    """

    records: int
    vertices: int


def count_shapefile(shp: bytes, shx: bytes, dbf: bytes, *, source: str) -> ShapefileCount:
    """Return the counts of a Shapefile whose three parts agree.

    Raises
    ------
    SiteError
        ``intake.shapefile_broken`` (``part``, ``problem``), ``site.geometry_missing`` (at ``record n``),
        ``site.geometry_type`` (``type``), ``intake.rows_differ`` (``stated``, ``found``, ``part``),
        ``intake.rows_deleted`` (``count``).
    """
    try:
        offsets, vertices = _records(shp, source)
        _compare_index(shx, offsets, source)
        _compare_table(dbf, len(offsets), source)
    except (struct.error, IndexError) as error:
        raise _broken("shp", "cut off or damaged", source) from error
    if not offsets:
        raise SiteError("site.no_features", place=Place(source))
    return ShapefileCount(len(offsets), vertices)


def summary_of_header(name: str, shp: bytes, shx: bytes) -> LayerSummary:
    """Return a layer as the headers of its parts describe it; nothing in it is checked."""
    if len(shp) < _HEADER or len(shx) < _HEADER:
        return LayerSummary(name, "-", 0, None, is_read=False)
    kind, *box = struct.unpack("<i4d", shp[32:68])
    finite = all(abs(number) < 1e12 for number in box)
    extent = (box[0], box[1], box[2], box[3]) if finite else None
    return LayerSummary(name, _TYPES.get(kind, str(kind)), (len(shx) - _HEADER) // 8, extent, is_read=False)


def _broken(part: str, problem: str, source: str) -> SiteError:
    return SiteError("intake.shapefile_broken", place=Place(source), part=part, problem=problem)


def _header(data: bytes, part: str, source: str) -> int:
    """Return the shape type of a header whose length is that of the file."""
    code, *_, words = struct.unpack(">7i", data[:28])
    version, kind = struct.unpack("<2i", data[28:36])
    if code != 9994 or version != 1000:
        raise _broken(part, "not a Shapefile", source)
    if words * 2 != len(data):
        raise _broken(part, "stated length differs", source)
    if kind not in _TYPES:
        raise SiteError("site.geometry_type", place=Place(source), type=f"type {kind}")
    return int(kind)


def _records(shp: bytes, source: str) -> tuple[list[tuple[int, int]], int]:
    """Return offset and length of each record, in 16-bit words, and the number of points in all of them."""
    wanted = _header(shp, "shp", source)
    offsets: list[tuple[int, int]] = []
    position, vertices = _HEADER, 0
    while position < len(shp):
        number, words = struct.unpack(">2i", shp[position : position + 8])
        (kind,) = struct.unpack("<i", shp[position + 8 : position + 12])
        if number != len(offsets) + 1 or words < 2 or position + 8 + words * 2 > len(shp):
            raise _broken("shp", "records out of order or cut off", source)
        if kind == 0:
            raise SiteError("site.geometry_missing", place=Place(source, path=f"record {number}"))
        if kind != wanted:
            raise _broken("shp", "shapes of several types", source)
        count = _vertices(shp[position + 8 : position + 8 + words * 2], kind)
        if count is None:
            raise _broken("shp", "points beyond the record", source)
        vertices += count
        offsets.append((position // 2, words))
        position += 8 + words * 2
    return offsets, vertices


def _vertices(content: bytes, kind: int) -> int | None:
    """Return the number of points of a record; None when they, or the starts of its rings, do not fit into it."""
    if kind in _POINTS:
        return 1 if len(content) >= 20 else None
    if kind in _MULTI_POINTS:
        (count,) = struct.unpack("<i", content[36:40])
        return int(count) if count >= 1 and 40 + count * 16 <= len(content) else None
    rings, count = struct.unpack("<2i", content[36:44])
    if rings < 1 or count < 1 or 44 + rings * 4 + count * 16 > len(content):
        return None
    starts = struct.unpack(f"<{rings}i", content[44 : 44 + rings * 4])
    follow = all(one < other for one, other in pairwise((*starts, count)))
    return int(count) if starts[0] == 0 and follow else None


def _compare_index(shx: bytes, offsets: list[tuple[int, int]], source: str) -> None:
    _header(shx, "shx", source)
    if (len(shx) - _HEADER) % 8 or (len(shx) - _HEADER) // 8 != len(offsets):
        stated = (len(shx) - _HEADER) // 8
        raise SiteError("intake.rows_differ", place=Place(source), stated=stated, found=len(offsets), part="shx")
    numbers = struct.unpack(f">{len(offsets) * 2}i", shx[_HEADER:])
    if list(zip(numbers[::2], numbers[1::2], strict=True)) != offsets:
        raise _broken("shx", "index points elsewhere", source)


def _compare_table(dbf: bytes, found: int, source: str) -> None:
    count, header, row = struct.unpack("<IHH", dbf[4:12])
    if count != found:
        raise SiteError("intake.rows_differ", place=Place(source), stated=count, found=found, part="dbf")
    if row < 1 or header + count * row > len(dbf):
        raise _broken("dbf", "cut off or damaged", source)
    deleted = sum(dbf[header + index * row] == 0x2A for index in range(count))
    if deleted:
        raise SiteError("intake.rows_deleted", place=Place(source), count=deleted)
