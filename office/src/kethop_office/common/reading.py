"""Read what people type: days in four ways, numbers in two, never by a guess."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

__all__ = ["AmbiguousNumberError", "UnreadableError", "read_day", "read_number"]

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PLAIN = re.compile(r"[+-]?\d+")
_SPACES = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


class UnreadableError(ValueError):
    """The text is no day, or no number."""


class AmbiguousNumberError(UnreadableError):
    """The number can be read in two ways, such as ``1.234``.

    Parameters
    ----------
    grouped, fraction : Decimal
        Both readings.
    """

    def __init__(self, grouped: Decimal, fraction: Decimal) -> None:
        super().__init__(f"{grouped} or {fraction}")
        self.grouped = grouped
        self.fraction = fraction


def read_day(text: str) -> date:
    """Read ``05/11/2026``, ``5/11/26``, ``5.11.2026`` or ``2026-11-05``; the day comes first unless the year does.

    Raises
    ------
    UnreadableError
        The text is no day of the calendar.
    """
    clean = unicodedata.normalize("NFKC", text).strip()
    if found := _YEAR_FIRST.fullmatch(clean):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(clean):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if len(found[3]) == 2 else 0
    else:
        raise UnreadableError(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError(text) from error


def read_number(text: str, *, is_whole: bool = False) -> Decimal:
    """Read a number written the Vietnamese or the English way.

    Parameters
    ----------
    is_whole : bool
        Only whole numbers are wanted: then one group of three digits is a group, not a fraction.

    Raises
    ------
    AmbiguousNumberError
        One sign and three digits after it: a thousand or a thousandth.
    UnreadableError
        The text is no number.
    """
    clean = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2019", "").strip()
    clean = _SPACES.sub("", clean)
    last = max(clean.rfind("."), clean.rfind(","))
    if last < 0:
        return _whole(clean, text)
    sign = clean[last]
    other = "," if sign == "." else "."
    head, tail = clean[:last], clean[last + 1 :]
    if other in head:  # both signs: the last one is the decimal sign
        if sign in head or not _is_grouped(head, other):
            raise UnreadableError(text)
        return _fraction(head.replace(other, ""), tail, text)
    if sign in head:  # the same sign several times: groups
        if not _is_grouped(clean, sign):
            raise UnreadableError(text)
        return _whole(clean.replace(sign, ""), text)
    digits = head.lstrip("+-")
    if len(tail) == 3 and 1 <= len(digits) <= 3 and not digits.startswith("0"):
        grouped = _whole(head + tail, text)
        if is_whole:
            return grouped
        raise AmbiguousNumberError(grouped, _fraction(head, tail, text))
    return _fraction(head, tail, text)


def _is_grouped(text: str, sign: str) -> bool:
    first, *rest = text.lstrip("+-").split(sign)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def _whole(digits: str, text: str) -> Decimal:
    if not _PLAIN.fullmatch(digits):
        raise UnreadableError(text)
    return Decimal(digits)


def _fraction(head: str, tail: str, text: str) -> Decimal:
    if not _PLAIN.fullmatch(head or "0") or not re.fullmatch(r"\d+", tail):
        raise UnreadableError(text)
    return Decimal(f"{head or '0'}.{tail}")
