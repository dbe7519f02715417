"""Which reader reads a request. Child process only: each reader's libraries are loaded when it is wanted, and no other's."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kethop.errors import KethopError, Place, SiteError
from kethop.spatial.intake import limits
from kethop.spatial.intake.answer import fault_answer, reading_answer
from kethop.spatial.intake.reading import FileReading
from kethop.spatial.intake.request import USUAL_ORDER, ReadingRequest, request_from_text
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import RING_FORMATS, TABLE_FORMATS, PathRole, SiteDraft, SiteFormat

__all__ = ["answer_of", "read_file"]

# ruff: noqa: PLC0415 - the reason is in the first line

_SOURCE = "site"
_SHOWN = 10


def answer_of(stream: BinaryIO, text: str, folder: Path, held: tuple[str, ...]) -> bytes:
    """Return the answer to a request about the file in ``stream``; a fault of the file is an answer too."""
    try:
        data = stream.read(limits.MAX_FILE_BYTES + 1)
        return reading_answer(read_file(data, request_from_text(text), folder=folder), held)
    except KethopError as fault:
        return fault_answer(fault, held)
    except MemoryError:
        limit = limits.MEMORY_BYTES
        return fault_answer(SiteError("intake.too_much_memory", limit=limit), held)


def read_file(data: bytes, request: ReadingRequest, *, folder: Path) -> FileReading:
    """Return the reading of a file or of an archive.

    Parameters
    ----------
    data : bytes
        The file.
    request : ReadingRequest
        Its format, and what the user said about it.
    folder : Path
        Private folder, for the readers that need files.

    Raises
    ------
    SiteError, DocumentError
        The file is not read; the codes are those of the readers. ``intake.layer_not_asked`` (``layer``): the format has no
        layers; ``intake.option_not_used`` (``option``). ``site.too_many_vertices``, ``site.too_many_parts`` (``count``, ``limit``).
    """
    if request.format in {SiteFormat.ARCHIVE, SiteFormat.KMZ}:
        reading = _read_archive(data, request, folder)
    else:
        reading = replace(_read_plain(data, request), format=request.format)
    _refuse_size(reading)
    _refuse_unused(reading, request)
    left = [layer.name for layer in reading.layers if not layer.is_read]
    if left:
        remark = note("intake.layers_ignored", names=", ".join(left[:_SHOWN]), count=len(left))
        reading = replace(reading, notes=(*reading.notes, remark))
    return reading


def _read_plain(data: bytes, request: ReadingRequest) -> FileReading:
    kind = request.format
    if kind is SiteFormat.KML:
        from kethop.spatial.intake.kml import read_kml

        return read_kml(data, request, source=_SOURCE)
    if kind is SiteFormat.DXF:
        from kethop.spatial.intake.dxf import read_dxf

        return read_dxf(data, request, source=_SOURCE)
    if kind is SiteFormat.GEOPACKAGE:
        from kethop.spatial.intake.geopackage import read_geopackage

        return read_geopackage(data, request, source=_SOURCE)
    if request.layer is not None and kind is not SiteFormat.XLSX:
        raise SiteError("intake.layer_not_asked", place=Place(_SOURCE), layer=request.layer[:80])
    if kind is SiteFormat.GEOPARQUET:
        from kethop.spatial.intake.geoparquet import read_geoparquet

        return read_geoparquet(data, request, source=_SOURCE)
    if kind is SiteFormat.GEOJSON:
        from kethop.spatial.sites.geojson import draft_from_geojson

        draft = draft_from_geojson(data, source=_SOURCE, crs=request.crs)
        return _of_draft(draft, "given" if request.crs else "stated" if draft.is_crs_stated else "format")
    return _read_table(data, request)


def _read_table(data: bytes, request: ReadingRequest) -> FileReading:
    from kethop.spatial.sites.header import ColumnOrder
    from kethop.spatial.sites.table_reading import corners_of_file, tables_of_file

    tables = tables_of_file(data, request.format, source=_SOURCE)
    if request.layer is not None:
        names = ", ".join(table.sheet for table in tables)
        tables = tuple(table for table in tables if table.sheet == request.layer)
        if not tables:
            place = Place(_SOURCE)
            raise SiteError("intake.layer_missing", place=place, layer=request.layer[:80], layers=names[:400])
    corners = corners_of_file(
        tables,
        request.format,
        source=_SOURCE,
        crs=request.crs,
        column_order=ColumnOrder(request.column_order),
    )
    origin, notes = "given" if request.crs else "missing", corners.notes
    if request.format is SiteFormat.XLSX:
        from kethop.spatial.intake.hidden_cells import hidden_notes

        notes = (*notes, *hidden_notes(data, sheets=tuple(table.sheet for table in tables), source=_SOURCE))
    return FileReading(request.crs, origin, corners.paths, notes, by_letters=corners.by_letters)


def _of_draft(draft: SiteDraft, origin: str) -> FileReading:
    return FileReading(draft.crs, origin, draft.paths, draft.notes)


def _read_archive(data: bytes, request: ReadingRequest, folder: Path) -> FileReading:
    from kethop.spatial.intake.container import choose_set, with_parts
    from kethop.spatial.intake.zip_walk import walk_zip

    files = walk_zip(data, source=_SOURCE)
    chosen = choose_set(files, request, source=_SOURCE)
    if request.format is SiteFormat.KMZ and chosen.kind != "kml":
        raise SiteError("intake.nothing_inside", place=Place(_SOURCE), names=", ".join(sorted(files))[:200])
    inner = replace(request, layer=None) if chosen.is_layer_used else request
    if chosen.kind in {"shp", "tab", "mif"}:
        if inner.layer is not None:
            raise SiteError("intake.layer_missing", place=Place(_SOURCE), layer=inner.layer[:80], layers=chosen.name)
        reading = _read_set(chosen.kind, chosen.name, chosen.parts, inner, folder)
    else:
        kind = {
            "kml": SiteFormat.KML,
            "dxf": SiteFormat.DXF,
            "gpkg": SiteFormat.GEOPACKAGE,
            "geojson": SiteFormat.GEOJSON,
        }[chosen.kind]
        reading = _read_plain(chosen.parts[chosen.kind], replace(inner, format=kind))
        reading = replace(reading, format=request.format if request.format is SiteFormat.KMZ else kind)
    reading = replace(reading, notes=(*reading.notes, *chosen.notes), layers=chosen.layers or reading.layers)
    return with_parts(reading, files)


def _read_set(kind: str, name: str, parts: Mapping[str, bytes], request: ReadingRequest, folder: Path) -> FileReading:
    if kind == "mif":
        from kethop.spatial.intake.mif import read_mif

        return read_mif(parts["mif"], parts.get("mid"), request, name=name, source=_SOURCE)
    from kethop.spatial.intake.through_gdal import read_shapefile, read_tab

    read = read_shapefile if kind == "shp" else read_tab
    return read(parts, request, name=name, source=_SOURCE, folder=folder)


def _refuse_unused(reading: FileReading, request: ReadingRequest) -> None:
    """Refuse what the user said of a file that it means nothing for; the readers of drawings look at the unit themselves."""
    unused = None
    if request.unit is not None and reading.format not in {SiteFormat.DXF, SiteFormat.MAPINFO_MIF}:
        unused = "--unit (site.unit)"
    elif request.column_order != USUAL_ORDER and reading.format not in TABLE_FORMATS:
        unused = "--column-order (site.column_order)"
    if unused:
        raise SiteError("intake.option_not_used", place=Place(_SOURCE), option=unused)


def _refuse_size(reading: FileReading) -> None:
    count = sum(len(path.points) for path in reading.paths)
    if count > limits.MAX_VERTICES:
        raise SiteError("site.too_many_vertices", place=Place(_SOURCE), count=count, limit=limits.MAX_VERTICES)
    rings = sum(path.role is PathRole.OUTER for path in reading.paths)
    limit = limits.MAX_TABLE_RINGS if reading.format in RING_FORMATS else limits.MAX_PARTS
    if len(reading.paths) > limits.MAX_PARTS or rings > limit:
        raise SiteError("site.too_many_parts", place=Place(_SOURCE), count=len(reading.paths), limit=limit)
