"""Shapefile and MapInfo TAB: write the checked parts under names of our own, let GDAL read, compare what it gives."""

import codecs
import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from kethop.errors import Place, SiteError
from kethop.spatial.intake.gdal import DRIVERS, GdalLayer, read_layer
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.settling import KnownCrs, of_user
from kethop.spatial.intake.shapefile import count_shapefile
from kethop.spatial.intake.well_known_text import crs_of_text
from kethop.spatial.intake.wkb import Geometry, WkbError, geometry_of_wkb
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import PathRole, SiteFormat

__all__ = ["Parts", "read_shapefile", "read_tab", "settle_crs"]

Parts = Mapping[str, bytes]
"""Content by extension, in small letters and without the dot."""

_TAB_TYPE = re.compile(r"^\s*Type\s+NATIVE\b", re.IGNORECASE | re.MULTILINE)
_TAB_STRANGE = re.compile(
    r'^\s*(File|Open|Raster|Create|begin_metadata.*Seamless|"\\IsSeamless")\b', re.IGNORECASE | re.MULTILINE
)


def read_shapefile(parts: Parts, request: ReadingRequest, *, name: str, source: str, folder: Path) -> FileReading:
    """Return the reading of a Shapefile.

    Parameters
    ----------
    parts : Mapping
        ``shp``, ``shx``, ``dbf``, and ``prj`` where there is one.
    request : ReadingRequest
        Its CRS is needed where there is no ``.prj``, and must agree where there is one.
    name : str
        Name of the layer.
    source : str
        File name, for messages.
    folder : Path
        Private folder.

    Raises
    ------
    SiteError
        ``intake.part_missing`` (``part``), those of ``count_shapefile``, ``read_layer``, ``crs_of_text`` and ``settle_crs``.
    """
    _require(parts, ("shp", "shx", "dbf"), source)
    count = count_shapefile(parts["shp"], parts["shx"], parts["dbf"], source=source)
    prj = _text(parts.get("prj", b""))
    crs = settle_crs(prj, request, source=source)
    # The table and the .prj stay out of GDAL's sight: no field is decoded, no name can break, nothing is translated.
    layer = _through_gdal({kind: parts[kind] for kind in ("shp", "shx")}, "shp", folder, source)
    read = _compared(layer, count.records, count.vertices, source)
    return _reading(read, crs, name, SiteFormat.SHAPEFILE)


def read_tab(parts: Parts, request: ReadingRequest, *, name: str, source: str, folder: Path) -> FileReading:
    """Return the reading of a MapInfo table (``.tab``, ``.dat``, ``.map``, ``.id``); see ``read_shapefile``.

    Raises
    ------
    SiteError
        As for ``read_shapefile``; ``intake.tab_not_native``: the table points to another file.
    """
    _require(parts, ("tab", "dat", "map", "id"), source)
    header = _text(parts["tab"])
    if not _TAB_TYPE.search(header) or _TAB_STRANGE.search(header):
        raise SiteError("intake.tab_not_native", place=Place(source))
    if len(parts["dat"]) < 12:
        raise SiteError("intake.gdal_refused", place=Place(source), problem=".dat")
    (stated,) = struct.unpack("<I", parts["dat"][4:8])
    if len(parts["id"]) != 4 * stated:
        found = len(parts["id"]) // 4
        raise SiteError("intake.rows_differ", place=Place(source), stated=stated, found=found, part="id")
    layer = _through_gdal({kind: parts[kind] for kind in ("tab", "dat", "map", "id")}, "tab", folder, source)
    crs = settle_crs(layer.crs or "", request, source=source)
    return _reading(_compared(layer, stated, None, source), crs, name, SiteFormat.MAPINFO_TAB)


def settle_crs(text: str, request: ReadingRequest, *, source: str) -> KnownCrs:
    """Return the CRS from what the file says and what the user gave.

    Raises
    ------
    SiteError
        Those of ``crs_of_text``.
    """
    if text.strip():
        return crs_of_text(text, given=request.crs, source=source)
    return of_user(request.crs)


def _require(parts: Parts, wanted: tuple[str, ...], source: str) -> None:
    for part in wanted:
        if part not in parts:
            raise SiteError("intake.part_missing", place=Place(source), part=f".{part}")


def _text(data: bytes) -> str:
    """Decode a small text file: UTF-16 where its first bytes say so, as the editor of Windows writes it."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data[:100_000].decode("utf-16" if is_wide else "utf-8-sig", errors="replace")


def _through_gdal(parts: Parts, main: str, folder: Path, source: str) -> GdalLayer:
    for extension, content in parts.items():
        (folder / f"layer.{extension}").write_bytes(content)
    return read_layer(str(folder / f"layer.{main}"), driver=DRIVERS[main], source=source)


def _compared(layer: GdalLayer, stated: int, vertices: int | None, source: str) -> list[Geometry]:
    """Return the geometries when GDAL gave as many features, and as many points, as the file has."""
    place = Place(source)
    if len(layer.geometries) != stated:
        found = len(layer.geometries)
        raise SiteError("intake.rows_differ", place=place, stated=stated, found=found, part="GDAL")
    read = [_geometry(data, number, source) for number, data in enumerate(layer.geometries, start=1)]
    if vertices is not None and sum(map(_vertices, read)) != vertices:
        raise SiteError("intake.vertices_differ", place=place, stated=vertices, found=sum(map(_vertices, read)))
    return read


def _reading(read: Sequence[Geometry], crs: KnownCrs, name: str, file_format: SiteFormat) -> FileReading:
    notes = [*crs.notes]
    if any(item.has_height for item in read):
        notes.append(note("site.height_dropped"))
    kinds = ", ".join(sorted({item.kind for item in read}))
    paths = tuple(path for item in read for path in item.paths)
    summary = LayerSummary(name, kinds, len(read))
    return FileReading(crs.code, crs.origin, paths, tuple(notes), (summary,), format=file_format)


def _geometry(data: bytes | None, number: int, source: str) -> Geometry:
    place = Place(source, path=f"record {number}")
    if data is None:
        raise SiteError("site.geometry_missing", place=place)
    try:
        return geometry_of_wkb(data, feature=number)
    except WkbError as error:
        if error.problem == "empty":
            raise SiteError("site.geometry_missing", place=place) from error
        if error.problem == "type":
            raise SiteError("site.geometry_type", place=place, type=error.kind) from error
        raise SiteError("intake.gdal_refused", place=place, problem=error.problem) from error


def _vertices(geometry: Geometry) -> int:
    """Points as a Shapefile counts them: the closing point of a ring is one of its own."""
    return sum(len(path.points) + (path.role in {PathRole.OUTER, PathRole.HOLE}) for path in geometry.paths)
