"""Vietnamese text for machines: folded for search, and a key that puts names in Vietnamese order in every database."""

import re
import unicodedata

from kethop_office.common.folding import fold

__all__ = ["LONGEST_WORD", "sort_key", "words_of"]

LONGEST_WORD = 32

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_DIGITS = "0123456789"
# Two digits a letter: 10 for a space and any other sign, then digits, then letters. Digits alone compare alike in
# every collation, so that SQLite and PostgreSQL agree and none needs a collation of its own.
_PLACES = {sign: f"{11 + place}" for place, sign in enumerate(_DIGITS + _LETTERS)}
_OTHER = "10"
_END = "00"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
_LEVEL_TONE = "0"
_LONGEST_NAME = 130  # letters of a name that its key keeps


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, each once, in order; a number also without its leading noughts."""
    words = [_plain(word)[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", fold(text))]
    bare = [word.lstrip("0") for word in words if word.isdigit() and word.startswith("0")]
    return tuple(dict.fromkeys(word for word in [*words, *bare] if word))


def sort_key(name: str) -> str:
    """Return a key of digits that puts names in Vietnamese order: a ă â b c d đ …, tones only where letters agree.

    Parameters
    ----------
    name : str
        As written; letters beyond the 130th do not count.

    Returns
    -------
    str
        At most 392 digits.
    """
    places: list[str] = []
    tones: list[str] = []
    for sign in unicodedata.normalize("NFC", " ".join(name.split()).casefold())[:_LONGEST_NAME]:
        letter, tone = _parted(sign)
        places.append(_PLACES.get(letter, _OTHER))
        tones.append(tone)
    return "".join(places) + _END + "".join(tones)


def _parted(sign: str) -> tuple[str, str]:
    """Return a letter without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", sign)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), _LEVEL_TONE)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tone


def _plain(word: str) -> str:
    """Return a word in a-z and 0-9 alone: a letter of another script stands as its number."""
    return "".join(sign if sign.isascii() else f"u{ord(sign):x}" for sign in word)
