"""Names of places as people type them."""

import re

from kethop_office.common.folding import fold

__all__ = ["TYPES", "folded_names", "place_key"]

TYPES = (
    "thanh pho truc thuoc trung uong",
    "thi tran",
    "thi xa",
    "thanh pho",
    "dac khu",
    "phuong",
    "huyen",
    "quan",
    "tinh",
    "xa",
)
SHORT = {
    "tp": "thanh pho",
    "tt": "thi tran",
    "tx": "thi xa",
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
    "t": "tinh",
}
WHOLE_NAMES = {
    "tphcm": "ho chi minh",
    "tp hcm": "ho chi minh",
    "hcm": "ho chi minh",
    "sai gon": "ho chi minh",
    "hn": "ha noi",
}
_APART = re.compile(r"[^a-z0-9]+")
_SHORT = re.compile(r"^(tp|tt|tx|p|q|h|x|t)\s*[.\s]\s*(?=\S)")


def place_key(text: str) -> str:
    """Return a name for comparing: folded, y as i, letters and digits with single spaces, short types written out."""
    folded = fold(text).replace("’", "'")
    folded = _SHORT.sub(lambda match: SHORT[match[1]] + " ", folded)
    plain = _APART.sub(" ", folded).strip()
    return WHOLE_NAMES.get(plain, plain).replace("y", "i")


def folded_names(kind: str, name: str) -> tuple[str, ...]:
    """Return the keys under which a unit is found: its name, and its name with the type."""
    return tuple(dict.fromkeys((place_key(f"{kind} {name}"), place_key(name))))
