"""Days in a column, written in whatever order: what can be read in two ways is never settled by a guess."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kethop_office.common.tables.cells import as_text, clean
from kethop_office.common.tables.limits import Cell

__all__ = ["Order", "ReadDay", "order_of", "read_cell_day"]

Order = Literal["day", "month", ""]
"""Which part comes first: the day, the month, or nobody knows."""

_TWO_PARTS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class ReadDay:
    """What was read of a cell.

    Parameters
    ----------
    day : date or None
        None for an empty cell, and for one that is doubtful.
    doubt : str
        ``day_two_ways``, ``day_number``, ``day_unreadable``; empty for none.
    readings : tuple of date
        Both readings of a day that has two.
    """

    day: date | None = None
    doubt: str = ""
    readings: tuple[date, ...] = ()


def order_of(cells: Iterable[Cell]) -> Order:
    """Return which part comes first in a column's days: a part over 12 can only be a day. Empty where both orders occur, or none shows."""
    found: set[Order] = set()
    for cell in cells:
        parts = _TWO_PARTS.fullmatch(_plain(cell))
        if parts is None:
            continue
        first, second = int(parts[1]), int(parts[2])
        if first > _LAST_MONTH >= second:
            found.add("day")
        elif second > _LAST_MONTH >= first:
            found.add("month")
    return found.pop() if len(found) == 1 else ""


def read_cell_day(cell: Cell, order: Order) -> ReadDay:
    """Return the day of a cell.

    Parameters
    ----------
    order : str
        Which part comes first where a day is written with the year last, such as 05/11/2026.
    """
    if isinstance(cell, bool | int | float):
        return ReadDay(doubt="day_number")
    text = _plain(cell)
    if not text:
        return ReadDay()
    if parts := _YEAR_FIRST.fullmatch(text):
        return _one(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := _IN_WORDS.fullmatch(text):
        return _one(int(parts[3]), int(parts[2]), int(parts[1]))
    if parts := _TWO_PARTS.fullmatch(text):
        year = int(parts[3]) + (2000 if len(parts[3]) == 2 else 0)
        return _two(year, int(parts[1]), int(parts[2]), order)
    return ReadDay(doubt="day_unreadable")


def _two(year: int, first: int, second: int, order: Order) -> ReadDay:
    readings = tuple(
        dict.fromkeys(day for day in (_day(year, second, first), _day(year, first, second)) if day is not None)
    )
    if not readings:
        return ReadDay(doubt="day_unreadable")
    if len(readings) == 1:
        return ReadDay(readings[0])
    if not order:
        return ReadDay(doubt="day_two_ways", readings=readings)
    return ReadDay(readings[0] if order == "day" else readings[1])


def _one(year: int, month: int, number: int) -> ReadDay:
    day = _day(year, month, number)
    return ReadDay(day) if day is not None else ReadDay(doubt="day_unreadable")


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _plain(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", clean(as_text(cell))) if isinstance(cell, str) else ""
