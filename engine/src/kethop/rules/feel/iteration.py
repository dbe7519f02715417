"""Evaluation of ``for``, ``some`` and ``every`` (DMN 1.5 §10.3.2.14)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kethop.rules.feel.budget import spend
from kethop.rules.feel.faults import FeelFault, LimitReached
from kethop.rules.feel.numbers import as_integer
from kethop.rules.feel.scope import Handlers, Scope
from kethop.rules.feel.temporal import FeelDate, date_from_ordinal
from kethop.rules.feel.tree import For, Iteration, Quantified
from kethop.rules.feel.values import Range, Value, kind_of
from kethop.rules.feel.walking import mentions

__all__ = ["ITERATION", "MAX_STEPS"]

MAX_STEPS = 1_000_000


def _steps(start: int, end: int) -> range:
    if abs(end - start) >= MAX_STEPS:
        raise LimitReached("too_many_steps", MAX_STEPS)
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)


def _between(start: Value, end: Value) -> Iterator[Value]:
    """Return the whole numbers or days from one to the other, both included, up or down."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        return (Decimal(step) for step in _steps(as_integer(start, "start"), as_integer(end, "end")))
    if isinstance(start, FeelDate) and isinstance(end, FeelDate):
        return (date_from_ordinal(step) for step in _steps(start.ordinal, end.ordinal))
    raise FeelFault("feel.not_iterable", actual=f"{kind_of(start)}..{kind_of(end)}")


def _domain(iteration: Iteration, scope: Scope) -> Iterator[Value]:
    source = scope.evaluate(iteration.source)
    if iteration.end is not None:
        return _between(source, scope.evaluate(iteration.end))
    if isinstance(source, Range):
        return _range_domain(source)
    if source is None:
        raise FeelFault("feel.not_iterable", actual="null")
    return iter(source if isinstance(source, list) else [source])


def _range_domain(extent: Range) -> Iterator[Value]:
    low, high = extent.start, extent.end
    if isinstance(low, Decimal) and isinstance(high, Decimal) and low <= high:
        first, last = as_integer(low, "start"), as_integer(high, "end")
        return _between(Decimal(first + (not extent.start_included)), Decimal(last - (not extent.end_included)))
    if isinstance(low, FeelDate) and isinstance(high, FeelDate) and low <= high:
        first, last = low.ordinal + (not extent.start_included), high.ordinal - (not extent.end_included)
        return (date_from_ordinal(step) for step in _steps(first, last)) if first <= last else iter(())
    raise FeelFault("feel.not_iterable", actual="range")


def _bindings(iterations: Sequence[Iteration], scope: Scope) -> Iterator[Scope]:
    """Yield a scope for each combination, the last loop turning fastest."""
    if not iterations:
        yield scope
        return
    for value in _domain(iterations[0], scope):
        yield from _bindings(iterations[1:], scope.child({iterations[0].name: value}))


def _limited(scopes: Iterator[Scope]) -> Iterator[Scope]:
    for step, scope in enumerate(scopes):
        if step >= MAX_STEPS:
            raise LimitReached("too_many_steps", MAX_STEPS)
        yield scope


def _for(node: For, scope: Scope) -> Value:
    """Return the results; ``partial`` in the body is the list of those so far."""
    results: list[Value] = []
    head: dict[str, Value] = {}
    looks_back = mentions(node.result, "partial")
    for bound in _limited(_bindings(node.iterations, scope.child(head))):
        if looks_back:
            # a copy: the results so far, not a list that will hold itself
            spend(len(results))
            head["partial"] = results[:]
        results.append(bound.evaluate(node.result))
    return results


def _quantified(node: Quantified, scope: Scope) -> Value:
    """Return the three-valued ``or`` (some) or ``and`` (every) of the conditions."""
    decisive = not node.every
    unknown = False
    for bound in _limited(_bindings(node.iterations, scope)):
        outcome = bound.evaluate(node.condition)
        if outcome is decisive:
            return decisive
        unknown |= not isinstance(outcome, bool)
    return None if unknown else node.every


ITERATION: Handlers = {For: _for, Quantified: _quantified}
