"""From a decision whose logic is a table to a table over columns, or why that cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kethop.errors import DmnError, Place, RuleError
from kethop.rules.decision_tables import PreparedTable
from kethop.rules.dmn.model import Decision, DmnModel, InputData
from kethop.rules.feel.tree import Name, Node, UnaryTests
from kethop.rules.preparation import own_table, prepare
from kethop.rules.requirements import Found, require
from kethop.rules.vectorised.constants import constants_of, foreign_name, only_equality, tests_of_type
from kethop.rules.vectorised.outcomes import Outcomes
from kethop.rules.vectorised.probing import Probe
from kethop.rules.vectorised.table import InputColumn, VectorTable

__all__ = ["VectorTable", "compile_table"]


@dataclass(frozen=True, slots=True)
class _Source:
    """A decision whose own logic is a table, with the input data that it requires."""

    decision: Decision
    model: DmnModel
    node: Node
    table: PreparedTable
    inputs: tuple[InputData, ...]

    @property
    def variables(self) -> frozenset[str]:
        parts = (require(Found(self.decision, self.model), href) for href in self.decision.knowledge)
        return frozenset(part.element.variable for part in parts) | {part.variable for part in self.inputs}


def compile_table(model: DmnModel, decision: str) -> VectorTable:
    """Return a decision's table ready for columns.

    Parameters
    ----------
    model : DmnModel
        From :func:`kethop.rules.read_dmn`.
    decision : str
        Name or id of the decision. Its logic is a decision table; each input expression is the name of an input; cells
        name nothing but ``?``, outputs nothing at all.

    Raises
    ------
    DmnError
        As :func:`kethop.rules.decide`.
    FeelSyntaxError
        A text that does not parse.
    RuleError
        ``tables.no_table``, ``tables.requires_decision``, ``tables.input_not_plain``, ``tables.names_other`` (with the
        place of the cell): the table needs the interpreter, row by row.
    """
    found = model.decision(decision)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=decision[:200])
    source = _source(found, model)
    _check_cells(source)
    columns = tuple(_columns(source))
    checks = tuple(_checks(source, columns))
    return VectorTable(found, model.source, columns, source.table, Outcomes(source.table, source.node, checks))


def _source(decision: Decision, model: DmnModel) -> _Source:
    node = prepare(model).decision(decision)
    hosted = own_table(node)
    if hosted is None or not isinstance(hosted.host, PreparedTable):
        raise RuleError("tables.no_table", place=decision.place, decision=decision.name)
    inputs: list[InputData] = []
    for href in decision.requires:
        part = require(Found(decision, model), href)
        if not isinstance(part.element, InputData) or part.path:
            raise RuleError("tables.requires_decision", place=decision.place, name=part.element.name)
        inputs.append(part.element)
    return _Source(decision, model, node, hosted.host, tuple(inputs))


def _check_cells(source: _Source) -> None:
    """Refuse a table with an input that is no plain name, or a cell or output that names something else."""
    table = source.table
    variables = source.variables
    known = {part.variable for part in source.inputs}
    for part in table.inputs:
        expression = part.expression
        if not isinstance(expression, Name) or expression.name not in known:
            raise RuleError("tables.input_not_plain", place=part.clause.place, text=part.clause.expression[:200])
        _check(part.allowed, part.clause.place, variables)
    for rule in table.rules:
        for number, node in enumerate((*rule.cells, *rule.outputs), start=1):
            _check(
                node, Place(source.model.source, rule.rule.line, f"rule {rule.rule.index}, cell {number}"), variables
            )
    for column in table.outputs:
        _check(column.allowed, column.clause.place, variables)
        if column.default is not None:
            _check(column.default, column.clause.place, variables)


def _check(node: Node, place: Place, variables: frozenset[str]) -> None:
    name = foreign_name(node, variables)
    if name is not None:
        raise RuleError("tables.names_other", place=place, name=name[:200])


def _columns(source: _Source) -> Iterator[InputColumn]:
    types = prepare(source.model).types
    bit = 0
    for part in source.inputs:
        expected = types.of(part.type_ref, part.place)
        clauses = [
            number for number, clause in enumerate(source.table.inputs) if clause.expression == Name(part.variable)
        ]
        tests = [*_tests(source.table, clauses), *tests_of_type(expected)]
        constants = constants_of(tests)
        yield InputColumn(
            part.name, bool(clauses), Probe(source.table, clauses, expected, bit), constants, only_equality(tests)
        )
        bit += len(clauses) + 1


def _tests(table: PreparedTable, clauses: Sequence[int]) -> Iterator[UnaryTests]:
    for number in clauses:
        yield table.inputs[number].allowed
        yield from (rule.cells[number] for rule in table.rules)


def _checks(source: _Source, columns: Sequence[InputColumn]) -> Iterator[tuple[str, str]]:
    """Yield code and name of what each bit of ``violated`` stands for, in the order of the bits."""
    for column in columns:
        yield "rules.input_wrong_type", column.name
        for number in column.probe.columns:
            yield "rules.input_not_allowed", source.table.inputs[number].clause.expression
