"""Read a text table (CSV, or pasted): UTF-8, or UTF-16 with a byte order mark; comma, semicolon, tab, bar or spaces."""

import csv
import io

from kethop.errors import Place, SiteError
from kethop.spatial.sites.header import HEADER_ROWS, ColumnOrder, columns_of_row
from kethop.spatial.sites.spaced import spaced_table
from kethop.spatial.sites.table import MAX_COLUMNS, MAX_ROWS, Table

__all__ = ["decoded", "has_header", "tables_of_csv"]

_DELIMITERS = (";", "\t", ",", "|")


def tables_of_csv(data: bytes, *, source: str) -> tuple[Table, ...]:
    """Return the text as one table for each delimiter that it may have; the caller knows the header's words.

    Where none of them gives a header, spaces part the columns.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``site.encoding`` (``line``: not UTF-8 and no byte order mark, as in Windows-1258 or TCVN3 files),
        ``site.too_many_rows`` (``limit``), ``site.too_many_columns`` (``limit``), ``site.csv_broken`` (``problem``).
    """
    text = decoded(data, source)
    if text.count("\n") > MAX_ROWS:
        raise SiteError("site.too_many_rows", place=Place(source), limit=MAX_ROWS)
    tables: list[Table] = []
    faults: list[SiteError] = []
    for delimiter in _DELIMITERS:
        if delimiter in text:
            try:
                tables.append(Table(source, "", _rows(text, delimiter, source), delimiter=delimiter))
            except SiteError as fault:
                faults.append(fault)
    if not any(has_header(table) for table in tables) and (spaced := spaced_table(text, source=source)):
        return (spaced,)
    if faults and not tables:
        raise faults[0]
    return tuple(tables)


def has_header(table: Table) -> bool:
    """Return whether a row near the top of a table is the header of a corner table."""
    rows = table.rows[:HEADER_ROWS]
    return any(columns_of_row(row, degrees=True, order=ColumnOrder.X_IS_NORTH) for row in rows)


def _rows(text: str, delimiter: str, source: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            while len(rows) < reader.line_num - 1:  # a quoted line feed takes two lines: keep the numbers of the file
                rows.append([])
            rows.append(row)
            if len(row) > MAX_COLUMNS:
                raise SiteError("site.too_many_columns", place=Place(source, len(rows)), limit=MAX_COLUMNS)
    except csv.Error as error:
        raise SiteError("site.csv_broken", place=Place(source, reader.line_num), problem=str(error)[:120]) from error
    return rows


def decoded(data: bytes, source: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte order mark.

    Raises
    ------
    SiteError
        ``site.encoding`` (``line``).
    """
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SiteError("site.encoding", place=Place(source, line), line=line) from error
    if "\x00" in text:
        raise SiteError("site.encoding", place=Place(source), line=text[: text.index("\x00")].count("\n") + 1)
    return text
