"""Rows decided one by one by the interpreter, for what no table over columns can say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pyarrow as pa

from kethop.errors import DmnError, Place, RuleError
from kethop.rules.decisions import decide
from kethop.rules.dmn.model import Decision, DmnModel, InputData
from kethop.rules.requirements import Found, in_order, require
from kethop.rules.vectorised.decided import Decided, Outcome
from kethop.rules.vectorised.integers import integers_of
from kethop.rules.vectorised.measures import measure_of
from kethop.rules.vectorised.table import named_column, naming_column

__all__ = ["RowDecider"]


@dataclass(slots=True)
class RowDecider:
    """Decides batches of rows with :func:`kethop.rules.decide`.

    Parameters
    ----------
    model : DmnModel
        The model.
    name : str
        Name or id of the decision.
    moment : datetime or None
        What ``now()`` and ``today()`` answer.

    Raises
    ------
    DmnError
        ``dmn.decision_unknown`` and those of :func:`kethop.rules.decide`.
    """

    model: DmnModel
    name: str
    moment: datetime | None = None
    decision: Decision = field(init=False)
    inputs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = self.model.decision(self.name)
        if found is None:
            raise DmnError("dmn.decision_unknown", place=Place(self.model.source), decision=self.name[:200])
        self.decision = found
        self.inputs = tuple(dict.fromkeys(_input_names(Found(found, self.model))))

    def decide(self, batch: pa.RecordBatch) -> Decided:
        """Return the outcome of each row; columns and errors as :meth:`VectorTable.decide`, lists and structures too.

        Raises
        ------
        RuleError
            Also ``rules.limit`` and those of :func:`kethop.rules.decide`, with the row, from 1 in the batch, as ``row``.
        """
        columns = {name: list(self._values(batch, name)) for name in self.inputs}
        outcomes = [
            self._row({name: column[row] for name, column in columns.items()}, row + 1) for row in range(batch.num_rows)
        ]
        return Decided(np.arange(batch.num_rows, dtype=np.int32), outcomes)

    def _row(self, inputs: dict[str, object], row: int) -> Outcome:
        try:
            result = decide(self.model, self.name, inputs, moment=self.moment)
        except RuleError as error:
            raise RuleError(error.code, place=error.place, **{**error.fields, "row": row}) from None
        table = result.trace.table
        matched = tuple(rule.index for rule in table.matched) if table else ()
        possible = tuple(rule.index for rule in table.possible) if table else ()
        return Outcome(result.value, matched, possible, result.violations, result.is_undetermined)

    def _values(self, batch: pa.RecordBatch, name: str) -> Iterator[object]:
        array = named_column(batch, name)
        if array is None:
            raise RuleError("tables.column_missing", name=name)
        if pa.types.is_floating(array.type) or pa.types.is_binary(array.type):
            raise RuleError("tables.column_type", name=name, type=str(array.type)[:80])
        measure = measure_of(array.type)
        with naming_column(name):
            values = integers_of(array) if measure else None
        if measure is None or values is None:
            yield from array.to_pylist()
            return
        for number, valid in zip(values.tolist(), array.is_valid().to_pylist(), strict=True):
            yield measure.to_feel(number) if valid else None


def _input_names(decision: Found) -> Iterator[str]:
    """Yield the names under which the inputs of a decision and of all that it requires are given."""
    for part in in_order(decision):
        if isinstance(part.element, Decision):
            for href in part.element.requires:
                found = require(part, href)
                if isinstance(found.element, InputData):
                    yield ".".join((*found.path, found.element.name))
