"""The coordinate cells of a corner table: what each holds, and the place of each that cannot be read."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import NoReturn

from kethop.errors import SiteError
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.digits import odd_number
from kethop.spatial.sites.filed import FiledPoint
from kethop.spatial.sites.grouping import proven_grouping, without_group
from kethop.spatial.sites.header import Columns
from kethop.spatial.sites.numbers import Axis, NumberError, read_number
from kethop.spatial.sites.table import Cell, Table

__all__ = ["CoordinateCells", "text_of"]


class CoordinateCells:
    """Reads the two coordinates of each row.

    Parameters
    ----------
    table : Table
        The corner table.
    columns : Columns
        What its columns hold.
    degrees : bool
        Whether the numbers are degrees.
    """

    def __init__(self, table: Table, columns: Columns, *, degrees: bool) -> None:
        self.table = table
        self.columns = columns
        self._degrees = degrees
        self._grouping: str | None = None
        self._is_grouping_known = False
        self._by_table: list[int] = []

    def is_blank(self, index: int) -> bool:
        """Return whether a row (from 0) holds nothing, not even a formula without a result."""
        row = self.table.rows[index]
        return not any(str(cell).strip() for cell in row) and not any(
            (index + 1, column + 1) in self.table.formulas for column in range(len(row))
        )

    def refuse_empty(self, index: int) -> None:
        """Refuse a row that holds something and no coordinate.

        Raises
        ------
        SiteError
            ``site.row_without_coordinates`` (``sheet``, ``row``, ``text``).
        """
        row, columns = self.table.rows[index], (self.columns.north, self.columns.east)
        is_formula = any((index + 1, column + 1) in self.table.formulas for column in columns)
        if is_formula or any(text_of(row, column) for column in columns):
            return
        text = next((str(cell).strip() for cell in row if str(cell).strip()), "")
        place = self.table.place(index + 1)
        raise SiteError(
            "site.row_without_coordinates", place=place, sheet=self.table.sheet, row=index + 1, text=text[:80]
        )

    def number(self, index: int, axis: Axis) -> tuple[str, Decimal | float]:
        """Return a coordinate as filed and as a number.

        Raises
        ------
        SiteError
            As for ``corners_of_tables``.
        """
        column = self._column(axis)
        row = self.table.rows[index]
        cell = row[column] if column < len(row) else ""
        if (index + 1, column + 1) in self.table.formulas:
            self.refuse("site.formula", index, axis)
        if isinstance(cell, date | time | timedelta):
            self.refuse("site.date_in_number", index, axis)
        if isinstance(cell, bool):
            self.refuse("site.not_a_number", index, axis)
        if isinstance(cell, int | float):
            return repr(cell), cell
        text = str(cell).strip()
        try:
            return text, read_number(text, degrees=self._degrees, axis=axis)
        except NumberError as fault:
            group = self._group() if fault.code == "site.number_ambiguous" else None
            if group is None or group not in text:
                self.refuse(fault.code, index, axis)
            self._by_table.append(index + 1)
            return text, read_number(without_group(text, group), degrees=self._degrees)

    def notes(self) -> tuple[Note, ...]:
        """Return the note on cells that only the other numbers of the table made readable."""
        if not self._by_table:
            return ()
        return (note("site.marks_by_table", count=len(self._by_table), mark=self._grouping, row=self._by_table[0]),)

    def refuse_odd_digits(self, points: Sequence[FiledPoint]) -> None:
        """Refuse a number in metres with a digit less, or more, than the others of its column.

        Raises
        ------
        SiteError
            ``site.digit_missing``, ``site.digit_extra``.
        """
        for axis in Axis:
            odd = odd_number([point.northing if axis is Axis.NORTH else point.easting for point in points])
            if odd is not None:
                code = "site.digit_missing" if odd.is_short else "site.digit_extra"
                self.refuse(code, (points[odd.index].row or 1) - 1, axis)

    def refuse(self, code: str, index: int, axis: Axis) -> NoReturn:
        """Raise the error of a cell with its place."""
        column = self._column(axis)
        place = self.table.place(index + 1, column + 1)
        raise SiteError(
            code,
            place=place,
            sheet=self.table.sheet,
            row=index + 1,
            column=column + 1,
            text=text_of(self.table.rows[index], column)[:40],
        )

    def _column(self, axis: Axis) -> int:
        return self.columns.north if axis is Axis.NORTH else self.columns.east

    def _group(self) -> str | None:
        if not self._is_grouping_known:
            columns = (self.columns.north, self.columns.east)
            texts = (text_of(row, column) for row in self.table.rows for column in columns)
            self._grouping, self._is_grouping_known = proven_grouping(texts), True
        return self._grouping


def text_of(row: Sequence[Cell], column: int | None) -> str:
    """Return the text of a cell without spaces around it; empty where the row has no such column."""
    return str(row[column]).strip() if column is not None and column < len(row) else ""
