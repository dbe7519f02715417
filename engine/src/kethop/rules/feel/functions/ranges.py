"""Allen's relations between points and ranges (DMN 1.5 §10.3.4.11, table 78)."""

import re
from collections.abc import Callable

from kethop.rules.feel.comparing import ordered
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import number_from_text
from kethop.rules.feel.temporal_text import parse_at_literal
from kethop.rules.feel.values import Range, Value, kind_of

FUNCTIONS = table()


def _extent(value: Value) -> Range:
    """Return a range as it is, a point as the range from itself to itself."""
    extent = value if isinstance(value, Range) else Range(value, value)
    if extent.operator == "!=":
        raise FeelFault("feel.not_comparable", operator="range", left="range", right="range")
    return extent


def _order(left: Value, right: Value) -> int:
    order = ordered(left, right)
    if order is None:
        raise FeelFault("feel.not_comparable", operator="range", left=kind_of(left), right=kind_of(right))
    return order


def _starts_order(left: Range, right: Range) -> int:
    """Return how the starts lie: an included start comes before an excluded one at the same point."""
    return _order(left.start, right.start) or right.start_included - left.start_included


def _ends_order(left: Range, right: Range) -> int:
    return _order(left.end, right.end) or left.end_included - right.end_included


def _before(left: Range, right: Range) -> bool:
    order = _order(left.end, right.start)
    return order < 0 or (order == 0 and not (left.end_included and right.start_included))


def _meets(left: Range, right: Range) -> bool:
    return left.end_included and right.start_included and _order(left.end, right.start) == 0


def _overlaps(left: Range, right: Range) -> bool:
    return not _before(left, right) and not _before(right, left)


def _overlaps_before(left: Range, right: Range) -> bool:
    return _starts_order(left, right) < 0 and _overlaps(left, right) and _ends_order(left, right) <= 0


def _overlaps_after(left: Range, right: Range) -> bool:
    return _starts_order(left, right) > 0 and _overlaps(left, right) and _ends_order(left, right) >= 0


def _finishes(left: Range, right: Range) -> bool:
    return _ends_order(left, right) == 0 and _starts_order(left, right) >= 0


def _includes(left: Range, right: Range) -> bool:
    return _starts_order(left, right) <= 0 and _ends_order(left, right) >= 0


def _starts(left: Range, right: Range) -> bool:
    return _starts_order(left, right) == 0 and _ends_order(left, right) <= 0


def _coincides(left: Range, right: Range) -> bool:
    return _starts_order(left, right) == 0 and _ends_order(left, right) == 0


def _define(name: str, relation: Callable[[Range, Range], bool], *, first: str, second: str) -> None:
    """Declare a relation; ``first`` and ``second`` say what its arguments may be: a range or any value."""

    def related(left: Value, right: Value) -> Value:
        return relation(_extent(left), _extent(right))

    FUNCTIONS.define(f"{name}({_PARAMETERS[first][0]}: {first}, {_PARAMETERS[second][1]}: {second})")(related)
    if first == second == "any":
        FUNCTIONS.define(f"{name}(point1: any, point2: any)")(related)
        FUNCTIONS.define(f"{name}(point: any, range: any)")(related)
        FUNCTIONS.define(f"{name}(range: any, point: any)")(related)
    elif "any" in {first, second}:
        names = ("point", "range") if first == "any" else ("range", "point")
        FUNCTIONS.define(f"{name}({names[0]}: {first}, {names[1]}: {second})")(related)


_TEXT = re.compile(r"\s*([\[(\]])(.*?)\.\.(.*?)([\])\[])\s*", re.DOTALL)
_POINT = re.compile(
    r"(?P<number>-?(?:\d+(?:\.\d+)?|\.\d+))|(?P<string>\"(?:[^\"\\]|\\.)*\")"
    r"|(?:@|(?:date and time|date|time|duration)\s*\()\s*\"(?P<temporal>[^\"]*)\"\s*\)?",
    re.ASCII,
)


@FUNCTIONS.define("range(from: string)")
def _range(text: str) -> Value:
    """Return the range that a text writes with constants as end points (DMN 1.5 §10.3.4.1)."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise FeelFault("feel.range_invalid", text=text[:80])
    start, end = _point(match[2].strip(), text), _point(match[3].strip(), text)
    closed, ends = match[1] == "[", match[4] == "]"
    if (start is None and closed) or (end is None and ends) or (start is None and end is None):
        raise FeelFault("feel.range_invalid", text=text[:80])
    if start is not None and end is not None and (type(start) is not type(end) or _order(start, end) > 0):
        raise FeelFault("feel.range_invalid", text=text[:80])
    return Range(start, end, closed, ends)


def _point(text: str, whole: str) -> Value:
    if text in {"", "null"}:
        return None
    match = _POINT.fullmatch(text)
    if match is None:
        raise FeelFault("feel.range_invalid", text=whole[:80])
    if match["number"] is not None:
        return number_from_text(match["number"])
    return parse_at_literal(match["temporal"]) if match["temporal"] is not None else match["string"][1:-1]


_PARAMETERS = {"range": ("range1", "range2"), "any": ("range1", "range2")}

_define("before", _before, first="any", second="any")
_define("after", lambda left, right: _before(right, left), first="any", second="any")
_define("meets", _meets, first="range", second="range")
_define("met by", lambda left, right: _meets(right, left), first="range", second="range")
_define("overlaps", _overlaps, first="range", second="range")
_define("overlaps before", _overlaps_before, first="range", second="range")
_define("overlaps after", _overlaps_after, first="range", second="range")
_define("finishes", _finishes, first="any", second="range")
_define("finished by", lambda left, right: _finishes(right, left), first="range", second="any")
_define("includes", _includes, first="range", second="any")
_define("during", lambda left, right: _includes(right, left), first="any", second="range")
_define("starts", _starts, first="any", second="range")
_define("started by", lambda left, right: _starts(right, left), first="range", second="any")
_define("coincides", _coincides, first="any", second="any")
