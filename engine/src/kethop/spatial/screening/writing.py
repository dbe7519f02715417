"""Write hits as Parquet while they come."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kethop.spatial.screening.hits import RELATION_NAMES, Unjudged
from kethop.spatial.screening.streaming import KeyedHits
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["HitFile"]

_GATHERED = 100_000


class HitFile:
    """A Parquet file of hits: parcel, zone, overlap_m2, share, relation.

    A parcel that could not be judged has a row without a zone, whose relation is the reason (``nowhere``, ``invalid``):
    whoever reads the file cannot take it for one that meets nothing.

    Parameters
    ----------
    path : Path
    zones : ZoneSet
        Of the hits.
    """

    def __init__(self, path: Path, zones: ZoneSet) -> None:
        self._path = path
        self._zones = zones
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.Table] = []
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush(least=0)
        if self._writer is not None:
            self._writer.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def write(self, found: KeyedHits) -> None:
        """Add the hits of a row group; their parcels are named by key, or by row from 0 where there is none."""
        hits = found.hits
        parcel = pa.array(hits.parcel) if found.keys is None else found.keys
        columns = {
            "row": pa.array(hits.parcel),
            "parcel": parcel,
            "zone": self._zones.keys.take(pa.array(hits.zone)),
            "overlap_m2": pa.array(hits.overlap_m2),
            "share": pa.array(hits.share),
            "relation": pa.DictionaryArray.from_arrays(pa.array(hits.relation, pa.int8()), pa.array(_NAMES)),
        }
        self._waiting.append(pa.table(columns))
        for number, rows in ((3, hits.nowhere), (4, hits.invalid)):
            if len(rows):
                self._waiting.append(_unjudged(self._waiting[-1].schema, rows, number))
        self._flush(least=_GATHERED)

    def _flush(self, *, least: int) -> None:
        if not self._waiting or sum(len(table) for table in self._waiting) < least:
            return
        table = pa.concat_tables(self._waiting)
        self._waiting = []
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)
        self.rows += len(table)


_NAMES = (*RELATION_NAMES, Unjudged.NOWHERE.value, Unjudged.INVALID.value)


def _unjudged(schema: pa.Schema, rows: np.ndarray, number: int) -> pa.Table:
    empty = {field.name: pa.nulls(len(rows), field.type) for field in schema}
    empty["row"] = pa.array(rows)
    empty["relation"] = pa.DictionaryArray.from_arrays(
        pa.array(np.full(len(rows), number), pa.int8()), pa.array(_NAMES)
    )
    return pa.table(empty, schema=schema)
