"""The sign or the letter of direction of a number, in both languages."""

import re
from enum import StrEnum

__all__ = ["Axis", "NumberError", "without_letter"]

_SIGN = re.compile(r"([+-]?)(.*)")


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


def without_letter(plain: str, *, degrees: bool, axis: Axis | None) -> tuple[str, int]:
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
