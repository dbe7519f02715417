"""A decision table over the hits: parcel and zone attributes, overlap, share and relation in; its outputs as columns."""

from collections.abc import Sequence
from threading import local

import numpy as np
import pyarrow as pa

from kethop.cadastre.answers import RELATIONS, Answers, named
from kethop.cadastre.decimals import exact_decimals, rounded_decimals
from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.rules_job import RulesJob
from kethop.errors import RuleError
from kethop.rules.feel.names import normal_name
from kethop.rules.vectorised import Decided, OutputColumns, VectorTable

__all__ = ["TableOverHits"]

_OVERLAP = pa.decimal128(24, 2)  # a measured number is stated to 0.01, as in a single appraisal
_SHARE = pa.decimal128(7, 6)


class TableOverHits:
    """A decision table, and what it needs of parcels and zones.

    Parameters
    ----------
    job : RulesJob
    parcels : pyarrow.Schema
    layers : tuple of OpenLayer
    """

    def __init__(self, job: RulesJob, parcels: pa.Schema, layers: tuple[OpenLayer, ...]) -> None:
        self._job, self._layers, self._mine = job, layers, local()
        table = self._table()
        wanted = {column.name for column in table.columns}
        self.parcel_columns = [name for name in parcels.names if normal_name(f"parcel_{name}") in wanted]
        names = dict.fromkeys(name for layer in layers for name in layer.attributes.column_names)
        self._zone_columns = [name for name in names if normal_name(f"zone_{name}") in wanted]
        self.schema: pa.Schema = OutputColumns.of_table(table).schema

    def decide(self, hits: Answers, parcels: pa.Table, keys: pa.Array) -> tuple[list[pa.Array], Decided]:
        """Return the columns of the table's outputs for hits, and what they came to.

        Parameters
        ----------
        hits : Answers
            Hits on zones only.
        parcels : pyarrow.Table
            ``parcel_columns`` of the hits' parcels, row for row.
        keys : pyarrow.Array
            Of the hits' parcels.

        Raises
        ------
        RuleError
            Those of ``VectorTable.decide``, with the row from 1 among the hits of the part.
        """
        table = self._table()
        columns: dict[str, pa.Array] = {
            "layer": named(hits.layer, tuple(layer.use.id for layer in self._layers)),
            "zone": self._zones(hits, None),
            "parcel": keys,
            "overlap_m2": rounded_decimals(hits.overlap_m2, _OVERLAP),
            "share": rounded_decimals(hits.share, _SHARE),
            "relation": named(hits.relation, RELATIONS),
        }
        for name in self.parcel_columns:
            columns[f"parcel_{name}"] = exact_decimals(parcels[name].combine_chunks(), name)
        for name in self._zone_columns:
            columns[f"zone_{name}"] = exact_decimals(self._zones(hits, name), name)
        decided = table.decide(pa.RecordBatch.from_pydict(columns))
        return OutputColumns.of_table(table).arrays(decided), decided

    def deciding(self, matched: Sequence[int]) -> tuple[int, ...]:
        """Return which of the rules that matched, numbered from 1, decided: of a FIRST table one, although more may match."""
        return self._table().outcomes.deciding(matched)

    def _table(self) -> VectorTable:
        """Return the table of this thread: it keeps what it has met."""
        if not hasattr(self._mine, "table"):
            self._mine.table = self._job.compile()
        table: VectorTable = self._mine.table
        return table

    def _zones(self, hits: Answers, name: str | None) -> pa.Array:
        """Return keys or an attribute of the hits' zones; null for a layer without that column."""
        parts: list[pa.Array] = []
        starts: list[int] = []
        count = 0
        for layer in self._layers:
            column = layer.keys if name is None else _column(layer.attributes, name)
            starts.append(count if column is not None else -1)
            if column is not None:
                parts.append(column)
                count += len(column)
        start = np.array([*starts, -1])[hits.layer]
        place = pa.array(start + hits.zone, mask=np.asarray(start < 0))
        return _joined(parts, name).take(place)


def _column(table: pa.Table, name: str) -> pa.Array | None:
    return table[name].combine_chunks() if name in table.column_names else None


def _joined(parts: list[pa.Array], name: str | None) -> pa.Array:
    """Return a column of several layers; refuse one whose types do not agree."""
    try:
        return pa.concat_arrays([part.cast(parts[0].type) for part in parts])
    except pa.ArrowException:
        raise RuleError("tables.column_type", name=f"zone_{name}"[:80], type=str(parts[-1].type)[:80]) from None
