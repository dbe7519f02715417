"""Keep what was filed, under the hash of its bytes: written once, never changed, checked whenever it is read."""

import os
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kethop.errors import Place, SiteError

__all__ = ["StoredFile", "read_as_filed", "store_as_filed"]

_HASH = re.compile(r"[0-9a-f]{64}")
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store.

    Parameters
    ----------
    sha256 : str
        Of its bytes, 64 hexadecimal digits; its name in the store.
    size : int
        Bytes.
    path : Path
        Where it lies.
    is_new : bool
        Whether it was written now; False where the same bytes were there.
    """

    sha256: str
    size: int
    path: Path
    is_new: bool


def store_as_filed(folder: Path, data: bytes) -> StoredFile:
    """Keep bytes in a store; the file is there whole or not at all, also after a loss of power.

    Parameters
    ----------
    folder : Path
        The store; made when it is not there.
    data : bytes
        As filed.

    Raises
    ------
    SiteError
        ``intake.store_damaged`` (``sha256``): what lies under this hash has another; ``intake.not_stored`` (``problem``).
    """
    digest = sha256(data).hexdigest()
    path = _path(folder, digest)
    try:
        if path.exists():
            _check(path.read_bytes(), digest)
            return StoredFile(digest, len(data), path, is_new=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
    except OSError as error:
        raise SiteError("intake.not_stored", place=Place(str(folder)), problem=error.strerror) from error
    return StoredFile(digest, len(data), path, is_new=True)


def read_as_filed(folder: Path, digest: str) -> bytes:
    """Return the bytes that were kept under a hash.

    Raises
    ------
    SiteError
        ``intake.not_in_store`` (``sha256``), ``intake.store_damaged`` (``sha256``).
    """
    if not _HASH.fullmatch(digest):
        raise SiteError("intake.not_in_store", place=Place(str(folder)), sha256=digest[:64])
    try:
        data = _path(folder, digest).read_bytes()
    except OSError as error:
        raise SiteError("intake.not_in_store", place=Place(str(folder)), sha256=digest) from error
    _check(data, digest)
    return data


def _path(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _check(data: bytes, digest: str) -> None:
    if sha256(data).hexdigest() != digest:
        raise SiteError("intake.store_damaged", place=Place(digest[:12]), sha256=digest)


def _write(path: Path, data: bytes) -> None:
    """Write beside the place, bring it to the disk, then give it its name and bring the folder to the disk."""
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), _READ_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
