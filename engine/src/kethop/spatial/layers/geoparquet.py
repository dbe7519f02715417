"""Read the features of a GeoParquet file near a place, without decoding the others."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from kethop.errors import LayerError, Place
from kethop.spatial.crs import CRS84, WGS84, Floats, canonical_crs
from kethop.spatial.file_faults import check_column
from kethop.spatial.geo_header import geo_header

__all__ = ["AttributeValue", "Feature", "LayerFile"]

AttributeValue: TypeAlias = str | int | float | bool | Decimal | date | None
Bounds: TypeAlias = tuple[float, float, float, float]

_CACHED = 512


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a layer.

    Parameters
    ----------
    key : str
        Value of the key column.
    attributes : Mapping[str, AttributeValue]
        The other columns; lengths as decimals in metres where the column's name ends in ``_m``.
    geometry : BaseGeometry
        Valid geometry in WGS 84, longitude first.
    """

    key: str
    attributes: Mapping[str, AttributeValue]
    geometry: BaseGeometry


class LayerFile:
    """A GeoParquet file in memory.

    Opening it reads the footer and the four bounding-box columns; a feature is decoded when it is asked for, its row
    group with it, and kept.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        File name, for messages.
    key : str
        Column that names a feature.
    crs : str
        CRS that the sidecar states.

    Raises
    ------
    LayerError
        ``layer.crs_unknown`` (``crs``): another CRS than WGS 84, or another than the sidecar says;
        ``layer.column_missing`` (``column``, ``columns``): no such key column; ``layer.unreadable`` (``problem``): not GeoParquet
        with WKB, a feature without a place.
    """

    def __init__(self, data: bytes, *, source: str, key: str, crs: str) -> None:
        self._place = Place(source)
        self._key = key
        self._features: OrderedDict[int, Feature] = OrderedDict()
        try:
            self._file = pq.ParquetFile(pa.BufferReader(data))
            header = geo_header(self._file.schema_arrow, source=source)
            self._geometry = header.geometry
            self._check_crs(header.crs, crs)
            names = self._file.schema_arrow.names
            skipped = {self._geometry} | {path[0] for path in header.corners or ()}
            self._columns = [name for name in names if name not in skipped]
            own = [field for field in self._file.schema_arrow if field.name in self._columns]
            check_column(key, pa.schema(own), source=source)
            groups = self._file.metadata
            self._starts = np.cumsum([0, *(groups.row_group(i).num_rows for i in range(groups.num_row_groups))])
            self._bounds = self._covering_bounds(header.corners) if header.corners else self._computed_bounds()
        except (pa.ArrowException, shapely.errors.GEOSException, ValueError, KeyError, TypeError, OSError) as error:
            raise LayerError("layer.unreadable", place=self._place, problem=str(error)[:120]) from error
        if not np.isfinite(self._bounds).all():
            raise LayerError("layer.unreadable", place=self._place, problem="a feature without a place")

    def __len__(self) -> int:
        return int(self._starts[-1])

    def rows_near(self, bounds: Bounds) -> NDArray[np.intp]:
        """Return the rows whose envelope meets ``bounds`` (west, south, east, north in degrees)."""
        west, south, east, north = bounds
        box = self._bounds
        meets = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
        return np.flatnonzero(meets)

    def rows_of(self, keys: Collection[str]) -> NDArray[np.intp]:
        """Return the rows with one of these keys.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        try:
            column = self._file.read(columns=[self._key], use_threads=False)[self._key].to_pylist()
        except (pa.ArrowException, OSError) as error:
            raise LayerError("layer.unreadable", place=self._place, problem=str(error)[:120]) from error
        return np.flatnonzero([str(key) in keys for key in column])

    def envelopes(self) -> Floats:
        """Return the envelopes of all rows, shape (n, 4), in degrees: west, south, east, north."""
        return self._bounds

    def row_marks(self) -> list[bytes]:
        """Return for each row a hash of everything that it says: key, columns, geometry and envelope.

        Rows with equal marks are equal to every question; the other way round a mark may differ where nothing is asked.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        marks: list[bytes] = []
        try:
            for group in range(self._file.metadata.num_row_groups):
                table = self._file.read_row_group(group, columns=[*self._columns, self._geometry], use_threads=False)
                shapes = table[self._geometry].to_pylist()
                records = table.select(self._columns).to_pylist()
                for record, shape in zip(records, shapes, strict=True):
                    said = repr((sorted(record.items()), shape, self._bounds[len(marks)].tolist()))
                    marks.append(hashlib.sha256(said.encode()).digest())
        except (pa.ArrowException, ValueError, KeyError, TypeError, OSError) as error:
            raise LayerError("layer.unreadable", place=self._place, problem=str(error)[:120]) from error
        return marks

    def features(self, rows: Iterable[int]) -> tuple[Feature, ...]:
        """Return the features of some rows.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``), ``layer.geometry_invalid`` (``key``, ``problem``).
        """
        wanted = [int(row) for row in rows]
        by_group: dict[int, list[int]] = {}
        for row in wanted:
            if row not in self._features:
                group = int(np.searchsorted(self._starts, row, side="right")) - 1
                by_group.setdefault(group, []).append(row)
        fresh = {
            feature_row: feature for group, own in by_group.items() for feature_row, feature in self._decode(group, own)
        }
        found = tuple(fresh.get(row) or self._features[row] for row in wanted)
        self._features.update(fresh)
        while len(self._features) > _CACHED:
            self._features.popitem(last=False)
        return found

    def _check_crs(self, crs: object, stated: str) -> None:
        """Both the file and the sidecar must say WGS 84."""
        filed = CRS84
        if crs != CRS84:
            identity = crs.get("id", {}) if isinstance(crs, dict) else {}
            filed = f"{identity.get('authority')}:{identity.get('code')}"
        for name in (filed, stated):
            if canonical_crs(name) not in {WGS84, CRS84}:
                raise LayerError("layer.crs_unknown", place=self._place, crs=name[:80])

    def _covering_bounds(self, paths: Sequence[Sequence[str]]) -> Floats:
        table = self._file.read(columns=[".".join(path) for path in paths], use_threads=False)
        columns = [table[path[0]].combine_chunks().field(path[1]) for path in paths]
        return np.column_stack([column.to_numpy(zero_copy_only=False).astype(np.float64) for column in columns])

    def _computed_bounds(self) -> Floats:
        """Decode every geometry: a file of somebody else's may have no covering."""
        table = self._file.read(columns=[self._geometry], use_threads=False)
        return np.asarray(shapely.bounds(shapely.from_wkb(table[self._geometry].to_numpy())))

    def _decode(self, group: int, rows: Sequence[int]) -> list[tuple[int, Feature]]:
        start = int(self._starts[group])
        try:
            table = self._file.read_row_group(group, columns=[*self._columns, self._geometry], use_threads=False)
            table = table.take([row - start for row in rows])
            geometries = shapely.from_wkb(table[self._geometry].to_numpy())
            records = table.select(self._columns).to_pylist()
        except (pa.ArrowException, shapely.errors.GEOSException, ValueError, KeyError, TypeError, OSError) as error:
            raise LayerError("layer.unreadable", place=self._place, problem=str(error)[:120]) from error
        decoded: list[tuple[int, Feature]] = []
        for row, record, geometry in zip(rows, records, geometries, strict=True):
            key = str(record.pop(self._key))
            if geometry is None or not shapely.is_valid(geometry):
                problem = "no geometry" if geometry is None else shapely.is_valid_reason(geometry)
                raise LayerError("layer.geometry_invalid", place=self._place, key=key, problem=problem)
            shapely.prepare(geometry)
            decoded.append((row, Feature(key, MappingProxyType(record), geometry)))
        return decoded
