"""Read a corner table whether or not its CRS is known yet; light, for the process that reads files from outside."""

from collections.abc import Sequence

from kethop.errors import SiteError
from kethop.spatial.crs_names import is_geographic
from kethop.spatial.sites.corner_table import Corners, corners_of_tables
from kethop.spatial.sites.filed import SiteFormat
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.table import Table

__all__ = ["corners_of_file", "tables_of_file"]

# ruff: noqa: PLC0415 - a spreadsheet's library is loaded for a spreadsheet only
_LIMIT_DEGREES = 360.0


def tables_of_file(data: bytes, file_format: SiteFormat, *, source: str) -> tuple[Table, ...]:
    """Return the tables of a file, or of pasted text.

    Raises
    ------
    SiteError
        Those of ``tables_of_csv``, ``tables_of_pasted`` and ``tables_of_workbook``.
    """
    if file_format is SiteFormat.XLSX:
        from kethop.spatial.sites.workbook import tables_of_workbook

        return tuple(tables_of_workbook(data, source=source))
    if file_format is SiteFormat.CSV:
        from kethop.spatial.sites.delimited import tables_of_csv

        return tables_of_csv(data, source=source)
    from kethop.spatial.sites.pasted import tables_of_pasted

    return tables_of_pasted(data, source=source)


def corners_of_file(
    tables: Sequence[Table], file_format: SiteFormat, *, source: str, crs: str | None, column_order: ColumnOrder
) -> Corners:
    """Return the rings of the one corner table among ``tables``.

    Parameters
    ----------
    tables : sequence of Table
        Sheets, or readings of a text.
    file_format : SiteFormat
        Pasted text may lack a header.
    source : str
        File name, for messages.
    crs : str or None
        Canonical code. Without one the numbers are metres, or degrees where every number is at most 360 or the columns are
        headed latitude and longitude.
    column_order : ColumnOrder
        What columns headed X and Y mean.

    Raises
    ------
    SiteError
        Those of ``corners_of_tables``.
    """

    def read(*, degrees: bool) -> Corners:
        may_lack_header = file_format is SiteFormat.PASTED
        return corners_of_tables(
            tables, source=source, degrees=degrees, column_order=column_order, may_lack_header=may_lack_header
        )

    if crs is not None:
        return read(degrees=is_geographic(crs))
    try:
        metres = read(degrees=False)
    except SiteError as fault:
        try:
            angles = read(degrees=True)
        except SiteError:
            raise fault from None
        if not _are_degrees(angles):
            raise
        return angles
    return read(degrees=True) if _are_degrees(metres) else metres


def _are_degrees(corners: Corners) -> bool:
    return all(
        abs(number) <= _LIMIT_DEGREES
        for path in corners.paths
        for point in path.points
        for number in (point.easting, point.northing)
    )
