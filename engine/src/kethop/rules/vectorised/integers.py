"""Arrow columns as 64-bit whole numbers of their own unit."""

from decimal import Context, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kethop.errors import RuleError

__all__ = ["Ladder", "integers_of", "masked"]

DIGITS = 34
MAX_SPAN = 1 << 20
_LEAST, _MOST = -(2**63), 2**63 - 1
_WIDE = Context(prec=80)
_UNITS = {32: pa.int32(), 64: pa.int64()}

Integers = NDArray[np.int64]


def masked(array: pa.Array) -> NDArray[np.bool_] | None:
    """Return where an array is null; None when it is nowhere."""
    return np.asarray(array.is_null().to_numpy(zero_copy_only=False), dtype=bool) if array.null_count else None


def integers_of(array: pa.Array) -> Integers | None:
    """Return the values as whole numbers of the column's unit, anything where null; None when they need over 64 bits.

    Raises
    ------
    RuleError
        ``tables.number_too_wide`` (fields ``row`` from 1 in the array, ``value``, ``name`` for the caller to fill): over 34 digits, which FEEL would round.
    """
    kind = array.type
    if pa.types.is_decimal(kind):
        if not pa.types.is_decimal128(kind):
            _check_digits(array)  # what is left fits
            array = array.cast(pa.decimal128(38, kind.scale))
        return _scaled(array)
    if pa.types.is_date64(kind):
        array = array.cast(pa.date32())
    if pa.types.is_unsigned_integer(kind) and kind.bit_width == 64:
        return _scaled(array.cast(pa.decimal128(20, 0)))
    if not pa.types.is_integer(kind):
        array = array.view(_UNITS[array.type.bit_width])
    return np.asarray(pc.fill_null(array, 0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _scaled(array: pa.Array) -> Integers | None:
    _, data = array.buffers()
    words = np.frombuffer(data, dtype=np.int64)[2 * array.offset : 2 * (array.offset + len(array))].reshape(-1, 2)
    low, high = words[:, 0], words[:, 1]
    fits = high == low >> 63
    nulls = masked(array)
    if fits.all() if nulls is None else (fits | nulls).all():
        return low
    _check_digits(array)
    return None


def _check_digits(array: pa.Array) -> None:
    if array.type.precision <= DIGITS:
        return
    limit = pa.scalar(Decimal(10**DIGITS).scaleb(-array.type.scale, _WIDE), array.type)
    wide = np.flatnonzero(pc.fill_null(pc.greater_equal(pc.abs(array), limit), False).to_numpy(zero_copy_only=False))  # noqa: FBT003 - pyarrow's own signature
    if wide.size:
        row = int(wide[0])
        raise RuleError("tables.number_too_wide", row=row + 1, name="", value=str(array[row].as_py()), digits=DIGITS)


class Ladder:
    """Gives whole numbers the class that belongs to the bounds between which they lie.

    Parameters
    ----------
    bounds : list of int
        Ascending, in the column's unit.
    classes : array of int32
        The class of numbers below all bounds, then of those from each bound on.
    """

    def __init__(self, bounds: list[int], classes: NDArray[np.int32]) -> None:
        self._bounds = bounds
        self._classes = classes
        self._inside = np.array([bound for bound in bounds if _LEAST <= bound <= _MOST], dtype=np.int64)
        self._below = sum(bound < _LEAST for bound in bounds)
        self._first, self._last = 0, -1
        self._table: NDArray[np.int32] = np.zeros(0, dtype=np.int32)

    def classify(self, array: pa.Array) -> NDArray[np.int32]:
        """Return the class of each value, any where it is null; errors as :func:`integers_of`."""
        values = integers_of(array)
        if values is None:
            wide: NDArray[np.int32] = self._classes[_wide_places(array, self._bounds)]
            return wide
        if not values.size:
            return np.zeros(0, dtype=np.int32)
        least, most = int(values.min()), int(values.max())
        if most - least >= MAX_SPAN:
            return self._of(values)
        if least < self._first or most > self._last:
            self._cover(least, most)
        return self._table.take(values - self._first)

    def _of(self, values: Integers) -> NDArray[np.int32]:
        return self._classes.take(np.searchsorted(self._inside, values, side="right") + self._below)

    def _cover(self, least: int, most: int) -> None:
        """Write the class of each number of a span down, which is quicker to look up than to find between bounds."""
        first, last = min(least, self._first), max(most, self._last)
        if self._table.size == 0 or last - first >= MAX_SPAN:
            first, last = least, most
        self._first, self._last = first, last
        self._table = self._of(np.arange(first, last + 1, dtype=np.int64))


def _wide_places(array: pa.Array, bounds: list[int]) -> NDArray[np.int64]:
    """Return how many bounds are not above each number, beyond 64 bits, by Arrow's exact comparisons."""
    kind = pa.decimal128(38, array.type.scale if pa.types.is_decimal(array.type) else 0)
    numbers = array.cast(kind)
    places = np.zeros(len(array), dtype=np.int64)
    for bound in bounds:
        limit = pa.scalar(Decimal(bound).scaleb(-kind.scale, _WIDE), kind)
        places += pc.fill_null(pc.greater_equal(numbers, limit), False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - pyarrow's own signature
    return places
