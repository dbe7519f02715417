"""Equality and order, both three-valued (DMN 1.5 §10.3.2.13)."""

from decimal import Decimal

from kethop.rules.feel.budget import spend
from kethop.rules.feel.temporal import DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration
from kethop.rules.feel.values import FunctionValue, Range, Value

__all__ = ["compared", "contains", "equal", "in_range", "ordered"]

_MILLISECOND = Decimal("0.001")


def equal(left: Value, right: Value) -> bool | None:
    """Return whether two values are equal; None when they are of different kinds or one has an offset and one has not.

    Moments and times are compared to the millisecond; a moment with an offset or zone by its instant.
    """
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        return None
    if isinstance(left, FeelTime | FeelDateTime):
        return _same_moment(left, right)
    return _same_whole(left, right)


def _same_whole(left: Value, right: Value) -> bool:
    """Return whether two values of one kind are equal in all their parts."""
    if isinstance(left, list | dict):
        spend(len(left))
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(value, right[name]) for name, value in left.items())
    if isinstance(left, Range) and isinstance(right, Range):
        return _same_range(left, right)
    return left is right if isinstance(left, FunctionValue) else left == right


def _same_range(left: Range, right: Range) -> bool:
    closings = (left.operator, left.start_included, left.end_included)
    if closings != (right.operator, right.start_included, right.end_included):
        return False
    return bool(equal(left.start, right.start)) and bool(equal(left.end, right.end))


def _clock(value: Value) -> tuple[Decimal, bool] | None:
    """Return seconds on one scale and whether they are local."""
    if isinstance(value, FeelDateTime):
        return value.instant, value.time.is_local
    if isinstance(value, FeelTime):
        return value.seconds - (value.utc_offset() or 0), value.is_local
    return None


def _same_moment(left: Value, right: Value) -> bool | None:
    one, other = _clock(left), _clock(right)
    if one is None or other is None or one[1] != other[1]:
        return None
    return one[0] // _MILLISECOND == other[0] // _MILLISECOND


def ordered(left: Value, right: Value) -> int | None:
    """Return -1, 0 or 1 as ``left`` comes before, with or after ``right``; None when they have no order."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    one, other = _measure(left), _measure(right)
    if one is None or other is None or type(left) is not type(right) or one[1] != other[1]:
        return None
    return (one[0] > other[0]) - (one[0] < other[0])


def _measure(value: Value) -> tuple[Decimal, bool] | None:
    """Return a temporal value as a number to compare by, and whether it is local; None for other values."""
    match value:
        case FeelDate():
            return Decimal(value.ordinal), False
        case DaysDuration(seconds):
            return seconds, False
        case YearsDuration(months):
            return Decimal(months), False
        case _:
            return _clock(value)


def compared(operator: str, left: Value, right: Value) -> bool | None:
    """Return what ``left operator right`` says, for ``= != < <= > >=``; None when they cannot be compared."""
    if operator in {"=", "!="}:
        same = equal(left, right)
        return same if same is None or operator == "=" else not same
    order = ordered(left, right)
    if order is None:
        return None
    match operator:
        case "<":
            return order < 0
        case "<=":
            return order <= 0
        case ">":
            return order > 0
        case _:
            return order >= 0


def in_range(value: Value, extent: Range) -> bool | None:
    """Return whether a value lies in a range; None when they cannot be compared."""
    if extent.operator:
        return compared(extent.operator, value, _operand(extent))
    low = compared(">=" if extent.start_included else ">", value, extent.start)
    high = compared("<=" if extent.end_included else "<", value, extent.end)
    if low is None or high is None:
        return None
    return low and high


def _operand(extent: Range) -> Value:
    return extent.end if extent.operator in {"<", "<="} else extent.start


def contains(values: list[Value], value: Value) -> bool:
    """Return whether a list has an item that is equal to the value, or a range that it lies in."""
    spend(len(values))
    return any(equal(item, value) or (isinstance(item, Range) and in_range(value, item)) for item in values)
