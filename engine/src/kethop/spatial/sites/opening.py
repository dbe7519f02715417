"""Open a site file once: a plain file of bounded size whose content is what its name says."""

import errno
import os
import stat
from pathlib import Path, PurePath

from kethop.errors import Place, SiteError
from kethop.spatial.sites.filed import SiteFormat

__all__ = ["MAX_BYTES", "bytes_of_file", "format_of", "is_known_name", "open_site"]

MAX_BYTES = 200 * 1024 * 1024
_FORMATS = {
    ".geojson": SiteFormat.GEOJSON,
    ".json": SiteFormat.GEOJSON,
    ".gpkg": SiteFormat.GEOPACKAGE,
    ".csv": SiteFormat.CSV,
    ".xlsx": SiteFormat.XLSX,
    ".parquet": SiteFormat.GEOPARQUET,
    ".geoparquet": SiteFormat.GEOPARQUET,
    ".kml": SiteFormat.KML,
    ".kmz": SiteFormat.KMZ,
    ".dxf": SiteFormat.DXF,
    ".zip": SiteFormat.ARCHIVE,
    # a file of several, delivered together with its others as one archive
    ".shp": SiteFormat.ARCHIVE,
    ".tab": SiteFormat.ARCHIVE,
    ".mif": SiteFormat.ARCHIVE,
    "": SiteFormat.ARCHIVE,
}
_MAGIC = {
    SiteFormat.GEOPACKAGE: b"SQLite format 3\x00",
    SiteFormat.GEOPARQUET: b"PAR1",
    SiteFormat.XLSX: b"PK\x03\x04",
    SiteFormat.KMZ: b"PK\x03\x04",
    SiteFormat.ARCHIVE: b"PK\x03\x04",
}
_BINARY = (b"PK\x03\x04", b"SQLite format 3\x00", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"GP\x00")


def open_site(path: Path) -> tuple[SiteFormat, bytes]:
    """Return the format and the bytes of a site file.

    Parameters
    ----------
    path : Path
        A regular file of at most 200 MiB; no symbolic link.

    Raises
    ------
    SiteError
        ``site.file_missing``, ``site.symlink``, ``site.not_a_file``, ``site.not_readable``, ``site.format_unknown``
        (``extension``), ``site.file_empty``, ``site.too_large`` (``size``, ``limit``), ``site.content_differs``
        (``extension``: the bytes are not what the extension says).
    """
    data = bytes_of_file(path)
    return format_of(path.name, data), data


def is_known_name(name: str) -> bool:
    """Return whether a name has the extension of a site file."""
    extension = PurePath(name).suffix.lower()
    return bool(extension) and extension in _FORMATS


def format_of(name: str, data: bytes) -> SiteFormat:
    """Return the format that a file's name says and its content confirms.

    Raises
    ------
    SiteError
        ``site.format_unknown``, ``site.file_empty``, ``site.content_differs``, as for ``open_site``.
    """
    place = Place(name)
    extension = PurePath(name).suffix.lower()
    kind = _FORMATS.get(extension)
    if kind is None or (not extension and not data.startswith(_MAGIC[SiteFormat.ARCHIVE])):
        raise SiteError("site.format_unknown", place=place, extension=extension)
    if not data:
        raise SiteError("site.file_empty", place=place)
    if not _looks_like(kind, data):
        raise SiteError("site.content_differs", place=place, extension=extension)
    return kind


def bytes_of_file(path: Path) -> bytes:
    """Return the bytes of one plain file.

    Raises
    ------
    SiteError
        ``site.file_missing``, ``site.symlink``, ``site.not_a_file``, ``site.not_readable``, ``site.too_large``, as for
        ``open_site``.
    """
    place = Place(path.name)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError as error:
        raise SiteError("site.file_missing", place=place) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise SiteError("site.symlink", place=place) from error
        raise SiteError("site.not_readable", place=place, problem=error.strerror) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise SiteError("site.not_a_file", place=place)
    with os.fdopen(handle, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SiteError("site.too_large", place=place, size=status.st_size, limit=MAX_BYTES)
    return data


def _looks_like(kind: SiteFormat, data: bytes) -> bool:
    if kind in _MAGIC:
        return data.startswith(_MAGIC[kind])
    if kind is SiteFormat.GEOJSON:
        return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}
    if kind is SiteFormat.KML:
        return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not data.startswith(_BINARY)
