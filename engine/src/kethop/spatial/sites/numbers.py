"""Read a number of a corner table in the notations that Vietnamese offices use, never guessing between two readings."""

import re
from decimal import Decimal
from enum import StrEnum

from kethop.spatial.sites.angles import read_angle
from kethop.spatial.sites.marks import plain_signs

__all__ = ["Axis", "NumberError", "read_number", "readings"]

_SIGN = re.compile(r"([+-]?)(.*)")
_DIGITS = re.compile(r"[0-9]+")
_LIMIT_DEGREES = 360
_GROUPINGS = (("", "."), ("", ","), (".", ","), (",", "."), (" ", "."), (" ", ","))
_APOSTROPHES = (("'", "."), ("'", ","))


class Axis(StrEnum):
    """Which coordinate a column holds."""

    NORTH = "north"
    EAST = "east"


# Vietnamese B, Đ, T and the words; N is north as on every receiver, also beside Vietnamese words: nothing of ours is south
_LETTERS = {
    **dict.fromkeys(("N", "B", "BẮC", "BAC"), (Axis.NORTH, 1)),
    **dict.fromkeys(("S", "NAM"), (Axis.NORTH, -1)),
    **dict.fromkeys(("E", "Đ", "D", "ĐÔNG", "DONG"), (Axis.EAST, 1)),
    **dict.fromkeys(("W", "T", "TÂY", "TAY"), (Axis.EAST, -1)),
}
_LETTERED = re.compile(
    rf"(?P<head>{'|'.join(_LETTERS)})? ?(?P<body>[^A-ZĐ]*(?:[0-9] ?[O] ?[0-9][^A-ZĐ]*)?) ?(?P<tail>{'|'.join(_LETTERS)})?"
)


class NumberError(Exception):
    """A text is not one number.

    Parameters
    ----------
    code : str
        ``site.number_missing``, ``site.not_a_number``, ``site.number_ambiguous`` or ``site.axis_letter`` (the letter of
        another direction than the column's).
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


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
    body, sign = _without_letter(plain or "", degrees=degrees, axis=axis)
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


def _without_letter(plain: str, *, degrees: bool, axis: Axis | None) -> tuple[str, int]:
    """Return the text without its sign or letter of direction, and 1 or -1."""
    match = _LETTERED.fullmatch(plain.upper())
    letters = [name for name in match.group("head", "tail") if name] if match else []
    if match is None or len(letters) > 1:
        raise NumberError("site.not_a_number")
    found = _SIGN.fullmatch(match["body"].strip())
    sign, body = (found[1], found[2].strip()) if found else ("", "")
    if not letters:
        return body, -1 if sign == "-" else 1
    of_letter, direction = _LETTERS[letters[0]]
    if sign or (direction < 0 and not degrees):
        raise NumberError("site.not_a_number")
    if axis is not None and of_letter is not axis:
        raise NumberError("site.axis_letter")
    return body, direction


def _ungrouped(whole: str, group: str) -> str | None:
    """Return the digits of a whole number, or None when its groups are not a first of one to three and then threes."""
    if not group or group not in whole:
        return whole if _DIGITS.fullmatch(whole) else None
    first, *others = whole.split(group)
    right = all(len(other) == 3 and _DIGITS.fullmatch(other) for other in others)
    leads = len(first) <= 3 and _DIGITS.fullmatch(first) and not first.startswith("0")
    return whole.replace(group, "") if leads and right else None
