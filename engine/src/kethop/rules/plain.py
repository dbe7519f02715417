"""Between FEEL values and plain ones: what JSON, Python callers and stored runs hold."""

import decimal
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kethop.errors import RuleError
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.names import normal_name
from kethop.rules.feel.numbers import CONTEXT, number_text
from kethop.rules.feel.temporal import (
    DaysDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearsDuration,
    make_date,
    make_time,
)
from kethop.rules.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time, temporal_text
from kethop.rules.feel.types import Constrained, ContextType, FeelType, ListType, SimpleType
from kethop.rules.feel.values import FunctionValue, Range, Value, is_temporal, value_text

__all__ = ["from_plain", "json_text", "to_plain", "whole_text"]

MAX_INTEGER_DIGITS = 34

_READERS: Mapping[str, Callable[[str], Value]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "days and time duration": parse_duration,
    "years and months duration": parse_duration,
}


def from_plain(value: object, expected: FeelType | None = None) -> Value:
    """Return a plain value as a FEEL value.

    Parameters
    ----------
    value : object
        None, bool, int, Decimal, str, date, time, datetime, timedelta, a FEEL value, or lists and mappings of these.
    expected : FeelType, optional
        Where it says date, time, moment or duration, an ISO 8601 string becomes that; where it is a context, entries
        that are missing become null. A value that does not fit is returned as it is.

    Raises
    ------
    RuleError
        ``rules.value_unreadable`` (field ``kind``): a float, which is no exact number, a number beyond decimal128, half
        a surrogate pair, or another Python type. ``rules.value_too_deep``: lists or contexts too deep inside each other.
    """
    try:
        return _from_plain(value, expected)
    except RecursionError:
        raise RuleError("rules.value_too_deep") from None


def _from_plain(value: object, expected: FeelType | None) -> Value:
    expected = _plain_type(expected)
    if isinstance(value, Mapping):
        return _context(value, expected)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        element = expected.element if isinstance(expected, ListType) else expected
        return [_from_plain(item, element) for item in value]
    if isinstance(value, str):
        return _text(value, expected)
    return _atom(value)


def _plain_type(expected: FeelType | None) -> FeelType | None:
    while isinstance(expected, Constrained):
        expected = expected.base
    return expected


def _context(value: Mapping[object, object], expected: FeelType | None) -> Value:
    entries = dict(expected.entries) if isinstance(expected, ContextType) else {}
    named = ((normal_name(whole_text(str(name))), item) for name, item in value.items())
    context: dict[str, Value] = {name: _from_plain(item, entries.get(name)) for name, item in named}
    return context | {name: None for name in entries if name not in context}


def whole_text(value: str) -> str:
    """Return the text as it is; ``rules.value_unreadable`` where it holds half a surrogate pair, which no file can hold."""
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise RuleError("rules.value_unreadable", kind="half a surrogate pair")
    return value


def _text(value: str, expected: FeelType | None) -> Value:
    whole_text(value)
    if isinstance(expected, ListType):
        return _text(value, _plain_type(expected.element))
    reader = _READERS.get(expected.name) if isinstance(expected, SimpleType) else None
    if reader is None:
        return value
    try:
        return reader(value)
    except FeelFault:
        return value


def _atom(value: object) -> Value:
    if value is None or isinstance(value, bool | Range | FunctionValue):
        return value
    if isinstance(value, FeelDate | FeelTime | FeelDateTime | DaysDuration | YearsDuration):
        return value
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        if not number.is_finite():
            raise RuleError("rules.value_unreadable", kind=str(number))
        try:
            return CONTEXT.plus(number)
        except decimal.DecimalException:
            raise RuleError("rules.value_unreadable", kind=f"{number:.6e}") from None
    if isinstance(value, date | time | timedelta):
        return _temporal(value)
    raise RuleError("rules.value_unreadable", kind=type(value).__name__)


def _temporal(value: date | time | timedelta) -> Value:
    if isinstance(value, timedelta):
        return DaysDuration(Decimal(value.days * 86_400 + value.seconds) + Decimal(value.microseconds).scaleb(-6))
    if isinstance(value, datetime):
        return FeelDateTime(make_date(value.year, value.month, value.day), _clock(value.timetz(), value.utcoffset()))
    if isinstance(value, time):
        return _clock(value, value.utcoffset())
    return make_date(value.year, value.month, value.day)


def _clock(value: time, offset: timedelta | None) -> FeelTime:
    second = Decimal(value.second) + Decimal(value.microsecond).scaleb(-6)
    return make_time(value.hour, value.minute, second, offset=None if offset is None else int(offset.total_seconds()))


def to_plain(value: Value) -> object:
    """Return a FEEL value as None, bool, int, Decimal, str, list or dict.

    Whole numbers become int, temporal values ISO 8601 strings, ranges and functions their FEEL text; a function in
    another language, which is never run, is None.

    Raises
    ------
    RuleError
        ``rules.value_too_deep``: lists or contexts inside each other beyond what Python can follow.
    """
    try:
        return _plain(value)
    except RecursionError:
        raise RuleError("rules.value_too_deep") from None


def _plain(value: Value) -> object:
    if isinstance(value, Decimal):
        whole = value.adjusted() < MAX_INTEGER_DIGITS and value == value.to_integral_value()
        return int(value) if whole else value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if is_temporal(value):
        return temporal_text(value)
    if isinstance(value, FunctionValue) and value.external:
        return None
    return value_text(value) if isinstance(value, Range | FunctionValue) else value


def json_text(value: object, *, indent: int = 2, _level: int = 0) -> str:
    """Return plain values as JSON, decimals as exact JSON numbers; keys keep their order.

    Raises
    ------
    RuleError
        ``rules.value_unreadable``: not a plain value.
    """
    inner, outer = "\n" + " " * indent * (_level + 1), "\n" + " " * indent * _level
    if isinstance(value, Mapping):
        items = value.items()
        parts = [f"{_quoted(str(key))}: {json_text(item, indent=indent, _level=_level + 1)}" for key, item in items]
        return "{" + inner + ("," + inner).join(parts) + outer + "}" if parts else "{}"
    if isinstance(value, list | tuple):
        parts = [json_text(item, indent=indent, _level=_level + 1) for item in value]
        return "[" + inner + ("," + inner).join(parts) + outer + "]" if parts else "[]"
    return _json_atom(value)


def _json_atom(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return number_text(value)
        case str():
            return _quoted(value)
        case _:
            raise RuleError("rules.value_unreadable", kind=type(value).__name__)


_CONTROL = {code: f"\\u{code:04x}" for code in range(32)} | {34: '\\"', 92: "\\\\", 10: "\\n", 13: "\\r", 9: "\\t"}


def _quoted(text: str) -> str:
    return '"' + text.translate(_CONTROL) + '"'
