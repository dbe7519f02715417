"""Read text pasted from a spreadsheet or a letter: every way of parting its columns is one table."""

import re

from kethop.spatial.sites.delimited import decoded, has_header, tables_of_csv
from kethop.spatial.sites.table import Table

__all__ = ["tables_of_pasted"]

_WIDE = re.compile(r"\s{2,}")
_CERTAIN = ("\t", ";", "|")  # signs that stand in no number: where one is there, it alone parts the columns


def tables_of_pasted(data: bytes, *, source: str) -> tuple[Table, ...]:
    """Return pasted text as one table for each way to part its columns; with a header, as the header has it.

    Without one a tab, else a semicolon, else a bar parts the columns alone; else wide spaces do where every line then has
    two or three cells; else single spaces or commas may.

    Parameters
    ----------
    data : bytes
        The text in UTF-8, or in UTF-16 with a byte order mark.
    source : str
        Name for messages.

    Raises
    ------
    SiteError
        As for ``tables_of_csv``.
    """
    tables = tables_of_csv(data, source=source)
    if any(has_header(table) for table in tables):
        return tables
    text = decoded(data, source)
    lines = [line.strip() for line in text.splitlines()]
    for mark in _CERTAIN:
        if mark in text:
            plain = Table(source, "", [line.split(mark) for line in text.splitlines()], delimiter=mark)
            return (next((table for table in tables if table.delimiter == mark), plain),)
    wide = [_WIDE.split(line) if line else [] for line in lines]
    if {len(row) for row in wide if row} in ({2}, {3}):
        return (Table(source, "", wide),)
    words = Table(source, "", [line.split() for line in lines], is_words=True)
    # a comma may be a decimal mark: it parts columns only where nothing else can
    commas = (table for table in tables if not any(" " in cell.strip() for row in table.rows for cell in map(str, row)))
    return (words, *commas)
