"""Read a site from GeoParquet (1.0 and 1.1, WKB). Child process only."""

import io
import json
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, canonical_crs
from kethop.spatial.intake import limits
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.settling import KnownCrs, of_code, of_user
from kethop.spatial.intake.well_known_text import crs_of_text
from kethop.spatial.intake.wkb import Geometry, WkbError, geometry_of_wkb
from kethop.spatial.notes import note

__all__ = ["read_geoparquet"]


def read_geoparquet(data: bytes, request: ReadingRequest, *, source: str) -> FileReading:
    """Return the geometries of the primary column.

    Raises
    ------
    SiteError
        ``intake.geoparquet_broken`` (``problem``), ``site.crs_unknown`` (``crs``), those of ``crs_of_text``,
        ``site.crs_conflict`` (``filed``, ``given``), ``site.too_many_features`` (``limit``), ``intake.rows_differ``
        (``stated``, ``found``, ``part``), ``site.no_features``, ``site.geometry_missing``, ``site.geometry_type``.
    """
    place = Place(source)
    try:
        file = pq.ParquetFile(io.BytesIO(data), memory_map=False)
        geo = json.loads((file.schema_arrow.metadata or {})[b"geo"])
        name = geo["primary_column"]
        column = geo["columns"][name]
        stated = file.metadata.num_rows
        _refuse_size(file, stated, place)
        values = file.read(columns=[name], use_threads=False)[name].to_pylist()
    except (pa.ArrowException, KeyError, ValueError, TypeError, OSError, RecursionError) as error:
        problem = "no geo metadata" if isinstance(error, KeyError) else "cut off or damaged"
        raise SiteError("intake.geoparquet_broken", place=place, problem=problem) from error
    if column.get("encoding") != "WKB" or column.get("edges", "planar") != "planar":
        raise SiteError("intake.geoparquet_broken", place=place, problem="encoding")
    crs = _crs(column, request, source)
    if len(values) != stated:
        raise SiteError("intake.rows_differ", place=place, stated=stated, found=len(values), part="parquet")
    if not values:
        raise SiteError("site.no_features", place=place)
    read = [_geometry(value, number, source) for number, value in enumerate(values, start=1)]
    notes = (note("site.height_dropped"),) if any(item.has_height for item in read) else ()
    kinds = ", ".join(sorted({item.kind for item in read}))
    paths = tuple(path for item in read for path in item.paths)
    return FileReading(crs.code, crs.origin, paths, (*crs.notes, *notes), (LayerSummary("", kinds, stated),))


def _refuse_size(file: pq.ParquetFile, rows: int, place: Place) -> None:
    if rows > limits.MAX_PARTS:
        raise SiteError("site.too_many_features", place=place, limit=limits.MAX_PARTS)
    groups = file.metadata.num_row_groups
    if sum(file.metadata.row_group(index).total_byte_size for index in range(groups)) > limits.MAX_INFLATED_BYTES:
        raise SiteError("intake.geoparquet_broken", place=place, problem="too large")


def _crs(column: dict[str, object], request: ReadingRequest, source: str) -> KnownCrs:
    """Return the CRS: absent means CRS84 by the standard, null means that it is not known, PROJJSON is checked."""
    stated = column.get("crs", CRS84)
    if stated is None:
        return of_user(request.crs)
    if isinstance(stated, dict) and set(stated) - {"id", "$schema"}:
        identity = stated.get("id")
        if isinstance(identity, dict):
            _known(f"{identity.get('authority')}:{identity.get('code')}", source)
        return crs_of_text(json.dumps(stated), given=request.crs, source=source)
    identity = stated.get("id") if isinstance(stated, dict) else None
    name = f"{identity.get('authority')}:{identity.get('code')}" if isinstance(identity, dict) else str(stated)
    known = of_code(_known(name, source), given=request.crs, source=source)
    return known if "crs" in column else replace(known, origin="format")


def _known(name: str, source: str) -> str:
    code = canonical_crs(name)
    if code is None:
        raise SiteError("site.crs_unknown", place=Place(source), crs=name[:80])
    return code


def _geometry(value: object, number: int, source: str) -> Geometry:
    place = Place(source, path=f"row {number}")
    if not isinstance(value, bytes):
        raise SiteError("site.geometry_missing", place=place)
    try:
        return geometry_of_wkb(value, feature=number)
    except WkbError as error:
        if error.problem == "empty":
            raise SiteError("site.geometry_missing", place=place) from error
        if error.problem == "type":
            raise SiteError("site.geometry_type", place=place, type=error.kind) from error
        raise SiteError("intake.geoparquet_broken", place=place, problem="cut off or damaged") from error
