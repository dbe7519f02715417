"""Columns of numbers, days, moments and durations as whole numbers of one unit, exact in both directions."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa

from kethop.rules.feel.numbers import CONTEXT
from kethop.rules.feel.temporal import (
    DaysDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    date_from_ordinal,
    make_time,
)
from kethop.rules.feel.values import Value

__all__ = ["Measure", "measure_of"]

DAY = 86_400
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_MILLISECOND = Fraction(1, 1_000)
UTC = 0
_LONG = (-(2**63), 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a column's whole numbers stand for FEEL values.

    Parameters
    ----------
    to_feel : callable
        The FEEL value of a whole number.
    places : callable
        Where a FEEL value lies on the column's scale, as exact fractions; none for a value of another kind. More places
        than needed do no harm.
    least, most : int
        The whole numbers that the column type can hold.
    """

    to_feel: Callable[[int], Value]
    places: Callable[[Value], Iterator[Fraction]]
    least: int
    most: int

    def bounds(self, values: Iterable[Value]) -> list[int]:
        """Return, ascending, the whole numbers at which a value of the column comes to lie otherwise to the values given."""
        places = {place for value in values for place in self.places(value)}
        bounds = {bound for place in places for bound in (math.ceil(place), math.floor(place) + 1)}
        return sorted(bound for bound in bounds if self.least < bound <= self.most)


def measure_of(kind: pa.DataType) -> Measure | None:
    """Return how a column type is measured; None for texts, truth values and types that no rule understands."""
    if pa.types.is_integer(kind):
        signed = pa.types.is_signed_integer(kind)
        least, most = (
            (-(2 ** (kind.bit_width - 1)), 2 ** (kind.bit_width - 1) - 1) if signed else (0, 2**kind.bit_width - 1)
        )
        return _numbers(0, least, most)
    if pa.types.is_decimal(kind):
        return _numbers(kind.scale, 1 - 10**kind.precision, 10**kind.precision - 1)
    if pa.types.is_date(kind):
        return Measure(date_from_ordinal, _days, -(2**31), 2**31 - 1)
    if pa.types.is_timestamp(kind):
        return _moments(_PER_SECOND[kind.unit], UTC if kind.tz is not None else None)
    if pa.types.is_time(kind):
        return _times(_PER_SECOND[kind.unit])
    return _durations(_PER_SECOND[kind.unit]) if pa.types.is_duration(kind) else None


def _numbers(scale: int, least: int, most: int) -> Measure:
    def places(value: Value) -> Iterator[Fraction]:
        if isinstance(value, Decimal):
            yield Fraction(value) * Fraction(10) ** scale

    return Measure(lambda number: Decimal(number).scaleb(-scale, CONTEXT), places, least, most)


def _edges(seconds: Decimal) -> Iterator[Fraction]:
    """Yield a moment and the edges of its millisecond, within which FEEL calls moments equal."""
    yield Fraction(seconds)
    first = math.floor(Fraction(seconds) / _MILLISECOND) - 1
    yield from ((first + step) * _MILLISECOND for step in range(4))


def _days(value: Value) -> Iterator[Fraction]:
    if isinstance(value, FeelDate):
        yield Fraction(value.ordinal)
    if isinstance(value, FeelDateTime):
        yield from (edge / DAY for edge in _edges(value.instant))


def _moments(unit: int, offset: int | None) -> Measure:
    def to_feel(number: int) -> Value:
        day, rest = divmod(number, DAY * unit)
        return FeelDateTime(date_from_ordinal(day), _clock(rest, unit, offset))

    def places(value: Value) -> Iterator[Fraction]:
        if isinstance(value, FeelDateTime):
            yield from (edge * unit for edge in _edges(value.instant))

    return Measure(to_feel, places, *_LONG)


def _clock(number: int, unit: int, offset: int | None) -> FeelTime:
    whole, part = divmod(number, unit)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return make_time(hour, minute, Decimal(second) + Decimal(part) / Decimal(unit), offset=offset)


def _times(unit: int) -> Measure:
    def places(value: Value) -> Iterator[Fraction]:
        if isinstance(value, FeelTime):
            yield from (edge * unit for edge in _edges(value.seconds - (value.utc_offset() or 0)))

    return Measure(lambda number: _clock(number, unit, None), places, 0, DAY * unit - 1)


def _durations(unit: int) -> Measure:
    def places(value: Value) -> Iterator[Fraction]:
        if isinstance(value, DaysDuration):
            yield Fraction(value.seconds) * unit

    return Measure(lambda number: DaysDuration(Decimal(number) / Decimal(unit)), places, *_LONG)
