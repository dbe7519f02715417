"""The one seam to the disk: what is written here is whole and outlives a crash, or it is not there."""

import errno
import os
import secrets
import sqlite3
from pathlib import Path

__all__ = ["is_full", "make_folder", "sync_folder", "write_whole"]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}
_POSTGRESQL_FULL = "53100"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that its name never stands for half of it: bytes, name and folder are on the disk when this returns.

    Raises
    ------
    OSError
        Nothing of it is left.
    """
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)  # noqa: PTH105 - the seam that tests break is `os` alone
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and what is above it; a name is on the disk only when the folder that holds it is.

    The folder above is synchronised even when the folder is there: another process may have made it a moment ago.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_full(error: BaseException | None) -> bool:
    """Return whether an error, or what caused it, says that the disk (or a quota, or a limit of size) has no room left."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        if getattr(error, "sqlite_errorcode", None) in _SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == _POSTGRESQL_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
