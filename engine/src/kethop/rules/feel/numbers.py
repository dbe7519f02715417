"""Decimal numbers of 34 significant digits (DMN 1.5 §10.3.2.3.1, IEEE 754 decimal128)."""

import decimal
from decimal import Decimal

from kethop.rules.feel.faults import FeelFault

__all__ = ["CONTEXT", "as_count", "as_integer", "number_from_text", "number_text", "rounded"]

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)

MIN_SCALE, MAX_SCALE = -6111, 6176


def number_from_text(text: str) -> Decimal:
    """Return the number that a FEEL literal or an XML decimal writes.

    Raises
    ------
    FeelFault
        ``feel.not_a_number``: infinite, not a number, or not a literal.
    """
    try:
        number = CONTEXT.create_decimal(text)
    except decimal.DecimalException:
        raise FeelFault("feel.not_a_number", text=text[:80]) from None
    if not number.is_finite():
        raise FeelFault("feel.not_a_number", text=text[:80])
    return number


def number_text(number: Decimal) -> str:
    """Return the number as digits without an exponent; ``-0`` is ``0``."""
    return format(number or abs(number), "f")


def as_integer(number: Decimal, parameter: str) -> int:
    """Return a whole number as int.

    Raises
    ------
    FeelFault
        ``feel.not_an_integer``: the number has a fraction or is too large to count with.
    """
    if number.adjusted() > 18 or number != number.to_integral_value():
        raise FeelFault("feel.not_an_integer", parameter=parameter, value=str(number))
    return int(number)


def as_count(number: Decimal, parameter: str) -> int:
    """Return a position or a scale as int, its fraction cut off; a fault ``feel.out_of_range`` when it is huge."""
    if number.adjusted() > 18:
        raise FeelFault("feel.out_of_range", parameter=parameter, value=str(number))
    return int(number)


def rounded(number: Decimal, scale: Decimal, mode: str) -> Decimal:
    """Return the number rounded to ``scale`` digits after the point in one of the rounding modes of :mod:`decimal`."""
    digits = as_count(scale, "scale")
    if not MIN_SCALE <= digits <= MAX_SCALE:
        raise FeelFault("feel.out_of_range", parameter="scale", value=str(scale))
    if number == number.to_integral_value() and digits >= 0:
        return number
    wide = decimal.Context(prec=2 * MAX_SCALE, Emin=-4 * MAX_SCALE, Emax=4 * MAX_SCALE, rounding=mode)
    result = wide.quantize(number, wide.scaleb(Decimal(1), Decimal(-digits)))
    return CONTEXT.plus(wide.quantize(result, Decimal(1)) if digits < 0 else result)
