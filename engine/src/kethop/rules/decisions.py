"""Deciding: a model, a decision and inputs give a value and why (DMN 1.5 §6, §10.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kethop.errors import DmnError, Place
from kethop.rules.dmn.model import DmnModel
from kethop.rules.feel.budget import one_budget
from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.names import normal_name
from kethop.rules.feel.types import coerced_or_null
from kethop.rules.feel.values import Value
from kethop.rules.plain import from_plain, whole_text
from kethop.rules.requirements import Found, require
from kethop.rules.sessions import Session, result_type, single_or_context
from kethop.rules.trace import DecisionTrace

__all__ = ["DecisionResult", "call_knowledge", "decide", "decide_service"]


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

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Why expressions gave null on the way, in the decision and all that it required."""
        return tuple(diagnostic for part in self.trace.walk() for diagnostic in part.diagnostics)

    @property
    def is_undetermined(self) -> bool:
        """Whether a rule of any table on the way might also match if what is missing were known."""
        return any(table.possible for part in self.trace.walk() for table in part.tables)


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
        that is missing is null; one of the wrong type is null, with a violation. Inputs of an imported model stand in
        a mapping under the import's name.
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null with a diagnostic.

    Raises
    ------
    DmnError
        ``dmn.decision_unknown``, ``dmn.reference_unknown``, ``dmn.cycle``, ``dmn.type_unknown``, ``dmn.type_cycle``.
    FeelSyntaxError
        ``rules.feel_syntax``: a text of the decision does not parse.
    RuleError
        ``rules.value_unreadable``: an input is a float or no value at all, or its name no text; ``rules.limit`` (fields ``kind`` and ``limit``, its
        place the decision's): the evaluation goes beyond what is followed, so that there is no answer.
    """
    found = model.decision(decision)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=decision[:200])
    named = _by_normal_name(inputs)
    session = Session(named, moment)
    with one_budget():
        trace = session.decide(Found(found, model))
    violated = (violation for part in trace.walk() for table in part.tables for violation in table.violations)
    unknown = tuple(_unknown_input(name) for name in named if not _is_input(model, name))
    return DecisionResult(trace.value, trace, (*unknown, *session.violations, *violated))


def decide_service(
    model: DmnModel, service: str, inputs: Mapping[str, object], *, moment: datetime | None = None
) -> Mapping[str, Value]:
    """Return the values of a decision service's output decisions, by name (DMN 1.5 §10.4).

    Parameters are those of :func:`decide`; ``inputs`` names the service's input data and input decisions. Values that do
    not conform to the service's type are null.

    Raises
    ------
    DmnError, FeelSyntaxError, RuleError
        As :func:`decide`; ``dmn.decision_unknown`` for an unknown service.
    """
    found = model.services.get(service)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=service[:200])
    named = _by_normal_name(inputs)
    session = Session(named, moment)
    user = Found(found, model)
    for href in found.input_decisions:
        part = require(user, href)
        session.give(part, from_plain(named.get(part.element.name), session.type_of(part)))
    outputs = [require(user, href) for href in found.outputs]
    with one_budget():
        values = {part.element.name: session.decide(part).value for part in outputs}
    expected = result_type(found, model)
    if expected is None:
        return values
    typed = coerced_or_null(single_or_context(values), expected)
    return typed if len(values) > 1 and isinstance(typed, dict) else dict.fromkeys(values, typed)


def call_knowledge(
    model: DmnModel, knowledge: str, inputs: Mapping[str, object], *, moment: datetime | None = None
) -> Value:
    """Return what a business knowledge model gives for arguments by name (DMN 1.5 §6.3.9).

    Raises
    ------
    DmnError, FeelSyntaxError, RuleError
        As :func:`decide`; ``dmn.decision_unknown`` for an unknown business knowledge model.
    """
    found = model.knowledge.get(knowledge)
    if found is None:
        raise DmnError("dmn.decision_unknown", place=Place(model.source), decision=knowledge[:200])
    arguments = {name: from_plain(value) for name, value in _by_normal_name(inputs).items()}
    with one_budget():
        return Session({}, moment).called(Found(found, model), arguments)


def _by_normal_name(inputs: Mapping[str, object]) -> dict[str, object]:
    return {normal_name(whole_text(name)): value for name, value in inputs.items()}


def _is_input(model: DmnModel, name: str) -> bool:
    if name in model.inputs:
        return True
    return any(name == prefix or _is_input(other, name.removeprefix(f"{prefix}.")) for prefix, other in model.imports)


def _unknown_input(name: str) -> Diagnostic:
    return Diagnostic("rules.input_unknown", fields={"name": name[:200]})
