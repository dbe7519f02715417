"""Read a text table whose columns are parted by spaces, where a number may hold spaces itself.

The header says how many columns there are and what each holds; a line is read only where its words can be dealt out to
the columns in exactly one way.
"""

import re
from collections.abc import Sequence

import numpy as np

from kethop.errors import Place, SiteError
from kethop.spatial.sites.header import HEADER_ROWS
from kethop.spatial.sites.header_words import role_of_words
from kethop.spatial.sites.numbers import NumberError, read_number
from kethop.spatial.sites.table import Table

__all__ = ["refuse_unequal", "spaced_table", "ways_to_deal"]

_WIDE = re.compile(r"\s*\t\s*|\s{2,}")
_MAX_WORDS = 16  # a header of more words is none; neither is a line of corners
_COORDINATES = {"north": False, "east": False, "x": False, "y": False, "lat": True, "lon": True}


def spaced_table(text: str, *, source: str) -> Table | None:
    """Return the text parted at spaces; None when no line of it is a header.

    Wide spaces and tabs part columns where every line then has as many cells as the header; else the words are dealt out.

    Parameters
    ----------
    text : str
        The decoded text.
    source : str
        File name, for messages.
    """
    lines = text.splitlines()
    header = next(((at, heads) for at, line in enumerate(lines[:HEADER_ROWS]) if (heads := _heads(line))), None)
    if header is None:
        return None
    at, heads = header
    before: list[list[str]] = [[] for _ in range(at)]
    wide = [_WIDE.split(line.strip()) if line.strip() else [] for line in lines[at:]]
    if all(len(cells) in {0, len(wide[0])} for cells in wide) and [role_of_words(cell) for cell in wide[0]] == [
        role_of_words(head) for head in heads
    ]:
        return Table(source, "", before + wide)
    roles = [role_of_words(head) or "" for head in heads]
    dealt: list[list[str]] = []
    is_clear = True
    for line in lines[at + 1 :]:
        words = line.split()
        dealt.append(_dealt(words, roles) if is_clear else words)
        is_clear = is_clear and len(dealt[-1]) in {
            0,
            len(roles),
        }  # the first line that does not fit is refused: no need to go on
    return Table(source, "", [*before, heads, *dealt], is_dealt=True)


def _heads(line: str) -> list[str] | None:
    """Return the words of a line joined into headings, one for each role; None when it is no header."""
    words = line.split()
    if not 2 <= len(words) <= _MAX_WORDS:
        return None
    heads: list[str] = []
    for word in words:
        joined = f"{heads[-1]} {word}" if heads else word
        role = role_of_words(word)
        if heads and (role is None or role_of_words(heads[-1]) in {None, role}) and _is_part(joined):
            heads[-1] = joined
        else:
            heads.append(word)
    roles = [role_of_words(head) for head in heads]
    if None in roles or len(set(roles)) != len(roles) or sum(role in _COORDINATES for role in roles) != 2:
        return None
    return heads


def _is_part(joined: str) -> bool:
    """Whether the words may stand in one heading: a heading of fillers only has no role yet."""
    return role_of_words(joined) is not None or role_of_words(f"{joined} x") is not None


def _dealt(words: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Return the words of a line in as many cells as there are columns, or as they stand where no one way is left."""
    if len(words) <= len(roles):
        return list(words)
    ways = ways_to_deal(words, roles)
    return ways[0] if len(ways) == 1 else list(words)


def ways_to_deal(words: Sequence[str], roles: Sequence[str]) -> list[list[str]]:
    """Return every way to deal the words of a line out to columns of which two are coordinates, the others one word each."""
    spare = len(words) - len(roles)
    if spare < 0 or len(words) > _MAX_WORDS:
        return []
    wide = [index for index, role in enumerate(roles) if role in _COORDINATES]
    ways = []
    for more in range(spare + 1):
        lengths = [1] * len(roles)
        lengths[wide[0]] += more
        lengths[wide[1]] += spare - more
        ends = np.cumsum(lengths).tolist()
        cells = [" ".join(words[end - length : end]) for end, length in zip(ends, lengths, strict=True)]
        if all(_can_be(cell, role) for cell, role in zip(cells, roles, strict=True)):
            ways.append(cells)
    return ways


def _can_be(cell: str, role: str) -> bool:
    """Whether a cell can be what its column holds; a number with two readings is refused later, at its place."""
    if role not in _COORDINATES:
        return " " not in cell
    try:
        read_number(cell, degrees=_COORDINATES[role])
    except NumberError as fault:
        return fault.code == "site.number_ambiguous"
    return True


def refuse_unequal(table: Table, row: int, columns: int) -> None:
    """Refuse a line of a spaced table whose words do not fit its columns.

    Raises
    ------
    SiteError
        ``site.columns_unclear`` (``row``, ``count``, ``columns``).
    """
    cells = table.rows[row]
    if table.is_dealt and cells and len(cells) != columns:
        place = Place(table.source, row + 1)
        raise SiteError("site.columns_unclear", place=place, row=row + 1, count=len(cells), columns=columns)
