"""Read a number of a corner table in the notations that Vietnamese offices use, never guessing between two readings."""

import re
from decimal import Decimal

from kethop.spatial.sites.angles import read_angle
from kethop.spatial.sites.directions import Axis, NumberError, without_letter
from kethop.spatial.sites.marks import plain_signs

__all__ = ["Axis", "NumberError", "read_number", "readings"]

_DIGITS = re.compile(r"[0-9]+")
_LIMIT_DEGREES = 360
_GROUPINGS = (("", "."), ("", ","), (".", ","), (",", "."), (" ", "."), (" ", ","))
_APOSTROPHES = (("'", "."), ("'", ","))


def read_number(text: str, *, degrees: bool = False, axis: Axis | None = None) -> Decimal:
    """Return the one number that ``text`` can mean.

    Groups of three digits may be parted by spaces (also non-breaking), dots, commas or apostrophes; the decimal mark is a
    comma or a dot. ``1.234`` could mean 1234 and 1.234, so it is refused; where degrees are wanted only the second is
    possible. A letter of direction may stand before or behind it.

    Parameters
    ----------
    text : str
        Content of a cell; full-width digits are accepted.
    degrees : bool
        Whether the number is an angle: degrees, minutes and seconds are then read as well, and south and west are below 0.
    axis : Axis or None
        What the column holds; a letter of direction must agree with it.

    Raises
    ------
    NumberError
        Nothing, no number, two numbers, or the letter of another direction.

    Examples
    --------
    >>> [str(read_number(text)) for text in ("2344072,76", "2.344.072,76", "2344072.76", "2 344 072.76")]
    ['2344072.76', '2344072.76', '2344072.76', '2344072.76']
    """
    plain = plain_signs(text)
    if plain == "":
        raise NumberError("site.number_missing")
    body, sign = without_letter(plain or "", degrees=degrees, axis=axis)
    found = readings(body, degrees=degrees)
    if not found:
        raise NumberError("site.not_a_number")
    if len(found) > 1:
        raise NumberError("site.number_ambiguous")
    return sign * found.pop()


def readings(body: str, *, degrees: bool) -> set[Decimal]:
    """Return every number that a text without letters can mean."""
    if degrees:
        try:
            angle = read_angle(body)
        except ValueError:
            return set()
        if angle is not None:
            return {angle}
    found: set[Decimal] = set()
    for group, mark in _GROUPINGS if degrees else (*_GROUPINGS, *_APOSTROPHES):
        whole, dot, fraction = body.rpartition(mark) if mark in body else (body, "", "")
        if dot and not _DIGITS.fullmatch(fraction):
            continue
        digits = _ungrouped(whole, group)
        if digits is not None:
            found.add(Decimal(f"{digits}.{fraction}" if fraction else digits))
    if degrees:
        return {reading for reading in found if reading <= _LIMIT_DEGREES} or found
    return found


def _ungrouped(whole: str, group: str) -> str | None:
    """Return the digits of a whole number, or None when its groups are not a first of one to three and then threes."""
    if not group or group not in whole:
        return whole if _DIGITS.fullmatch(whole) else None
    first, *others = whole.split(group)
    right = all(len(other) == 3 and _DIGITS.fullmatch(other) for other in others)
    leads = len(first) <= 3 and _DIGITS.fullmatch(first) and not first.startswith("0")
    return whole.replace(group, "") if leads and right else None
