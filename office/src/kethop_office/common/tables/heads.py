"""The heads of a table: where they stand, what they are called, which column they stand for."""

import hashlib
from collections.abc import Mapping, Sequence

from kethop_office.common.folding import tokens
from kethop_office.common.tables.limits import Cell

__all__ = ["KEEP", "SKIP", "has_row", "heads_key", "heads_of", "mapping_by_heads"]

SKIP, KEEP = "skip", "keep"
"""What else may become of a column: it is left out, or kept as it stands."""


def heads_of(row: Sequence[Cell]) -> list[str]:
    """Return a name for each column: its head, made different where two are alike, or its letter."""
    heads: list[str] = []
    for number, cell in enumerate(row):
        name = " ".join(str(cell).split())[:180] if cell not in {None, ""} else f"[{_letter(number)}]"
        while name in heads:
            name = f"{name} [{_letter(number)}]"
        heads.append(name)
    return heads


def heads_key(heads: Sequence[str]) -> str:
    """Return what two tables with the same heads share."""
    return hashlib.sha256("\n".join(" ".join(tokens(head)) for head in heads).encode()).hexdigest()


def mapping_by_heads(heads: Sequence[str], known: Mapping[str, str], exact: Mapping[str, str]) -> dict[str, str]:
    """Return a field for each column (by its number from 0), each field once; ``keep`` for heads that are not known.

    Parameters
    ----------
    known : mapping
        Folded words of a head → field.
    exact : mapping
        A head as it stands → field.
    """
    taken: set[str] = set()
    mapping: dict[str, str] = {}
    for number, head in enumerate(heads):
        field = exact.get(head) or known.get(" ".join(tokens(head)), KEEP)
        if field in taken:
            field = KEEP
        elif field != KEEP:
            taken.add(field)
        mapping[str(number)] = field
    return mapping


def has_row(sheets: Sequence[Mapping[str, object]], sheet: int, row: int) -> bool:
    """Return whether described sheets (``described``) show that row of that sheet."""
    if not 0 <= sheet < len(sheets):
        return False
    first, top = int(str(sheets[sheet]["first"])), sheets[sheet]["top"]
    return first <= row < first + (len(top) if isinstance(top, list) else 0)


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
