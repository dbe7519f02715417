"""Deciding: the decisions of a model in the order of their requirements (DMN 1.5 §6, §10.4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kethop.errors import DmnError, Place
from kethop.rules.decision_tables import PreparedTable, TableOutcome
from kethop.rules.dmn.model import BusinessKnowledge, Decision, DecisionService, DmnModel, InputData
from kethop.rules.feel.evaluation import new_scope, value_in
from kethop.rules.feel.faults import Diagnostic, FeelFault
from kethop.rules.feel.scope import Scope
from kethop.rules.feel.tree import Literal, Node, Typed
from kethop.rules.feel.types import FeelType, FunctionType, coerce, coerced_or_null, type_name, unnamed
from kethop.rules.feel.values import FunctionValue, Value, kind_of
from kethop.rules.plain import from_plain
from kethop.rules.preparation import own_table, prepare
from kethop.rules.requirements import Found, in_order, require
from kethop.rules.trace import DecisionTrace

__all__ = ["DecisionResult", "decide", "decide_service"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What was decided and why.

    Parameters
    ----------
    value : Value
        A FEEL value; null where DMN says so, be it by an error.
    trace : DecisionTrace
        Every rule and cell, and the same of each required decision.
    violations : tuple of Diagnostic
        What makes the value untrustworthy though DMN gives one: a violated hit policy, an input or output outside its
        allowed values, an input of the wrong type or of no known name. A caller may treat any of them as an error.
    """

    value: Value
    trace: DecisionTrace
    violations: tuple[Diagnostic, ...] = ()


def decide(
    model: DmnModel, decision: str, inputs: Mapping[str, object], *, moment: datetime | None = None
) -> DecisionResult:
    """Return the value of a decision with its trace.

    Parameters
    ----------
    model : DmnModel
        From :func:`kethop.rules.read_dmn`.
    decision : str
        Name or id of the decision.
    inputs : mapping of str to object
        Values by name of the input data, plain or FEEL values; each is made to conform to the type of its input. One
        that is missing is null; one of the wrong type is null, with a violation.
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null with a diagnostic.

    Raises
    ------
    DmnError
        ``dmn.decision_unknown``, ``dmn.reference_unknown``, ``dmn.cycle``, ``dmn.type_unknown``, ``dmn.type_cycle``.
    FeelSyntaxError
        ``rules.feel_syntax``: a text of the decision does not parse.
    RuleError
        ``rules.value_unreadable``: an input is a float or no value at all.
    """
    found = model.decision(decision)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=decision[:200])
    session = _Session(inputs, moment)
    trace = session.decide(Found(found, model))
    unknown = (_unknown_input(name) for name in inputs if not _is_input(model, name))
    return DecisionResult(trace.value, trace, (*unknown, *session.violations, *_table_violations(trace)))


def decide_service(
    model: DmnModel, service: str, inputs: Mapping[str, object], *, moment: datetime | None = None
) -> Mapping[str, Value]:
    """Return the values of a decision service's output decisions, by name (DMN 1.5 §10.4).

    Parameters are those of :func:`decide`; ``inputs`` names the service's input data and input decisions.

    Raises
    ------
    DmnError, FeelSyntaxError, RuleError
        As :func:`decide`; ``dmn.decision_unknown`` for an unknown service.
    """
    found = model.services.get(service)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=service[:200])
    session = _Session(inputs, moment)
    for href in found.input_decisions:
        part = require(model, href, found.place)
        session.give(part, from_plain(inputs.get(part.element.name), session.type_of(part)))
    outputs = [require(model, href, found.place) for href in found.outputs]
    values = {part.element.name: session.decide(part).value for part in outputs}
    return _service_typed(found, model, values)


