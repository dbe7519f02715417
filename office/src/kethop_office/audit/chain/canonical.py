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
from functools import lru_cache

__all__ = ["FIRST", "CanonicalError", "Value", "canonical", "event_hash", "moment_text", "salted"]

Value = str | int | bool | None | list[str] | Mapping[str, "Value"]

FIRST = "0" * 64
"""What stands for the event before the first."""
LARGEST = 2**53
_KEY = re.compile(r"[a-z_][a-z0-9_]*")


class CanonicalError(ValueError):
    """A value cannot stand in an event; it says where.

    Parameters
    ----------
    reason : str
        What is wrong.
    place : str
        Keys that lead there, parted by full stops.
    """

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.place = place


def canonical(body: Mapping[str, Value]) -> str:
    """Return the canonical text of a body.

    Raises
    ------
    CanonicalError
        A key, number or string outside the limits.
    """
    return json.dumps(_clean(body), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def event_hash(prev: str, body: str) -> str:
    """Return the SHA-256 of ``0x00 ‖ prev ‖ body``: link of the chain and, the same, leaf of the RFC 9162 tree."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(prev) + body.encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """Return a moment as events write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def salted(salt: str, text: str) -> str:
    """Return what stands in an event in place of a text: who has the text and its salt can prove it, nobody can guess it."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return str(value) if value.isascii() else _composed(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise CanonicalError("a number of 2^53 or more")
        return value
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if isinstance(value, Mapping):
        return _mapping(value)
    raise CanonicalError(f"{type(value).__name__} cannot stand in an event")


def _mapping(value: Mapping[str, object]) -> dict[str, object]:
    cleaned = {}
    for key, item in value.items():
        _check_key(key)
        try:
            cleaned[key] = _clean(item)
        except CanonicalError as error:
            raise CanonicalError(error.reason, f"{key}.{error.place}".rstrip(".")) from None
    return cleaned


def _composed(value: str) -> str:
    text = unicodedata.normalize("NFC", value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalError("half a character") from error
    return text


@lru_cache(maxsize=1024)
def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise CanonicalError(f"the key {key!r} is not of small letters, digits and underscores")
