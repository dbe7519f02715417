"""Write a layer so that screening reads as little of it as it can."""

import json
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from kethop.errors import LayerError, Place
from kethop.spatial.crs import canonical_crs, from_wgs84, is_geographic, to_wgs84
from kethop.spatial.geo_header import AREAS_MARK, CORNERS
from kethop.spatial.layout.hilbert import hilbert_order
from kethop.spatial.layout.sources import Loaded, load_source
from kethop.spatial.measures import STEP_DEGREES
from kethop.spatial.screening.metres import code_of, crs_name, crs_text, metre_crs, same_crs

__all__ = ["ROW_GROUP", "Compression", "Prepared", "prepare_layer"]

ROW_GROUP = 32_768
"""Rows of a group: large enough that a read is a long one, small enough that two threads share a province."""

_PAGE_BYTES = 1 << 16
"""Bytes of a page, of which screening reads only those with a row it needs; smaller ones slow down other readers (ADR 0018)."""
_OWN = ("area_m2", "bbox", "geometry")
_BATCH_ROWS = 64  # after so many rows a writer looks whether a page is full


class Compression(StrEnum):
    """How outlines, envelopes and whole numbers are written; other columns are always zstd."""

    NONE = "none"
    """Quickest to read (docs/explanation/screening.md)."""
    LZ4 = "lz4"
    ZSTD = "zstd"
    """Smallest."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written.

    Parameters
    ----------
    rows : int
    crs : str
        Name of the CRS of the file.
    nowhere : int
        Rows without a geometry, with an empty one, or without finite coordinates: kept, without envelope and area.
    invalid : int
        Rows whose outline crosses itself: kept, with an envelope, without an area.
    size : int
        Bytes.
    """

    rows: int
    crs: str
    nowhere: int
    invalid: int
    size: int


def prepare_layer(
    source: Path,
    out: Path,
    *,
    crs: str | None = None,
    source_crs: str | None = None,
    compression: Compression = Compression.NONE,
) -> Prepared:
    """Write a layer as GeoParquet 1.1 along a Hilbert curve, with a column of envelopes and one of areas.

    Nothing is left out and nothing is repaired: a row that cannot be judged stays, and is counted.

    Parameters
    ----------
    source : Path
        See ``load_source``.
    out : Path
        Written whole or not at all.
    crs : str, optional
        CRS of the result, in metres; the one of the source when it is not given.
    source_crs : str, optional
        CRS of the source, where it does not say it.
    compression : Compression

    Raises
    ------
    LayerError
        ``screening.not_metres``, ``screening.crs_unknown`` (``crs``): no projected grid in metres, or no pinned way to it;
        ``screening.crs_missing``: neither the source nor ``source_crs`` says it; those of ``load_source``.
    """
    loaded = load_source(source, crs=source_crs)
    text = metre_crs(crs if crs is not None else loaded.crs, source=str(source))
    geometries = np.asarray(shapely.force_2d(_moved(loaded, text, crs, str(source))), dtype=np.object_)
    bounds = shapely.bounds(geometries)
    placed = np.isfinite(bounds).all(axis=1)
    valid = np.asarray(shapely.is_valid(geometries)) & placed
    order = hilbert_order(bounds)
    table = _table(loaded, geometries, bounds, valid, text).take(pa.array(order))
    _write(table, out, compression, loaded.attributes.column_names)
    return Prepared(
        len(table),
        CRS.from_user_input(text).name,
        int((~placed).sum()),
        int((placed & ~valid).sum()),
        out.stat().st_size,
    )


def _moved(loaded: Loaded, text: str, crs: str | None, source: str) -> NDArray[np.object_]:
    """Return the geometries in the wanted CRS, through the one pinned way by WGS 84."""
    if crs is None:
        return loaded.geometries
    if loaded.crs is None:
        raise LayerError("screening.crs_missing", place=Place(source))
    filed, wanted = code_of(loaded.crs), canonical_crs(crs)
    if same_crs(text, crs_text(loaded.crs)):
        return loaded.geometries
    if filed is None or wanted is None:
        raise LayerError(
            "screening.crs_unknown", place=Place(source), crs=(crs if filed else crs_name(loaded.crs))[:80]
        )

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(from_wgs84(wanted, *to_wgs84(filed, xy[:, 0], xy[:, 1])))

    # a straight line in degrees bends in a grid: long ones get vertices first
    straight = shapely.segmentize(loaded.geometries, STEP_DEGREES) if is_geographic(filed) else loaded.geometries
    return np.asarray(shapely.transform(straight, move), dtype=np.object_)


