"""Sets of characters: Unicode categories and blocks, the letters of XML names, and what can be done with sets.

A set is a tuple of ranges of code points, ascending and apart.
"""

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

__all__ = ["Letters", "block", "category", "joined", "of_escape", "outside", "written"]

Letters = tuple[tuple[int, int], ...]

# Python knows characters up to here and in plane 14; what lies between is not assigned, planes 15 and 16 are private
_KNOWN = (range(0x33480), range(0xE0000, 0xE0200))
_PRIVATE = ((0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
# the blocks of XML Schema that a text of an office may hold
_BLOCKS: Mapping[str, tuple[int, int]] = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "IPAExtensions": (0x250, 0x2AF),
    "SpacingModifierLetters": (0x2B0, 0x2FF),
    "CombiningDiacriticalMarks": (0x300, 0x36F),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x530, 0x58F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Thai": (0xE00, 0xE7F),
    "Lao": (0xE80, 0xEFF),
    "HangulJamo": (0x1100, 0x11FF),
    "Khmer": (0x1780, 0x17FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "BoxDrawing": (0x2500, 0x257F),
    "GeometricShapes": (0x25A0, 0x25FF),
    "MiscellaneousSymbols": (0x2600, 0x26FF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF),
    "PrivateUse": (0xE000, 0xF8FF),
}
# XML 1.0, productions 4 and 4a
_NAME_START: Letters = (
    *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF)),
    *((0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF)),
    *((0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
_NAME_MORE: Letters = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
_SPACE: Letters = ((0x9, 0xA), (0xD, 0xD), (0x20, 0x20))


def joined(sets: Iterable[Letters]) -> Letters:
    """Return the characters that are in any of the sets."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted(piece for letters in sets for piece in letters):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
        else:
            ranges.append((first, last))
    return tuple(ranges)


def outside(letters: Letters) -> Letters:
    """Return all characters that are not in a set."""
    gaps: list[tuple[int, int]] = []
    start = 0
    for first, last in letters:
        if first > start:
            gaps.append((start, first - 1))
        start = last + 1
    return (*gaps, (start, sys.maxunicode)) if start <= sys.maxunicode else tuple(gaps)


@cache
def _by_category() -> Mapping[str, Letters]:
    found: dict[str, list[tuple[int, int]]] = {"Co": list(_PRIVATE)}
    for code in (code for part in _KNOWN for code in part):
        ranges = found.setdefault(unicodedata.category(chr(code)), [])
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    known = joined(tuple(sorted(ranges)) for name, ranges in found.items() if name != "Cn")
    return {name: joined([tuple(ranges)]) for name, ranges in found.items()} | {"Cn": outside(known)}


@cache
def category(name: str) -> Letters | None:
    """Return the characters of a Unicode category such as ``Lu`` or ``N``; None when there is none."""
    if not name or len(name) > 2:
        return None
    sets = [letters for own, letters in _by_category().items() if own.startswith(name)]
    return joined(sets) if sets else None


def block(name: str) -> Letters | None:
    """Return the characters of a block such as ``BasicLatin``; None when it is not known here."""
    return (_BLOCKS[name],) if name in _BLOCKS else None


@cache
def of_escape(letter: str) -> Letters | None:
    r"""Return the characters of ``\d``, ``\s``, ``\w``, ``\i``, ``\c`` and their opposites; None of other letters."""
    if letter in {"D", "S", "W", "I", "C"}:
        return outside(of_escape(letter.lower()) or ())
    if letter == "d":
        return category("Nd")
    if letter == "w":
        return outside(joined(category(name) or () for name in "PZC"))
    return {"s": _SPACE, "i": _NAME_START, "c": joined((_NAME_START, _NAME_MORE))}.get(letter)


def written(letters: Letters) -> str:
    """Return a set as a character class of Python; one that matches nothing when the set is empty."""
    if not letters:
        return r"[^\s\S]"
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in letters) + "]"
