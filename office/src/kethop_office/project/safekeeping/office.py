"""What of an installation is kept: its database, its files under their hash, other files of the data folder, its keys."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from kethop_office.project.safekeeping.copies import Copy, Say
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.postgresql_copy import PostgresqlCopy
from kethop_office.project.safekeeping.sqlite_copy import SqliteCopy

__all__ = ["BEFORE_UPGRADE", "DATABASE", "copy_from", "key_files", "other_files", "take_copy", "work_folder"]

DATABASE = "office.sqlite3"
BEFORE_UPGRADE = "before-upgrade"
_WORK = ".backup-"
_APART = {"files", BEFORE_UPGRADE}


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Give a folder for plain copies, beside the data itself, never on the medium of the backup; what an earlier run left is deleted."""
    for left in parent.glob(f"{_WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_WORK, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_copy(folder: Path, say: Say) -> Copy:
    """Copy the live database, as it is at one moment."""
    if connection.vendor == "sqlite":
        return SqliteCopy.take(Path(str(connection.settings_dict["NAME"])), folder, say)
    return PostgresqlCopy.take(folder, say)


def copy_from(kind: str, path: Path) -> Copy:
    """Return a plain copy that lies in a file."""
    return SqliteCopy(path) if kind == "sqlite" else PostgresqlCopy(path)


def key_files() -> list[Path]:
    """Return the keys of the installation: ``secret-key``, ``*-key``, ``*.key`` and the folder ``keys``."""
    folder = Path(settings.KETHOP_DATA)
    return [path for path in _all_files(folder) if _is_key(path.relative_to(folder))]


def other_files() -> list[Path]:
    """Return the other files of the data folder: layers, mail that was written as files.

    Raises
    ------
    Fault
        A link: what it points to would not be kept.
    """
    folder = Path(settings.KETHOP_DATA)
    return [path for path in _all_files(folder) if not _is_key(path.relative_to(folder))]


def _all_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name not in _APART and not path.name.startswith((".", DATABASE)):
            yield from _below(path)


def _below(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        raise Fault(
            f"{path} là liên kết, nội dung sẽ không được sao lưu. Thay bằng thư mục thật hoặc gắn ổ đĩa vào đó.",
            f"{path} is a link, and what it points to would not be kept. Use a real folder or mount the disk there.",
        )
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            yield from _below(inner)
    elif path.is_file():
        yield path


def _is_key(path: Path) -> bool:
    return path.parts[0] == "keys" or (len(path.parts) == 1 and path.name.endswith(("-key", ".key")))
