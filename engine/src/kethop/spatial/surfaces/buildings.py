"""Buildings with heights from a GeoParquet file, batch by batch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from kethop.errors import LayerError, Place
from kethop.spatial.crs import CRS84, Floats
from kethop.spatial.file_faults import some_columns

__all__ = ["BuildingColumns", "BuildingFile", "Buildings", "check_columns"]

BATCH = 32_768
GROUND_M = (-500.0, 9000.0)  # ground on Earth lies between these; a number outside is a code for no data


@dataclass(frozen=True, slots=True)
class BuildingColumns:
    """Names of columns: heights above ground in metres; identifiers and ground elevations where there are such."""

    height: str
    ident: str | None = None
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class Buildings:
    """Some buildings.

    Parameters
    ----------
    first : int
        Number of the first of them in the file, from 0.
    idents : tuple of str
        Identifiers, or the numbers of the rows in the file, from 1.
    outlines : ndarray of BaseGeometry or None, shape (n,)
        In WGS 84, longitude first.
    heights_m, grounds_m : ndarray of float64, shape (n,)
        Height above ground, and ground elevation above mean sea level; nan where not known.
    no_elevation : int
        How many of them have a number that cannot be (a height below 0, a ground elevation outside -500…9,000 m, infinity)
        and is not known therefore.
    """

    first: int
    idents: tuple[str, ...]
    outlines: NDArray[np.object_]
    heights_m: Floats
    grounds_m: Floats
    no_elevation: int = 0


class BuildingFile:
    """A GeoParquet file of buildings.

    Parameters
    ----------
    path : Path
        The file.
    columns : BuildingColumns
        Names of its columns.
    crs : str or None
        Coordinate reference system, where the file carries none; refused where it carries another.

    Raises
    ------
    LayerError
        ``heights.unreadable`` (``problem``), ``heights.crs_unknown``, ``heights.crs_conflict`` (``given``, ``carried``), those of
        ``check_columns``; from ``batches`` ``heights.outside_earth`` (``lon``, ``lat``), with the row from 1.
    """

    def __init__(self, path: Path, columns: BuildingColumns, *, crs: str | None = None) -> None:
        self.path, self.columns = path, columns
        try:
            self._file = pq.ParquetFile(path)
            about = json.loads((self._file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
            self._geometry = str(about.get("primary_column", "geometry"))
            column = about.get("columns", {}).get(self._geometry, {})
        except (OSError, ValueError, AttributeError) as error:  # pyarrow's own errors are one or the other
            raise self._unreadable(error) from error
        if column.get("encoding", "WKB") != "WKB":
            raise LayerError("heights.unreadable", place=Place(str(path)), problem="encoding")
        self._check_columns()
        self._to_wgs84 = self._transformer(column, crs)

    def __len__(self) -> int:
        return int(self._file.metadata.num_rows)

    def batches(self) -> Iterator[Buildings]:
        """Yield the buildings, at most 32,768 at a time."""
        names = [self._geometry, *self._numbers(), *([self.columns.ident] if self.columns.ident else [])]
        first = 0
        try:
            for batch in self._file.iter_batches(batch_size=BATCH, columns=names):
                yield self._buildings(batch, first)
                first += batch.num_rows
        except (OSError, ValueError, shapely.errors.ShapelyError) as error:
            raise self._unreadable(error) from error

    def _buildings(self, batch: pa.RecordBatch, first: int) -> Buildings:
        count = batch.num_rows
        outlines = shapely.from_wkb(batch.column(self._geometry).to_numpy(zero_copy_only=False))
        idents = (
            batch.column(self.columns.ident).to_pylist() if self.columns.ident else range(first + 1, first + count + 1)
        )
        heights, no_height = _floats(batch.column(self.columns.height), 0.0, np.inf)
        ground = self.columns.ground
        grounds, no_ground = (
            _floats(batch.column(ground), *GROUND_M) if ground else (np.full(count, np.nan), np.zeros(count, np.bool_))
        )
        places = self._in_degrees(np.asarray(outlines, dtype=object))
        self._check_places(places, first)
        texts = tuple("" if value is None else str(value) for value in idents)
        return Buildings(first, texts, places, heights, grounds, int(np.count_nonzero(no_height | no_ground)))

    def _check_places(self, outlines: NDArray[np.object_], first: int) -> None:
        """Refuse a corner that is nowhere on Earth: axes swapped, degrees taken for metres or metres for degrees."""
        west, south, east, north = shapely.bounds(outlines).T
        lon, lat = np.where(-west > east, west, east), np.where(-south > north, south, north)
        is_beyond = (np.abs(lon) > 180.0) | (np.abs(lat) > 90.0)
        for index in np.flatnonzero(is_beyond & np.isfinite(lon) & np.isfinite(lat))[:1].tolist():
            place = Place(str(self.path), path=f"row {first + index + 1}")
            raise LayerError("heights.outside_earth", place=place, lon=float(lon[index]), lat=float(lat[index]))

    def _in_degrees(self, outlines: NDArray[np.object_]) -> NDArray[np.object_]:
        flat = shapely.force_2d(outlines)
        way = self._to_wgs84
        if way is None:
            return np.asarray(flat, dtype=object)

        def degrees(rows: Floats) -> Floats:
            return np.column_stack(way.transform(rows[:, 0], rows[:, 1]))

        return np.asarray(shapely.transform(flat, degrees), dtype=object)

    def _numbers(self) -> list[str]:
        return [name for name in (self.columns.height, self.columns.ground) if name]

    def _check_columns(self) -> None:
        schema = self._file.schema_arrow
        if self._geometry not in schema.names:
            raise LayerError("heights.unreadable", place=Place(str(self.path)), problem="no geometry column")
        columns = self.columns
        check_columns(schema, height=columns.height, ground=columns.ground, ident=columns.ident, source=str(self.path))

    def _transformer(self, column: dict[str, Any], given: str | None) -> Transformer | None:
        """Return the way to WGS 84; None when the file is in it. A file that says nothing is in OGC:CRS84 (GeoParquet)."""
        carried = column.get("crs", CRS84 if column else None)
        named = given or carried
        if named is None:
            raise LayerError("heights.crs_unknown", place=Place(str(self.path)))
        try:
            crs, plain = CRS.from_user_input(named), CRS.from_user_input(CRS84)
            own = CRS.from_user_input(carried or named)
        except CRSError as error:
            raise LayerError("heights.crs_unknown", place=Place(str(self.path))) from error
        if not own.equals(crs, ignore_axis_order=True):
            raise LayerError("heights.crs_conflict", place=Place(str(self.path)), given=given, carried=own.name)
        return None if crs.equals(plain, ignore_axis_order=True) else Transformer.from_crs(crs, plain, always_xy=True)

    def _unreadable(self, error: Exception) -> LayerError:
        return LayerError("heights.unreadable", place=Place(str(self.path)), problem=type(error).__name__)


def check_columns(schema: pa.Schema, *, height: str, ground: str | None, source: str, ident: str | None = None) -> None:
    """Refuse a file without a column that is named, or with one that should hold numbers and does not.

    Parameters
    ----------
    schema : pyarrow.Schema
        Of the file.
    height, ground, ident : str or None
        Columns of heights, ground elevations and identifiers; None where none is named.
    source : str
        File, for messages.

    Raises
    ------
    LayerError
        ``heights.column_missing`` (``column``, ``columns``, ``option``), ``heights.not_numbers`` (``column``, ``option``).
    """
    place = Place(source)
    for option, name in (("--height", height), ("--ground", ground), ("--id", ident)):
        if name is None:
            continue
        if name not in schema.names:
            columns = some_columns(schema)
            raise LayerError("heights.column_missing", place=place, column=name[:80], columns=columns, option=option)
        kind = schema.field(name).type
        is_number = pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)
        if option != "--id" and not is_number:
            raise LayerError("heights.not_numbers", place=place, column=name[:80], option=option)


def _floats(column: pa.Array, least: float, greatest: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Return a column as float64, nan where it is empty or cannot be; and where a number was given that cannot be."""
    values = np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    is_usable = np.isfinite(values) & (values >= least) & (values <= greatest)
    return np.where(is_usable, values, np.nan), np.asarray(~is_usable & ~np.isnan(values))
