"""Find the one corner table among sheets or readings of a text, and what its columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from kethop.errors import Place, SiteError
from kethop.spatial.sites.bare import without_header
from kethop.spatial.sites.header import HEADER_ROWS, ColumnOrder, Columns, columns_of_row
from kethop.spatial.sites.table import Cell, Table

__all__ = ["FoundTable", "find_corner_table"]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with the row, from 0, of its header; -1 where it has none."""

    table: Table
    header: int
    columns: Columns


def find_corner_table(
    tables: Sequence[Table], *, source: str, degrees: bool, order: ColumnOrder, may_lack_header: bool = False
) -> FoundTable:
    """Return the one corner table.

    Parameters
    ----------
    tables : sequence of Table
        Sheets of a workbook, or readings of a text.
    source : str
        File name, for messages.
    degrees : bool
        Whether the numbers are degrees.
    order : ColumnOrder
        What columns headed X and Y mean.
    may_lack_header : bool
        Whether two columns of numbers, or a point's number and two, may stand without a header: pasted text.

    Raises
    ------
    SiteError
        ``site.header_missing``, ``site.several_tables`` (``tables``), ``site.duplicate_column`` (``column``, ``row``),
        ``site.columns_unclear``.
    """
    found = [hit for table in tables if (hit := _with_header(table, order, degrees=degrees))]
    if not found and may_lack_header:
        found = _bare(tables, order, degrees=degrees)
    if not found:
        raise SiteError("site.header_missing", place=Place(source))
    if len(found) > 1:
        names = ", ".join(hit.table.sheet or str(hit.table.place(max(hit.header, 0) + 1)) for hit in found)
        raise SiteError("site.several_tables", place=Place(source), tables=names[:400])
    return found[0]


def _with_header(table: Table, order: ColumnOrder, *, degrees: bool) -> FoundTable | None:
    rows = table.rows[:HEADER_ROWS]
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else ()
        columns = columns_of_row(row, degrees=degrees, order=order, above=above)
        if columns is not None:
            if columns.duplicate is not None:
                place = table.place(index + 1)
                raise SiteError("site.duplicate_column", place=place, row=index + 1, column=columns.duplicate)
            return FoundTable(table, index, columns)
    return None


def _bare(tables: Sequence[Table], order: ColumnOrder, *, degrees: bool) -> list[FoundTable]:
    """Return the readings without a header; two that say the same are one."""
    found: dict[tuple[tuple[Cell, ...], ...], FoundTable] = {}
    for reading in tables:
        hit = without_header(reading, order, degrees=degrees)
        if hit is not None:
            table, columns = hit
            found.setdefault(tuple(tuple(row) for row in table.rows if row), FoundTable(table, -1, columns))
    return list(found.values())
