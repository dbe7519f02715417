"""Read text pasted from a spreadsheet or a letter: every way of parting its columns is one table."""

import re

from kethop.spatial.sites.delimited import decoded, has_header, tables_of_csv
from kethop.spatial.sites.table import Table

__all__ = ["tables_of_pasted"]

_WIDE = re.compile(r"\s{2,}|\t")


def tables_of_pasted(data: bytes, *, source: str) -> tuple[Table, ...]:
    """Return pasted text as one table for each way to part its columns; with a header, as the header has it.

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
    lines = [line.strip() for line in decoded(data, source).splitlines()]
    parted = [[_WIDE.split(line) if line else [] for line in lines], [line.split() for line in lines]]
    for rows in parted:
        if any(len(row) > 1 for row in rows) and all(rows != table.rows for table in tables):
            tables = (*tables, Table(source, "", rows))
    return tables