def _service_typed(service: DecisionService, model: DmnModel, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the values made to conform to the service's type; all of them null when they cannot be."""
    expected = _result_type(service, model)
    whole: Value = next(iter(values.values())) if len(values) == 1 else dict(values)
    if expected is None:
        return values
    typed = coerced_or_null(whole, expected)
    if len(values) > 1 and isinstance(typed, dict):
        return typed
    return dict.fromkeys(values, typed)


def _result_type(service: DecisionService, model: DmnModel) -> FeelType | None:
    """Return the type of what a service gives: its variable's type or, where that is a function, what that gives."""
    expected = prepare(model).types.of(service.type_ref, service.place)
    bare = unnamed(expected) if expected is not None else None
    return bare.result if isinstance(bare, FunctionType) else expected


def _is_input(model: DmnModel, name: str) -> bool:
    return name in model.inputs or any(_is_input(other, name) for other in model.imports.values())


def _unknown_input(name: str) -> Diagnostic:
    return Diagnostic("rules.input_unknown", fields={"name": name[:200]})


def _table_violations(trace: DecisionTrace) -> Iterator[Diagnostic]:
    """Yield what the tables of a trace violated, each decision once."""
    pending, seen = [trace], set[str]()
    while pending:
        current = pending.pop()
        if current.name in seen:
            continue
        seen.add(current.name)
        tables = (current.table, *current.inner_tables)
        yield from (violation for table in tables if table for violation in table.violations)
        pending.extend(current.required)


@dataclass(slots=True)
class _Session:
    """One run: inputs, and each decision's trace once it is known."""

    inputs: Mapping[str, object]
    moment: datetime | None
    known: dict[Key, Value] = field(default_factory=dict)
    traces: dict[Key, DecisionTrace] = field(default_factory=dict)
    violations: list[Diagnostic] = field(default_factory=list)

    def give(self, found: Found, value: Value) -> None:
        """Fix the value of an element; one that does not conform to its type becomes null, with a violation."""
        expected = self.type_of(found)
        try:
            self.known[_key(found)] = coerce(value, expected) if expected else value
        except FeelFault:
            self.known[_key(found)] = None
            fields = {
                "name": found.element.name,
                "expected": type_name(expected) if expected else "",
                "actual": kind_of(value),
            }
            self.violations.append(Diagnostic("rules.input_wrong_type", fields=fields))

    @staticmethod
    def type_of(found: Found) -> FeelType | None:
        """Return the type of an input's or decision's variable."""
        element = found.element
        if isinstance(element, BusinessKnowledge):
            return None
        return prepare(found.model).types.of(element.type_ref, element.place)

    def decide(self, found: Found) -> DecisionTrace:
        """Return the trace of a decision, those it requires first."""
        element = found.element
        if not isinstance(element, Decision):
            raise DmnError("dmn.reference_unknown", place=element.place, href=element.id[:200])
        given = {ident for _, ident in self.known}
        for part in in_order(found.model, element, given):
            if isinstance(part.element, Decision) and _key(part) not in self.traces:
                self.traces[_key(part)] = self._decided(part.element, part.model)
        return self.traces[_key(found)]

    def _decided(self, decision: Decision, model: DmnModel) -> DecisionTrace:
        prepared = prepare(model)
        node = prepared.decision(decision)
        base = new_scope(self.moment)
        scope = base.child(_ScopeBuilder(self, base).values(decision, model))
        table, value = self._run(node, scope)
        parts = [require(model, href, decision.place) for href in decision.requires]
        traces = (self.traces.get(_key(part)) for part in parts if isinstance(part.element, Decision))
        inner = tuple(outcome.trace for outcome in scope.run.kept if isinstance(outcome, TableOutcome))
        return DecisionTrace(
            decision.name,
            value,
            tuple(trace for trace in traces if trace is not None),
            table.trace if table else None,
            inner,
            tuple(scope.run.diagnostics),
        )

    @staticmethod
    def _run(node: Node, scope: Scope) -> tuple[TableOutcome | None, Value]:
        """Return the outcome of the decision's own table, if its logic is one, and the decision's value."""
        hosted = own_table(node)
        if hosted is None or not isinstance(hosted.host, PreparedTable):
            return None, value_in(scope, node)
        try:
            outcome = hosted.host.decide(scope)
        except RecursionError:
            scope.run.record(FeelFault("feel.too_deep", limit=None), node.span)
            return None, None
        return outcome, value_in(scope, _with_value(node, outcome.value))

    def value_of(self, found: Found) -> Value:
        """Return the value of an input or of a decision that has been decided."""
        key = _key(found)
        if key in self.known:
            return self.known[key]
        if isinstance(found.element, InputData):
            self.give(found, from_plain(self._input(found), self.type_of(found)))
            return self.known[key]
        return self.traces[key].value

    def _input(self, found: Found) -> object:
        qualified = f"{found.prefix}.{found.element.name}" if found.prefix else found.element.name
        return self.inputs.get(qualified, self.inputs.get(found.element.name))


def _with_value(node: Node, value: Value) -> Node:
    """Return a table's value in place of the table, within the types that it must conform to."""
    return (
        Typed(_with_value(node.body, value), node.type, span=node.span) if isinstance(node, Typed) else Literal(value)
    )


def _key(found: Found) -> Key:
    return found.model.namespace, found.element.id


@dataclass(slots=True)
class _ScopeBuilder:
    """Puts together what a piece of logic may name, with its values."""

    session: _Session
    base: Scope
    functions: dict[Key, FunctionValue] = field(default_factory=dict)

    def values(self, element: Decision | BusinessKnowledge, model: DmnModel) -> dict[str, Value]:
        """Return the values by variable; what is imported, in a context under the import's name."""
        hrefs = (*element.requires, *element.knowledge) if isinstance(element, Decision) else element.knowledge
        values: dict[str, Value] = {}
        for href in hrefs:
            found = require(model, href, element.place)
            holder = values.setdefault(found.prefix, {}) if found.prefix else values
            if isinstance(holder, dict):
                holder[found.element.variable] = self._value(found)
        return values

    def _value(self, found: Found) -> Value:
        match found.element:
            case BusinessKnowledge():
                return self._function(found.element, found)
            case DecisionService():
                return self._service(found.element, found)
            case _:
                return self.session.value_of(found)

    def _function(self, knowledge: BusinessKnowledge, found: Found) -> FunctionValue:
        known = self.functions.get(_key(found))
        if known is not None:
            return known
        values: dict[str, Value] = {}
        made = self.base.child(values).evaluate(prepare(found.model).function(knowledge))
        if not isinstance(made, FunctionValue):
            raise DmnError("dmn.reference_unknown", place=knowledge.place, href=knowledge.id[:200])
        function = replace(made, name=knowledge.name)
        self.functions[_key(found)] = function
        # its own name and what it requires become known after it is made, so that functions may call each other
        values |= {knowledge.variable: function, **self.values(knowledge, found.model)}
        return function

    def _service(self, service: DecisionService, found: Found) -> FunctionValue:
        """Return a function of the service's input data, then its input decisions (DMN 1.5 §10.4)."""
        parts = [require(found.model, href, service.place) for href in (*service.input_data, *service.input_decisions)]
        names = tuple(part.element.variable for part in parts)

        def invoke(arguments: Sequence[Value]) -> Value:
            if len(arguments) != len(parts):
                raise FeelFault("feel.argument_count", function=service.name, count=len(arguments))
            run = self.base.run
            run.enter()
            try:
                return _service_value(
                    service, found.model, list(zip(parts, arguments, strict=True)), self.session.moment
                )
            finally:
                run.leave()

        return FunctionValue(service.name, names, invoke)


def _service_value(
    service: DecisionService, model: DmnModel, given: Sequence[tuple[Found, Value]], moment: datetime | None
) -> Value:
    """Return the value of the one output decision, or the values of several as a context."""
    session = _Session({}, moment)
    for part, argument in given:
        session.give(part, argument)
    if session.violations:
        raise FeelFault("feel.argument_type", function=service.name, parameter="", expected="", actual="")
    outputs = [require(model, href, service.place) for href in service.outputs]
    values = {part.element.variable: session.decide(part).value for part in outputs}
    value: Value = next(iter(values.values())) if len(values) == 1 else values
    expected = _result_type(service, model)
    return coerce(value, expected) if expected else value
