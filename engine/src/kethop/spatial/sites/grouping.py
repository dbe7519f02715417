"""Which mark parts the thousands of a table, as far as its own numbers prove it."""

import re
from collections.abc import Iterable

from kethop.spatial.sites.marks import plain_signs

__all__ = ["proven_grouping", "without_group"]

_MARKED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)+")


def proven_grouping(texts: Iterable[str]) -> str | None:
    """Return the mark that parts thousands in every number of a table that shows it, and is nowhere a decimal mark.

    ``2.344.072,76`` proves the dot; after it ``552.756`` in the same table can be read in one way only. A table that also
    holds a number with a decimal dot proves nothing.

    Parameters
    ----------
    texts : iterable of str
        The coordinate cells of one table.

    Examples
    --------
    >>> proven_grouping(["2.344.072", "552.756"]), proven_grouping(["2.344.072", "552.75"])
    ('.', None)
    """
    groups, decimals = set[str](), set[str]()
    for text in texts:
        plain = plain_signs(text) or ""
        if not _MARKED.fullmatch(plain):
            continue
        marks = [sign for sign in plain if sign in ".,"]
        fraction = len(re.split(r"[.,]", plain)[-1])
        if len(marks) > 1:
            groups.add(marks[0])
            if marks[-1] != marks[0]:
                decimals.add(marks[-1])
        elif fraction != 3 or len(plain.lstrip("+-").split(marks[0])[0]) > 3:
            decimals.add(marks[0])
    return groups.pop() if len(groups) == 1 and not groups & decimals else None


def without_group(text: str, group: str) -> str:
    """Return the text of a number without its thousands marks."""
    return (plain_signs(text) or "").replace(group, "")
