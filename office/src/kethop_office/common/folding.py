"""Text as it is searched: without case, marks and doubled spaces, đ as d."""

import re
import unicodedata

__all__ = ["fold", "tokens"]

_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return text in lower case without marks: "Đường Ủy ban" and "duong uy ban" fold alike."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower().replace("đ", "d"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))
