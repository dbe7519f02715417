"""A site file as far as it goes without a CRS: the paths as filed, so that the commune can name the meridian."""

from dataclasses import dataclass

from kethop.errors import Place, SiteError
from kethop.spatial.notes import Note
from kethop.spatial.sites.building import Site, build_site
from kethop.spatial.sites.filed import RING_FORMATS, FiledPath, SiteDraft, SiteFormat
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.holes import with_holes
from kethop.spatial.sites.validity import check_paths

__all__ = ["PASTED", "Outline", "check_outline", "site_from_outline"]

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
        Format of the file.
    crs : str or None
        Canonical code that the file or the caller states; None where nobody does.
    paths : tuple of FiledPath
        The numbers as filed.
    notes : tuple of Note
        Readings of the reader.
    column_order : ColumnOrder or None
        What X and Y were taken for, where only these letters, or nothing, head the columns of a table.
    is_crs_given : bool
        Whether the caller alone states the CRS: nothing in the file bears it out.
    """

    source: str
    sha256: str
    format: SiteFormat
    crs: str | None
    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...]
    column_order: ColumnOrder | None
    is_crs_given: bool = False


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
