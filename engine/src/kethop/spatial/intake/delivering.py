"""Take a file from where the user says it is: one file, or the files that belong together as one archive.

The archive is made so that the same files give the same bytes on every machine: names sorted, nothing compressed, no time.
Its hash is therefore the hash of the delivery, and the hash of each file in it stays checkable.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kethop.errors import Place, SiteError
from kethop.spatial.intake import limits
from kethop.spatial.intake.container import PART_KINDS
from kethop.spatial.sites.opening import bytes_of_file, is_known_name, open_site

__all__ = ["deliver", "packed"]

_SETS = {".shp": "shp", ".tab": "tab", ".mif": "mif"}
_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_READABLE = 0o100644 << 16


def deliver(path: Path) -> bytes:
    """Return the bytes of a site file, of a ``.shp``, ``.tab`` or ``.mif`` with its neighbours, or of a folder's files.

    Parameters
    ----------
    path : Path
        No symbolic link, nor any file beside it that is taken.

    Returns
    -------
    bytes
        Of the file, or a deterministic archive.

    Raises
    ------
    SiteError
        Those of ``open_site``; ``intake.folder_too_full`` (``limit``), ``intake.folder_inside`` (``name``), ``site.symlink``, ``intake.nothing_inside``
        (``names``).
    """
    place = Place(path.name)
    kind = _SETS.get(path.suffix.lower())
    if path.is_dir() and not is_known_name(path.name):
        if path.is_symlink():
            raise SiteError("site.symlink", place=place)
        files = _files(sorted(path.iterdir()), place)
        if not files:
            raise SiteError("intake.nothing_inside", place=place, names="-")
        return packed(files)
    if kind is None:
        return open_site(path)[1]
    main = bytes_of_file(path)
    wanted = {f".{part}" for part in PART_KINDS[kind]} - {path.suffix.lower()}
    beside = [other for other in sorted(path.parent.iterdir()) if _belongs(other, path, wanted)]
    return packed({path.name: main, **_files(beside, place)})


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the one archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, _REGULAR_READABLE
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _belongs(other: Path, main: Path, wanted: set[str]) -> bool:
    """Whether a file has the name of the main one, capitals aside, and one of the extensions of its kind."""
    return other.stem.casefold() == main.stem.casefold() and other.suffix.lower() in wanted


def _files(paths: list[Path], place: Place) -> dict[str, bytes]:
    if len(paths) > limits.MAX_ENTRIES:
        raise SiteError("intake.folder_too_full", place=place, limit=limits.MAX_ENTRIES)
    files: dict[str, bytes] = {}
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            raise SiteError("intake.folder_inside", place=place, name=path.name[:80])
        files[path.name] = bytes_of_file(path)
    total = sum(map(len, files.values()))
    if total > limits.MAX_FILE_BYTES:
        raise SiteError("site.too_large", place=place, size=total, limit=limits.MAX_FILE_BYTES)
    return files
