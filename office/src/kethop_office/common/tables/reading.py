"""A file as sheets of cells, whatever its format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kethop_office.common.refusal import Refused
from kethop_office.common.tables.delimited import delimited_rows
from kethop_office.common.tables.geojson import geojson_rows
from kethop_office.common.tables.limits import MAX_COLUMNS, MAX_ROWS, Cell
from kethop_office.common.tables.workbook import workbook_sheets

__all__ = ["MAX_ROWS", "Sheet", "blank", "described", "guessed_head", "read_file", "rows_below"]

_LOOKED_AT = 25
_TEXT_SHARE = 0.8
_TOP = 30
_TOP_TEXT = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        All rows from the first on, blank ones too, each as long as the widest.
    unread : dict
        ``(row, column)``, both from 0, to why the cell has no value: ``formula`` or ``error``.
    notes : list of (str, dict)
        What was seen of the whole, such as its encoding.
    first : int
        What Excel or the file calls the first row.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    unread: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: Sequence[tuple[str, dict[str, str | int]]] = ()
    first: int = 1
    head: int | None = None


def read_file(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets that have any text.

    Raises
    ------
    Refused
        ``table.unknown_format``, ``table.unsafe_file``, ``table.too_many_rows``, ``table.too_many_columns``, ``table.empty_file``.
    """
    ending = name.lower().rpartition(".")[2]
    if ending in {"xlsx", "xlsm"}:
        sheets = [Sheet(title, rows, unread) for title, rows, unread in workbook_sheets(data, name)]
    elif ending in {"csv", "tsv", "txt"}:
        rows, notes = delimited_rows(data)
        sheets = [Sheet(name, rows, notes=notes)]
    elif ending in {"geojson", "json"}:
        sheets = [Sheet(name, geojson_rows(data, name), first=0, head=0)]
    else:
        raise Refused("table.unknown_format", name=name)
    sheets = [sheet for sheet in sheets if any(not blank(row) for row in sheet.rows)]
    if not sheets:
        raise Refused("table.empty_file", name=name)
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS + _LOOKED_AT:
            raise Refused("table.too_many_rows", sheet=sheet.name, rows=len(sheet.rows), most=MAX_ROWS)
        if max(map(len, sheet.rows)) > MAX_COLUMNS:
            raise Refused("table.too_many_columns", sheet=sheet.name, most=MAX_COLUMNS)
    return sheets


def guessed_head(sheet: Sheet) -> int:
    """Return which row (from 0) looks like the heads: the first of those with the most cells that are short text."""
    if sheet.head is not None:
        return sheet.head
    best, most = 0, 0
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        filled = [cell for cell in row if cell not in {None, ""}]
        words = [cell for cell in filled if isinstance(cell, str) and len(cell) <= 80]
        if len(words) > most and len(words) >= _TEXT_SHARE * len(filled) and len(set(words)) == len(words):
            best, most = number, len(words)
    return best


def blank(row: Sequence[Cell]) -> bool:
    """Return whether a row has nothing in it."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def described(sheet: Sheet) -> dict[str, object]:
    """Return what the page of columns shows of a sheet, as plain JSON."""
    top = [[cell[:_TOP_TEXT] if isinstance(cell, str) else cell for cell in row] for row in sheet.rows[:_TOP]]
    head = guessed_head(sheet) + sheet.first
    return {"name": sheet.name, "rows": len(sheet.rows), "first": sheet.first, "head": head, "top": top}


def rows_below(sheet: Sheet, head_row: int) -> tuple[list[tuple[int, list[Cell], Mapping[int, str]]], int]:
    """Return the rows below the heads that are not blank, and how many are.

    Returns
    -------
    list of (int, list of Cell, mapping)
        Number as the file calls it, cells, and by number of a column why its cell has no value.
    """
    unread: dict[int, dict[int, str]] = {}
    for (row, column), why in sheet.unread.items():
        unread.setdefault(row, {})[column] = why
    start = head_row - sheet.first + 1
    below = [(at, row) for at, row in enumerate(sheet.rows[start:], start) if not blank(row) or at in unread]
    rows: list[tuple[int, list[Cell], Mapping[int, str]]] = [
        (at + sheet.first, list(row), unread.get(at, {})) for at, row in below
    ]
    return rows, max(0, len(sheet.rows) - start) - len(rows)
