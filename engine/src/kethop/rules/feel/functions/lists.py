"""List functions (DMN 1.5 §10.3.4.4)."""

from decimal import Decimal
from functools import cmp_to_key

from kethop.rules.feel.budget import spend
from kethop.rules.feel.comparing import equal
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import as_count
from kethop.rules.feel.values import FunctionValue, Value, kind_of

FUNCTIONS = table()


def _same(left: Value, right: Value) -> bool:
    return bool(equal(left, right))


def _index(items: list[Value], position: Decimal, *, room: int = 0) -> int:
    """Return the index from 0 of a position counted from 1 or from -1 at the end."""
    number = as_count(position, "position")
    if number == 0 or abs(number) > len(items) + room:
        raise FeelFault("feel.out_of_range", parameter="position", value=str(position))
    return number - 1 if number > 0 else len(items) + number


@FUNCTIONS.define("list contains(list: list, element: any)")
def _list_contains(items: list[Value], element: Value) -> Value:
    return any(_same(item, element) for item in items)


@FUNCTIONS.define("sublist(list: list, start position: number, length?: number)")
def _sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    first = _index(items, start)
    if length is None:
        return items[first:]
    count = as_count(length, "length")
    if count < 1 or first + count > len(items):
        raise FeelFault("feel.out_of_range", parameter="length", value=str(length))
    return items[first : first + count]


@FUNCTIONS.define("append(list: list, ...item: any)")
def _append(items: list[Value], added: list[Value]) -> Value:
    return [*items, *added]


@FUNCTIONS.define("concatenate(...list: list)")
def _concatenate(lists: list[list[Value]]) -> Value:
    return [item for items in lists for item in items]


@FUNCTIONS.define("insert before(list: list, position: number, newItem: any)")
def _insert_before(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    return [*items[:index], item, *items[index:]]


@FUNCTIONS.define("remove(list: list, position: number)")
def _remove(items: list[Value], position: Decimal) -> Value:
    index = _index(items, position)
    return [*items[:index], *items[index + 1 :]]


@FUNCTIONS.define("list replace(list: list, position: number, newItem: any)")
def _replace_at(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    return [*items[:index], item, *items[index + 1 :]]


@FUNCTIONS.define("list replace(list: list, match: function, newItem: any)")
def _replace_matching(items: list[Value], match: FunctionValue, item: Value) -> Value:
    verdicts = [match.invoke([old, item]) for old in items]
    if not all(isinstance(verdict, bool) for verdict in verdicts):
        raise FeelFault(
            "feel.argument_type", function="list replace", parameter="match", expected="boolean", actual="null"
        )
    return [item if verdict else old for old, verdict in zip(items, verdicts, strict=True)]


@FUNCTIONS.define("reverse(list: list)")
def _reverse(items: list[Value]) -> Value:
    return items[::-1]


@FUNCTIONS.define("index of(list: list, match: any)")
def _index_of(items: list[Value], match: Value) -> Value:
    return [Decimal(number) for number, item in enumerate(items, start=1) if _same(item, match)]


@FUNCTIONS.define("union(...list: list)")
def _union(lists: list[list[Value]]) -> Value:
    return _distinct([item for items in lists for item in items])


@FUNCTIONS.define("distinct values(list: list)")
def _distinct(items: list[Value]) -> list[Value]:
    kept: list[Value] = []
    for item in items:
        spend(len(kept))
        if not any(_same(item, other) for other in kept):
            kept.append(item)
    return kept


@FUNCTIONS.define("flatten(list: list)")
def _flatten(items: list[Value]) -> list[Value]:
    flat: list[Value] = []
    pending = items[::-1]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            spend(len(item))
            pending.extend(item[::-1])
        else:
            flat.append(item)
    return flat


@FUNCTIONS.define("sort(list: list, precedes: function)")
def _sort(items: list[Value], precedes: FunctionValue) -> Value:
    """Return the items in order, those that neither precedes as they stood."""
    if len(precedes.parameters) != 2:
        raise FeelFault("feel.argument_count", function="precedes", count=len(precedes.parameters))

    def order(left: Value, right: Value) -> int:
        return -1 if precedes.invoke([left, right]) is True else 1 if precedes.invoke([right, left]) is True else 0

    return sorted(items, key=cmp_to_key(order))


@FUNCTIONS.define("all(list: list)")
def _all(items: list[Value]) -> Value:
    """Return the three-valued ``and`` of the items."""
    if any(item is False for item in items):
        return False
    return _truth(items, "all")


@FUNCTIONS.define("any(list: list)")
def _any(items: list[Value]) -> Value:
    """Return the three-valued ``or`` of the items."""
    if any(item is True for item in items):
        return True
    return None if _truth(items, "any") is None else False


def _truth(items: list[Value], function: str) -> bool | None:
    for item in items:
        if item is not None and not isinstance(item, bool):
            raise FeelFault(
                "feel.argument_type", function=function, parameter="list", expected="boolean", actual=kind_of(item)
            )
    return None if None in items else True


@FUNCTIONS.define("all(...list: any)")
def _all_of(items: list[Value]) -> Value:
    return _all(items)


@FUNCTIONS.define("any(...list: any)")
def _any_of(items: list[Value]) -> Value:
    return _any(items)
