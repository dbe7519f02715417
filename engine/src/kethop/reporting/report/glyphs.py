"""Which characters the printed report can show."""

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TypeVar

__all__ = ["covered", "printable", "printable_values"]

Value = TypeVar("Value")

_KEPT = "svg"  # a drawing is text for a machine: what it shows went through `printable` when it was drawn


@cache
def covered() -> frozenset[int]:
    """Return the code points that all four styles of the report's font have."""
    text = (files("kethop.reporting") / "fonts" / "coverage.txt").read_text(encoding="ascii")
    bounds = [[int(end, 16) for end in row.split("-")] for row in text.split()]
    return frozenset(point for first, last in bounds for point in range(first, last + 1))


def printable(text: str) -> str:
    """Return a text in which every character can be shown; one that the font lacks stands as ``[U+4E2D]``.

    Line ends and tabs become spaces; controls that turn the line around are named like any missing character, so that
    nothing hides.

    Examples
    --------
    >>> printable("Kho 中 đạn")
    'Kho [U+4E2D] đạn'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(_shown(sign) for sign in composed)


def _shown(sign: str) -> str:
    if sign in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    hidden = unicodedata.category(sign) in {"Cf", "Cc"}
    return sign if ord(sign) in covered() and not hidden else f"[U+{ord(sign):04X}]"


def printable_values(value: Value) -> Value:
    """Return a dataclass of texts with every text printable."""
    return _deep(value, printable)


def _deep(value: Value, change: Callable[[str], str]) -> Value:
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _part(getattr(value, field.name), field.name, change) for field in fields(value)}
        return replace(value, **changes)
    return value


def _part(value: object, name: str, change: Callable[[str], str]) -> object:
    if type(value) is str:
        return value if name == _KEPT else change(value)
    if isinstance(value, tuple):
        return tuple(_part(item, name, change) for item in value)
    return _deep(value, change)
