"""The zones that parcels are screened against."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import ArrayLike, NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import check_column, not_read
from kethop.spatial.geo_header import geo_header
from kethop.spatial.screening.columns import BROKEN, binary_array, binary_places, one_array
from kethop.spatial.screening.metres import metre_crs

if TYPE_CHECKING:
    from kethop.spatial.covering import OutlineSheet, ZoneOutlines

__all__ = ["ZoneSet", "read_zones", "zone_set"]

_AREAS = (3, 6)  # polygon, multipolygon
_MANY_BYTES = 100_000_000
"""Zones of so many bytes GEOS reads in about the second that loading numba and its machine code takes."""


@dataclass(frozen=True)
class ZoneSet:
    """Zones of one CRS in metres; made by ``zone_set`` and ``read_zones``, which check them.

    Parameters
    ----------
    keys : pyarrow.Array, shape (z,)
        What names them.
    crs : str
        As ``metre_crs`` returns it.
    given : ndarray of object or ZoneOutlines
        Valid polygons and multipolygons; each form is made from the other when it is asked for.
    """

    keys: pa.Array
    crs: str
    given: "NDArray[np.object_] | ZoneOutlines" = field(repr=False)
    _made: dict[int, shapely.Geometry] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.given)

    @cached_property
    def geometries(self) -> NDArray[np.object_]:
        """All of them, shape (z,)."""
        if isinstance(self.given, np.ndarray):
            return self.given
        return self.given.geometries(np.arange(len(self)))

    @cached_property
    def outlines(self) -> "ZoneOutlines":
        """Their rings; needs numba."""
        if not isinstance(self.given, np.ndarray):
            return self.given
        from kethop.spatial.covering import zone_outlines  # noqa: PLC0415 - numba takes half a second to load

        return zone_outlines(self.given)

    @cached_property
    def bounds(self) -> Floats:
        """Envelopes, shape (z, 4)."""
        if isinstance(self.given, np.ndarray):
            return np.asarray(shapely.bounds(self.given), dtype=np.float64).reshape(-1, 4)
        return self.given.bounds

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The tree of the zones."""
        return shapely.STRtree(self.geometries)

    @cached_property
    def envelope_tree(self) -> shapely.STRtree:
        """The tree of their envelopes alone."""
        return shapely.STRtree(np.asarray(shapely.box(*self.bounds.T), dtype=np.object_))

    def some(self, zones: NDArray[np.integer]) -> NDArray[np.object_]:
        """Return some zones, by number; only they are made."""
        if isinstance(self.given, np.ndarray):
            return np.asarray(self.given[zones], dtype=np.object_)
        missing = np.array([zone for zone in np.unique(zones).tolist() if zone not in self._made], dtype=np.int64)
        self._made.update(zip(missing.tolist(), self.given.geometries(missing), strict=True))
        found = np.empty(len(zones), dtype=np.object_)
        found[:] = [self._made[zone] for zone in zones.tolist()]
        return found


def zone_set(
    keys: pa.Array, geometries: NDArray[np.object_], crs: object, *, source: str, check: bool = True
) -> ZoneSet:
    """Return zones after looking at each.

    Parameters
    ----------
    keys : pyarrow.Array
    geometries : ndarray of object
    crs : object
        See ``metre_crs``.
    source : str
        File or layer, for messages.
    check : bool
        Whether validity is looked at; a caller that made the geometries, or checked them before, may leave it out.

    Raises
    ------
    LayerError
        ``layer.geometry_invalid`` (``key``, ``problem``): not an area, empty, or crossing itself; those of ``metre_crs``.
    """
    text = metre_crs(crs, source=source)
    kinds = shapely.get_type_id(geometries)
    _refuse(~np.isin(kinds, _AREAS) | shapely.is_empty(geometries), keys, geometries, source)
    flat = np.asarray(shapely.force_2d(geometries) if shapely.has_z(geometries).any() else geometries, dtype=np.object_)
    _refuse(~np.isfinite(shapely.bounds(flat)).all(axis=1), keys, flat, source)
    if check:
        _refuse(~shapely.is_valid(flat), keys, flat, source)
    return ZoneSet(keys, text, flat)


