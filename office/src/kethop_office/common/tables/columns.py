"""The columns of one table: cells by the field that they fill, and what is told of a cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kethop_office.common.tables.cells import Doubt, as_text, clean, text_doubts
from kethop_office.common.tables.heads import KEEP, SKIP
from kethop_office.common.tables.limits import Cell

__all__ = ["Columns"]


class Columns:
    """Columns under their heads.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    mapping : mapping
        Number of a column, as text, to its field.
    """

    def __init__(self, heads: Sequence[str], mapping: Mapping[str, str]) -> None:
        self._heads = heads
        self._fields = [mapping.get(str(number), KEEP) for number in range(len(heads))]
        self._column = {field: number for number, field in enumerate(self._fields) if field not in {KEEP, SKIP}}

    def cell(self, cells: Sequence[Cell], field: str) -> Cell:
        """Return the cell that fills a field; None where no column does."""
        number = self._column.get(field)
        return cells[number] if number is not None else None

    def text(self, cells: Sequence[Cell], field: str) -> str:
        """Return that cell as clean text."""
        return clean(as_text(self.cell(cells, field)))

    def head(self, field: str) -> str:
        """Return the head of the column that fills a field; empty where none does."""
        number = self._column.get(field)
        return self._heads[number] if number is not None else ""

    def told(self, doubt: Doubt, cells: Sequence[Cell], field: str) -> Doubt:
        """Return a doubt with the column and the cell that it is of."""
        return replace(doubt, column=self.head(field), text=as_text(self.cell(cells, field)))

    def seen(self, cells: Sequence[Cell], unread: Mapping[int, str]) -> Iterator[Doubt]:
        """Yield what is seen of each cell as text.

        Parameters
        ----------
        unread : mapping
            Number of a column to why its cell has no value.
        """
        for number, (cell, field) in enumerate(zip(cells, self._fields, strict=True)):
            if field == SKIP:
                continue
            for doubt in text_doubts(cell):
                yield replace(doubt, column=self._heads[number], text=as_text(cell))
            if number in unread:
                yield Doubt(f"unread_{unread[number]}", column=self._heads[number], text=as_text(cell))

    def kept(self, cells: Sequence[Cell]) -> dict[str, str]:
        """Return the texts of the columns that are kept as they stand, by head."""
        return {
            head: text
            for head, field, cell in zip(self._heads, self._fields, cells, strict=True)
            if field == KEEP and (text := clean(as_text(cell)))
        }
