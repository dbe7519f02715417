"""How much work one evaluation may be: a single budget for all its loops, functions, patterns and copies."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from kethop.rules.feel.faults import LimitReached

__all__ = ["MAX_WORK", "Budget", "current_budget", "one_budget", "size_of", "spend", "weigh"]

MAX_WORK = 10_000_000
LETTERS = 16


class Budget:
    """Units of work that are left: one for each node evaluated and each item copied or compared, one for 16 letters.

    A unit takes about a microsecond, so that a whole evaluation ends within a quarter of a minute, and what it makes fits
    into memory.
    """

    __slots__ = ("left", "units")

    def __init__(self) -> None:
        self.units = self.left = MAX_WORK

    def spend(self, units: int) -> None:
        """Take units away.

        Raises
        ------
        LimitReached
            ``too_much_work``: none are left.
        """
        self.left -= units
        if self.left < 0:
            raise LimitReached("too_much_work", self.units)


_CURRENT: ContextVar[Budget | None] = ContextVar("budget", default=None)


def current_budget() -> Budget:
    """Return the budget of the evaluation that is going on, or a new one."""
    return _CURRENT.get() or Budget()


def spend(units: int) -> None:
    """Take units from the evaluation that is going on, if any; a LimitReached ``too_much_work`` when none are left."""
    budget = _CURRENT.get()
    if budget is not None:
        budget.spend(units)


@contextmanager
def one_budget() -> Iterator[None]:
    """Make all that is evaluated inside one evaluation; one inside another belongs to the outer one."""
    if _CURRENT.get() is not None:
        yield
        return
    token = _CURRENT.set(Budget())
    try:
        yield
    finally:
        _CURRENT.reset(token)


def size_of(values: Sequence[object]) -> int:
    """Return the units that handling values costs: items of lists and contexts, letters of texts."""
    units = 0
    for value in values:
        if isinstance(value, str):
            units += len(value) // LETTERS
        elif isinstance(value, list | dict):
            units += len(value)
    return units


def weigh(value: object) -> None:
    """Spend a unit for each value inside a value, counted as often as it would be written out.

    ``{a: [1, 1], b: [a, a], c: [b, b]}`` is small in memory and twice as long to write with each entry.
    """
    pending: list[object] = [value]
    while pending:
        item = pending.pop()
        spend(1 + size_of([item]))
        if isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, dict):
            pending.extend(item.values())
