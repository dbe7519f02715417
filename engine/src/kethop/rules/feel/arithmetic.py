"""Arithmetic on numbers, strings and temporal values (DMN 1.5 §10.3.2.15)."""

import decimal
from collections.abc import Callable
from decimal import Decimal

from kethop.rules.feel.budget import size_of, spend
from kethop.rules.feel.faults import FeelFault, LimitReached
from kethop.rules.feel.numbers import CONTEXT
from kethop.rules.feel.temporal import (
    DaysDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearsDuration,
    make_time,
)
from kethop.rules.feel.types import UTC_MIDNIGHT
from kethop.rules.feel.values import Value, kind_of

__all__ = ["calculated", "negated"]

DAY = 86_400
MAX_TEXT = 10_000_000
MAX_DURATION = 10**24
MAX_EXPONENT = 999_999_999


def calculated(operator: str, left: Value, right: Value) -> Value:
    """Return ``left operator right`` for ``+ - * / **``.

    Raises
    ------
    FeelFault
        ``feel.type_mismatch``: no such operation on these kinds (null included); ``feel.arithmetic``: division by
        zero, overflow or an undefined power; ``feel.date_invalid``: the result lies outside FEEL's calendar.
    """
    try:
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return _NUMERIC[operator](left, right)
        result = _MIXED[operator](left, right)
    except decimal.DecimalException as error:
        raise FeelFault("feel.arithmetic", operator=operator, reason=type(error).__name__) from None
    if result is None:
        raise FeelFault("feel.type_mismatch", operator=operator, left=kind_of(left), right=kind_of(right))
    _check_size(result, operator)
    return result


def _check_size(value: Value, operator: str) -> None:
    size = (
        abs(value.seconds)
        if isinstance(value, DaysDuration)
        else abs(value.months)
        if isinstance(value, YearsDuration)
        else 0
    )
    if size > MAX_DURATION:
        raise FeelFault("feel.out_of_range", parameter=operator, value="duration")


def negated(operand: Value) -> Value:
    """Return ``- operand``; a fault ``feel.type_mismatch`` for what has no sign."""
    match operand:
        case Decimal():
            return CONTEXT.minus(operand)
        case DaysDuration(seconds):
            return DaysDuration(CONTEXT.minus(seconds))
        case YearsDuration(months):
            return YearsDuration(-months)
        case _:
            raise FeelFault("feel.type_mismatch", operator="-", left=None, right=kind_of(operand))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    """Return a power; that of exponent zero is one, as in IEEE 754; a fault beyond DMN's range of exponents."""
    if abs(exponent) > MAX_EXPONENT:
        raise FeelFault("feel.out_of_range", parameter="**", value=str(exponent))
    return CONTEXT.power(base, exponent) if exponent else Decimal(1)


_NUMERIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "**": _power,
}


def _added(left: Value, right: Value) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > MAX_TEXT:
            raise LimitReached("too_long", MAX_TEXT)
        spend(size_of((left, right)))
        return left + right
    if isinstance(right, DaysDuration | YearsDuration):
        return _shifted(left, right)
    if isinstance(left, DaysDuration | YearsDuration):
        return _shifted(right, left)
    return None


def _shifted(value: Value, duration: DaysDuration | YearsDuration) -> Value:
    """Return a temporal value moved by a duration; None when it cannot be."""
    return _by_months(value, duration.months) if isinstance(duration, YearsDuration) else _by_seconds(value, duration)


def _by_months(value: Value, months: int) -> Value:
    match value:
        case YearsDuration(own):
            return YearsDuration(own + months)
        case FeelDate():
            return value.plus_months(months)
        case FeelDateTime(date, time):
            return FeelDateTime(date.plus_months(months), time)
        case _:
            return None


def _by_seconds(value: Value, duration: DaysDuration) -> Value:
    match value:
        case DaysDuration(seconds):
            return DaysDuration(CONTEXT.add(seconds, duration.seconds))
        case FeelDate():
            return FeelDateTime(value, UTC_MIDNIGHT).plus_seconds(duration.seconds).date
        case FeelDateTime():
            return value.plus_seconds(duration.seconds)
        case FeelTime():
            return _shifted_time(value, duration.seconds)
        case _:
            return None


def _shifted_time(value: FeelTime, seconds: Decimal) -> FeelTime:
    rest = (value.seconds + seconds) % DAY
    rest = rest + DAY if rest < 0 else rest
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(int(minutes), 60)
    return make_time(hour, minute, second, offset=value.offset, zone=value.zone)


def _subtracted(left: Value, right: Value) -> Value:
    if isinstance(right, DaysDuration | YearsDuration):
        opposite = negated(right)
        return _shifted(left, opposite) if isinstance(opposite, DaysDuration | YearsDuration) else None
    if isinstance(left, FeelTime) and isinstance(right, FeelTime):
        if left.is_local != right.is_local:
            return None
        return DaysDuration((left.seconds - (left.utc_offset() or 0)) - (right.seconds - (right.utc_offset() or 0)))
    if isinstance(left, FeelDate | FeelDateTime) and isinstance(right, FeelDate | FeelDateTime):
        return _elapsed(_moment(left), _moment(right))
    return None


def _moment(value: FeelDate | FeelDateTime) -> FeelDateTime:
    return FeelDateTime(value, UTC_MIDNIGHT) if isinstance(value, FeelDate) else value


def _elapsed(left: FeelDateTime, right: FeelDateTime) -> DaysDuration | None:
    if left.time.is_local != right.time.is_local:
        return None
    return DaysDuration(left.instant - right.instant)


def _multiplied(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal):
        left, right = right, left
    if not isinstance(right, Decimal):
        return None
    if isinstance(left, DaysDuration):
        return DaysDuration(CONTEXT.multiply(left.seconds, right))
    if isinstance(left, YearsDuration):
        return YearsDuration(int(CONTEXT.multiply(Decimal(left.months), right)))
    return None


def _divided(left: Value, right: Value) -> Value:
    match left, right:
        case DaysDuration(seconds), Decimal():
            return DaysDuration(CONTEXT.divide(seconds, right))
        case YearsDuration(months), Decimal():
            return YearsDuration(int(CONTEXT.divide(Decimal(months), right)))
        case DaysDuration(one), DaysDuration(other):
            return CONTEXT.divide(one, other)
        case YearsDuration(own), YearsDuration(many):
            return CONTEXT.divide(Decimal(own), Decimal(many))
        case _:
            return None


def _no_power(_left: Value, _right: Value) -> Value:
    return None


_MIXED: dict[str, Callable[[Value, Value], Value]] = {
    "+": _added,
    "-": _subtracted,
    "*": _multiplied,
    "/": _divided,
    "**": _no_power,
}
