"""A decision table over columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from kethop.errors import RuleError
from kethop.rules.decision_tables import PreparedTable
from kethop.rules.dmn.model import Decision
from kethop.rules.feel.names import normal_name
from kethop.rules.feel.types import SimpleType, unnamed
from kethop.rules.feel.values import Value
from kethop.rules.vectorised.classifying import Classes, Classifier, Ids, classifier_of
from kethop.rules.vectorised.combining import Stage
from kethop.rules.vectorised.decided import Decided
from kethop.rules.vectorised.outcomes import Outcomes
from kethop.rules.vectorised.probing import Probe, Signature

__all__ = ["InputColumn", "VectorTable", "named_column", "naming_column"]

MAX_STATES = 1_000_000
_READ_FROM_TEXT = frozenset(("date", "time", "date and time", "days and time duration", "years and months duration"))


@dataclass(slots=True)
class InputColumn:
    """An input of a table, and the classes of its values that have been met.

    Parameters
    ----------
    name : str
        Name of the input, which is that of its column.
    needed : bool
        Whether the table asks it; a column that is not asked may be missing.
    probe : Probe
        Asks the table about a value.
    constants : list of Value or None
        What the table compares it with; None when it asks more.
    equality : bool
        Whether texts are only compared for equality.
    """

    name: str
    needed: bool
    probe: Probe
    constants: list[Value] | None
    equality: bool
    classes: Classes = field(init=False)
    classifiers: dict[pa.DataType, Classifier] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Let go of every class that was met."""
        self.classes = Classes(self.probe)
        self.classifiers = {}

    def classify(self, array: pa.Array) -> Ids:
        """Return the class of each value; a RuleError ``tables.column_type`` for a type that no rule understands."""
        if array.type not in self.classifiers:
            expected = self.probe.expected
            bare = unnamed(expected) if expected is not None else None
            read = isinstance(bare, SimpleType) and bare.name in _READ_FROM_TEXT
            made = classifier_of(array.type, self.classes, self.constants, equality=self.equality and not read)
            if made is None:
                raise RuleError("tables.column_type", name=self.name, type=str(array.type)[:80])
            self.classifiers[array.type] = made
        with naming_column(self.name):
            return self.classifiers[array.type].classify(array)


@contextmanager
def naming_column(name: str) -> Iterator[None]:
    """Add the name of the column to an error about one of its values."""
    try:
        yield
    except RuleError as error:
        raise RuleError(error.code, place=error.place, **{**error.fields, "name": name}) from None


def named_column(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    """Return the column of an input; None when there is none; a RuleError ``tables.column_twice`` for two of one name."""
    found = [place for place, own in enumerate(batch.schema.names) if normal_name(own) == name]
    if len(found) > 1:
        raise RuleError("tables.column_twice", name=name)
    return batch.column(found[0]) if found else None


@dataclass(slots=True)
class VectorTable:
    """A table that decides batches of rows; made by :func:`kethop.rules.vectorised.compile_table`."""

    decision: Decision
    source: str
    columns: Sequence[InputColumn]
    table: PreparedTable
    outcomes: Outcomes
    stages: list[Stage] = field(default_factory=list)

    def decide(self, batch: pa.RecordBatch) -> Decided:
        """Return the outcome of each row.

        Parameters
        ----------
        batch : pyarrow.RecordBatch
            A column for each input, by name; further columns are not looked at. Numbers are integers or decimals;
            times of day and moments without a zone are local. Texts are read as dates, times and durations where the
            input's type says so.

        Raises
        ------
        RuleError
            ``tables.column_missing``, ``tables.column_twice``, ``tables.column_type``, ``tables.number_too_wide``.
        """
        if not self.stages or max(len(stage.states) for stage in self.stages) > MAX_STATES:
            self._forget()
        state = np.zeros(batch.num_rows, dtype=np.int32)
        everything = (1 << len(self.table.rules)) - 1
        states: Sequence[Signature] = [Signature(everything, everything, 0)]
        for column, stage in zip(self.columns, self.stages, strict=True):
            array = named_column(batch, column.name)
            if array is None and column.needed:
                raise RuleError("tables.column_missing", name=column.name)
            if array is not None:
                state = stage.step(state, column.classify(array), states, column.classes.signatures)
                states = stage.states
        return self.outcomes.decided(state, states)

    def _forget(self) -> None:
        self.stages = [Stage() for _ in self.columns]
        self.outcomes.forget()
        for column in self.columns:
            column.forget()
