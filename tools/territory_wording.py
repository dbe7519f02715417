"""Read the official wording of what a commune was made of."""

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Part", "fold", "parts_of", "plain_name"]

TYPES = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "huyện", "quận", "xã", "tỉnh")
_NOISE = re.compile(
    r"(?:sắp xếp|toàn b[ộố]|một phần|phần còn l[ạa]i|diện tích(?: tự nhiên| tn)?|quy mô dân số|thuộc|các|c[ủu]a?)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"sau khi sắp xếp|\. Từ ngày.*$", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^)]*)\)")
_PIECES = re.compile(r",|;|\bvà\b")  # "Và" is part of a name
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}


@dataclass(frozen=True, slots=True)
class Part:
    """One unit that the wording names.

    Parameters
    ----------
    type, name : str
        As written, without doubled words; the type may be empty.
    district : str
        District or province that the brackets name; empty when they name none.
    """

    type: str
    name: str
    district: str


def fold(text: str) -> str:
    """Return letters and digits only: lower case, no marks, đ as d, y as i, a Roman number as digits."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _ROMAN.get(letters.strip(), re.sub(r"[^a-z0-9]", "", letters).replace("y", "i"))


def plain_name(text: str) -> tuple[str, str]:
    """Return type and name of "Xã Tam Đa"; a name that is a type itself, such as "Phường Đúc", stays whole."""
    text, found = text.strip(" ."), ""
    while True:
        word = next((word for word in TYPES if text.lower().startswith(f"{word} ")), None)
        if word is None:
            return found, text
        found, text = word, text[len(word) :].strip()


def parts_of(wording: str) -> tuple[Part, ...]:
    """Return the units that a wording names, in its order; none for "giữ nguyên"."""
    text = unicodedata.normalize("NFC", wording)
    if text.strip().lower().startswith("giữ nguyên"):
        return ()
    brackets: list[str] = []

    def keep(match: re.Match[str]) -> str:
        brackets.append(match[1])
        return f" \x00{len(brackets) - 1}\x00"

    text = _AFTER.sub("", _BRACKET.sub(keep, text))
    return tuple(part for piece in _PIECES.split(text) if (part := _part(piece, brackets)))


def _part(piece: str, brackets: list[str]) -> Part | None:
    marks = [int(number) for number in re.findall(r"\x00(\d+)\x00", piece)]
    words = re.sub(r"\x00\d+\x00", "", piece)
    before_name = re.split(r"(?i)\b(?:xã|phường|thị trấn|huyện)\b", words)[0]
    kept = _NOISE.sub(" ", before_name) + words[len(before_name) :]
    kind, name = plain_name(" ".join(re.sub(r"(?i)\b(?:của|các)\s+(?=(?:xã|phường|thị trấn)\b)", " ", kept).split()))
    districts = [brackets[number] for number in marks if "còn l" not in brackets[number]]
    return Part(kind, name, districts[0] if districts else "") if name else None