def _table(
    loaded: Loaded,
    geometries: NDArray[np.object_],
    bounds: NDArray[np.float64],
    valid: NDArray[np.bool_],
    text: str,
) -> pa.Table:
    """Return the columns of the layer, those of the source first."""
    placed = np.isfinite(bounds).all(axis=1)
    missing = pa.array(~placed)
    corners = [pa.array(bounds[:, at], mask=~placed) for at in range(4)]
    columns = {name: loaded.attributes[name] for name in loaded.attributes.column_names}
    columns["area_m2"] = pa.array(np.asarray(shapely.area(geometries)), mask=~valid)
    columns["bbox"] = pa.StructArray.from_arrays(corners, list(CORNERS), mask=missing)
    columns["geometry"] = pa.array(shapely.to_wkb(geometries), pa.binary())
    kinds = sorted({str(shape.geom_type) for shape in geometries[placed][_first_of_kinds(geometries[placed])]})
    column = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": json.loads(text),
        "edges": "planar",
        "bbox": [*bounds[placed][:, :2].min(axis=0), *bounds[placed][:, 2:].max(axis=0)] if placed.any() else None,
        "covering": {"bbox": {corner: ["bbox", corner] for corner in CORNERS}},
    }
    column = {name: value for name, value in column.items() if value is not None}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    own = pa.table(columns)
    schema = pa.schema([_tight(field, own[field.name]) for field in own.schema])
    return own.cast(schema).replace_schema_metadata({"geo": json.dumps(geo), AREAS_MARK: "area_m2"})


def _tight(field: pa.Field, column: pa.ChunkedArray) -> pa.Field:
    """Return a column that screening reads as one that holds nothing missing, where nothing is: its pages are then plain."""
    if not (field.name in _OWN or _is_number(field)) or column.null_count:
        return field
    if pa.types.is_struct(field.type):
        inner = [pa.field(corner, pa.float64(), nullable=False) for corner in CORNERS]
        return pa.field(field.name, pa.struct(inner), nullable=False)
    return pa.field(field.name, field.type, nullable=False)


def _is_number(field: pa.Field) -> bool:
    """Return whether a column may name parcels by whole numbers of eight bytes, which are read where they lie."""
    return bool(field.type == pa.int64())


def _first_of_kinds(geometries: NDArray[np.object_]) -> NDArray[np.intp]:
    """Return one feature of each type."""
    _, first = np.unique(shapely.get_type_id(geometries), return_index=True)
    return first


def _write(table: pa.Table, out: Path, compression: Compression, others: list[str]) -> None:
    own = {"geometry", *(f"bbox.{corner}" for corner in CORNERS), "area_m2"}
    leaves = [name for name in others if not pa.types.is_nested(table.schema.field(name).type)]
    numbers = [name for name in leaves if _is_number(table.schema.field(name))]
    by_column = dict.fromkeys(leaves, "zstd") | dict.fromkeys((*numbers, *own), compression.value)
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(
            table,
            part,
            row_group_size=ROW_GROUP,
            compression=by_column if len(leaves) == len(others) else compression.value,
            use_dictionary=[name for name in leaves if not pa.types.is_primitive(table.schema.field(name).type)],
            write_statistics=True,
            write_page_index=True,
            data_page_size=_PAGE_BYTES,
            write_batch_size=_BATCH_ROWS,
        )
        part.replace(out)
    except OSError as error:
        raise LayerError("output.not_written", place=Place(str(out)), problem=error.strerror) from error
    finally:
        with suppress(OSError):  # there may be no such folder
            part.unlink()
