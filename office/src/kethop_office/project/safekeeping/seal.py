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
    pyrage.encrypt_io(source, target, keys)


def unseal(source: Reader, target: Writer, identity: str) -> None:
    """Open sealed bytes; what was written before an error is not to be used.

    Raises
    ------
    SealError
        The identity is not the one, or the bytes were cut or changed.
    """
    try:
        pyrage.decrypt_io(source, target, [x25519.Identity.from_str(identity)])
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise SealError(str(error)) from error
