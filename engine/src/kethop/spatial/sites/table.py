"""A table as a spreadsheet or a text file gives it: rows of cells, nothing interpreted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from kethop.errors import Place

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Cell", "Table", "column_letters"]

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

MAX_ROWS = 250_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Parameters
    ----------
    source : str
        File name.
    sheet : str
        Name of the sheet; empty for a text file.
    rows : sequence of sequence of Cell
        Row 1 of the sheet first; an empty cell is ``""``.
    formulas : frozenset of tuple of int
        Row and column, from 1, of the cells that hold a formula.
    is_dealt : bool
        Whether words parted by single spaces were dealt out to columns: a row that did not fit has another length.
    is_words : bool
        Whether each cell is one word of a line, so that a number may take several.
    delimiter : str
        What parts the columns of a delimited text; empty for others.
    """

    source: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    is_dealt: bool = False
    is_words: bool = False
    delimiter: str = ""

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a row or of a cell, both from 1; the path is as a spreadsheet writes it, ``Sheet1!C7``."""
        cell = f"{column_letters(column)}{row}" if column else str(row)
        if self.sheet:
            return Place(self.source, row, f"{self.sheet}!{cell}")
        return Place(self.source, row, cell if column else "")


def column_letters(column: int) -> str:
    """Return the letters of a column, from 1.

    Examples
    --------
    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
