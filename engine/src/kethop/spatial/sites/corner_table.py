"""Turn a table of corner points into rings: read the numbers, part the rings, see what the column as a whole says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import is_geographic
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.cells import CoordinateCells, text_of
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteDraft
from kethop.spatial.sites.finding import FoundTable, find_corner_table
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.numbers import Axis
from kethop.spatial.sites.point_order import first_out_of_order
from kethop.spatial.sites.spaced import refuse_unequal
from kethop.spatial.sites.surplus import refuse_surplus
from kethop.spatial.sites.table import Cell, Table

__all__ = ["Corners", "corners_of_tables", "draft_from_tables"]

_NUMBERED = re.compile(r"\([0-9]{1,2}\)")  # a row (1) (2) (3) below the header numbers the columns


@dataclass(frozen=True, slots=True)
class Corners:
    """Rings of a corner table.

    Parameters
    ----------
    paths : tuple of FiledPath
        The rings.
    notes : tuple of Note
        ``site.points_out_of_order`` (``ring``, ``first``), ``site.rings_closed`` (``count``), ``site.marks_by_table``
        (``count``, ``mark``, ``row``), ``site.rings_read_down`` (``count``, ``row``), ``site.header_assumed`` (``order``), ``site.header_by_directions``.
    by_letters : bool
        Whether the columns say X and Y only, or nothing, so that the column order decides.
    """

    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...]
    by_letters: bool


def draft_from_tables(
    tables: Sequence[Table], *, source: str, crs: str | None, column_order: ColumnOrder, may_lack_header: bool = False
) -> SiteDraft:
    """Return the rings of the one corner table among ``tables`` with their CRS.

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
    may_lack_header : bool
        As for ``find_corner_table``.

    Raises
    ------
    SiteError
        ``site.crs_missing``, and those of ``corners_of_tables``.
    """
    if crs is None:
        raise SiteError("site.crs_missing", place=Place(source))
    corners = corners_of_tables(
        tables,
        source=source,
        degrees=is_geographic(crs),
        column_order=column_order,
        may_lack_header=may_lack_header,
    )
    return SiteDraft(crs, corners.paths, corners.notes)


def corners_of_tables(
    tables: Sequence[Table], *, source: str, degrees: bool, column_order: ColumnOrder, may_lack_header: bool = False
) -> Corners:
    """Return the rings of the one corner table among ``tables``.

    A blank row or a change in the ring column starts a new ring; an empty cell below a ring's name, as a merged cell leaves
    it, is the same ring. The first corner may be repeated at the end.

    Parameters
    ----------
    degrees : bool
        Whether the numbers are degrees, else metres.

    Raises
    ------
    SiteError
        Those of ``find_corner_table``; ``site.row_without_coordinates``, ``site.columns_unclear``,
        ``site.number_missing``, ``site.not_a_number``, ``site.number_ambiguous``, ``site.axis_letter``,
        ``site.row_too_long``, ``site.date_in_number``, ``site.formula``, ``site.digit_missing``, ``site.digit_extra`` (each with ``sheet``,
        ``row``, ``column``, ``text``), ``site.no_features``, ``site.ring_split`` (``ring``).
    """
    found = find_corner_table(
        tables, source=source, degrees=degrees, order=column_order, may_lack_header=may_lack_header
    )
    cells = CoordinateCells(found.table, found.columns, degrees=degrees)
    notes = list[Note]()
    rings = _rings(found, cells, notes)
    if not rings:
        raise SiteError("site.no_features", place=Place(source))
    if not degrees:
        cells.refuse_odd_digits([point for _, points in rings for point in points])
    paths, closed = [], 0
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
    if found.header < 0 and found.columns.by_letters:
        notes.append(note("site.header_assumed", order=str(column_order)))
    elif found.header < 0:
        notes.append(note("site.header_by_directions"))
    return Corners(tuple(paths), (*notes, *cells.notes()), found.columns.by_letters)


def _rings(found: FoundTable, cells: CoordinateCells, notes: list[Note]) -> list[tuple[str, tuple[FiledPoint, ...]]]:
    table, columns = found.table, found.columns
    rings: list[tuple[str, list[FiledPoint]]] = []
    is_open, own = False, ""
    read_down: list[int] = []
    for index in range(found.header + 1, len(table.rows)):
        row = table.rows[index]
        if cells.is_blank(index):
            is_open = False
            continue
        if index == found.header + 1 and _numbers_columns(row):
            continue
        if found.header >= 0:
            refuse_unequal(table, index, len(table.rows[found.header]))
            refuse_surplus(table, index, found.header)
        key = _ring_name(row, columns.ring)
        if is_open and own and not key:  # a merged cell holds its text in its first row
            read_down.append(index + 1)
        elif key != own:
            is_open = False
        if not is_open:
            name = key or str(len(rings) + 1)
            if any(name == known for known, _ in rings):
                raise SiteError("site.ring_split", place=table.place(index + 1), ring=name, row=index + 1)
            rings.append((name, []))
            is_open, own = True, key
        points = rings[-1][1]
        points.append(_point(index, cells, len(points) + 1))
    if read_down:
        notes.append(note("site.rings_read_down", count=len(read_down), row=read_down[0]))
    return [(name, tuple(points)) for name, points in rings]


def _ring_name(row: Sequence[Cell], column: int | None) -> str:
    """Return the name of a ring; a number of a spreadsheet without its decimal dot."""
    cell = row[column] if column is not None and column < len(row) else ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(row, column)


def _numbers_columns(row: Sequence[Cell]) -> bool:
    texts = [text for cell in row if (text := str(cell).strip())]
    return len(texts) > 1 and all(_NUMBERED.fullmatch(text) for text in texts)


def _point(index: int, cells: CoordinateCells, count: int) -> FiledPoint:
    cells.refuse_empty(index)
    north, northing = cells.number(index, Axis.NORTH)
    east, easting = cells.number(index, Axis.EAST)
    name = text_of(cells.table.rows[index], cells.columns.name)
    return FiledPoint(name.removesuffix(".0") or str(count), east, north, float(easting), float(northing), index + 1)