def read_zones(path: Path, *, key: str, check: bool = True, workers: int = 2) -> ZoneSet:
    """Return the zones of a GeoParquet file.

    Parameters
    ----------
    path : Path
    key : str
        Column that names a zone.
    check : bool
        See ``zone_set``.
    workers : int
        Threads.

    Raises
    ------
    LayerError
        ``layer.file_missing``, ``layer.unreadable`` (``problem``), ``layer.column_missing`` (``column``, ``columns``), and those of
        ``zone_set``.
    """
    source = str(path)
    try:
        file = pq.ParquetFile(path)
        header = geo_header(file.schema_arrow, source=source)
        check_column(key, file.schema_arrow, source=path)
        columns = [key, header.geometry]

        plainly = _is_loop_worth(file)

        def read(group: int) -> "tuple[pa.Array, pa.Array, OutlineSheet | None]":
            keys, binary = _columns(path, file.metadata, group, columns)
            return keys, binary, _plain(binary, check=check) if plainly else None

        with ThreadPoolExecutor(workers) as pool:
            found = list(pool.map(read, range(file.metadata.num_row_groups)))
        keys = pa.concat_arrays([part for part, _, _ in found] or [pa.array([], file.schema_arrow.field(key).type)])
        sheets = [part for _, _, part in found if part is not None]
        if sheets and len(sheets) == len(found):
            from kethop.spatial.covering import ZoneOutlines  # noqa: PLC0415 - numba takes half a second to load

            return ZoneSet(keys, metre_crs(header.crs, source=source), ZoneOutlines(*sheets))
        binary = [item for _, part, _ in found for item in part.to_pylist()]
        geometries = np.asarray(shapely.from_wkb(binary), dtype=np.object_)
    except BROKEN as error:
        raise not_read(path, error) from error
    return zone_set(keys, geometries, header.crs, source=source, check=check)


def _is_loop_worth(file: pq.ParquetFile) -> bool:
    """Return whether zones are so many that machine code is worth loading for them, or it is loaded anyway."""
    if find_spec("numba") is None:
        return False
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    return "numba" in sys.modules or sum(group.total_byte_size for group in groups) > _MANY_BYTES


def _columns(path: Path, metadata: pq.FileMetaData, group: int, columns: list[str]) -> tuple[pa.Array, pa.Array]:
    """Return the keys and the binary of a row group."""
    table = pq.ParquetFile(path, metadata=metadata).read_row_group(group, columns=columns, use_threads=False)
    return one_array(table[columns[0]]), binary_array(table[columns[1]])


def _plain(binary: pa.Array, *, check: bool) -> "OutlineSheet | None":
    """Return the outlines of valid areas; None where one is not plain, for GEOS to look at each."""
    if binary.null_count:
        return None
    if check and not shapely.is_valid(shapely.from_wkb(binary.to_pylist())).all():
        return None
    from kethop.spatial.covering import outline_sheet  # noqa: PLC0415 - numba takes half a second to load

    return outline_sheet(*binary_places(binary))


def _refuse(wrong: ArrayLike, keys: pa.Array, geometries: NDArray[np.object_], source: str) -> None:
    """Refuse the first zone that is wrong, by name."""
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return
    row = int(rows[0])
    geometry = geometries[row]
    problem = "no geometry" if geometry is None else geometry.geom_type
    if geometry is not None and not shapely.is_valid(geometry):
        problem = shapely.is_valid_reason(geometry)
    if geometry is not None and shapely.is_empty(geometry):
        problem = f"{geometry.geom_type} EMPTY"
    raise LayerError("layer.geometry_invalid", place=Place(source), key=str(keys[row].as_py()), problem=problem)
