"""One canonical form for results, so that equal results are equal bytes."""

import hashlib
import json
from decimal import Decimal

from kethop.documents.reading import PlainValue

__all__ = ["canonical_json", "sha256_hex"]


def canonical_json(value: PlainValue) -> bytes:
    r"""Return the canonical UTF-8 JSON of a plain value.

    Keys are sorted by code point, there is no white space, nothing is escaped that need not be, and the text ends with
    a line feed. Numbers are integers or decimals written in plain notation without trailing zeros; binary floats are
    refused, so that no rounding of the platform reaches a record.

    Parameters
    ----------
    value : PlainValue
        Dictionaries, lists, strings, integers, decimals, booleans, None.

    Returns
    -------
    bytes
        The document.

    Raises
    ------
    TypeError
        The value holds a float or a type that JSON does not have.

    Examples
    --------
    >>> canonical_json({"b": Decimal("1.50"), "a": None})
    b'{"a":null,"b":1.5}\n'
    """
    return (_text(value) + "\n").encode()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _text(value: PlainValue) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_string(key)}:{_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return _decimal(value)
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, str):
        return _string(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError("a canonical number is finite")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
