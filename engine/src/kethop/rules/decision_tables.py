"""A decision table made ready once and asked many times: a value, and a trace of every rule (DMN 1.5 §8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kethop.rules.dmn.expressions import DecisionTable, InputClause, OutputClause, TableRule
from kethop.rules.feel.budget import weigh
from kethop.rules.feel.evaluation import evaluate
from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.names import Names
from kethop.rules.feel.parsing import IRRELEVANT, parse_expression, parse_unary_tests
from kethop.rules.feel.scope import Scope
from kethop.rules.feel.tree import Literal, Node, UnaryTests
from kethop.rules.feel.types import Constrained, FeelType
from kethop.rules.feel.values import Value, value_text
from kethop.rules.feel.walking import INPUT
from kethop.rules.hit_policies import Hit, HitPolicy, combined, deciding
from kethop.rules.item_types import AllowedValues, ModelTypes
from kethop.rules.trace import CellTrace, ClauseTrace, RuleStatus, RuleTrace, TableTrace

__all__ = ["PreparedTable", "TableOutcome", "prepare_table"]

NULL = Literal(None)


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What a table answered and why."""

    value: Value
    trace: TableTrace


@dataclass(frozen=True, slots=True)
class _Input:
    clause: InputClause
    expression: Node
    allowed: UnaryTests


