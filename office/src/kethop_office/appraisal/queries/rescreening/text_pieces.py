"""What two texts that are nearly the same say otherwise, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "text_pieces"]

NEARLY = 0.5
"""Below this share of common words two texts are read one after the other, not one in the other."""
_FEWEST = 3
"""A run of common words shorter than this between two changes is part of the change: the eye loses it there."""

Kind = Literal["same", "gone", "come"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: in both texts (``same``), in the first alone (``gone``) or in the second alone (``come``)."""

    kind: Kind
    text: str


def text_pieces(was: str, becomes: str) -> tuple[Piece, ...]:
    """Return the words of two texts in their order; nothing where they have too little in common.

    The pieces that are the same and gone make up the first text, those that are the same and come the second.
    """
    old, new = (re.findall(r"\S+\s*", text) for text in (was, becomes))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < NEARLY:
        return ()
    pieces: list[Piece] = []
    gone, come = "", ""
    spans = matcher.get_opcodes()
    for number, (kind, first, last, start, end) in enumerate(spans):
        is_inside = 0 < number < len(spans) - 1
        if kind == "equal" and not (is_inside and last - first < _FEWEST):
            pieces += [*_changed(gone, come), Piece("same", "".join(new[start:end]))]
            gone, come = "", ""
        else:
            gone += "".join(old[first:last])
            come += "".join(new[start:end])
    return (*pieces, *_changed(gone, come))


def _changed(gone: str, come: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("come", come)) if piece.text]
