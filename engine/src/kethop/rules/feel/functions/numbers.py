"""Numeric functions (DMN 1.5 §10.3.4.5)."""

import decimal
from decimal import Decimal

from kethop.rules.feel.budget import spend
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import CONTEXT, rounded
from kethop.rules.feel.temporal import DaysDuration, YearsDuration
from kethop.rules.feel.values import Value

FUNCTIONS = table()

ZERO = Decimal(0)
SERIES_WORK = 50


@FUNCTIONS.define("decimal(n: number, scale: number)")
@FUNCTIONS.define("round half even(n: number, scale: number)")
def _half_even(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, decimal.ROUND_HALF_EVEN)


@FUNCTIONS.define("floor(n: number, scale?: number)")
def _floor(number: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(number, scale, decimal.ROUND_FLOOR)


@FUNCTIONS.define("ceiling(n: number, scale?: number)")
def _ceiling(number: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(number, scale, decimal.ROUND_CEILING)


@FUNCTIONS.define("round up(n: number, scale: number)")
def _up(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, decimal.ROUND_UP)


@FUNCTIONS.define("round down(n: number, scale: number)")
def _down(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, decimal.ROUND_DOWN)


@FUNCTIONS.define("round half up(n: number, scale: number)")
def _half_up(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, decimal.ROUND_HALF_UP)


@FUNCTIONS.define("round half down(n: number, scale: number)")
def _half_down(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, decimal.ROUND_HALF_DOWN)


@FUNCTIONS.define("abs(n: number)")
def _abs(number: Decimal) -> Value:
    return abs(number)


@FUNCTIONS.define("abs(n: duration)")
def _abs_duration(duration: DaysDuration | YearsDuration) -> Value:
    if isinstance(duration, DaysDuration):
        return DaysDuration(abs(duration.seconds))
    return YearsDuration(abs(duration.months))


@FUNCTIONS.define("modulo(dividend: number, divisor: number)")
def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """Return ``dividend - divisor * floor(dividend / divisor)``: the sign is that of the divisor."""
    if divisor == 0:
        raise FeelFault("feel.arithmetic", operator="modulo", reason="DivisionByZero")
    try:
        rest = CONTEXT.remainder(dividend, divisor)
    except decimal.DecimalException as error:
        raise FeelFault("feel.arithmetic", operator="modulo", reason=type(error).__name__) from None
    return rest + divisor if rest and (rest < 0) != (divisor < 0) else rest


@FUNCTIONS.define("sqrt(number: number)")
def _sqrt(number: Decimal) -> Value:
    if number < 0:
        raise FeelFault("feel.out_of_range", parameter="number", value=str(number))
    return CONTEXT.sqrt(number)


@FUNCTIONS.define("log(number: number)")
def _log(number: Decimal) -> Value:
    if number <= 0:
        raise FeelFault("feel.out_of_range", parameter="number", value=str(number))
    spend(SERIES_WORK)
    return CONTEXT.ln(number)


@FUNCTIONS.define("exp(number: number)")
def _exp(number: Decimal) -> Value:
    spend(SERIES_WORK)
    try:
        return CONTEXT.exp(number)
    except decimal.DecimalException as error:
        raise FeelFault("feel.arithmetic", operator="exp", reason=type(error).__name__) from None


@FUNCTIONS.define("odd(number: number)")
def _odd(number: Decimal) -> Value:
    return _rest_of_two(number) == 1


@FUNCTIONS.define("even(number: number)")
def _even(number: Decimal) -> Value:
    return _rest_of_two(number) == 0


def _rest_of_two(number: Decimal) -> Decimal:
    # the exponent of a large number says that it is even; a remainder would need all its digits
    return ZERO if number.adjusted() > 33 else abs(number) % 2
