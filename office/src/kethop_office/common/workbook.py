"""A table as a workbook, as people who live in Excel expect it: real numbers and dates, codes as text, a sheet that explains."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import xlsxwriter
import xlsxwriter.utility
from django.utils.translation import gettext as _

from kethop_office.common.bridge import no_formula

__all__ = ["Cell", "Sheet", "csv_bytes", "workbook_bytes"]

Cell = str | int | float | Decimal | date | None

_WIDEST = 60
_FILLED = 5_000  # rows of a table to be filled in that offer their choices


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Parameters
    ----------
    name : str
        At most 31 letters.
    heads : sequence of str
        Heads of the columns.
    rows : iterable of sequence of Cell
        As long as ``heads``.
    choices : mapping
        Number of a column (from 0) to what may be chosen in its cells, for a table that is to be filled in.
    days : collection of int
        Columns that are to be filled with days.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    days: Collection[int] = ()


def workbook_bytes(sheets: Sequence[Sheet], notes: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook: each table with a frozen head and filters, and a sheet "Đọc tôi" with the notes.

    Parameters
    ----------
    notes : sequence of (str, str)
        What the reader must know: filters, day, who, level, count, what was left out.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
        }
        pages = [(book.add_worksheet(sheet.name[:31]), sheet) for sheet in sheets]
        lists = _lists(book, sheets, formats)
        for page, sheet in pages:
            _write(page, sheet, formats)
            for column, words in sheet.choices.items():
                page.data_validation(1, column, _FILLED, column, {"validate": "list", "source": lists[tuple(words)]})
        _write(book.add_worksheet(_("Đọc tôi")), Sheet("", [_("Mục"), _("Nội dung")], list(notes)), formats)
    return buffer.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a table as CSV in UTF-8 with a mark that Excel knows; what Excel would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([no_formula(head) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _write(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet, formats: dict[str, object]) -> None:
    widths = [len(head) for head in sheet.heads]
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, head, formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, date):
                page.write_datetime(last, column, cell, formats["day"])
            elif isinstance(cell, int | float | Decimal):
                page.write_number(last, column, cell, formats["number"])
            else:
                page.write_string(last, column, cell, formats["text"])
            widths[column] = max(widths[column], min(len(str(cell)), _WIDEST))
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 2, formats["day"] if column in sheet.days else None)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(sheet.heads) - 1)


def _lists(
    book: "xlsxwriter.Workbook", sheets: Sequence[Sheet], formats: dict[str, object]
) -> dict[tuple[str, ...], str]:
    """Write what may be chosen on a sheet of its own, and return where each list stands: a list in a cell may not be long."""
    wanted = list(dict.fromkeys(tuple(words) for sheet in sheets for words in sheet.choices.values()))
    if not wanted:
        return {}
    name = _("Danh mục")
    page = book.add_worksheet(name)
    places: dict[tuple[str, ...], str] = {}
    for column, words in enumerate(wanted):
        for row, word in enumerate(words):
            page.write_string(row, column, word, formats["text"])
        page.set_column(column, column, _WIDEST)
        letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
        places[words] = f"='{name}'!{letter}$1:{letter}${len(words)}"
    return places


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return no_formula(cell) if isinstance(cell, str) else str(cell)
