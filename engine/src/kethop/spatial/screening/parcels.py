"""Parcels as they lie in a GeoParquet file: row group by row group, envelopes first, outlines when they are needed.

Columns whose pages are plain are read by their place (``kethop.spatial.pages``), all others by pyarrow.
"""

import sys
from functools import cached_property
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import identity_of, not_read, some_columns
from kethop.spatial.geo_header import CORNERS, geo_header
from kethop.spatial.screening.columns import BROKEN, binary_array, one_array
from kethop.spatial.screening.metres import metre_crs
from kethop.spatial.screening.parcel_outlines import ParcelOutlines, ParcelShapes

if TYPE_CHECKING:
    from kethop.spatial.pages import PlainPages

__all__ = ["Envelopes", "ParcelFile", "ParcelGroup"]

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
            self._stated = path.stat()
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
            ``layer.unreadable`` (``problem``); ``screen.input_changed``: another file took its place.
        """
        try:
            if self._corners is None:
                bounds = shapely.bounds(self.shapes(group).geometries(np.arange(self.groups[group].rows)))
                return (*(np.ascontiguousarray(column) for column in bounds.T),)  # type: ignore[return-value]
            west, south, east, north = self._columns(group, self._corners)
        except BROKEN as error:
            raise not_read(self.source, error) from error
        return west, south, east, north

    def areas(self, group: int) -> Floats | None:
        """Return the areas that a prepared file states for a row group, in m², NaN where an outline has none.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``); ``screen.input_changed``: another file took its place.
        """
        if self._areas is None:
            return None
        try:
            return self._columns(group, [self._areas])[0]
        except BROKEN as error:
            raise not_read(self.source, error) from error

    def keys(self, group: int) -> pa.Array | None:
        """Return the keys of a row group, where the file was opened with a key column.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``); ``screen.input_changed``: another file took its place.
        """
        if self._key is None:
            return None
        try:
            plain = None if self._pages is None else self._pages.numbers(group, self._key)
            if plain is not None:
                return pa.array(plain)
            return one_array(self._read(group, [self._key])[self._key])
        except BROKEN as error:
            raise not_read(self.source, error) from error

    def shapes(self, group: int) -> ParcelShapes:
        """Return the outlines and keys of a row group.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``); ``screen.input_changed``: another file took its place.
        """
        columns = [self._geometry] if self._key is None else [self._key, self._geometry]
        try:
            table = self._read(group, columns)
            binary = binary_array(table[self._geometry])
            keys = None if self._key is None else one_array(table[self._key])
        except BROKEN as error:
            raise not_read(self.source, error) from error
        return ParcelShapes(binary, keys)

    def outlines(self, group: int, rows: NDArray[np.integer]) -> ParcelOutlines:
        """Return the outlines of some rows of a row group, ascending.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``); ``screen.input_changed``: another file took its place.
        """
        try:
            places = None if self._pages is None else self._pages.values(group, self._geometry, rows)
            if places is not None:
                return ParcelOutlines(*places)
            return ParcelShapes(binary_array(self._read(group, [self._geometry])[self._geometry]), None).outlines(rows)
        except BROKEN as error:
            raise not_read(self.source, error) from error

    @cached_property
    def _pages(self) -> "PlainPages | None":
        """What is read by its place; nothing where the loops that find it are not loaded anyway."""
        if "numba" not in sys.modules:
            return None
        from kethop.spatial.pages import PlainPages  # noqa: PLC0415 - numba takes half a second to load

        return PlainPages.opened(self._path, identity_of(self._stated), self._reader())

    def _columns(self, group: int, paths: list[str]) -> list[Floats]:
        """Return columns of numbers, which are not copied where they are plain."""
        if self._pages is not None:
            plain = [self._pages.numbers(group, path) for path in paths]
            if all(column is not None and column.dtype == np.float64 for column in plain):
                return plain  # type: ignore[return-value]
        table = self._read(group, paths)
        return [_numbers(table, path) for path in paths]

    def _read(self, group: int, columns: list[str]) -> pa.Table:
        """Return columns of a row group through pyarrow, which hands out what it found where the pages of a column have too few rows."""
        table = self._reader().read_row_group(group, columns=columns, use_threads=False)
        if len(table) != self.groups[group].rows:
            raise ValueError(f"{len(table)} rows, not {self.groups[group].rows}")
        return table

    def _reader(self) -> pq.ParquetFile:
        if not hasattr(self._mine, "reader"):
            reader = pq.ParquetFile(self._path, memory_map=False, pre_buffer=False)
            if identity_of(self._path.stat()) != identity_of(self._stated):
                raise LayerError("screen.input_changed", place=Place(self.source))
            self._mine.reader = reader
        return self._mine.reader

    def _groups(self) -> list[ParcelGroup]:
        metadata = self._reader().metadata
        schema = self._reader().schema
        leaves = {schema.column(at).path: at for at in range(len(schema))}
        corners = [leaves[path] for path in self._corners or () if path in leaves]
        first = 0
        found = []
        for number in range(metadata.num_row_groups):
            group = metadata.row_group(number)
            # pyarrow ends the process where it is asked for statistics of another type than the schema's
            if any(group.column(at).physical_type != schema.column(at).physical_type for at in corners):
                raise ValueError("a column is of another type than its schema")
            found.append(ParcelGroup(first, group.num_rows, _stated([group.column(at).statistics for at in corners])))
            first += group.num_rows
        return found


def _stated(corners: list[pq.Statistics | None]) -> tuple[float, float, float, float] | None:
    """Return the bounds that a row group's statistics state: they leave out what is null or no number."""
    if len(corners) != len(CORNERS) or any(item is None or not item.has_min_max for item in corners):
        return None
    west, south, east, north = (float(item.min if at < 2 else item.max) for at, item in enumerate(corners))  # type: ignore[union-attr]
    return west, south, east, north


def _numbers(table: pa.Table, path: str) -> Floats:
    name, _, inner = path.partition(".")
    column = one_array(table[name])
    if inner:
        field = column.type.get_field_index(inner)
        if field < 0:
            raise KeyError(path)
        column = column.flatten()[field]
    numbers: Floats = column.to_numpy(zero_copy_only=False).astype(np.float64, copy=False)
    return numbers
