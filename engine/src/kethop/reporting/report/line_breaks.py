"""Where a line of print may break: what is read as one stays together, what no line can hold may be parted."""

import re

from pydantic import JsonValue

__all__ = ["with_line_breaks"]

_PLACE_TO_BREAK, _NO_BREAK = "\u200b", "\u00a0"
_WITH_NUMBER = re.compile(r"\b(Điều|khoản|ngày|tháng|art\.) (?=[\d…])|\b(điểm) (?=\w\b)")
_WITH_UNIT = re.compile(r"(?<=\d) (?=(?:m|m²|km|ha|%)(?!\w))")
_LONG_WORD = re.compile(r"\S{24,}")
_EIGHT = re.compile(r".{1,8}")
_WHOLE = frozenset({"svg", "alt", "title", "author", "day", "language", "kind"})


def with_line_breaks(value: JsonValue, name: str = "") -> JsonValue:
    """Return plain values whose texts say where lines may break, by characters of no width and fixed spaces.

    "Điều 82", dates and numbers with their unit stay on one line; a word of 24 letters or more,
    such as a hash, may break after every eighth. Values that are no running text stay as they are.
    """
    if isinstance(value, dict):
        return {key: with_line_breaks(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [with_line_breaks(item, name) for item in value]
    return _text(value) if isinstance(value, str) and name not in _WHOLE else value


def _text(text: str) -> str:
    text = _WITH_NUMBER.sub(lambda word: f"{word[0].rstrip()}{_NO_BREAK}", text)
    text = _WITH_UNIT.sub(_NO_BREAK, text)
    return _LONG_WORD.sub(lambda word: _PLACE_TO_BREAK.join(_EIGHT.findall(word[0])), text)
