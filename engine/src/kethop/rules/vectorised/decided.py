"""What a batch of rows came to: few different outcomes, and which of them each row has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.values import Value

__all__ = ["Decided", "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision answers to a row.

    Parameters
    ----------
    value : Value
        As :class:`kethop.rules.DecisionResult` has it.
    matched, possible : tuple of int
        Numbers, from 1, of the rules that matched, and that might match if what is missing were known.
    violations : tuple of Diagnostic
        What makes the value untrustworthy; an input's own value is not in it, it stands in the row.
    is_undetermined : bool
        Whether a rule might also match if what is missing were known, be it of a decision that this one requires: the
        value, such as a default or a count of 0, is then not known to be so.
    """

    value: Value
    matched: tuple[int, ...]
    possible: tuple[int, ...]
    violations: tuple[Diagnostic, ...]
    is_undetermined: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """The answers to a batch of rows.

    Parameters
    ----------
    numbers : array of int32
        For each row the number, from 0, of its outcome.
    outcomes : sequence of Outcome
        May hold outcomes that no row of this batch has.
    """

    numbers: NDArray[np.int32]
    outcomes: Sequence[Outcome]

    def of_row(self, row: int) -> Outcome:
        """Return the outcome of a row, from 0."""
        return self.outcomes[int(self.numbers[row])]
