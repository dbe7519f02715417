"""The files of a cadastre: found, hashed, and cut into tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kethop.disk import file_sha256
from kethop.documents import Record
from kethop.errors import LayerError, Place
from kethop.spatial.file_faults import not_read
from kethop.spatial.screening import ParcelFile
from kethop.spatial.screening.metres import same_crs

__all__ = ["SUFFIXES", "CadastreFile", "Task", "check_unchanged", "open_cadastre", "sha256_of", "tasks_of"]

SUFFIXES = (".parquet", ".geoparquet")


class CadastreFile(Record):
    """A file of parcels as a run was begun with it.

    Parameters
    ----------
    name : str
        Its name in the folder that was given.
    path : str
        Where it lies; does not matter to the answer.
    sha256 : str
    size, modified_ns : int
        Bytes, and when it was changed last; the latter does not matter to the answer.
    rows : int
    groups : tuple of int
        Rows of each row group.
    """

    name: str
    path: str
    sha256: str
    size: int
    modified_ns: int
    rows: int
    groups: tuple[int, ...]


class Task(NamedTuple):
    """Row groups of one file that follow each other, and become one part.

    Parameters
    ----------
    number : int
        From 0, over all files.
    file : int
        Number of the file.
    first, groups : int
        First row group, and how many.
    rows : int
    """

    number: int
    file: int
    first: int
    groups: int
    rows: int


@dataclass(frozen=True, slots=True)
class OpenCadastre:
    """The files, and the grid that all of them are in."""

    files: tuple[CadastreFile, ...]
    crs: str


def open_cadastre(source: Path, *, key: str | None) -> OpenCadastre:
    """Return the files of a cadastre with their hashes.

    Parameters
    ----------
    source : Path
        A file, or a folder whose ``.parquet`` and ``.geoparquet`` files are taken in the order of their names.
    key : str or None
        Column that names a parcel.

    Raises
    ------
    LayerError
        ``screen.no_parcels``: a folder without such a file; ``screen.files_differ`` (``what``): files in two grids, or keys of two
        types; those of ``ParcelFile``.
    """
    paths = [source]
    if source.is_dir():
        paths = sorted(item for item in source.iterdir() if item.suffix.lower() in SUFFIXES and item.is_file())
        paths = [item for item in paths if not item.name.startswith(".")]
    if not paths:
        raise LayerError("screen.no_parcels", place=Place(str(source)))
    opened = [ParcelFile(path, key=key) for path in paths]
    for path, file in zip(paths, opened, strict=True):
        if not same_crs(file.crs, opened[0].crs):
            raise LayerError("screen.files_differ", place=Place(str(path)), what="crs")
        if not file.key_type.equals(opened[0].key_type):
            raise LayerError("screen.files_differ", place=Place(str(path)), what="key")
    files = tuple(_stated(path, file) for path, file in zip(paths, opened, strict=True))
    return OpenCadastre(files, opened[0].crs)


def _stated(path: Path, file: ParcelFile) -> CadastreFile:
    found = path.stat()
    return CadastreFile(
        name=path.name,
        path=str(path.resolve()),
        sha256=sha256_of(path),
        size=found.st_size,
        modified_ns=found.st_mtime_ns,
        rows=len(file),
        groups=tuple(group.rows for group in file.groups),
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file that was given.

    Raises
    ------
    LayerError
        ``layer.file_missing``, ``layer.unreadable`` (``problem``).
    """
    try:
        return file_sha256(path)
    except OSError as error:
        raise not_read(path, error) from error


def check_unchanged(files: Sequence[CadastreFile]) -> None:
    """Refuse a file of parcels that is no longer the one that was hashed.

    Raises
    ------
    LayerError
        ``screen.input_changed``.
    """
    for file in files:
        try:
            found = Path(file.path).stat()
        except OSError:
            raise LayerError("screen.input_changed", place=Place(file.name)) from None
        if (found.st_size, found.st_mtime_ns) != (file.size, file.modified_ns):
            raise LayerError("screen.input_changed", place=Place(file.name))


def tasks_of(files: Sequence[CadastreFile], part_rows: int) -> tuple[Task, ...]:
    """Return the tasks: runs of row groups of about ``part_rows`` parcels, never over the end of a file."""
    tasks: list[Task] = []
    for number, file in enumerate(files):
        first = rows = 0
        for group, own in enumerate(file.groups):
            if rows and rows + own > part_rows:
                tasks.append(Task(len(tasks), number, first, group - first, rows))
                first, rows = group, 0
            rows += own
        if rows:
            tasks.append(Task(len(tasks), number, first, len(file.groups) - first, rows))
    return tuple(tasks)
