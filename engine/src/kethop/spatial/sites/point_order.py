"""Whether the numbers of a ring's points run round it."""

import re
from collections.abc import Sequence

__all__ = ["first_out_of_order"]

_NUMBERED = re.compile(r"([^0-9]*)([0-9]{1,9})")


def first_out_of_order(names: Sequence[str]) -> str | None:
    """Return the first point whose number breaks the order round a ring; None when there is none.

    Numbers may rise or fall, leave gaps, carry one common prefix and begin anywhere; names that are no numbers have no
    order.

    Parameters
    ----------
    names : sequence of str
        Names of the points of one ring, the first not repeated.

    Examples
    --------
    >>> first_out_of_order(["1", "3", "2", "4"])
    '2'
    >>> first_out_of_order(["M3", "M4", "M1", "M2"]), first_out_of_order(["9", "7", "6"])
    (None, None)
    """
    found = [_NUMBERED.fullmatch(name) for name in names]
    numbered = [match for match in found if match]
    if len(numbered) != len(names) or len({match[1].casefold() for match in numbered}) != 1:
        return None
    numbers = [int(match[2]) for match in numbered]
    before = (numbers[-1], *numbers[:-1])
    falls = [index for index, number in enumerate(numbers) if number < before[index]]
    rises = [index for index, number in enumerate(numbers) if number > before[index]]
    turns = min(falls, rises, key=len)  # running round, a ring turns back once, where its numbers begin
    if len(turns) <= 1:
        return None
    return names[turns[0] or turns[1]]
