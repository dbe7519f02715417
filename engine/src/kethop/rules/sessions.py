"""One run of a model: inputs made FEEL values, decisions decided once each, functions and services made callable."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kethop.errors import DmnError, RuleError
from kethop.rules.decision_tables import PreparedTable, TableOutcome
from kethop.rules.dmn.model import BusinessKnowledge, Decision, DecisionService, DmnModel, InputData
from kethop.rules.feel.budget import weigh
from kethop.rules.feel.evaluation import new_scope, value_in
from kethop.rules.feel.faults import Diagnostic, FeelFault, LimitReached
from kethop.rules.feel.scope import Run, Scope
from kethop.rules.feel.tree import Call, Literal, Node, Typed
from kethop.rules.feel.types import FeelType, FunctionType, coerce, type_name, unnamed
from kethop.rules.feel.values import FunctionValue, Value, kind_of
from kethop.rules.plain import from_plain
from kethop.rules.preparation import own_table, prepare
from kethop.rules.requirements import Found, Key, in_order, require
from kethop.rules.trace import DecisionTrace

__all__ = ["Session", "result_type", "single_or_context", "with_value"]


@dataclass(slots=True)
class Session:
    """Inputs, and each decision's trace once it is known.

    Parameters
    ----------
    inputs : mapping
        By name; those of an imported model in a mapping under the import's name.
    moment : datetime or None
        What ``now()`` and ``today()`` answer.
    """

    inputs: Mapping[str, object]
    moment: datetime | None
    given: dict[Key, Value] = field(default_factory=dict)
    traces: dict[Key, DecisionTrace] = field(default_factory=dict)
    violations: list[Diagnostic] = field(default_factory=list)

    def give(self, found: Found, value: Value) -> None:
        """Fix the value of an element; one that does not conform to its type becomes null, with a violation."""
        expected = self.type_of(found)
        try:
            self.given[found.key] = coerce(value, expected) if expected else value
        except FeelFault:
            self.given[found.key] = None
            wanted = type_name(expected) if expected else ""
            fields = {"name": found.element.name, "expected": wanted, "actual": kind_of(value)}
            self.violations.append(Diagnostic("rules.input_wrong_type", fields=fields))

    @staticmethod
    def type_of(found: Found) -> FeelType | None:
        """Return the type of an input's or decision's variable."""
        element = found.element
        if isinstance(element, BusinessKnowledge):
            return None
        return prepare(found.model).types.of(element.type_ref, element.place)

    def decide(self, found: Found) -> DecisionTrace:
        """Return the trace of a decision, those it requires first; errors as :func:`kethop.rules.decide`."""
        if not isinstance(found.element, Decision):
            raise DmnError("dmn.reference_unknown", place=found.element.place, href=found.element.id[:200])
        for part in in_order(found, self.given.keys()):
            if isinstance(part.element, Decision) and part.key not in self.traces:
                self.traces[part.key] = self._decided(part.element, part)
        return self.traces[found.key]

    def called(self, found: Found, arguments: dict[str, Value]) -> Value:
        """Return what a business knowledge model gives for arguments by name; null when they do not fit."""
        if not isinstance(found.element, BusinessKnowledge):
            raise DmnError("dmn.reference_unknown", place=found.element.place, href=found.element.id[:200])
        base = new_scope(self.moment)
        function = _ScopeBuilder(self, base).function(found.element, found)
        named = tuple((name, Literal(value)) for name, value in arguments.items())
        try:
            return value_in(base, Call(Literal(function), named=named))
        except LimitReached as reached:
            place = found.element.place
            raise RuleError("rules.limit", place=place, kind=reached.kind, limit=reached.limit) from None

    def value_of(self, found: Found) -> Value:
        """Return the value of an input or of a decision that has been decided."""
        if isinstance(found.element, InputData) and found.key not in self.given:
            self.give(found, from_plain(self._input(found), self.type_of(found)))
        return self.given[found.key] if found.key in self.given else self.traces[found.key].value

    def _input(self, found: Found) -> object:
        inputs: object = self.inputs
        for name in found.path:
            inputs = inputs.get(name) if isinstance(inputs, Mapping) else None
        own = inputs.get(found.element.name) if isinstance(inputs, Mapping) else None
        if own is None and found.path:
            # callers without nested values name an imported input by its whole path, or just by its name
            dotted = ".".join((*found.path, found.element.name))
            own = self.inputs.get(dotted, self.inputs.get(found.element.name))
        return own

    def _decided(self, decision: Decision, found: Found) -> DecisionTrace:
        base = new_scope(self.moment)
        try:
            node = prepare(found.model).decision(decision)
            scope = base.child(_ScopeBuilder(self, base).values(found))
            table, value = _run(node, scope)
            weigh(value)
            if isinstance(value, FunctionValue) and value.external:
                scope.run.record(FeelFault("feel.external_function"), node.span)
        except LimitReached as reached:
            raise RuleError("rules.limit", place=decision.place, kind=reached.kind, limit=reached.limit) from None
        parts = [require(found, href) for href in decision.requires]
        traces = (self.traces.get(part.key) for part in parts if isinstance(part.element, Decision))
        return DecisionTrace(
            decision.name,
            value,
            tuple(trace for trace in traces if trace is not None),
            table.trace if table else None,
            tuple(outcome.trace for outcome in scope.run.kept if isinstance(outcome, TableOutcome)),
            tuple(scope.run.diagnostics),
        )


def _run(node: Node, scope: Scope) -> tuple[TableOutcome | None, Value]:
    """Return the outcome of the decision's own table, if its logic is one, and the decision's value."""
    hosted = own_table(node)
    if hosted is None or not isinstance(hosted.host, PreparedTable):
        return None, value_in(scope, node)
    try:
        outcome = hosted.host.decide(scope)
    except RecursionError:
        raise LimitReached("too_deep", sys.getrecursionlimit()) from None
    return outcome, value_in(scope, with_value(node, outcome.value))


def with_value(node: Node, value: Value) -> Node:
    """Return a table's value in place of the table, within the types that it must conform to."""
    return Typed(with_value(node.body, value), node.type, span=node.span) if isinstance(node, Typed) else Literal(value)


