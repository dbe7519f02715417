"""Keep on one line of print what is read as one."""

import re

from pydantic import JsonValue

__all__ = ["with_line_breaks"]

_NO_BREAK = "\u00a0"
_WITH_NUMBER = re.compile(r"\b(Điều|khoản|ngày|tháng|art\.) (?=[\d…])|\b(điểm) (?=\w\b)")
_WITH_UNIT = re.compile(r"(?<=\d) (?=(?:m|m²|km|ha|%)(?!\w))")
_WHOLE = frozenset({"svg", "alt", "title", "author", "day", "language", "kind"})


def with_line_breaks(value: JsonValue, name: str = "") -> JsonValue:
    """Return plain values in which "Điều 82", a day and its month, a number and its unit have a fixed space.

    Values that are no running text stay as they are.
    """
    if isinstance(value, dict):
        return {key: with_line_breaks(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [with_line_breaks(item, name) for item in value]
    return _text(value) if isinstance(value, str) and name not in _WHOLE else value


def _text(text: str) -> str:
    text = _WITH_NUMBER.sub(lambda word: f"{word[0].rstrip()}{_NO_BREAK}", text)
    return _WITH_UNIT.sub(_NO_BREAK, text)
