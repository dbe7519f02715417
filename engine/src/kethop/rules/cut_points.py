"""The values at which the answer of a decision table's cell can change."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kethop.rules.feel.evaluation import evaluate
from kethop.rules.feel.functions import BUILTIN_NAMES
from kethop.rules.feel.names import Names
from kethop.rules.feel.parsing import parse_unary_tests
from kethop.rules.feel.temporal import FeelDate
from kethop.rules.feel.tree import Between, Comparison, Condition, In, Name, Node, RangeNode, Test, TestList
from kethop.rules.feel.values import Range, Value
from kethop.rules.feel.walking import INPUT, mentions, nodes_of

__all__ = ["unary_cut_points"]


def unary_cut_points(text: str, names: Names | Iterable[str] = ()) -> tuple[Decimal | date, ...]:
    """Return the numbers and dates that a cell compares its input with.

    Parameters
    ----------
    text : str
        Unary tests, such as ``[10..20)`` or ``>= date("2024-08-01")``.
    names : Names or iterable of str
        What the text may name; an operand that names a variable has no fixed value and gives no cut point.

    Returns
    -------
    tuple of Decimal or date
        Each once, numbers before dates, ascending; empty for ``-`` and for texts and truth values.

    Raises
    ------
    FeelSyntaxError
        The text does not parse.
    """
    found: set[Decimal | date] = set()
    for test in parse_unary_tests(text, names).tests:
        for operand in _operands(test):
            found |= set(_points(_constant(operand)))
    numbers = sorted(point for point in found if isinstance(point, Decimal))
    return (*numbers, *sorted(point for point in found if isinstance(point, date)))


def _operands(test: Node) -> Iterator[Node]:
    """Yield the expressions that a test compares its input with."""
    if not isinstance(test, Condition):
        yield test.operand if isinstance(test, Test) else test
        return
    for node in nodes_of(test.body):
        match node:
            case Comparison(_, left, right):
                yield from (left, right)
            case Between(_, low, high):
                yield from (low, high)
            case In(_, target):
                parts = target.tests if isinstance(target, TestList) else (target,)
                yield from (part.operand if isinstance(part, Test) else part for part in parts)
            case RangeNode(low, high):
                yield from (low, high)
            case _:
                pass


def _constant(node: Node) -> Value:
    """Return the value of an expression that names nothing but built-in functions; null for others."""
    names = {part.name for part in nodes_of(node) if isinstance(part, Name)}
    if mentions(node, INPUT) or not names <= BUILTIN_NAMES:
        return None
    return evaluate(node).value


def _points(value: Value) -> Iterator[Decimal | date]:
    match value:
        case Decimal():
            yield value
        case FeelDate(year, month, day) if 1 <= year <= 9999:
            yield date(year, month, day)
        case Range(start, end):
            yield from _points(start)
            yield from _points(end)
        case list():
            for item in value:
                yield from _points(item)
        case _:
            return
