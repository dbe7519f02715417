"""Values of the test cases of the DMN TCK (testCases schema 20160719)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from kethop.errors import DmnError, Place
from kethop.rules.dmn.xml import Element, child, children, full_text, line_of, name_of
from kethop.rules.feel.comparing import equal
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.numbers import number_from_text
from kethop.rules.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from kethop.rules.feel.values import Value

__all__ = ["agree", "is_nil", "value_of"]

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
TOLERANCE = Decimal("1e-8")


def agree(expected: Value, actual: Value) -> bool:
    """Return whether two values are the same to the TCK: numbers to 1e-8."""
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(expected - actual) <= TOLERANCE * max(abs(expected), Decimal(1))
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(agree, expected, actual))
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(agree(value, actual[name]) for name, value in expected.items())
    return bool(equal(expected, actual))


def is_nil(element: Element | None) -> bool:
    """Return whether a node is not there or says that it is null."""
    return element is None or element.get(NIL) == "true"


def value_of(element: Element | None) -> Value:
    """Return the value of a node: a list, components or one typed value.

    Raises
    ------
    DmnError
        ``dmn.value_unreadable``: a text that its type does not read.
    """
    if element is None or is_nil(element):
        return None
    items = child(element, "list")
    if items is not None:
        return None if is_nil(items) else [value_of(item) for item in children(items, "item")]
    components = list(children(element, "component"))
    if components:
        return {name_of(part): value_of(part) for part in components}
    value = child(element, "value")
    return None if value is None or is_nil(value) else _typed(value)


def _typed(value: Element) -> Value:
    text = full_text(value)
    kind = (value.get(TYPE) or "string").rpartition(":")[2]
    try:
        return _read_typed(kind, text)
    except FeelFault:
        raise DmnError(
            "dmn.value_unreadable", place=Place("", line_of(value)), type=kind[:80], text=text[:80]
        ) from None


def _read_typed(kind: str, text: str) -> Value:
    if kind == "string":
        return text
    if kind == "boolean":
        return text.strip() in {"true", "1"}
    reader = _READERS.get(kind, number_from_text)
    return reader(text.strip())


_READERS: Mapping[str, Callable[[str], Value]] = {
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}
