"""Read a number of a corner table in the notations that Vietnamese offices use, never guessing between two readings."""

import re
import unicodedata
from decimal import Decimal

__all__ = ["NumberError", "read_number"]

_SIGN = re.compile(r"([+-]?)(.*)")
_DIGITS = re.compile(r"[0-9]+")
_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")
_DEGREES = re.compile(
    r"([+-]?)([0-9]{1,3})\s*[°º]\s*([0-9]{1,2})\s*['’′]\s*([0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"”″]|''|’’)\s*([NEBĐ]?)",
    re.IGNORECASE,
)
_LIMIT_DEGREES = 360


class NumberError(Exception):
    """A text is not one number.

    Parameters
    ----------
    code : str
        ``site.number_missing``, ``site.not_a_number`` or ``site.number_ambiguous``.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_number(text: str, *, degrees: bool = False) -> Decimal:
    """Return the one number that ``text`` can mean.

    Groups of three digits may be parted by spaces (also non-breaking), dots or commas; the decimal mark is a comma or a dot.
    ``1.234`` could mean 1234 and 1.234, so it is refused; where degrees are wanted only the second is possible.

    Parameters
    ----------
    text : str
        Content of a cell; full-width digits are accepted.
    degrees : bool
        Whether the number is an angle: degrees, minutes and seconds are then read as well.

    Raises
    ------
    NumberError
        Nothing, no number, or two numbers.

    Examples
    --------
    >>> [str(read_number(text)) for text in ("2344072,76", "2.344.072,76", "2344072.76", "2 344 072.76")]
    ['2344072.76', '2344072.76', '2344072.76', '2344072.76']
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    plain = _SPACES.sub(" ", plain).strip()
    if not plain:
        raise NumberError("site.number_missing")
    if degrees and (match := _DEGREES.fullmatch(unicodedata.normalize("NFC", text).strip())):
        return _sexagesimal(match)
    found = _SIGN.fullmatch(plain)
    sign, body = (found[1], found[2]) if found else ("", plain)
    readings = _readings(body.strip())
    if degrees:
        readings = {reading for reading in readings if reading <= _LIMIT_DEGREES} or readings
    if not readings:
        raise NumberError("site.not_a_number")
    if len(readings) > 1:
        raise NumberError("site.number_ambiguous")
    value = readings.pop()
    return -value if sign == "-" else value


def _readings(body: str) -> set[Decimal]:
    """Return every number that the text without its sign can mean."""
    found: set[Decimal] = set()
    for group, mark in (("", "."), ("", ","), (".", ","), (",", "."), (" ", "."), (" ", ",")):
        whole, dot, fraction = body.rpartition(mark) if mark in body else (body, "", "")
        if dot and not _DIGITS.fullmatch(fraction):
            continue
        digits = _ungrouped(whole, group)
        if digits is not None:
            found.add(Decimal(f"{digits}.{fraction}" if fraction else digits))
    return found


def _ungrouped(whole: str, group: str) -> str | None:
    """Return the digits of a whole number, or None when its groups are not a first of one to three and then threes."""
    if not group or group not in whole:
        return whole if _DIGITS.fullmatch(whole) else None
    first, *others = whole.split(group)
    right = all(len(other) == 3 and _DIGITS.fullmatch(other) for other in others)
    leads = len(first) <= 3 and _DIGITS.fullmatch(first) and not first.startswith("0")
    return whole.replace(group, "") if leads and right else None


def _sexagesimal(match: re.Match[str]) -> Decimal:
    minutes, seconds = Decimal(match[3]), Decimal(match[4].replace(",", "."))
    if minutes >= 60 or seconds >= 60:
        raise NumberError("site.not_a_number")
    value = Decimal(match[2]) + minutes / 60 + seconds / 3600
    return -value if match[1] == "-" else value
