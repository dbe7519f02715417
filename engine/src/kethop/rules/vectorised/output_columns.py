"""Outcomes as columns: one for each output of the table, then rules, possible rules and violations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from kethop.errors import RuleError
from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.temporal import FeelDate
from kethop.rules.feel.values import Value, kind_of, value_text
from kethop.rules.vectorised.decided import Decided, Outcome
from kethop.rules.vectorised.table import VectorTable

__all__ = ["WHY_COLUMNS", "OutputColumns", "violation_text"]

DIGITS = 38
WHY_COLUMNS = ("rules", "rule_ids", "possible_rules", "is_undetermined", "violations")
_WHY_TYPES = (pa.list_(pa.int32()), pa.list_(pa.string()), pa.list_(pa.int32()), pa.bool_(), pa.list_(pa.string()))


@dataclass(frozen=True, slots=True)
class _Output:
    """A column: its name, the Arrow type of one value, and how a value becomes one of that type."""

    name: str
    type: pa.DataType
    convert: Callable[[Value], object]


@dataclass(frozen=True, slots=True)
class OutputColumns:
    """The columns that a decision adds to its rows.

    Parameters
    ----------
    outputs : sequence of _Output
        One for each output of the table; a single one of FEEL text where there is no table of fixed outputs.
    several : bool
        Whether each of them holds a list: one value for each rule that matched.
    rule_ids : sequence of str
        Id of each rule in the file.
    """

    outputs: Sequence[_Output]
    several: bool = False
    rule_ids: Sequence[str] = ()

    @classmethod
    def of_table(cls, vector: VectorTable) -> "OutputColumns":
        """Return the columns of a table: texts, truth values, exact decimals and days as such, all else as FEEL text."""
        table = vector.table.table
        ids = tuple(rule.id for rule in table.rules)
        if not vector.outcomes.keeps_values:
            return cls.of_text(vector.decision.variable, ids)
        if table.aggregation == "COUNT":
            single = table.outputs[0].name if len(table.outputs) == 1 else vector.decision.variable
            return cls([_Output(single, pa.int64(), _count)], several=False, rule_ids=ids)
        several = table.hit_policy in {"RULE ORDER", "OUTPUT ORDER"} or (
            table.hit_policy == "COLLECT" and not table.aggregation
        )
        values = vector.outcomes.output_values()
        return cls([_output(name, found, len(ids)) for name, found in values.items()], several, ids)

    @classmethod
    def of_text(cls, name: str, rule_ids: Sequence[str] = ()) -> "OutputColumns":
        """Return one column that holds each value as FEEL text."""
        return cls([_Output(name, pa.string(), _feel_text)], several=False, rule_ids=rule_ids)

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns."""
        types = [pa.list_(output.type) if self.several else output.type for output in self.outputs]
        names = [output.name for output in self.outputs]
        return pa.schema([*zip(names, types, strict=True), *zip(WHY_COLUMNS, _WHY_TYPES, strict=True)])

    def arrays(self, decided: Decided) -> list[pa.Array]:
        """Return the columns of a batch, in the order of the schema."""
        rows = pa.array(decided.numbers)
        columns = [
            [self._cell(outcome.value, place) for outcome in decided.outcomes] for place in range(len(self.outputs))
        ]
        columns += [list(column) for column in zip(*map(self._why, decided.outcomes), strict=True)] or [[]] * len(
            WHY_COLUMNS
        )
        return [pa.array(column, field.type).take(rows) for column, field in zip(columns, self.schema, strict=True)]

    def _cell(self, value: Value, place: int) -> object:
        output = self.outputs[place]
        if not self.several:
            part = self._part(value, output)
            return None if part is None and output.convert is not _feel_text else output.convert(part)
        if value is None:
            return None
        if not isinstance(value, list):
            raise RuleError("tables.output_unfit", name=output.name, kind=kind_of(value))
        parts = (self._part(item, output) for item in value)
        return [None if part is None else output.convert(part) for part in parts]

    def _part(self, value: Value, output: _Output) -> Value:
        """Return what a value says of one output: an entry of the context of several outputs, or itself."""
        if value is None or len(self.outputs) == 1:
            return value
        if not isinstance(value, Mapping):
            raise RuleError("tables.output_unfit", name=output.name, kind=kind_of(value))
        return value[output.name]

    def _why(self, outcome: Outcome) -> tuple[list[int], list[str], list[int], bool, list[str]]:
        ids = [self.rule_ids[rule - 1] for rule in outcome.matched] if self.rule_ids else []
        violations = list(map(violation_text, outcome.violations))
        return list(outcome.matched), ids, list(outcome.possible), outcome.is_undetermined, violations


def violation_text(violation: Diagnostic) -> str:
    """Return a violation as its code and what it is about."""
    about = violation.fields.get("name") or violation.fields.get("rules") or ""
    return f"{violation.code}: {about}" if about else violation.code


def _output(name: str, values: Sequence[Value], rules: int) -> _Output:
    kinds = {kind_of(value) for value in values if value is not None}
    if kinds == {"string"}:
        return _Output(name, pa.string(), _same)
    if kinds == {"boolean"}:
        return _Output(name, pa.bool_(), _same)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if kinds == {"number"} and (scale := _scale(numbers, rules)) is not None:
        return _Output(name, pa.decimal128(DIGITS, scale), _same)
    days = [value for value in values if isinstance(value, FeelDate)]
    if kinds == {"date"} and all(1 <= day.year <= 9999 for day in days):
        return _Output(name, pa.date32(), _day)
    return _Output(name, pa.string(), _feel_text)


def _scale(numbers: Sequence[Decimal], rules: int) -> int | None:
    """Return how many decimals the numbers need; None when they, or a sum of one for each rule, need over 38 digits."""
    normal = [number.normalize() for number in numbers]
    scale = max((max(0, -int(number.as_tuple().exponent)) for number in normal), default=0)
    whole = max((number.adjusted() + 1 for number in normal), default=1)
    return scale if scale + max(1, whole) + len(str(rules)) <= DIGITS else None


def _same(value: Value) -> object:
    return value


def _day(value: Value) -> object:
    return date(value.year, value.month, value.day) if isinstance(value, FeelDate) else None


def _count(value: Value) -> object:
    return int(value) if isinstance(value, Decimal) else None


def _feel_text(value: Value) -> object:
    return value_text(value, quoted=True)
