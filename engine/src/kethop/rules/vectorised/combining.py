"""From the classes of the columns to the state of a row, one column after another.

The states after a column are numbered as they are met; a table that is filled on first use gives the next state of a state
and a class, so that a row costs one look-up a column however many rules there are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kethop.rules.vectorised.probing import Signature

__all__ = ["Stage"]

Ids = NDArray[np.int32]
MAX_CELLS = 1 << 22
UNKNOWN = -1


class Stage:
    """The states of rows after one column."""

    def __init__(self) -> None:
        self.states: list[Signature] = []
        self._numbers: dict[Signature, int] = {}
        self._table: NDArray[np.int32] = np.full((1, 1), UNKNOWN, dtype=np.int32)

    def step(self, before: Ids, ids: Ids, states: Sequence[Signature], classes: Sequence[Signature]) -> Ids:
        """Return the state of each row after this column.

        Parameters
        ----------
        before, ids : array of int
            Each row's state before the column and its class in it.
        states, classes : sequence of Signature
            What these numbers mean.
        """
        if len(states) * len(classes) > MAX_CELLS:
            return self._by_pairs(before, ids, states, classes)
        self._grow(len(states), len(classes))
        places = before * np.int32(self._table.shape[1])
        places += ids
        after = self._table.ravel().take(places)
        if after.size and after.min() == UNKNOWN:
            for place in np.unique(places[after == UNKNOWN]).tolist():
                state, number = divmod(place, self._table.shape[1])
                self._table[state, number] = self._number(states[state].joined(classes[number]))
            after = self._table.ravel().take(places)
        return after

    def _grow(self, rows: int, columns: int) -> None:
        height, width = self._table.shape
        if rows > height or columns > width:
            height, width = max(height, _power(rows)), max(width, _power(columns))
            table = np.full((height, width), UNKNOWN, dtype=np.int32)
            table[: self._table.shape[0], : self._table.shape[1]] = self._table
            self._table = table

    def _by_pairs(self, before: Ids, ids: Ids, states: Sequence[Signature], classes: Sequence[Signature]) -> Ids:
        """Return the same without a table, which would be too large."""
        pairs = before.astype(np.int64) * len(classes) + ids
        different, places = np.unique(pairs, return_inverse=True)
        numbers = [
            self._number(states[pair // len(classes)].joined(classes[pair % len(classes)]))
            for pair in different.tolist()
        ]
        return np.array(numbers, dtype=np.int32)[places]

    def _number(self, state: Signature) -> int:
        if state not in self._numbers:
            self._numbers[state] = len(self.states)
            self.states.append(state)
        return self._numbers[state]


def _power(count: int) -> int:
    """Return the least power of two that is not below a count."""
    return 1 << max(0, count - 1).bit_length()
