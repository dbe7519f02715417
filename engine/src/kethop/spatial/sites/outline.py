"""Read a site file as far as it goes without a CRS: the paths as filed, so that the commune can name the meridian."""

from dataclasses import dataclass

from kethop.documents import sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import canonical_crs
from kethop.spatial.notes import Note
from kethop.spatial.sites.building import Site, build_site, with_holes
from kethop.spatial.sites.filed import RING_FORMATS, TABLE_FORMATS, FiledPath, SiteDraft, SiteFormat
from kethop.spatial.sites.geojson import draft_from_geojson
from kethop.spatial.sites.geopackage import draft_from_geopackage
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import format_of
from kethop.spatial.sites.table_reading import corners_of_file, tables_of_file
from kethop.spatial.sites.validity import check_paths

__all__ = ["PASTED", "Outline", "check_outline", "read_outline", "site_from_outline"]

PASTED = "-"
"""The name of text that comes from the clipboard or from standard input."""


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
        The codes of the readers; ``site.crs_unknown`` (``crs``); ``intake.outside_only`` (``format``): the format is read
        by ``kethop.spatial.intake`` only.
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
        return Outline(name, digest, file_format, draft.crs, draft.paths, draft.notes, by_letters=False)
    if file_format not in TABLE_FORMATS:
        raise SiteError("intake.outside_only", place=Place(name), format=file_format)
    tables = tables_of_file(data, file_format, source=name)
    order = ColumnOrder(column_order)
    corners = corners_of_file(tables, file_format, source=name, crs=given, column_order=order)
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
    if outline.format in RING_FORMATS:
        with_holes(outline.paths, [], outline.source)
