"""Write hits as Parquet while they come."""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.screening.hits import RELATION_NAMES, Hits, Unjudged
from kethop.spatial.screening.parcels import ParcelFile
from kethop.spatial.screening.streaming import KeyedHits
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["HitFile"]

_GATHERED = 100_000
_NAMES = pa.array((*RELATION_NAMES, Unjudged.NOWHERE.value, Unjudged.INVALID.value))
_REASONS = (len(RELATION_NAMES), len(RELATION_NAMES) + 1)
_Columns = tuple[NDArray[np.generic], ...]


class HitFile:
    """A Parquet file of hits: row, parcel, zone, overlap_m2, share, relation; there whole or not at all.

    A parcel that could not be judged has a row without a zone, whose relation is the reason (``nowhere``, ``invalid``):
    whoever reads the file cannot take it for one that meets nothing.

    Parameters
    ----------
    path : Path
    zones : ZoneSet
    parcels : ParcelFile
        What the hits are of.

    Raises
    ------
    LayerError
        ``output.not_written`` (``problem``).
    """

    def __init__(self, path: Path, zones: ZoneSet, parcels: ParcelFile) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._zones = zones
        self._schema = pa.schema(
            {
                "row": pa.int64(),
                "parcel": parcels.key_type,
                "zone": zones.keys.type,
                "overlap_m2": pa.float64(),
                "share": pa.float64(),
                "relation": pa.dictionary(pa.int8(), pa.string()),
            }
        )
        try:
            self._writer = pq.ParquetWriter(
                self._part,
                self._schema,
                compression="zstd",
                use_dictionary=["zone", "relation"],
                column_encoding=dict.fromkeys(_rising(self._schema), "DELTA_BINARY_PACKED"),
            )
        except OSError as error:
            raise LayerError("output.not_written", place=Place(str(path)), problem=error.strerror) from error
        self._waiting: list[KeyedHits] = []
        self._gathered = 0
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush(least=0)
            self._writer.close()
            if kind is None:
                self._part.replace(self._path)
        except OSError as failed:
            raise LayerError("output.not_written", place=Place(str(self._path)), problem=failed.strerror) from failed
        finally:
            with suppress(OSError):
                self._part.unlink()

    def write(self, found: KeyedHits) -> None:
        """Add the hits of a row group; a parcel is named by its key, or by its row from 0 where there is none."""
        self._waiting.append(found)
        self._gathered += len(found.hits) + len(found.hits.nowhere) + len(found.hits.invalid)
        self._flush(least=_GATHERED)

    def _flush(self, *, least: int) -> None:
        if self._gathered < max(least, 1):
            return
        table = self._table(self._waiting)
        self._waiting, self._gathered = [], 0
        self._writer.write_table(table)
        self.rows += len(table)

    def _table(self, found: list[KeyedHits]) -> pa.Table:
        row, zone, overlap, share, relation = (
            np.concatenate(column) for column in zip(*(_numbers(item.hits) for item in found), strict=True)
        )
        missing = relation >= len(RELATION_NAMES)
        columns = [
            pa.array(row),
            _names(found, row, missing).cast(self._schema.field("parcel").type),
            self._zones.keys.take(pa.array(zone, mask=missing)),
            pa.array(overlap, mask=missing),
            pa.array(share, mask=missing),
            pa.DictionaryArray.from_arrays(pa.array(relation, pa.int8()), _NAMES),
        ]
        return pa.Table.from_arrays(columns, schema=self._schema)


def _numbers(hits: Hits) -> _Columns:
    """Return row, zone, overlap, share and relation of the hits of a row group, with its parcels that could not be judged behind them."""
    numbers: _Columns = (hits.parcel, hits.zone, hits.overlap_m2, hits.share, hits.relation)
    rest = np.concatenate((hits.nowhere, hits.invalid))
    if not len(rest):
        return numbers
    none = np.zeros(len(rest), np.uint8)
    reasons = np.repeat(np.array(_REASONS, np.uint8), (len(hits.nowhere), len(hits.invalid)))
    behind: _Columns = (rest, none, none, none, reasons)
    return tuple(np.concatenate(pair) for pair in zip(numbers, behind, strict=True))


def _names(found: list[KeyedHits], row: NDArray[np.generic], missing: NDArray[np.bool_]) -> pa.Array:
    """Return what names the parcels: their keys, or their rows where there is no key column; nothing for what could not be judged."""
    keyed = [item.keys for item in found if item.keys is not None]
    if missing.all():
        return pa.nulls(len(row))
    if not keyed:
        return pa.array(row, mask=missing)
    names = pa.concat_arrays(keyed)
    # those without a name take none from the list: a place that is missing gives a name that is missing
    places = np.cumsum(~missing) - 1
    return names.take(pa.array(places, mask=missing))


def _rising(schema: pa.Schema) -> list[str]:
    """Return the columns of numbers that rise from row to row: their differences are written quicker than zstd finds that they are alike."""
    return [name for name in ("row", "parcel") if pa.types.is_integer(schema.field(name).type)]
