"""Sites: what a proponent files, read strictly and kept as filed. Nothing is repaired and no CRS is ever assumed."""

from kethop.spatial.sites.building import Site
from kethop.spatial.sites.faults import find_faults
from kethop.spatial.sites.filed import FiledPath, FiledPoint, FiledSite, PathRole, SiteFormat
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import open_site
from kethop.spatial.sites.outline import PASTED, Outline, check_outline, site_from_outline
from kethop.spatial.sites.outlining import read_outline
from kethop.spatial.sites.reading import read_site, site_from_bytes, site_from_geojson

__all__ = [
    "PASTED",
    "ColumnOrder",
    "FiledPath",
    "FiledPoint",
    "FiledSite",
    "Outline",
    "PathRole",
    "Site",
    "SiteFormat",
    "check_outline",
    "find_faults",
    "open_site",
    "read_outline",
    "read_site",
    "site_from_bytes",
    "site_from_geojson",
    "site_from_outline",
]
