"""A decision table over the hits: parcel and zone attributes, overlap, share and relation in; its outputs as columns."""

from decimal import Decimal, InvalidOperation
from threading import local

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kethop.cadastre.answers import RELATIONS, Answers, named
from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.requests import RulesRequest
from kethop.documents import PlainValue, Record, sha256_hex
from kethop.errors import DmnError, Place, RuleError
from kethop.rules import DmnModel, read_dmn
from kethop.rules.feel.names import normal_name
from kethop.rules.vectorised import Decided, OutputColumns, VectorTable, compile_table
from kethop.spatial.crs import Floats

__all__ = ["OWN_INPUTS", "RulesJob", "TableOverHits", "rules_job"]

OWN_INPUTS = ("layer", "zone", "parcel", "overlap_m2", "share", "relation")
"""Inputs that every hit has; ``parcel_X`` and ``zone_X`` stand for column X of the parcels and of the zones."""
_OVERLAP = pa.decimal128(24, 2)  # a measured number is stated to 0.01, as in a single appraisal
_SHARE = pa.decimal128(7, 6)


class RulesJob(Record):
    """A decision table as a run was begun with it.

    Parameters
    ----------
    name : str
        Of the file.
    decision : str
        Name of the decision.
    text : str
        The file.
    """

    name: str
    decision: str
    text: str

    @property
    def identity(self) -> dict[str, PlainValue]:
        """What decides the answer."""
        return {"name": self.name, "decision": self.decision, "sha256": sha256_hex(self.text.encode())}

    def compile(self) -> VectorTable:
        """Return the table ready for columns; errors as for ``compile_table``."""
        return compile_table(self.model(), self.decision)

    def model(self) -> DmnModel:
        """Return the file as read."""
        return read_dmn(self.text.encode(), source=self.name)


def rules_job(wanted: RulesRequest, parcels: pa.Schema, layers: tuple[OpenLayer, ...]) -> RulesJob:
    """Return the table of a request, after looking that every input has a column.

    Parameters
    ----------
    wanted : RulesRequest
    parcels : pyarrow.Schema
        Of the first file of parcels.
    layers : tuple of OpenLayer

    Raises
    ------
    RuleError
        ``screen.decision_missing`` (``names``): the file has several and none is named; ``screen.input_missing`` (``name``): no such
        column; those of ``read_dmn`` and ``compile_table``.
    """
    place = Place(str(wanted.path))
    try:
        text = wanted.path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DmnError("dmn.unreadable", place=place, reason=type(error).__name__) from error
    except UnicodeDecodeError as error:
        raise DmnError("dmn.not_xml", place=place, reason="UTF-8") from error
    model = read_dmn(text.encode(), source=str(wanted.path))
    names = list(model.decisions)
    if wanted.decision is None and len(names) != 1:
        raise RuleError("screen.decision_missing", place=place, names=", ".join(names)[:200])
    job = RulesJob(name=wanted.path.name, decision=wanted.decision or names[0], text=text)
    table = compile_table(model, job.decision)
    attributes = {normal_name(f"zone_{name}") for layer in layers for name in layer.attributes.column_names}
    known = {*OWN_INPUTS, *attributes, *(normal_name(f"parcel_{name}") for name in parcels.names)}
    for column in table.columns:
        if column.needed and column.name not in known:
            raise RuleError("screen.input_missing", place=place, name=column.name[:80])
    return job


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
            "overlap_m2": _decimals(hits.overlap_m2, _OVERLAP),
            "share": _decimals(hits.share, _SHARE),
            "relation": named(hits.relation, RELATIONS),
        }
        for name in self.parcel_columns:
            columns[f"parcel_{name}"] = _exact(parcels[name].combine_chunks(), name)
        for name in self._zone_columns:
            columns[f"zone_{name}"] = _exact(self._zones(hits, name), name)
        decided = table.decide(pa.RecordBatch.from_pydict(columns))
        return OutputColumns.of_table(table).arrays(decided), decided

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


def _decimals(values: Floats, kind: pa.DataType) -> pa.Array:
    """Return measured numbers as decimals, rounded; null where there is none."""
    return pa.array(values, mask=np.isnan(values)).cast(kind)


def _exact(array: pa.Array, name: str) -> pa.Array:
    """Return a column of binary floats as the decimals that they are written as; rules compare no binary floats."""
    if not pa.types.is_floating(array.type):
        return array
    encoded = array.cast(pa.float64()).dictionary_encode()
    texts = array.dictionary_encode().dictionary.cast(pa.string()).to_pylist()
    try:
        numbers = [_decimal(text) for text in texts]
        exact = (
            pa.array(numbers)
            if any(number is not None for number in numbers)
            else pa.array(numbers, pa.decimal128(1, 0))
        )
    except (InvalidOperation, pa.ArrowException):
        raise RuleError("tables.column_type", name=name[:80], type=str(array.type)[:80]) from None
    indices: NDArray[np.int32] = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    return exact.take(pa.array(indices, mask=indices < 0))


def _decimal(text: str | None) -> Decimal | None:
    """Return a number as written, without an exponent; None for what is no number."""
    number = Decimal(text or "nan")
    if not number.is_finite():
        return None
    return Decimal(f"{number.normalize():f}")
