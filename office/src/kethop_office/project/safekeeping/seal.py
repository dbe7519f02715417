"""Sealing to somebody who is not here: three functions around age (X25519). Another library would replace this file alone."""

from collections.abc import Sequence
from typing import Protocol

import pyrage
from pyrage import x25519

__all__ = ["Reader", "SealError", "Writer", "new_pair", "seal", "unseal"]


class Reader(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return bytes."""


class Writer(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""

    def flush(self) -> None:
        """Hand on what was taken."""


class SealError(ValueError):
    """A key cannot be read, is not the one, or the bytes are not as they were sealed."""


def new_pair() -> tuple[str, str]:
    """Return a secret identity (``AGE-SECRET-KEY-1…``) and its public recipient (``age1…``)."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal(source: Reader, target: Writer, recipients: Sequence[str]) -> None:
    """Seal bytes so that only a recipient's identity opens them.

    Raises
    ------
    SealError
        No recipient, or one that is none.
    """
    if not recipients:
        raise SealError("no recipient")
    try:
        keys = [x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as error:
        raise SealError(str(error)) from error
    writing = _Remembering(target)
    try:
        pyrage.encrypt_io(source, writing, keys)
    except pyrage.EncryptError as error:
        raise writing.failed or error from error


def unseal(source: Reader, target: Writer, identity: str) -> None:
    """Open sealed bytes; what was written before an error is not to be used.

    Raises
    ------
    SealError
        The identity is not the one, or the bytes were cut or changed.
    """
    writing = _Remembering(target)
    try:
        pyrage.decrypt_io(source, writing, [x25519.Identity.from_str(identity)])
    except (pyrage.IdentityError, pyrage.DecryptError, OSError) as error:
        if writing.failed:
            raise writing.failed from error
        if getattr(
            error, "errno", None
        ):  # the disk that is read from; bytes that were changed are an OSError without a number
            raise
        raise SealError(str(error)) from error


class _Remembering:
    """A target whose own error is not lost in the library's."""

    def __init__(self, target: Writer) -> None:
        self._target = target
        self.failed: OSError | None = None

    def write(self, data: bytes, /) -> int:
        try:
            return self._target.write(data)
        except OSError as error:
            self.failed = error
            raise

    def flush(self) -> None:
        self._target.flush()
