"""Read a site file as far as it goes without a CRS: the paths as filed, so that the commune can name the meridian."""

from collections.abc import Sequence
from dataclasses import dataclass

from kethop.documents import sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs import canonical_crs, is_geographic
from kethop.spatial.notes import Note
from kethop.spatial.sites.building import Site, build_site, with_holes
from kethop.spatial.sites.corner_table import Corners, corners_of_tables
from kethop.spatial.sites.delimited import tables_of_csv
from kethop.spatial.sites.filed import FiledPath, SiteDraft, SiteFormat
from kethop.spatial.sites.geojson import draft_from_geojson
from kethop.spatial.sites.geopackage import draft_from_geopackage
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import format_of
from kethop.spatial.sites.pasted import tables_of_pasted
from kethop.spatial.sites.table import Table
from kethop.spatial.sites.validity import check_paths
from kethop.spatial.sites.workbook import tables_of_workbook

__all__ = ["PASTED", "Outline", "check_outline", "read_outline", "site_from_outline"]

PASTED = "-"
"""The name of text that comes from the clipboard or from standard input."""
_LIMIT_DEGREES = 360.0


@dataclass(frozen=True, slots=True)
class Outline:
    """What a site file says of its shape.

    Parameters
    ----------
    source, sha256 : str
        File name; SHA-256 of its bytes.
    format : SiteFormat
        Format of the file; pasted text is a text table.
    crs : str or None
        Canonical code that the file or the caller states; None where nobody does.
    paths : tuple of FiledPath
        The numbers as filed.
    notes : tuple of Note
        Readings of the reader.
    by_letters : bool
        Whether the column order decides what the two columns are.
    """

    source: str
    sha256: str
    format: SiteFormat
    crs: str | None
    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...]
    by_letters: bool


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
        The codes of the readers, and ``site.crs_unknown`` (``crs``).
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
        return Outline(name, digest, file_format, draft.crs, draft.paths, draft.notes, by_letters=False)
    if name == PASTED:
        tables = tables_of_pasted(data, source=name)
    else:
        tables = (tables_of_csv if file_format is SiteFormat.CSV else tables_of_workbook)(data, source=name)
    corners = _corners(tables, name, given, ColumnOrder(column_order))
    return Outline(name, digest, file_format, given, corners.paths, corners.notes, corners.by_letters)


def site_from_outline(outline: Outline, *, repair: bool = False) -> Site:
    """Return the site of an outline with a CRS.

    Parameters
    ----------
    outline : Outline
        The paths.
    repair : bool
        Whether the small set of repairs may be made; each is in the site's ``repairs``.

    Raises
    ------
    SiteError
        ``site.crs_missing``, and those of ``build_site``.
    """
    if outline.crs is None:
        raise SiteError("site.crs_missing", place=Place(outline.source))
    draft = SiteDraft(outline.crs, outline.paths, outline.notes)
    return build_site(draft, source=outline.source, sha256=outline.sha256, file_format=outline.format, repair=repair)


def check_outline(outline: Outline) -> None:
    """Raise what is wrong with the shape as far as it can be seen without a CRS.

    Raises
    ------
    SiteError
        Those of ``check_paths``, and ``site.parts_overlap``.
    """
    check_paths(outline.paths, source=outline.source)
    if outline.format in {SiteFormat.CSV, SiteFormat.XLSX}:
        with_holes(outline.paths, [], outline.source)


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
