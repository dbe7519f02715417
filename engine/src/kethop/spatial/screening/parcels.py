"""Parcels as they lie in a GeoParquet file: row group by row group, envelopes first, outlines when they are needed."""

from collections.abc import Mapping
from pathlib import Path
from threading import local
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import not_read, some_columns
from kethop.spatial.geo_header import geo_header
from kethop.spatial.screening.columns import BROKEN, binary_array, one_array
from kethop.spatial.screening.metres import metre_crs

__all__ = ["Envelopes", "ParcelFile", "ParcelGroup", "ParcelShapes"]

Envelopes = tuple[Floats, Floats, Floats, Floats]


class ParcelGroup(NamedTuple):
    """A row group.

    Parameters
    ----------
    first : int
        Row of its first parcel.
    rows : int
    bounds : tuple of float or None
        West, south, east, north of all its parcels that have a place, where the file states them.
    """

    first: int
    rows: int
    bounds: tuple[float, float, float, float] | None


class ParcelShapes(NamedTuple):
    """Outlines of a row group.

    Parameters
    ----------
    binary : pyarrow.Array
        Well-known binary.
    keys : pyarrow.Array or None
    """

    binary: pa.Array
    keys: pa.Array | None

    def geometries(self, rows: NDArray[np.integer]) -> NDArray[np.object_]:
        """Return some geometries; None where there is none."""
        taken = self.binary.take(pa.array(rows))
        return np.asarray(shapely.from_wkb(np.asarray(taken.to_pylist(), dtype=np.object_)), dtype=np.object_)


class ParcelFile:
    """A GeoParquet file of parcels in metres.

    Opening it reads the footer. Each thread has a reader of its own.

    Parameters
    ----------
    path : Path
    key : str, optional
        Column that names a parcel.

    Raises
    ------
    LayerError
        ``layer.file_missing``; ``layer.unreadable`` (``problem``): not GeoParquet with WKB; ``screening.key_missing`` (``column``,
        ``columns``); those of ``metre_crs``.
    """

    def __init__(self, path: Path, *, key: str | None = None) -> None:
        self.source = str(path)
        self._path = path
        self._key = key
        self._mine = local()
        try:
            schema = self._reader().schema_arrow
            header = geo_header(schema, source=self.source)
            self._geometry = header.geometry
            self._areas = header.areas
            self._corners = [".".join(path) for path in header.corners] if header.corners else None
            if key is not None and key not in schema.names:
                columns = some_columns(schema)
                raise LayerError("screening.key_missing", place=Place(self.source), column=key[:80], columns=columns)
            self.groups = self._groups()
        except BROKEN as error:
            raise not_read(self.source, error) from error
        self.crs = metre_crs(header.crs, source=self.source)

    def __len__(self) -> int:
        return sum(group.rows for group in self.groups)

    @property
    def key_type(self) -> pa.DataType:
        """Type of what names a parcel: that of the key column, or a row's number."""
        return pa.int64() if self._key is None else self._reader().schema_arrow.field(self._key).type

    def envelopes(self, group: int) -> Envelopes:
        """Return the envelopes of a row group; NaN where there is none.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        try:
            if self._corners is None:
                bounds = shapely.bounds(self.shapes(group).geometries(np.arange(self.groups[group].rows)))
                return (*(np.ascontiguousarray(column) for column in bounds.T),)  # type: ignore[return-value]
            table = self._reader().read_row_group(group, columns=self._corners, use_threads=False)
            west, south, east, north = (_numbers(table, path) for path in self._corners)
        except BROKEN as error:
            raise not_read(self.source, error) from error
        return west, south, east, north

    def areas(self, group: int) -> Floats | None:
        """Return the areas that a prepared file states for a row group, in m², NaN where an outline has none.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        if self._areas is None:
            return None
        try:
            table = self._reader().read_row_group(group, columns=[self._areas], use_threads=False)
            return _numbers(table, self._areas)
        except BROKEN as error:
            raise not_read(self.source, error) from error

    def keys(self, group: int) -> pa.Array | None:
        """Return the keys of a row group, where the file was opened with a key column.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        if self._key is None:
            return None
        try:
            return one_array(self._reader().read_row_group(group, columns=[self._key], use_threads=False)[self._key])
        except BROKEN as error:
            raise not_read(self.source, error) from error

    def shapes(self, group: int) -> ParcelShapes:
        """Return the outlines and keys of a row group.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        columns = [self._geometry] if self._key is None else [self._key, self._geometry]
        try:
            table = self._reader().read_row_group(group, columns=columns, use_threads=False)
            binary = binary_array(table[self._geometry])
            keys = None if self._key is None else one_array(table[self._key])
        except BROKEN as error:
            raise not_read(self.source, error) from error
        return ParcelShapes(binary, keys)

    def _reader(self) -> pq.ParquetFile:
        if not hasattr(self._mine, "reader"):
            self._mine.reader = pq.ParquetFile(self._path, memory_map=False, pre_buffer=False)
        return self._mine.reader

    def _groups(self) -> list[ParcelGroup]:
        metadata = self._reader().metadata
        first = 0
        found = []
        for number in range(metadata.num_row_groups):
            group = metadata.row_group(number)
            columns = {group.column(at).path_in_schema: group.column(at).statistics for at in range(group.num_columns)}
            found.append(ParcelGroup(first, group.num_rows, _stated(columns, self._corners)))
            first += group.num_rows
        return found


def _stated(
    columns: Mapping[str, pq.Statistics | None], corners: list[str] | None
) -> tuple[float, float, float, float] | None:
    """Return the bounds that a row group's statistics state: they leave out what is null or no number."""
    found = [columns.get(path) for path in corners or ()]
    if not found or any(item is None or not item.has_min_max for item in found):
        return None
    west, south, east, north = (float(item.min if at < 2 else item.max) for at, item in enumerate(found))  # type: ignore[union-attr]
    return west, south, east, north


def _numbers(table: pa.Table, path: str) -> Floats:
    name, _, inner = path.partition(".")
    column = one_array(table[name])
    if inner:
        field = column.type.get_field_index(inner)
        column = column.flatten()[field]
    numbers: Floats = column.to_numpy(zero_copy_only=False).astype(np.float64, copy=False)
    return numbers
