"""A row of a delimited text with more cells than its header: most often a decimal comma taken for the end of a cell."""

from kethop.errors import SiteError
from kethop.spatial.sites.table import Table

__all__ = ["refuse_surplus"]


def refuse_surplus(table: Table, row: int, header: int) -> None:
    """Refuse a row, from 0, that holds something beyond the columns of the header.

    Parameters
    ----------
    table : Table
        The table; sheets of a workbook may hold remarks beside it, and pass.
    row, header : int
        Row and header, from 0; the row above a header of two rows counts too.

    Raises
    ------
    SiteError
        ``site.row_too_long`` (``row``, ``count``, ``columns``, ``delimiter``).
    """
    if not table.delimiter:
        return
    columns = max(len(above) for above in table.rows[max(header - 1, 0) : header + 1])
    cells = table.rows[row]
    if any(str(cell).strip() for cell in cells[columns:]):
        place = table.place(row + 1)
        fields = {"row": row + 1, "count": len(cells), "columns": columns}
        raise SiteError("site.row_too_long", place=place, delimiter=table.delimiter, **fields)
