"""Conversion and boolean functions (DMN 1.5 §10.3.4.1-2, §10.3.4.7)."""

import re
from decimal import Decimal

from kethop.rules.feel.comparing import equal
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import number_from_text
from kethop.rules.feel.temporal import FeelDate, FeelDateTime, FeelTime
from kethop.rules.feel.values import Value, value_text

FUNCTIONS = table()

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_SEPARATORS = {"grouping": {" ", ",", "."}, "decimal": {",", "."}}


@FUNCTIONS.define("string(from: any)")
def _string(value: Value) -> Value:
    return None if value is None else value_text(value)


@FUNCTIONS.define("number(from: string)")
def _number(text: str) -> Value:
    if _NUMBER.fullmatch(text) is None:
        raise FeelFault("feel.not_a_number", text=text[:80])
    return number_from_text(text)


@FUNCTIONS.define("number(from: number)")
def _same_number(number: Decimal) -> Value:
    return number


@FUNCTIONS.define("number(from: string, grouping separator: string?, decimal separator: string?)")
def _grouped_number(text: str, grouping: str | None, point: str | None) -> Value:
    if grouping is not None and grouping not in _SEPARATORS["grouping"]:
        raise FeelFault("feel.out_of_range", parameter="grouping separator", value=grouping[:80])
    if point is not None and (point not in _SEPARATORS["decimal"] or point == grouping):
        raise FeelFault("feel.out_of_range", parameter="decimal separator", value=point[:80])
    plain = text.replace(grouping, "") if grouping else text
    return _number(plain.replace(point, ".") if point else plain)


@FUNCTIONS.define("not(negand: any)")
def _not(value: Value) -> Value:
    return not value if isinstance(value, bool) else None


@FUNCTIONS.define("is(value1: any, value2: any)")
def _is(left: Value, right: Value) -> Value:
    """Return whether two values are the same in kind and in every part: ``10:00Z`` is not ``11:00+01:00``."""
    if isinstance(left, FeelDate | FeelTime | FeelDateTime):
        return type(left) is type(right) and left == right
    return bool(equal(left, right))
