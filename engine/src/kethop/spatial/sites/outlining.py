"""Read a site file in this process: of the formats that the standard library and our own readers read."""

from kethop.documents import sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import canonical_crs
from kethop.spatial.sites.filed import TABLE_FORMATS, SiteFormat
from kethop.spatial.sites.geojson import draft_from_geojson
from kethop.spatial.sites.geopackage import draft_from_geopackage
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import format_of
from kethop.spatial.sites.outline import PASTED, Outline
from kethop.spatial.sites.table_reading import corners_of_file, tables_of_file
from kethop.spatial.sites.validity import check_numbers

__all__ = ["read_outline"]


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
        The codes of the readers; ``site.crs_unknown`` (``crs``); ``intake.outside_only`` (``format``): the format is read
        by ``kethop.spatial.intake`` only; ``site.too_many_vertices``, ``site.not_finite``.
    DocumentError
        A GeoJSON file is no strict JSON.
    """
    given = canonical_crs(crs) if crs is not None else None
    if crs is not None and given is None:
        raise SiteError("site.crs_unknown", place=Place(name), crs=crs[:80])
    if not data.strip():
        raise SiteError("site.file_empty", place=Place(name))
    file_format = SiteFormat.PASTED if name == PASTED else format_of(name, data)
    digest = sha256_hex(data)
    if file_format in {SiteFormat.GEOJSON, SiteFormat.GEOPACKAGE}:
        read = draft_from_geojson if file_format is SiteFormat.GEOJSON else draft_from_geopackage
        draft = read(data, source=name, crs=given)
        check_numbers(draft.paths, source=name)
        is_given = given is not None and not draft.is_crs_stated
        return Outline(name, digest, file_format, draft.crs, draft.paths, draft.notes, None, is_given)
    if file_format not in TABLE_FORMATS:
        raise SiteError("intake.outside_only", place=Place(name), format=file_format)
    tables = tables_of_file(data, file_format, source=name)
    order = ColumnOrder(column_order)
    corners = corners_of_file(tables, file_format, source=name, crs=given, column_order=order)
    check_numbers(corners.paths, source=name)
    used = order if corners.by_letters else None
    return Outline(name, digest, file_format, given, corners.paths, corners.notes, used, given is not None)
