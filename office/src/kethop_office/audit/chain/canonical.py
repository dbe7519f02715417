"""The one way to write an event, so that its hash is the same everywhere: RFC 8785 within narrow limits.

Keys of small ASCII letters, whole numbers below 2⁵³, no floats, NFC strings, times of UTC with microseconds. Within these limits
sorted keys and no spaces are RFC 8785 byte for byte.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime

__all__ = ["FIRST", "CanonicalError", "Value", "canonical", "event_hash", "moment_text", "salted"]

Value = str | int | bool | None | list[str] | Mapping[str, "Value"]

FIRST = "0" * 64
"""What stands for the event before the first."""
LARGEST = 2**53
_KEY = re.compile(r"[a-z_]+")


class CanonicalError(ValueError):
    """A value cannot stand in an event; it says where."""


def canonical(body: Mapping[str, Value]) -> str:
    """Return the canonical text of a body.

    Raises
    ------
    CanonicalError
        A key, number or string outside the limits.
    """
    return json.dumps(_clean(body, ""), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def event_hash(prev: str, body: str) -> str:
    """Return the SHA-256 of ``0x00 ‖ prev ‖ body``: link of the chain and, the same, leaf of the RFC 9162 tree."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(prev) + body.encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """Return a moment as events write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def salted(salt: str, text: str) -> str:
    """Return what stands in an event in place of a text: who has the text and its salt can prove it, nobody can guess it."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def _clean(value: object, where: str) -> object:
    if isinstance(value, str):
        return _string(value, where)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise CanonicalError(f"{where}: a number of 2^53 or more")
        return value
    if isinstance(value, list | tuple):
        return [_clean(item, where) for item in value]
    if isinstance(value, Mapping):
        return {_key(key, where): _clean(item, f"{where}.{key}".lstrip(".")) for key, item in value.items()}
    raise CanonicalError(f"{where}: {type(value).__name__} cannot stand in an event")


def _string(value: str, where: str) -> str:
    if value.isascii():
        return str(value)
    text = unicodedata.normalize("NFC", value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalError(f"{where}: half a character") from error
    return text


def _key(key: object, where: str) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise CanonicalError(f"{where}: the key {key!r} is not of small letters and underscores")
    return key
