"""What a site file says, before anything is computed: paths of points with the numbers as filed."""

from dataclasses import dataclass
from enum import StrEnum

from kethop.spatial.notes import Note

__all__ = [
    "RING_FORMATS",
    "TABLE_FORMATS",
    "FiledPath",
    "FiledPoint",
    "FiledSite",
    "PathRole",
    "SiteDraft",
    "SiteFormat",
]


class SiteFormat(StrEnum):
    """Formats of a site file."""

    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    GEOPARQUET = "geoparquet"
    SHAPEFILE = "shapefile"
    MAPINFO_TAB = "mapinfo-tab"
    MAPINFO_MIF = "mapinfo-mif"
    KML = "kml"
    KMZ = "kmz"
    DXF = "dxf"
    ARCHIVE = "zip"
    """A zip of the files above; what it holds gives the format of the site."""
    CSV = "csv"
    XLSX = "xlsx"
    PASTED = "pasted"
    """A table as text from the clipboard or from standard input; no file has it."""


TABLE_FORMATS = frozenset({SiteFormat.CSV, SiteFormat.XLSX, SiteFormat.PASTED})
"""Tables of corners."""
RING_FORMATS = TABLE_FORMATS | {SiteFormat.DXF, SiteFormat.MAPINFO_MIF}
"""Formats that do not say which ring is a hole: their rings are compared pair by pair."""


class PathRole(StrEnum):
    """What a path of points is."""

    POINT = "point"
    LINE = "line"
    OUTER = "outer ring"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class FiledPoint:
    """One point with its numbers as filed.

    Parameters
    ----------
    name : str
        The point's number or name in the file, or its position in the path, from 1.
    east, north : str
        Easting and northing in metres or longitude and latitude in degrees, exactly as written; a binary number of a
        GeoPackage or of a spreadsheet cell is written with the fewest digits that give the same number.
    easting, northing : float
        The same two as numbers.
    row : int or None
        Row of the table, from 1.
    """

    name: str
    east: str
    north: str
    easting: float
    northing: float
    row: int | None = None


@dataclass(frozen=True, slots=True)
class FiledPath:
    """A point, a line or a ring; a ring is written without its closing point.

    Parameters
    ----------
    role : PathRole
        What it is. A hole belongs to the last outer ring before it.
    feature : int
        Feature or row that it comes from, from 1.
    points : tuple of FiledPoint
        At least one.
    name : str
        How messages name it: the ring's number, or its place in the file.
    """

    role: PathRole
    feature: int
    points: tuple[FiledPoint, ...]
    name: str


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A site file as it was read by one format's reader.

    Parameters
    ----------
    crs : str
        Canonical code of a supported CRS.
    paths : tuple of FiledPath
        In the order of the file.
    notes : tuple of Note
        Readings of the reader.
    is_crs_stated : bool
        Whether the file itself says its CRS; otherwise it was given, or the format knows one only.
    """

    crs: str
    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...] = ()
    is_crs_stated: bool = False


@dataclass(frozen=True, slots=True)
class FiledSite:
    """The site as filed, kept beside its geometry.

    Parameters
    ----------
    source : str
        File name.
    sha256 : str
        SHA-256 of the file's bytes, 64 hexadecimal digits.
    format : SiteFormat
        Format of the file.
    crs : str
        CRS of the filed numbers, such as ``EPSG:9208`` or ``OGC:CRS84``.
    paths : tuple of FiledPath
        The numbers as filed.
    """

    source: str
    sha256: str
    format: SiteFormat
    crs: str
    paths: tuple[FiledPath, ...]
