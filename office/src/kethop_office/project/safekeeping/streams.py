"""Bytes on their way: counted and hashed as they pass."""

import gzip
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from kethop_office.project.safekeeping.seal import Reader, Writer, seal, unseal

__all__ = ["Passed", "Reading", "Writing", "packed", "sealed_file", "unpacked", "unsealed_file"]

_CHUNK = 1 << 20
_LEVEL = 1  # the quickest: what is packed is sealed, and the disk is slower than this

Passed = tuple[int, str]
"""Bytes and their SHA-256."""


class Reading:
    """Read through, and know what was read."""

    def __init__(self, source: Reader) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self._count = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        data = self._source.read(size)
        self._digest.update(data)
        self._count += len(data)
        return data

    @property
    def passed(self) -> Passed:
        """How many bytes, and their hash."""
        return self._count, self._digest.hexdigest()


class Writing:
    """Write through, and know what was written; without a target the bytes are only looked at."""

    def __init__(self, target: Writer | None = None) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._count = 0

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        if self._target is not None:
            self._target.write(data)
        self._digest.update(data)
        self._count += len(data)
        return len(data)

    def flush(self) -> None:
        """Hand on what was taken."""
        if self._target is not None:
            self._target.flush()

    @property
    def passed(self) -> Passed:
        """How many bytes, and their hash."""
        return self._count, self._digest.hexdigest()


def sealed_file(source: Path, target: Path, recipients: Sequence[str]) -> tuple[Passed, Passed]:
    """Seal a file into another, which is not there when this fails; return what was read and what was written."""
    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as plain, part.open("wb") as shut:
            reading, writing = Reading(plain), Writing(shut)
            seal(reading, writing, recipients)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return reading.passed, writing.passed


def unsealed_file(source: Path, target: Path | None, identity: str) -> tuple[Passed, Passed]:
    """Open a sealed file into another, or only to look; return what was read and what was written.

    Raises
    ------
    SealError
        The identity is not the one, or the bytes were changed; the target is not there.
    """
    try:
        with source.open("rb") as shut:
            reading = Reading(shut)
            if target is None:
                writing = Writing()
                unseal(reading, writing, identity)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as plain:
                    writing = Writing(plain)
                    unseal(reading, writing, identity)
    except BaseException:
        if target is not None:
            target.unlink(missing_ok=True)
        raise
    return reading.passed, writing.passed


def packed(source: Path, target: Path) -> None:
    """Pack a file with gzip."""
    with source.open("rb") as plain, gzip.open(target, "wb", compresslevel=_LEVEL) as shut:
        shutil.copyfileobj(plain, shut, _CHUNK)


def unpacked(source: Path, target: Path, most: int) -> None:
    """Unpack a file, which may not become longer than it was.

    Raises
    ------
    ValueError
        It is longer, or no gzip.
    """
    left = most
    try:
        with gzip.open(source, "rb") as shut, target.open("wb") as plain:
            while chunk := shut.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise ValueError("longer than it was")
                plain.write(chunk)
    except (gzip.BadGzipFile, EOFError) as error:
        raise ValueError(str(error)) from error
