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
from kethop.spatial.screening.hits import RELATION_NAMES, Unjudged
from kethop.spatial.screening.parcels import ParcelFile
from kethop.spatial.screening.streaming import KeyedHits
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["HitFile"]

_GATHERED = 100_000
_NAMES = pa.array((*RELATION_NAMES, Unjudged.NOWHERE.value, Unjudged.INVALID.value))


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
        self._waiting: list[pa.Table] = []
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
        hits = found.hits
        columns = [
            pa.array(hits.parcel),
            pa.array(hits.parcel) if found.keys is None else found.keys,
            self._zones.keys.take(pa.array(hits.zone)),
            pa.array(hits.overlap_m2),
            pa.array(hits.share),
            _named(hits.relation),
        ]
        self._waiting.append(pa.Table.from_arrays(columns, schema=self._schema))
        for number, rows in enumerate((hits.nowhere, hits.invalid), start=len(RELATION_NAMES)):
            if len(rows):
                self._waiting.append(self._unjudged(rows, number))
        self._flush(least=_GATHERED)

    def _unjudged(self, rows: NDArray[np.int64], number: int) -> pa.Table:
        columns = [pa.nulls(len(rows), field.type) for field in self._schema]
        columns[0], columns[-1] = pa.array(rows), _named(np.full(len(rows), number))
        return pa.Table.from_arrays(columns, schema=self._schema)

    def _flush(self, *, least: int) -> None:
        if sum(len(table) for table in self._waiting) < max(least, 1):
            return
        table = pa.concat_tables(self._waiting)
        self._waiting = []
        self._writer.write_table(table)
        self.rows += len(table)


def _rising(schema: pa.Schema) -> list[str]:
    """Return the columns of numbers that rise from row to row: their differences are written quicker than zstd finds that they are alike."""
    return [name for name in ("row", "parcel") if pa.types.is_integer(schema.field(name).type)]


def _named(numbers: NDArray[np.integer]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int8()), _NAMES)
