"""Workbooks: looked over as parts first, so that neither a bomb nor a far-away cell is ever laid out in memory."""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from kethop_office.common.bridge import UnsafeFileError, workbook_parts
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Cell

__all__ = ["workbook_sheets"]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]+</")

Sheet = tuple[str, list[list[Cell]], dict[tuple[int, int], str]]


def workbook_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield name, rows and unread cells of each sheet.

    Raises
    ------
    Refused
        ``table.unsafe_file``, ``table.workbook_broken``, ``table.too_many_rows``, ``table.too_many_columns``.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only the worker reads files

    try:
        parts = workbook_parts(data, name)
        seen = {title: _look_over(parts.get(path, b""), title) for title, path in _paths(parts).items()}
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            if title not in seen:  # a chart, or a sheet whose part was not looked over
                continue
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield title, [[_cell(value) for value in row] for row in rows], seen[title]
    except UnsafeFileError as error:
        raise Refused("table.unsafe_file", vi=error.vi, en=error.en) from error
    except (CalamineError, ValueError) as error:
        raise Refused("table.workbook_broken") from error


def _paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    targets = {
        found[b"Id"]: found[b"Target"].decode()
        for found in map(_attributes, _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")))
        if b"Id" in found and b"Target" in found
    }
    paths: dict[str, str] = {}
    for found in map(_attributes, _SHEET.findall(parts.get("xl/workbook.xml", b""))):
        target = targets.get(found.get(b"r:id", b""), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            paths[_unescaped(found.get(b"name", b""))] = path
    return paths


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _unescaped(name: bytes) -> str:
    from html import unescape  # noqa: PLC0415 - names of sheets only

    return unescape(name.decode())


def _look_over(part: bytes, title: str) -> dict[tuple[int, int], str]:
    """Return the cells without a value although something stands in them; refuse a sheet that would be laid out too wide."""
    unread: dict[tuple[int, int], str] = {}
    for match in _CELL.finditer(part):
        reference = _REFERENCE.search(match[1])
        if reference is None:
            continue
        row, column = int(reference[2]) - 1, _column(reference[1])
        if row > MAX_ROWS + 25:
            raise Refused("table.too_many_rows", sheet=title, rows=row + 1, most=MAX_ROWS)
        if column >= MAX_COLUMNS:
            raise Refused("table.too_many_columns", sheet=title, most=MAX_COLUMNS)
        body = match[3] or b""
        if b't="e"' in match[1]:
            unread[row, column] = "error"
        elif _FORMULA.search(body) and not _VALUE.search(body):
            unread[row, column] = "formula"
    return unread


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _cell(value: object) -> Cell:
    """Return a value of the workbook as plain JSON: a day as ISO 8601, a whole number without its point."""
    if value is None or value == "" or isinstance(value, bool):
        return None if value == "" else bool(value) if isinstance(value, bool) else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)[:MAX_TEXT]
