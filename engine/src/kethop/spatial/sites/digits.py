"""A column of coordinates in metres in which one number has a digit less, or more, than the others."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["OddNumber", "odd_number"]

_FAR = 2.0  # a number beside the round 1,000,000 has another count of digits and is near all the same


@dataclass(frozen=True, slots=True)
class OddNumber:
    """Position of the number, from 0, and whether a digit is missing (else there is one too many)."""

    index: int
    is_short: bool


def odd_number(values: Sequence[float]) -> OddNumber | None:
    """Return the first number that has one digit less or more before the decimal mark than most, and is far from them.

    Parameters
    ----------
    values : sequence of float
        The numbers of one column, in metres; at least three and all finite, or nothing can be said.

    Examples
    --------
    >>> odd_number([552756.7, 553379.5, 55343.0])
    OddNumber(index=2, is_short=True)
    >>> odd_number([999950.0, 1000050.0, 1000060.0]) is None
    True
    """
    if len(values) < 3 or not all(math.isfinite(value) for value in values):
        return None
    lengths = [len(str(int(abs(value)))) for value in values]
    common, count = Counter(lengths).most_common(1)[0]
    if 2 * count <= len(values):
        return None
    usual = [abs(value) for value, length in zip(values, lengths, strict=True) if length == common]
    for index, (value, length) in enumerate(zip(values, lengths, strict=True)):
        if length == common - 1 and abs(value) * _FAR < min(usual):
            return OddNumber(index, is_short=True)
        if length == common + 1 and abs(value) > max(usual) * _FAR:
            return OddNumber(index, is_short=False)
    return None
