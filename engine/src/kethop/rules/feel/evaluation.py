"""The interpreter: a tree and a scope give a value, and nothing but a value."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from kethop.rules.feel.budget import one_budget
from kethop.rules.feel.calls import CALLS
from kethop.rules.feel.faults import Diagnostic, LimitReached
from kethop.rules.feel.functions import BUILTINS
from kethop.rules.feel.iteration import ITERATION
from kethop.rules.feel.operators import OPERATORS
from kethop.rules.feel.scope import Handlers, Run, Scope
from kethop.rules.feel.structures import STRUCTURES
from kethop.rules.feel.tree import Node
from kethop.rules.feel.unary import UNARY
from kethop.rules.feel.values import Value

__all__ = ["Evaluation", "evaluate", "new_scope", "value_in"]

HANDLERS: Handlers = {**OPERATORS, **STRUCTURES, **CALLS, **ITERATION, **UNARY}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A value and what went wrong on the way to it."""

    value: Value
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _At:
    moment: datetime | None


@lru_cache(maxsize=16)
def _builtin_values(moment: datetime | None) -> Mapping[str, Value]:
    return MappingProxyType({name: builtin.bound_to(_At(moment)) for name, builtin in BUILTINS.items()})


def new_scope(moment: datetime | None = None) -> Scope:
    """Return a fresh scope that holds the built-in functions.

    Parameters
    ----------
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null with the diagnostic ``feel.no_moment``.
    """
    return Scope(Run(HANDLERS, moment), _builtin_values(moment))


def value_in(scope: Scope, node: Node) -> Value:
    """Return the value of a node.

    Raises
    ------
    LimitReached
        It goes beyond what is followed, such as an expression nested too deep.
    """
    try:
        return scope.evaluate(node)
    except RecursionError:
        raise LimitReached("too_deep", sys.getrecursionlimit()) from None


def evaluate(node: Node, values: Mapping[str, Value] | None = None, *, moment: datetime | None = None) -> Evaluation:
    """Return the value of an expression (DMN 1.5 §10.3.2).

    Parameters
    ----------
    node : Node
        From :func:`kethop.rules.parse_expression` or :func:`kethop.rules.parse_unary_tests`; for tests the value under
        test is named ``?``.
    values : mapping of str to Value
        What the expression may name.
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null.

    Returns
    -------
    Evaluation
        An operation without a value is null with a diagnostic.

    Raises
    ------
    LimitReached
        As :func:`value_in`.
    """
    with one_budget():
        scope = new_scope(moment).child(values or {})
        value = value_in(scope, node)
    return Evaluation(value, tuple(scope.run.diagnostics))
