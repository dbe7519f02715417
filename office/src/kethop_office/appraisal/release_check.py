"""What a wording that leaves the consulted office must not hold: coordinates, and words of a level.

A check of form only: it finds what is written plainly and proves nothing about the rest; the signer answers for the text.
"""

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["count_coordinates", "level_words"]

_DEGREES = re.compile(r"\d{1,3}\s*°\s*\d{1,2}")
_DECIMAL = re.compile(r"(?<![\d.,])(?:[89]|1\d|2[0-4]|10[1-9]|11[0-8])[.,]\d{4,}(?![\d])")
_METRES = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ .]\d{3}){1,2}|\d{6,7})(?:,\d+|\.\d{1,2})?(?![\d])")
_GRID = re.compile(r"\b4[89][NPQ] ?[A-Z]{2} ?\d{4,10}\b")
_WORDS = re.compile(
    r"(?i:\b(?:tối|tuyệt)\s+mật\b|\b(?:độ|mức|tài liệu|văn bản|bản đồ|dấu)\s+mật\b(?!\s+độ)|\btop secret\b)"
    r"|\bMẬT\b(?!\s+ĐỘ)|\bSECRET\b"
)
_NORTH, _EAST = (850_000, 2_700_000), (150_000, 900_000)
_NEAR = 60  # characters between the two numbers of a pair


def count_coordinates(texts: Iterable[str]) -> int:
    """Return how many coordinates are written in texts: degrees, decimal degrees, VN-2000 pairs, grid squares."""
    return sum(_coordinates(unicodedata.normalize("NFC", text)) for text in texts)


def level_words(texts: Iterable[str]) -> list[str]:
    """Return the words of a level that are written in texts, each once, as written."""
    found = [match.group(0) for text in texts for match in _WORDS.finditer(unicodedata.normalize("NFC", text))]
    return list(dict.fromkeys(found))


def _coordinates(text: str) -> int:
    return (
        (len(_DEGREES.findall(text)) + 1) // 2
        + (len(_DECIMAL.findall(text)) + 1) // 2
        + len(_GRID.findall(text))
        + _pairs(text)
    )


def _pairs(text: str) -> int:
    numbers = [(int(re.sub(r"\D", "", match.group(1))), match.start(), match.end()) for match in _METRES.finditer(text)]
    found, index = 0, 0
    while index + 1 < len(numbers):
        (first, _, end), (second, start, _) = numbers[index], numbers[index + 1]
        if start - end <= _NEAR and (_is_pair(first, second) or _is_pair(second, first)):
            found += 1
            index += 2
        else:
            index += 1
    return found


def _is_pair(north: int, east: int) -> bool:
    return _NORTH[0] <= north <= _NORTH[1] and _EAST[0] <= east <= _EAST[1]
