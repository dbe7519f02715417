"""Files that no row names: set aside first, deleted a day later, put back when a row names them after all.

A file is written before its row, and a row may stand in a transaction that nobody else can see yet. So a file is touched only
when it is a day old (``store_bytes`` makes it young again), its rows are asked for once more after it was set aside, and
what is set aside is kept for another day. While a backup copies files, nothing is swept.
"""

import fcntl
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kethop_office.common import disk
from kethop_office.common.files import blob_path
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused

__all__ = ["ASIDE", "DAY", "Swept", "files_kept", "named_files", "sweep"]

_log = logging.getLogger("kethop.files")
DAY = 86_400.0
ASIDE = ".aside"
_LOCK = ".lock"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found and did.

    Parameters
    ----------
    rows, files : int
        Rows that name a file; files that lie under a name.
    set_aside, set_aside_bytes : int
        Files without a row, moved where nobody reads them.
    deleted, deleted_bytes : int
        Files set aside a day ago that still have no row; and what a write that was cut off left.
    returned : int
        Files set aside earlier that a row names now, put back.
    missing : tuple of str
        Hashes that a row names and that have no file, or one of another length.
    """

    rows: int
    files: int
    set_aside: int
    set_aside_bytes: int
    deleted: int
    deleted_bytes: int
    returned: int
    missing: tuple[str, ...]


@contextmanager
def files_kept(*, alone: bool = False) -> Iterator[None]:
    """Keep every file where it is while the block runs; ``alone`` is for who moves them.

    Raises
    ------
    Refused
        ``files.busy``: the other of the two is running.
    """
    root = Path(settings.KETHOP_FILES)
    disk.make_folder(root)
    handle = os.open(root / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused("files.busy") from error
        yield
    finally:
        os.close(handle)


def named_files(root: Path) -> Iterator[Path]:
    """Yield the files that lie under a hash."""
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if len(folder.name) == 2 and folder.is_dir():
            yield from (Path(entry.path) for entry in os.scandir(folder) if not entry.name.startswith("."))


def sweep(*, age: float = DAY, dry_run: bool = False) -> Swept:
    """Set aside files without a row, delete those set aside a day ago, and tell rows without a file.

    Parameters
    ----------
    age : float
        Seconds; a younger file is left alone.
    dry_run : bool
        Count only.

    Raises
    ------
    Refused
        ``files.busy``: a backup is running.
    """
    root = Path(settings.KETHOP_FILES)
    with files_kept(alone=True):
        aside, before = root / ASIDE, time.time() - age
        returned = 0 if dry_run else _put_back(aside)
        late = [path for path in _files_in(aside) if _changed(path) < before]
        torn = [path for path in root.glob("??/.*") if _age_mark(path) < before]
        deleted_bytes = sum(map(_size, [*late, *torn]))
        found = list(named_files(root))
        orphans = [path for path in _without_row(found) if _age_mark(path) < before]
        orphan_bytes = sum(map(_size, orphans))
        if not dry_run:
            _delete([*late, *torn])
            orphans = _set_aside(orphans, aside, before)
        missing = tuple(_missing())
    if missing:
        _log.error("files missing", extra={"facts": {"count": len(missing)}})
    return Swept(
        Blob.objects.count(),
        len(found),
        len(orphans),
        orphan_bytes,
        len(late) + len(torn),
        deleted_bytes,
        returned,
        missing,
    )


def _set_aside(orphans: Iterable[Path], aside: Path, before: float) -> list[Path]:
    """Move files away, look whether they became young or got a row meanwhile, and put those back."""
    disk.make_folder(aside)
    moved = []
    for path in orphans:
        there = aside / path.name
        os.replace(path, there)  # noqa: PTH105 - see `disk`
        if _age_mark(there) >= before:  # `store_bytes` met it in between
            _return(there)
        else:
            moved.append(there)
    _put_back(aside)
    return [path for path in moved if path.exists()]


def _put_back(aside: Path) -> int:
    """Put back what a row names."""
    named = set(_files_in(aside)) - set(_without_row(_files_in(aside)))
    for path in named:
        _return(path)
    return len(named)


def _return(path: Path) -> None:
    target = blob_path(path.name)
    if target.exists():  # it was stored anew meanwhile
        path.unlink()
        return
    disk.make_folder(target.parent)
    os.replace(path, target)  # noqa: PTH105 - see `disk`
    disk.sync_folder(target.parent)


def _without_row(paths: Iterable[Path]) -> Iterator[Path]:
    found = list(paths)
    for start in range(0, len(found), _BATCH):
        batch = found[start : start + _BATCH]
        named = set(Blob.objects.filter(pk__in=[path.name for path in batch]).values_list("pk", flat=True))
        yield from (path for path in batch if path.name not in named)


def _missing() -> Iterator[str]:
    """Yield what a row names and the disk has not."""
    for sha256, size in Blob.objects.order_by("pk").values_list("pk", "size").iterator(chunk_size=_BATCH):
        path = blob_path(sha256)
        if not path.is_file() or path.stat().st_size != size:
            yield sha256


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _age_mark(path: Path) -> float:
    """Return when a file was written or made young; one that is gone meanwhile counts as young."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _changed(path: Path) -> float:
    """Return when a file was set aside: a rename sets this time, and nobody can set it to another."""
    return path.stat().st_ctime


def _size(path: Path) -> int:
    return path.stat().st_size