@dataclass(frozen=True, slots=True)
class _Output:
    clause: OutputClause
    allowed: UnaryTests
    default: Node | None


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: TableRule
    cells: tuple[UnaryTests, ...]
    outputs: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class PreparedTable:
    """A table whose texts are parsed."""

    table: DecisionTable
    inputs: tuple[_Input, ...]
    outputs: tuple[_Output, ...]
    rules: tuple[_Rule, ...]

    def value_in(self, scope: Scope) -> Value:
        """Return the table's value; its trace is kept with the run."""
        outcome = self.decide(scope)
        scope.run.keep(outcome)
        return outcome.value

    def decide(self, scope: Scope) -> TableOutcome:
        """Return value and trace. The value comes from the rules that FEEL finds matched, from no others."""
        values = [scope.evaluate(part.expression) for part in self.inputs]
        weigh(values)
        scopes = [scope.child({INPUT: value}) for value in values]
        known: list[dict[str, CellTrace]] = [{} for _ in self.inputs]
        traces = tuple(self._rule(rule, values, scopes, scope, known) for rule in self.rules)
        hits = [Hit(trace.index, trace.outputs) for trace in traces if trace.status is RuleStatus.MATCHED]
        value, violations = self.judged(hits, scope)
        violations = (*self._outside_inputs(values), *violations)
        clauses = tuple(
            ClauseTrace(part.clause.expression, value) for part, value in zip(self.inputs, values, strict=True)
        )
        trace = TableTrace(self.table.hit_policy, clauses, traces, self.table.aggregation, violations)
        return TableOutcome(value, trace)

    def judged(self, hits: Sequence[Hit], scope: Scope) -> tuple[Value, tuple[Diagnostic, ...]]:
        """Return the value that the hit policy makes of the rules that matched, and what they violate."""
        value, violations = combined(self._policy(hits, scope), hits)
        return value, (*self._outside_outputs(hits), *violations)

    def deciding(self, hits: Sequence[Hit], scope: Scope) -> tuple[int, ...]:
        """Return the numbers of the rules that the value is made of, among those that matched; none if that is violated."""
        return tuple(hit.rule for hit in deciding(self._policy(hits, scope), hits))

    def _policy(self, hits: Sequence[Hit], scope: Scope) -> HitPolicy:
        return HitPolicy(self.table.hit_policy, self.table.aggregation, self._rank, self._default(scope, hits))

    def answers(self, column: int, value: Value, scope: Scope) -> tuple[CellTrace, ...]:
        """Return what each rule's cell in a column, from 0, says of a value."""
        inner = scope.child({INPUT: value})
        known: dict[str, CellTrace] = {}
        return tuple(
            _known_cell(known, rule.rule.inputs[column], rule.cells[column], value, inner) for rule in self.rules
        )

    def is_allowed(self, column: int, value: Value) -> bool:
        """Return whether a value is among the input values of a column, from 0; null is never outside."""
        allowed = self.inputs[column].allowed
        return not allowed.tests or value is None or AllowedValues(allowed).admits(value)

    def _rule(
        self,
        rule: _Rule,
        values: Sequence[Value],
        scopes: Sequence[Scope],
        scope: Scope,
        known: Sequence[dict[str, CellTrace]],
    ) -> RuleTrace:
        """Return the trace of a rule; a text that stands in a column above has its answer already in ``known``."""
        cells = tuple(map(_known_cell, known, rule.rule.inputs, rule.cells, values, scopes))
        status = _status(cells)
        outputs: dict[str, Value] = {}
        if status is not RuleStatus.EXCLUDED:
            for column, node in zip(self.outputs, rule.outputs, strict=True):
                outputs[column.clause.name] = scope.evaluate(node)
            weigh(outputs)
        return RuleTrace(rule.rule.index, rule.rule.id, status, cells, outputs, rule.rule.annotations)

    def _default(self, scope: Scope, hits: Sequence[Hit]) -> Mapping[str, Value] | None:
        if hits or all(part.default is None for part in self.outputs):
            return None
        return {part.clause.name: scope.evaluate(part.default or NULL) for part in self.outputs}

    def _rank(self, outputs: Mapping[str, Value]) -> list[int]:
        return [_place(part.allowed, outputs[part.clause.name]) for part in self.outputs]

    def _outside_inputs(self, values: Sequence[Value]) -> Iterator[Diagnostic]:
        for column, (part, value) in enumerate(zip(self.inputs, values, strict=True)):
            if not self.is_allowed(column, value):
                yield _outside("rules.input_not_allowed", part.clause.expression, value)

    def _outside_outputs(self, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        for hit in hits:
            for part in self.outputs:
                value = hit.outputs[part.clause.name]
                if part.allowed.tests and not AllowedValues(part.allowed).admits(value):
                    yield _outside("rules.output_not_allowed", part.clause.name, value, rule=hit.rule)


def _outside(code: str, name: str, value: Value, rule: int | None = None) -> Diagnostic:
    return Diagnostic(code, fields={"name": name, "value": value_text(value)[:200], "rule": rule})


def _known_cell(known: dict[str, CellTrace], text: str, tests: UnaryTests, value: Value, scope: Scope) -> CellTrace:
    found = known.get(text)
    if found is None:
        found = known[text] = _cell(text, tests, value, scope)
    return found


def _cell(text: str, tests: UnaryTests, value: Value, scope: Scope) -> CellTrace:
    if not tests.tests:
        return CellTrace(text or IRRELEVANT, result=True, undecided=False)
    result = scope.evaluate(tests)
    answer = result if isinstance(result, bool) else None
    return CellTrace(text, answer, answer is None or (value is None and not answer))


def _status(cells: Sequence[CellTrace]) -> RuleStatus:
    status = RuleStatus.MATCHED
    for cell in cells:
        if cell.undecided:
            status = RuleStatus.POSSIBLE
        elif not cell.result:
            return RuleStatus.EXCLUDED
    return status


def _place(allowed: UnaryTests, value: Value) -> int:
    """Return the place of a value in the list of output values, from 0; behind the last when it is not in it."""
    for place, test in enumerate(allowed.tests):
        if evaluate(UnaryTests((test,)), {INPUT: value}).value is True:
            return place
    return len(allowed.tests)


def prepare_table(table: DecisionTable, names: Names, types: ModelTypes, result: FeelType | None) -> PreparedTable:
    """Return the table with its texts parsed.

    Parameters
    ----------
    table : DecisionTable
        As read.
    names : Names
        What its texts may name; cells also ``?``.
    types : ModelTypes
        Types of the model: an output clause without ``outputValues`` takes the allowed values of its type.
    result : FeelType or None
        Type of the table's value, for an output clause that has no type of its own.

    Raises
    ------
    FeelSyntaxError
        A text that does not parse.
    """
    inputs = tuple(
        _Input(
            clause,
            parse_expression(clause.expression, names, place=clause.place),
            parse_unary_tests(clause.allowed_values, names, place=clause.place),
        )
        for clause in table.inputs
    )
    outputs = tuple(
        _output(clause, names, types, result if len(table.outputs) == 1 else None) for clause in table.outputs
    )
    return PreparedTable(table, inputs, outputs, tuple(_prepared_rule(table, rule, names) for rule in table.rules))


def _prepared_rule(table: DecisionTable, rule: TableRule, names: Names) -> _Rule:
    place = type(table.place)(table.place.source, rule.line, f"rule {rule.index}")
    cells = tuple(parse_unary_tests(text, names, place=place) for text in rule.inputs)
    outputs = tuple(
        NULL if text in {"", IRRELEVANT} else parse_expression(text, names, place=place) for text in rule.outputs
    )
    return _Rule(rule, cells, outputs)


def _output(clause: OutputClause, names: Names, types: ModelTypes, result: FeelType | None) -> _Output:
    allowed = parse_unary_tests(clause.output_values, names, place=clause.place)
    if not allowed.tests:
        allowed = _allowed_by(types.of(clause.type_ref, clause.place) or result)
    default = parse_expression(clause.default, names, place=clause.place) if clause.default else None
    return _Output(clause, allowed, default)


def _allowed_by(kind: FeelType | None) -> UnaryTests:
    while isinstance(kind, Constrained):
        if isinstance(kind.constraint, AllowedValues):
            return kind.constraint.tests
        kind = kind.base
    return UnaryTests(())
