"""The key that signs heads: a file of the data folder that only its owner reads, made by ``init``."""

import hashlib
import os
import re
import secrets
from datetime import datetime
from functools import lru_cache
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

__all__ = ["ROUNDS", "make_key", "put_aside", "read_key"]

ROUNDS = 600_000
"""Of PBKDF2 with SHA-256, before the passphrase opens the file: what the file's own format does of it is quick to try."""
_LARGEST = 10_000
_STRETCHED = re.compile(rb"^PBKDF2-SHA256 (\d{1,8}) ([0-9a-f]{32})$", re.MULTILINE)


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
        key = load_pem_private_key(data, _opening(data))
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
    head = f"PBKDF2-SHA256 {ROUNDS} {secrets.token_hex(16)}\n".encode() if settings.KETHOP_AUDIT_PASSPHRASE else b""
    passphrase = _opening(head)
    kind = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    data = head + Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kind)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return True


def put_aside(moment: datetime) -> Path:
    """Put the key file aside, under the name of the moment until which it signed; return where it lies."""
    path = Path(settings.KETHOP_AUDIT_KEY)
    aside = path.with_name(f"{path.name}.until-{moment:%Y%m%dT%H%M%S%f}")
    os.link(path, aside)  # refuses a name that is taken, where a renaming would write over it
    path.unlink()
    return aside


def _opening(data: bytes) -> bytes | None:
    """Return what opens a key file: the passphrase as its first line says to stretch it; as it is for files of before, which say nothing."""
    passphrase = settings.KETHOP_AUDIT_PASSPHRASE.encode()
    told = _STRETCHED.match(data)
    return _stretched(passphrase, told[2], int(told[1])) if passphrase and told else passphrase or None


@lru_cache(maxsize=2)
def _stretched(passphrase: bytes, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", passphrase, salt, rounds).hex().encode()
