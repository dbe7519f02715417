"""What a heading says: words, Vietnamese or English, with or without marks, with units and fillers."""

import re
import unicodedata

__all__ = ["role_of_words"]

_WORDS = {
    "lat": {"vi", "vido", "lat", "latitude"},
    "lon": {"kinh", "kinhdo", "lon", "long", "lng", "longitude"},
    "north": {"bac", "n", "north", "northing"},
    "east": {"dong", "e", "east", "easting"},
    "x": {"x"},
    "y": {"y"},
    "ring": {"vong", "ring", "vung", "thua", "lo", "khu", "part", "polygon"},
    "name": {"diem", "stt", "tt", "point", "no", "id", "moc", "ten", "goc", "name", "pt", "corner", "dinh"},
}
_FILLERS = {"toa", "do", "huong", "truc", "m", "met", "so", "hieu", "ky", "ki", "ranh", "vn2000", "vn", "2000", "he"}
_FILLERS |= {"of", "the", "ma", "b", "l", "d", "coordinate", "coord", "number", "deg", "degree", "degrees", "thu", "tu"}
_FILLERS |= {"vn2k", "wgs84", "wgs", "84"}
_KNOWN = set.union(*_WORDS.values()) | _FILLERS
# B and Đ beside X or Y are Bắc and Đông; alone, B and L are latitude and longitude
_BESIDE = {"b": "north", "d": "east"}
_ALONE = {"b": "lat", "l": "lon"}
_TOKEN = re.compile(r"[a-z0-9]+")


def role_of_words(cell: str) -> str | None:
    r"""Return the role that a header cell names; None when it holds a word that no header has.

    Examples
    --------
    >>> role_of_words("Tọa độ X\n(m)"), role_of_words("Vĩ độ Bắc (B)"), role_of_words("Ghi chú X")
    ('x', 'lat', None)
    """
    tokens = _TOKEN.findall(_plain(cell))
    if not tokens or any(token not in _KNOWN for token in tokens):
        return None
    roles = {role for token in tokens for role, words in _WORDS.items() if token in words}
    if roles & {"x", "y"}:
        roles |= {_BESIDE[token] for token in tokens if token in _BESIDE}
    for role in _WORDS:
        if role in roles:
            return role
    return _ALONE.get(tokens[0]) if len(tokens) == 1 else None


def _plain(text: str) -> str:
    """Lower case without marks: the words are compared however they were typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
