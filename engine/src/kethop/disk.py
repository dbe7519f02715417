"""Files as bytes: written whole or not at all, hashed without being held."""

import os
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

__all__ = ["file_sha256", "write_beside"]


def write_beside(path: Path, data: bytes, *, beside: Path | None = None) -> None:
    """Write a file beside its name and rename it: it is there whole or not at all, also after a power cut.

    Parameters
    ----------
    path : Path
        In a folder that is there.
    data : bytes
    beside : Path, optional
        Name until then, in the same folder; ``.NAME.part`` when it is not given.

    Raises
    ------
    OSError
        It could not be written; nothing is left beside it.
    """
    part = beside or path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises
    ------
    OSError
        It could not be read.
    """
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
