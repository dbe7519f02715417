"""What two explanations of one outcome say otherwise, clause by clause: two long paragraphs mostly say the same."""

import re
from collections import Counter

__all__ = ["clause_changes", "clauses_of"]

_END = re.compile(r"(?<=[.;])\s+|\n+")


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a text in their order, without the signs that join them."""
    parts = (re.sub(r"^[–•\s]+|[.;\s]+$", "", part) for part in _END.split(text))
    return [part for part in parts if part]


def clause_changes(was: str, becomes: str) -> tuple[list[str], list[str]]:
    """Return the clauses that only the first text has, and those that only the second has.

    Both are empty where the texts say the same in another order or with other signs: then they are to be read whole.
    """
    old, new = clauses_of(was), clauses_of(becomes)
    return _beyond(old, new), _beyond(new, old)


def _beyond(clauses: list[str], others: list[str]) -> list[str]:
    """Return the clauses that have no equal among the others, each of which stands for one."""
    left, found = Counter(others), []
    for clause in clauses:
        if left[clause]:
            left[clause] -= 1
        else:
            found.append(clause)
    return found
