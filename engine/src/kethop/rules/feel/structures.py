"""Evaluation of lists, contexts, ranges, paths, filters, conditionals and what DMN hosts."""

from decimal import Decimal

from kethop.rules.feel.budget import size_of, spend
from kethop.rules.feel.comparing import ordered
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.hosting import Hosted
from kethop.rules.feel.numbers import as_integer
from kethop.rules.feel.properties import property_of
from kethop.rules.feel.scope import Handlers, Scope
from kethop.rules.feel.tree import ContextNode, Filter, If, ListNode, Path, RangeNode, Typed
from kethop.rules.feel.types import coerce
from kethop.rules.feel.values import Range, Value, kind_of

__all__ = ["STRUCTURES"]


def _list(node: ListNode, scope: Scope) -> Value:
    return [scope.evaluate(item) for item in node.items]


def _context(node: ContextNode, scope: Scope) -> Value:
    """Return the entries in order, each seeing those before it (DMN 1.5 §10.3.2.6)."""
    entries: dict[str, Value] = {}
    inner = scope.child(entries)
    for entry in node.entries:
        if entry.name in entries:
            raise FeelFault("feel.key_twice", name=entry.name)
        entries[entry.name] = inner.evaluate(entry.value)
    return entries if node.result is None else inner.evaluate(node.result)


def _range(node: RangeNode, scope: Scope) -> Value:
    low, high = scope.evaluate(node.low), scope.evaluate(node.high)
    order = ordered(low, high)
    if order is None and low is not None and high is not None:
        raise FeelFault("feel.not_comparable", operator="..", left=kind_of(low), right=kind_of(high))
    return Range(low, high, node.low_included, node.high_included)


def _path(node: Path, scope: Scope) -> Value:
    source = scope.evaluate(node.source)
    if isinstance(source, list):
        spend(len(source))
        return [_entry(item, node.name) for item in source]
    return property_of(source, node.name)


def _entry(item: Value, name: str) -> Value:
    """Return an item's entry; null where a list's item has none (DMN 1.5 §10.3.2.5)."""
    try:
        return property_of(item, name)
    except FeelFault:
        return None


def _filter(node: Filter, scope: Scope) -> Value:
    source = scope.evaluate(node.source)
    items: list[Value] = source if isinstance(source, list) else [] if source is None else [source]
    if not items:
        return _of_nothing(node, scope)
    kept: list[Value] = []
    for number, item in enumerate(items):
        chosen = _item_scope(item, scope).evaluate(node.condition)
        if number == 0 and isinstance(chosen, Decimal):
            return _at(items, as_integer(chosen, "position"))
        if chosen is True:
            kept.append(item)
        elif not isinstance(chosen, bool | None):
            raise FeelFault("feel.not_a_condition", actual=kind_of(chosen))
    return kept


def _of_nothing(node: Filter, scope: Scope) -> Value:
    """Return an empty list; null when the filter is a position, which an empty list has none of."""
    count = len(scope.run.diagnostics)
    chosen = scope.child({"item": None}).evaluate(node.condition)
    # what a condition cannot say of a missing item is no fault of the expression
    del scope.run.diagnostics[count:]
    return _at([], as_integer(chosen, "position")) if isinstance(chosen, Decimal) else []


def _item_scope(item: Value, scope: Scope) -> Scope:
    spend(size_of((item,)))
    return scope.child({"item": item, **item} if isinstance(item, dict) else {"item": item})


def _at(items: list[Value], position: int) -> Value:
    """Return the item at a position counted from 1, or from -1 at the end; null outside."""
    if position == 0 or abs(position) > len(items):
        raise FeelFault("feel.out_of_range", parameter="position", value=str(position))
    return items[position - 1 if position > 0 else position]


def _if(node: If, scope: Scope) -> Value:
    return scope.evaluate(node.yes if scope.evaluate(node.condition) is True else node.no)


def _typed(node: Typed, scope: Scope) -> Value:
    return coerce(scope.evaluate(node.body), node.type)


def _hosted(node: Hosted, scope: Scope) -> Value:
    return node.host.value_in(scope)


STRUCTURES: Handlers = {
    ListNode: _list,
    ContextNode: _context,
    RangeNode: _range,
    Path: _path,
    Filter: _filter,
    If: _if,
    Typed: _typed,
    Hosted: _hosted,
}
