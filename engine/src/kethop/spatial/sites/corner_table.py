"""Turn a table of corner points into rings: find the header by its words, read the numbers, part the rings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from kethop.errors import Place, SiteError
from kethop.spatial.crs import is_geographic
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteDraft
from kethop.spatial.sites.header import ColumnOrder, Columns, columns_of_row
from kethop.spatial.sites.numbers import NumberError, read_number
from kethop.spatial.sites.point_order import first_out_of_order
from kethop.spatial.sites.table import Cell, Table

__all__ = ["draft_from_tables"]

_HEADER_ROWS = 100  # a header further down is none


@dataclass(frozen=True, slots=True)
class _Found:
    """A table with the row (from 0) of its header."""

    table: Table
    header: int
    columns: Columns


def draft_from_tables(tables: Sequence[Table], *, source: str, crs: str | None, column_order: ColumnOrder) -> SiteDraft:
    """Return the rings of the one corner table among ``tables``.

    A blank row or a change in the ring column starts a new ring. The first corner may be repeated at the end.

    Parameters
    ----------
    tables : sequence of Table
        Sheets of a workbook, or readings of a text file.
    source : str
        File name, for messages.
    crs : str or None
        Canonical code; a table of numbers never says it, so it must be given.
    column_order : ColumnOrder
        What columns headed X and Y mean.

    Raises
    ------
    SiteError
        ``site.crs_missing``, ``site.header_missing``, ``site.several_tables`` (``tables``), ``site.duplicate_column``
        (``column``), ``site.row_without_coordinates``, ``site.number_missing``, ``site.not_a_number``,
        ``site.number_ambiguous``, ``site.date_in_number``, ``site.formula`` (each with ``sheet``, ``row``, ``column``,
        ``text``), ``site.no_features``, ``site.ring_split`` (``ring``).
    """
    if crs is None:
        raise SiteError("site.crs_missing", place=Place(source))
    found = [hit for table in tables if (hit := _find_header(table, crs, column_order))]
    if not found:
        raise SiteError("site.header_missing", place=Place(source))
    if len(found) > 1:
        names = ", ".join(hit.table.sheet or f"row {hit.header + 1}" for hit in found)
        raise SiteError("site.several_tables", place=Place(source), tables=names[:400])
    rings = _rings(found[0], crs)
    if not rings:
        raise SiteError("site.no_features", place=Place(source))
    paths, notes, closed = [], list[Note](), 0
    for number, (name, points) in enumerate(rings, start=1):
        first, last = points[0], points[-1]
        repeated = len(points) > 1 and (first.easting, first.northing) == (last.easting, last.northing)
        closed += not repeated
        path = FiledPath(PathRole.OUTER, number, points[:-1] if repeated else points, name)
        paths.append(path)
        if (out_of_order := first_out_of_order([point.name for point in path.points])) is not None:
            notes.append(note("site.points_out_of_order", ring=name, first=out_of_order))
    if closed:
        notes.append(note("site.rings_closed", count=closed))
    return SiteDraft(crs, tuple(paths), tuple(notes))


def _find_header(table: Table, crs: str, order: ColumnOrder) -> _Found | None:
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        columns = columns_of_row(row, degrees=is_geographic(crs), order=order)
        if columns is not None:
            if columns.duplicate is not None:
                raise SiteError(
                    "site.duplicate_column", place=table.place(index + 1), row=index + 1, column=columns.duplicate
                )
            return _Found(table, index, columns)
    return None


def _rings(found: _Found, crs: str) -> list[tuple[str, tuple[FiledPoint, ...]]]:
    table, columns = found.table, found.columns
    rings: list[tuple[str, list[FiledPoint]]] = []
    is_open = False
    for index in range(found.header + 1, len(table.rows)):
        row = table.rows[index]
        if not any(_text(cell) for cell in row) and not any(
            (index + 1, c + 1) in table.formulas for c in range(len(row))
        ):
            is_open = False
            continue
        key = _text(_cell(row, columns.ring)) if columns.ring is not None else ""
        if columns.ring is not None and rings and key != rings[-1][0]:
            is_open = False
        if not is_open:
            name = key or str(len(rings) + 1)
            if any(name == known for known, _ in rings):
                raise SiteError("site.ring_split", place=table.place(index + 1), ring=name, row=index + 1)
            rings.append((name, []))
            is_open = True
        points = rings[-1][1]
        points.append(_point(table, index, columns, len(points) + 1, degrees=is_geographic(crs)))
    return [(name, tuple(points)) for name, points in rings]


def _point(table: Table, index: int, columns: Columns, count: int, *, degrees: bool) -> FiledPoint:
    row = table.rows[index]
    is_formula = any((index + 1, c + 1) in table.formulas for c in (columns.north, columns.east))
    if not is_formula and not _text(_cell(row, columns.north)) and not _text(_cell(row, columns.east)):
        text = next((_text(cell) for cell in row if _text(cell)), "")
        raise SiteError(
            "site.row_without_coordinates",
            place=table.place(index + 1),
            sheet=table.sheet,
            row=index + 1,
            text=text[:80],
        )
    north, northing = _number(table, index, columns.north, degrees=degrees)
    east, easting = _number(table, index, columns.east, degrees=degrees)
    name = _text(_cell(row, columns.name)) if columns.name is not None else ""
    return FiledPoint(name.removesuffix(".0") or str(count), east, north, float(easting), float(northing), index + 1)


def _number(table: Table, index: int, column: int, *, degrees: bool) -> tuple[str, Decimal | float]:
    cell = _cell(table.rows[index], column)
    text = _text(cell)
    code = ""
    if (index + 1, column + 1) in table.formulas:
        code = "site.formula"
    elif isinstance(cell, date | time | timedelta):
        code = "site.date_in_number"
    elif isinstance(cell, bool):
        code = "site.not_a_number"
    elif isinstance(cell, int | float):
        return repr(cell), cell
    else:
        try:
            return text, read_number(text, degrees=degrees)
        except NumberError as fault:
            code = fault.code
    place = table.place(index + 1, column + 1)
    raise SiteError(code, place=place, sheet=table.sheet, row=index + 1, column=column + 1, text=text[:40])


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _text(cell: Cell) -> str:
    return str(cell).strip()
