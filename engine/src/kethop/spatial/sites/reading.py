"""Read a site file."""

from pathlib import Path

from kethop.documents import PlainValue, canonical_json, sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import canonical_crs
from kethop.spatial.sites.building import Site, build_site
from kethop.spatial.sites.filed import SiteFormat
from kethop.spatial.sites.geojson import draft_from_value
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import open_site
from kethop.spatial.sites.outline import site_from_outline
from kethop.spatial.sites.outlining import read_outline

__all__ = ["read_site", "site_from_bytes", "site_from_geojson"]


def read_site(path: Path, *, crs: str | None = None, column_order: ColumnOrder = ColumnOrder.X_IS_NORTH) -> Site:
    """Return the site of a GeoJSON, GeoPackage, CSV or XLSX file.

    Parameters
    ----------
    path : Path
        The file; its bytes are read once.
    crs : str or None
        CRS of the numbers, such as ``EPSG:9208``. A corner table needs it; the other formats say their own, and one
        given here must agree with it.
    column_order : ColumnOrder
        What columns headed X and Y of a corner table mean.

    Raises
    ------
    SiteError
        The file cannot be turned into one valid geometry with a CRS; the codes are those of the functions called here,
        and ``site.crs_unknown`` (``crs``).
        ``intake.outside_only`` (``format``): the format is read by ``kethop.spatial.intake`` only.
    DocumentError
        A GeoJSON file is no strict JSON.
    """
    _, data = open_site(path)
    return site_from_bytes(data, name=path.name, crs=crs, column_order=column_order)


def site_from_bytes(
    data: bytes, *, name: str, crs: str | None = None, column_order: ColumnOrder = ColumnOrder.X_IS_NORTH
) -> Site:
    """Return the site of a file that was opened before, such as one that a stored run keeps.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name, which tells the format.
    crs, column_order : str or None, ColumnOrder
        As for ``read_site``.

    Raises
    ------
    SiteError, DocumentError
        As for ``read_site``.
    """
    return site_from_outline(read_outline(data, name=name, crs=crs, column_order=column_order))


def site_from_geojson(value: PlainValue, *, source: str, crs: str | None = None) -> Site:
    """Return the site of a GeoJSON object that stands inside another document, such as a point in a proposal.

    Parameters
    ----------
    value : PlainValue
        The object, with integers and decimals.
    source : str
        Name of the document, for messages; the hash is that of the object's canonical JSON.
    crs : str or None
        As for ``read_site``.

    Raises
    ------
    SiteError
        As for ``read_site``.
    """
    draft = draft_from_value(value, source=source, crs=_given_crs(crs, source))
    return build_site(draft, source=source, sha256=sha256_hex(canonical_json(value)), file_format=SiteFormat.GEOJSON)


def _given_crs(crs: str | None, source: str) -> str | None:
    if crs is None:
        return None
    code = canonical_crs(crs)
    if code is None:
        raise SiteError("site.crs_unknown", place=Place(source), crs=crs[:80])
    return code
