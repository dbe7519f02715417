"""From the rules that matched to the value of a decision table (DMN 1.5 §8.2.10-11, §10.3.2.10)."""

import decimal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kethop.rules.feel.comparing import equal
from kethop.rules.feel.faults import Diagnostic, FeelFault
from kethop.rules.feel.functions import BUILTINS
from kethop.rules.feel.values import Value

__all__ = ["Hit", "HitPolicy", "combined", "deciding"]

Outputs = Mapping[str, Value]
Rank = Callable[[Outputs], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: its number and its outputs."""

    rule: int
    outputs: Outputs


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """How matched rules are combined.

    Parameters
    ----------
    name, aggregation : str
        As DMN writes them.
    rank : callable
        The place of a rule's outputs in the order of output values, smallest first.
    default : mapping or None
        Outputs when no rule matches; None when the table has no default.
    """

    name: str
    aggregation: str
    rank: Rank
    default: Outputs | None


def _value(outputs: Outputs) -> Value:
    """Return a single output as itself, several as a context."""
    return next(iter(outputs.values())) if len(outputs) == 1 else dict(outputs)


def combined(policy: HitPolicy, hits: Sequence[Hit]) -> tuple[Value, tuple[Diagnostic, ...]]:
    """Return the table's value and what was violated.

    Two hits of a UNIQUE table, different outputs of an ANY table and an aggregation that is not of numbers give null and
    a violation (``rules.unique_violated``, ``rules.any_violated``, ``rules.aggregation_failed``).
    """
    if not hits and policy.aggregation != "COUNT":
        return _default(policy), ()
    if policy.name == "COLLECT" and policy.aggregation:
        return _aggregated(policy, hits)
    if policy.name in {"UNIQUE", "ANY"}:
        return (_unique if policy.name == "UNIQUE" else _any)(hits)
    taken = _taken(policy, hits)
    if policy.name in {"FIRST", "PRIORITY"}:
        return _value(taken[0].outputs), ()
    return [_value(hit.outputs) for hit in taken], ()


def deciding(policy: HitPolicy, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits that the table's value is made of: the one of a FIRST or PRIORITY table, else all; none if violated."""
    return () if combined(policy, hits)[1] else _taken(policy, hits)


def _taken(policy: HitPolicy, hits: Sequence[Hit]) -> Sequence[Hit]:
    if policy.name in {"PRIORITY", "OUTPUT ORDER"}:
        hits = sorted(hits, key=lambda hit: tuple(policy.rank(hit.outputs)))
    return hits[:1] if policy.name in {"FIRST", "PRIORITY"} else hits


def _default(policy: HitPolicy) -> Value:
    if policy.default is None:
        return None
    several = policy.name in {"RULE ORDER", "OUTPUT ORDER"} or (policy.name == "COLLECT" and not policy.aggregation)
    return [_value(policy.default)] if several else _value(policy.default)


def _rules(hits: Sequence[Hit]) -> str:
    return ", ".join(str(hit.rule) for hit in hits)


def _unique(hits: Sequence[Hit]) -> tuple[Value, tuple[Diagnostic, ...]]:
    if len(hits) > 1:
        return None, (Diagnostic("rules.unique_violated", fields={"rules": _rules(hits)}),)
    return _value(hits[0].outputs), ()


def _any(hits: Sequence[Hit]) -> tuple[Value, tuple[Diagnostic, ...]]:
    first = _value(hits[0].outputs)
    if not all(equal(_value(hit.outputs), first) for hit in hits):
        return None, (Diagnostic("rules.any_violated", fields={"rules": _rules(hits)}),)
    return first, ()


class _NoMoment:
    moment = None


def _aggregated(policy: HitPolicy, hits: Sequence[Hit]) -> tuple[Value, tuple[Diagnostic, ...]]:
    """Return the count, or sum, least or greatest of each output."""
    if policy.aggregation == "COUNT":
        return Decimal(len(hits)), ()
    function = BUILTINS[policy.aggregation.lower()]
    try:
        names = hits[0].outputs
        results = {name: function.invoke(_NoMoment(), [[hit.outputs[name] for hit in hits]]) for name in names}
    except (FeelFault, decimal.DecimalException):
        fields = {"aggregation": policy.aggregation, "rules": _rules(hits)}
        return None, (Diagnostic("rules.aggregation_failed", fields=fields),)
    return _value(results), ()
