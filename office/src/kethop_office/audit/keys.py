"""The key that signs heads: a file of the data folder that only its owner reads, made by ``init``."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from kethop_office.common.refusal import Refused

__all__ = ["make_key", "read_key"]

_LARGEST = 10_000


def read_key() -> Ed25519PrivateKey:
    """Return the key.

    Raises
    ------
    Refused
        ``audit.no_key``: the file is not there; ``audit.key_locked``: its passphrase is missing or another; ``audit.key_unreadable``.
    """
    path = Path(settings.KETHOP_AUDIT_KEY)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        raise Refused("audit.no_key", path=str(path)) from error
    try:
        key = load_pem_private_key(data, _passphrase())
    except (TypeError, ValueError) as error:
        code = "audit.key_locked" if b"ENCRYPTED" in data else "audit.key_unreadable"
        raise Refused(code, path=str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("audit.key_unreadable", path=str(path))
    return key


def make_key() -> bool:
    """Make the key where there is none, encrypted when a passphrase is set; return whether it was made."""
    path = Path(settings.KETHOP_AUDIT_KEY)
    if path.exists():
        return False
    passphrase = _passphrase()
    kind = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    data = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kind)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return True


def _passphrase() -> bytes | None:
    return settings.KETHOP_AUDIT_PASSPHRASE.encode() or None
