"""Read a pasted table that has no header: two columns of numbers, or a point's number before them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kethop.errors import SiteError
from kethop.spatial.sites.directions import Axis, NumberError, without_letter
from kethop.spatial.sites.header import ColumnOrder, Columns
from kethop.spatial.sites.marks import plain_signs
from kethop.spatial.sites.numbers import read_number
from kethop.spatial.sites.spaced import ways_to_deal
from kethop.spatial.sites.table import Table

__all__ = ["without_header"]

_NAMED, _PLAIN = ("name", "x", "y"), ("x", "y")


def without_header(table: Table, order: ColumnOrder, *, degrees: bool) -> tuple[Table, Columns] | None:
    """Return a table without a header, its cells in columns, and what these hold; None where it is no corner table.

    Letters of direction in the cells say which column is which; else the column order does.

    Parameters
    ----------
    table : Table
        A reading of a text.
    order : ColumnOrder
        What the first column of numbers means.
    degrees : bool
        Whether the numbers are degrees.

    Raises
    ------
    SiteError
        ``site.columns_unclear`` (``row``, ``count``, ``columns``): words parted by single spaces may be dealt out with and
        without a column of names.
    """
    rows = _without_empty_columns([[str(cell).strip() for cell in row] for row in table.rows])
    if not _is_bare(rows, degrees=degrees):
        dealt = _dealt(table, rows, degrees=degrees) if table.is_words else None
        if dealt is None:
            return None
        rows = dealt
    filled = [row for row in rows if row]
    first = len(filled[0]) - 2
    seen = [_face([row[column] for row in filled], degrees=degrees) for column in (first, first + 1)]
    by_cells = {seen[0], seen[1]} != {None} and seen[0] is not seen[1]
    is_north_first = (
        Axis.EAST is not seen[0] and Axis.NORTH is not seen[1] if by_cells else order is ColumnOrder.X_IS_NORTH
    )
    north, east = (first, first + 1) if is_north_first else (first + 1, first)
    return replace(table, rows=rows), Columns(north, east, 0 if first else None, None, by_letters=not by_cells)


def _without_empty_columns(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return the rows without columns that are empty throughout, as a spreadsheet's margin is; an empty row has no cell."""
    width = max((len(row) for row in rows), default=0)
    kept = [at for at in range(width) if any(at < len(row) and row[at] for row in rows)]
    return [[row[at] for at in kept if at < len(row)] if any(row) else [] for row in rows]


def _is_bare(rows: Sequence[Sequence[str]], *, degrees: bool) -> bool:
    filled = [row for row in rows if row]
    widths = {len(row) for row in filled}
    if len(widths) != 1 or not widths <= {2, 3}:
        return False
    return all(_is_number(cell, degrees=degrees) for row in filled for cell in row[-2:] if cell)


def _dealt(table: Table, rows: Sequence[Sequence[str]], *, degrees: bool) -> list[list[str]] | None:
    """Return the words dealt out to two columns, or to three; None where neither can be."""
    named, plain = (_ways(rows, _angular(roles) if degrees else roles) for roles in (_NAMED, _PLAIN))
    may_be_named = all(named) and not _repeats([ways[0] for ways in named])
    may_be_plain = all(plain)
    if not may_be_named and not may_be_plain:
        return None
    chosen = named if may_be_named else plain
    is_either = may_be_named and may_be_plain
    unclear = next((at for at, ways in enumerate(chosen) if len(ways) > 1 or (is_either and rows[at])), None)
    if unclear is not None:
        fields = {"row": unclear + 1, "count": len(rows[unclear]), "columns": 3 if may_be_named else 2}
        raise SiteError("site.columns_unclear", place=table.place(unclear + 1), **fields)
    return [ways[0] for ways in chosen]


def _ways(rows: Sequence[Sequence[str]], roles: Sequence[str]) -> list[list[list[str]]]:
    return [ways_to_deal(row, roles) if row else [[]] for row in rows]


def _angular(roles: Sequence[str]) -> list[str]:
    return [{"x": "lat", "y": "lon"}.get(role, role) for role in roles]


def _repeats(rows: Sequence[Sequence[str]]) -> bool:
    """Whether neighbouring rows begin alike: then that is no point's number, but the millions of a northing."""
    return any(one and other and one[0] == other[0] for one, other in pairwise(rows))


def _face(cells: Sequence[str], *, degrees: bool) -> Axis | None:
    """Return the direction that a letter in every cell of a column says."""
    for axis, other in ((Axis.NORTH, Axis.EAST), (Axis.EAST, Axis.NORTH)):
        if all(_is_refused(cell, other, degrees=degrees) for cell in cells):
            return axis
    return None


def _is_refused(cell: str, axis: Axis, *, degrees: bool) -> bool:
    try:
        without_letter(plain_signs(cell) or "", degrees=degrees, axis=axis)
    except NumberError as fault:
        return fault.code == "site.axis_letter"
    return False


def _is_number(text: str, *, degrees: bool) -> bool:
    try:
        read_number(text, degrees=degrees)
    except NumberError as fault:
        return fault.code == "site.number_ambiguous"
    return True
