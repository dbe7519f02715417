"""What a reader of one format gives back: the draft of a site, and what was seen on the way."""

from dataclasses import dataclass

from kethop.spatial.notes import Note
from kethop.spatial.sites.filed import FiledPath, SiteFormat

__all__ = ["CrsOrigin", "FileReading", "LayerSummary", "PartSummary"]

CrsOrigin = str
"""``stated`` by a code in the file, ``identified`` by its parameters, ``given`` by the user, ``format`` by the standard,
``missing`` where nobody says it."""


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer of a file.

    Parameters
    ----------
    name : str
        As the file names it; empty where the format has no layers.
    kind : str
        Types of its geometries, such as ``Polygon`` or ``LWPOLYLINE, TEXT``.
    count : int or None
        Features, counted by the reader; equal to what the format states where it states it. None when they were not counted.
    extent : tuple of float or None
        West, south, east, north in the file's own numbers.
    is_read : bool
        Whether the site was read from it.
    """

    name: str
    kind: str
    count: int | None
    extent: tuple[float, float, float, float] | None = None
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One file of those that came together, as in a Shapefile.

    Parameters
    ----------
    name : str
        Name in the archive.
    size : int
        Bytes.
    sha256 : str
        Of its content.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file as one format's reader read it.

    Parameters
    ----------
    crs : str or None
        Canonical code of a supported CRS; None where neither the file nor the user says it.
    crs_origin : str
        How it is known.
    paths : tuple of FiledPath
        In the order of the file.
    notes : tuple of Note
        Readings, and everything that was left out on purpose.
    layers : tuple of LayerSummary
        Every layer of the file.
    parts : tuple of PartSummary
        Files of an archive.
    format : SiteFormat or None
        Format of what an archive holds; None where it is the one that was asked for.
    by_letters : bool
        Whether a table's columns say X and Y only, or nothing, so that the column order decides.
    """

    crs: str | None
    crs_origin: CrsOrigin
    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...] = ()
    layers: tuple[LayerSummary, ...] = ()
    parts: tuple[PartSummary, ...] = ()
    format: SiteFormat | None = None
    by_letters: bool = False
