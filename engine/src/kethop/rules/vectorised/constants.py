"""What the cells of a column compare their input with, when that does not depend on the row."""

from collections.abc import Collection, Iterable, Iterator

from kethop.rules.feel.evaluation import evaluate
from kethop.rules.feel.functions import BUILTIN_NAMES
from kethop.rules.feel.tree import Condition, Name, Node, Test, UnaryTests
from kethop.rules.feel.types import Constrained, ContextType, FeelType, ListType
from kethop.rules.feel.values import Range, Value
from kethop.rules.feel.walking import INPUT, nodes_of
from kethop.rules.item_types import AllowedValues

__all__ = ["constants_of", "foreign_name", "only_equality", "tests_of_type"]

_CLOCK = frozenset(("now", "today"))


def foreign_name(node: Node, variables: Collection[str]) -> str | None:
    """Return a name in an expression that is neither ``?`` nor a function that always answers the same; None for none.

    Parameters
    ----------
    node : Node
        A cell.
    variables : collection of str
        What is in scope; a variable may hide a function.
    """
    for part in nodes_of(node):
        if isinstance(part, Name) and part.name != INPUT:
            fixed = part.name in BUILTIN_NAMES and part.name not in _CLOCK and part.name not in variables
            if not fixed:
                return part.name
    return None


def tests_of_type(kind: FeelType | None) -> Iterator[UnaryTests | None]:
    """Yield the constraints that a type puts on a value; None for a constraint inside a list or a context."""
    while isinstance(kind, Constrained):
        if kind.constraint is not None:
            yield kind.constraint.tests if isinstance(kind.constraint, AllowedValues) else None
        kind = kind.base
    if isinstance(kind, ContextType):
        yield None
    if isinstance(kind, ListType):
        yield from tests_of_type(kind.element)


def constants_of(tests: Iterable[UnaryTests | None]) -> list[Value] | None:
    """Return every value that the tests compare with, ranges by their ends and lists by their items.

    None when a test asks more of its input than how it lies to constants, as ``? * 2 > 5`` does.
    """
    found: list[Value] = []
    for group in tests:
        if group is None:
            return None
        for test in group.tests:
            if isinstance(test, Condition):
                return None
            found.extend(_points(evaluate(_operand(test)).value))
    return found


def _operand(test: Node) -> Node:
    return test.operand if isinstance(test, Test) else test


def _points(value: Value) -> Iterator[Value]:
    match value:
        case Range(start, end):
            yield from _points(start)
            yield from _points(end)
        case list():
            for item in value:
                yield from _points(item)
        case None:
            return
        case _:
            yield value


def only_equality(tests: Iterable[UnaryTests | None]) -> bool:
    """Return whether texts are only asked whether they are equal to constants, never how they are ordered."""
    for group in tests:
        for test in group.tests if group is not None else ():
            if isinstance(test, Condition) or (isinstance(test, Test) and test.operator not in {"=", "!="}):
                return False
            if _has_text_range(evaluate(_operand(test)).value):
                return False
    return True


def _has_text_range(value: Value) -> bool:
    if isinstance(value, list):
        return any(map(_has_text_range, value))
    return isinstance(value, Range) and (isinstance(value.start, str) or isinstance(value.end, str))
