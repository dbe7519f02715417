"""Signed heads: C2SP checkpoints (``tlog-checkpoint``) in C2SP signed notes with Ed25519."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typing_extensions import override

__all__ = ["Checkpoint", "HeadError", "VerifierKey", "check_digits", "opened", "opened_by", "sign", "split"]

_ED25519 = b"\x01"
_DIGITS = 8
_LARGEST_SIZE = 2**53


class HeadError(ValueError):
    """A head or a key cannot be read, or its signature is not the key's."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head says: so many events of this chain have this root.

    Parameters
    ----------
    origin : str
        ``kethop/<node>/<uuid>``.
    size : int
        Number of events.
    root : str
        Root of their RFC 9162 tree, hexadecimal.
    """

    origin: str
    size: int
    root: str

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(bytes.fromhex(self.root)).decode()}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key in the form of C2SP, ``<name>+<key id>+<base64>``.

    Parameters
    ----------
    name : str
        The chain whose heads it signs.
    public : bytes
        32 bytes of Ed25519.
    """

    name: str
    public: bytes

    @classmethod
    def of(cls, key: Ed25519PrivateKey, name: str) -> "VerifierKey":
        """Return the public half of a key."""
        return cls(name, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def read(cls, text: str) -> "VerifierKey":
        """Return the key that a line tells.

        Raises
        ------
        HeadError
            It is none, or its short hash is of another.
        """
        try:
            name, number, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise HeadError("not a public key of the form name+id+base64") from error
        key = cls(name, raw[1:])
        if raw[:1] != _ED25519 or len(raw) != 33 or key.number.hex() != number:
            raise HeadError("not an Ed25519 public key, or not copied whole")
        return key

    @property
    def number(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @override
    def __str__(self) -> str:
        return f"{self.name}+{self.number.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"


def sign(head: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the signed note of a head."""
    signature = VerifierKey.of(key, head.origin).number + key.sign(head.text.encode())
    return f"{head.text}\n\u2014 {head.origin} {base64.b64encode(signature).decode()}\n"


def opened(note: str, key: VerifierKey | None = None) -> Checkpoint:
    """Return the head in a signed note; without a key the signature is left unchecked.

    Raises
    ------
    HeadError
        It is no signed head, of another chain than the key's, or not signed by it.
    """
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], lines[1], base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError) as error:
        raise HeadError("not a head: three lines and a signature are wanted") from error
    if not re.fullmatch(r"0|[1-9][0-9]*", size) or int(size) >= _LARGEST_SIZE or len(root) != 32:
        raise HeadError("not a head: size or root cannot be read")
    if key is not None:
        _check(key, f"{text}\n", origin, signatures)
    return Checkpoint(origin, int(size), root.hex())


def opened_by(note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Return the head in a note that one of some keys signed.

    Raises
    ------
    HeadError
        As ``opened``, of the last of them; there is none.
    """
    error = HeadError("no public key is known")
    for key in keys:
        try:
            return opened(note, key)
        except HeadError as other:
            error = other
    raise error


def split(text: str) -> Iterator[str]:
    """Return the signed notes of a file that holds one or several, one after the other."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").splitlines():
        if lines and lines[-1].startswith("\u2014 ") and not line.startswith("\u2014 "):
            yield "\n".join(lines) + "\n"
            lines = []
        if line or lines:
            lines.append(line)
    if lines:
        yield "\n".join(lines).rstrip("\n") + "\n"


def check_digits(head: Checkpoint) -> str:
    """Return eight digits by which a head that was copied by hand is compared, as ``1234-5678``."""
    number = int.from_bytes(hashlib.sha256(head.text.encode()).digest()[:8]) % 10**_DIGITS
    digits = f"{number:0{_DIGITS}d}"
    return f"{digits[:4]}-{digits[4:]}"


def _check(key: VerifierKey, text: str, origin: str, signatures: str) -> None:
    if origin != key.name:
        raise HeadError(f"a head of {origin}, the key is of {key.name}")
    for line in signatures.splitlines():
        parts = line.removeprefix("\u2014 ").split(" ")
        if len(parts) != 2 or parts[0] != key.name:
            continue
        try:
            raw = base64.b64decode(parts[1], validate=True)
            if raw[:4] == key.number:
                Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], text.encode())
                return
        except (ValueError, InvalidSignature) as error:
            raise HeadError("the signature does not hold") from error
    raise HeadError("not signed by this key")
