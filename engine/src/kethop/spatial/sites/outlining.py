"""Read a site file of any format into an outline: the one place that knows all the readers."""

from collections.abc import Sequence

from kethop.documents import sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs import canonical_crs, is_geographic
from kethop.spatial.sites.corner_table import Corners, corners_of_tables
from kethop.spatial.sites.delimited import tables_of_csv
from kethop.spatial.sites.filed import SiteFormat
from kethop.spatial.sites.geojson import draft_from_geojson
from kethop.spatial.sites.geopackage import draft_from_geopackage
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import format_of
from kethop.spatial.sites.outline import PASTED, Outline
from kethop.spatial.sites.pasted import tables_of_pasted
from kethop.spatial.sites.table import Table
from kethop.spatial.sites.validity import check_numbers
from kethop.spatial.sites.workbook import tables_of_workbook

__all__ = ["read_outline"]

_LIMIT_DEGREES = 360.0


def read_outline(
    data: bytes, *, name: str, crs: str | None = None, column_order: ColumnOrder = ColumnOrder.X_IS_NORTH
) -> Outline:
    """Return the paths of a site file, with its CRS where one is stated.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name, which tells the format; ``-`` for pasted text.
    crs : str or None
        CRS of the numbers, when the caller knows it. A table of corners without one is read as metres, or as degrees
        where every number is at most 360 or the columns are headed latitude and longitude.
    column_order : ColumnOrder
        What columns headed X and Y mean.

    Raises
    ------
    SiteError
        The codes of the readers, ``site.crs_unknown`` (``crs``), ``site.too_many_vertices``, ``site.not_finite``.
    DocumentError
        A GeoJSON file is no strict JSON.
    """
    given = canonical_crs(crs) if crs is not None else None
    if crs is not None and given is None:
        raise SiteError("site.crs_unknown", place=Place(name), crs=crs[:80])
    if not data.strip():
        raise SiteError("site.file_empty", place=Place(name))
    file_format = SiteFormat.CSV if name == PASTED else format_of(name, data)
    digest = sha256_hex(data)
    if file_format in {SiteFormat.GEOJSON, SiteFormat.GEOPACKAGE}:
        read = draft_from_geojson if file_format is SiteFormat.GEOJSON else draft_from_geopackage
        draft = read(data, source=name, crs=given)
        check_numbers(draft.paths, source=name)
        return Outline(name, digest, file_format, draft.crs, draft.paths, draft.notes, None)
    if name == PASTED:
        tables = tables_of_pasted(data, source=name)
    else:
        tables = (tables_of_csv if file_format is SiteFormat.CSV else tables_of_workbook)(data, source=name)
    order = ColumnOrder(column_order)
    corners = _corners(tables, name, given, order)
    check_numbers(corners.paths, source=name)
    return Outline(
        name, digest, file_format, given, corners.paths, corners.notes, order if corners.by_letters else None
    )


def _corners(tables: Sequence[Table], source: str, crs: str | None, order: ColumnOrder) -> Corners:
    def read(*, degrees: bool) -> Corners:
        return corners_of_tables(
            tables, source=source, degrees=degrees, column_order=order, may_lack_header=source == PASTED
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
