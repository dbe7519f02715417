"""Functions that make one value of many (DMN 1.5 §10.3.4.4)."""

import decimal
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from kethop.rules.feel.comparing import ordered
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import CONTEXT
from kethop.rules.feel.values import Value, kind_of

FUNCTIONS = table()


def _numbers(items: list[Value], function: str) -> list[Decimal]:
    numbers = [item for item in items if isinstance(item, Decimal)]
    if len(numbers) < len(items):
        wrong = next(item for item in items if not isinstance(item, Decimal))
        raise FeelFault(
            "feel.argument_type", function=function, parameter="list", expected="number", actual=kind_of(wrong)
        )
    return numbers


def _some_numbers(items: list[Value], function: str) -> list[Decimal]:
    numbers = _numbers(items, function)
    if not numbers:
        raise FeelFault("feel.list_empty", function=function)
    return numbers


def _folded(step: Callable[[Decimal, Decimal], Decimal], start: Decimal, numbers: list[Decimal]) -> Decimal:
    try:
        for number in numbers:
            start = step(start, number)
    except decimal.DecimalException as error:
        raise FeelFault("feel.arithmetic", operator="fold", reason=type(error).__name__) from None
    return start


@FUNCTIONS.define("count(list: list)")
def _count(items: list[Value]) -> Value:
    return Decimal(len(items))


def _extreme(items: list[Value], function: str, wanted: int) -> Value:
    if not items:
        raise FeelFault("feel.list_empty", function=function)
    best = items[0]
    for item in items:
        order = ordered(item, best)
        if order is None:
            raise FeelFault("feel.not_comparable", operator=function, left=kind_of(best), right=kind_of(item))
        best = item if order == wanted else best
    return best


@FUNCTIONS.define("min(...c: any)")
@FUNCTIONS.define("min(list: list)")
def _min(items: list[Value]) -> Value:
    return _extreme(items, "min", -1)


@FUNCTIONS.define("max(...c: any)")
@FUNCTIONS.define("max(list: list)")
def _max(items: list[Value]) -> Value:
    return _extreme(items, "max", 1)


@FUNCTIONS.define("sum(...n: number)")
@FUNCTIONS.define("sum(list: list)")
def _sum(items: list[Value]) -> Value:
    return _folded(CONTEXT.add, Decimal(0), _some_numbers(items, "sum"))


@FUNCTIONS.define("product(...n: number)")
@FUNCTIONS.define("product(list: list)")
def _product(items: list[Value]) -> Value:
    return _folded(CONTEXT.multiply, Decimal(1), _some_numbers(items, "product"))


@FUNCTIONS.define("mean(...n: number)")
@FUNCTIONS.define("mean(list: list)")
def _mean(items: list[Value]) -> Decimal:
    numbers = _some_numbers(items, "mean")
    return CONTEXT.divide(_folded(CONTEXT.add, Decimal(0), numbers), Decimal(len(numbers)))


@FUNCTIONS.define("median(...n: number)")
@FUNCTIONS.define("median(list: list)")
def _median(items: list[Value]) -> Value:
    numbers = sorted(_some_numbers(items, "median"))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return CONTEXT.divide(CONTEXT.add(numbers[middle - 1], numbers[middle]), Decimal(2))


@FUNCTIONS.define("stddev(...n: number)")
@FUNCTIONS.define("stddev(list: list)")
def _stddev(items: list[Value]) -> Value:
    """Return the sample standard deviation; there is none of fewer than two numbers."""
    numbers = _numbers(items, "stddev")
    if len(numbers) < 2:
        raise FeelFault("feel.list_empty", function="stddev")
    mean = _mean(items)
    squares = [CONTEXT.power(CONTEXT.subtract(number, mean), Decimal(2)) for number in numbers]
    return CONTEXT.sqrt(CONTEXT.divide(_folded(CONTEXT.add, Decimal(0), squares), Decimal(len(numbers) - 1)))


@FUNCTIONS.define("mode(...n: number)")
@FUNCTIONS.define("mode(list: list)")
def _mode(items: list[Value]) -> Value:
    """Return the most frequent numbers, ascending; none of none."""
    counts = Counter(_numbers(items, "mode"))
    most = max(counts.values(), default=0)
    return [*sorted(number for number, count in counts.items() if count == most)]
