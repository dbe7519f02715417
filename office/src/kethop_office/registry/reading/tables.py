"""A file as sheets of cells, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kethop_office.common.refusal import Refused
from kethop_office.registry.reading.delimited import delimited_rows
from kethop_office.registry.reading.geojson import geojson_rows
from kethop_office.registry.reading.limits import MAX_COLUMNS, MAX_ROWS, Cell
from kethop_office.registry.reading.workbook import workbook_sheets

__all__ = ["MAX_ROWS", "Sheet", "blank", "guessed_head", "read_file"]

_LOOKED_AT = 25
_TEXT_SHARE = 0.8


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
        ``parks.unknown_format``, ``parks.unsafe_file``, ``parks.too_many_rows``, ``parks.too_many_columns``, ``parks.empty_file``.
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
        raise Refused("parks.unknown_format", name=name)
    sheets = [sheet for sheet in sheets if any(not blank(row) for row in sheet.rows)]
    if not sheets:
        raise Refused("parks.empty_file", name=name)
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS + _LOOKED_AT:
            raise Refused("parks.too_many_rows", sheet=sheet.name, rows=len(sheet.rows), most=MAX_ROWS)
        if max(map(len, sheet.rows)) > MAX_COLUMNS:
            raise Refused("parks.too_many_columns", sheet=sheet.name, most=MAX_COLUMNS)
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