@dataclass(slots=True)
class _ScopeBuilder:
    """Puts together what a piece of logic may name, with its values."""

    session: Session
    base: Scope
    functions: dict[Key, FunctionValue] = field(default_factory=dict)

    def values(self, user: Found) -> dict[str, Value]:
        """Return the values by variable; what is imported, in a context under the import's name."""
        element = user.element
        hrefs: tuple[str, ...] = ()
        if isinstance(element, Decision):
            hrefs = (*element.requires, *element.knowledge)
        elif isinstance(element, BusinessKnowledge):
            hrefs = element.knowledge
        values: dict[str, Value] = {}
        for href in hrefs:
            found = require(user, href)
            holder: Value = values
            for name in found.path[len(user.path) :]:
                holder = holder.setdefault(name, {}) if isinstance(holder, dict) else None
            if isinstance(holder, dict):
                holder[found.element.variable] = self._value(found)
        return values

    def _value(self, found: Found) -> Value:
        match found.element:
            case BusinessKnowledge():
                return self.function(found.element, found)
            case DecisionService():
                return self._service(found.element, found)
            case _:
                return self.session.value_of(found)

    def function(self, knowledge: BusinessKnowledge, found: Found) -> FunctionValue:
        """Return the function of a business knowledge model."""
        known = self.functions.get(found.key)
        if known is not None:
            return known
        values: dict[str, Value] = {}
        made = self.base.child(values).evaluate(prepare(found.model).function(knowledge))
        if not isinstance(made, FunctionValue):
            raise DmnError("dmn.reference_unknown", place=knowledge.place, href=knowledge.id[:200])
        function = self.functions[found.key] = replace(made, name=knowledge.name)
        # its own name and what it requires become known after it is made, so that functions may call each other
        values |= {knowledge.variable: function, **self.values(found)}
        return function

    def _service(self, service: DecisionService, found: Found) -> FunctionValue:
        """Return a function of the service's input data, then its input decisions (DMN 1.5 §10.4)."""
        parts = [require(found, href) for href in (*service.input_data, *service.input_decisions)]
        names = tuple(part.element.variable for part in parts)

        def invoke(arguments: Sequence[Value]) -> Value:
            if len(arguments) != len(parts):
                raise FeelFault("feel.argument_count", function=service.name, count=len(arguments))
            self.base.run.enter()
            try:
                return _service_value(found, list(zip(parts, arguments, strict=True)), self.base.run)
            finally:
                self.base.run.leave()

        return FunctionValue(service.name, names, invoke)


def _service_value(found: Found, given: Sequence[tuple[Found, Value]], run: Run) -> Value:
    """Return the value of the one output decision, or the values of several as a context; the run keeps what was wrong."""
    service = found.element
    session = Session({}, run.moment)
    for part, argument in given:
        session.give(part, argument)
    if session.violations or not isinstance(service, DecisionService):
        raise FeelFault("feel.argument_type", function=service.name, **session.violations[0].fields)
    outputs = [require(found, href) for href in service.outputs]
    value = single_or_context({part.element.variable: session.decide(part).value for part in outputs})
    for trace in session.traces.values():
        run.adopt(trace.diagnostics)
        for table in trace.tables:
            run.keep(TableOutcome(trace.value, table))
    expected = result_type(service, found.model)
    return coerce(value, expected) if expected else value


def single_or_context(values: Mapping[str, Value]) -> Value:
    """Return the value of a single output, the context of several."""
    return next(iter(values.values())) if len(values) == 1 else dict(values)


def result_type(service: DecisionService, model: DmnModel) -> FeelType | None:
    """Return the type of what a service gives: its variable's type or, where that is a function, what that gives."""
    expected = prepare(model).types.of(service.type_ref, service.place)
    bare = unnamed(expected) if expected is not None else None
    return bare.result if isinstance(bare, FunctionType) else expected
