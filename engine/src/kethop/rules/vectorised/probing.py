"""What a table says of one value of one input: the interpreter's own answer, as bits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kethop.rules.decision_tables import PreparedTable
from kethop.rules.feel.budget import one_budget
from kethop.rules.feel.evaluation import new_scope
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.types import FeelType, coerce
from kethop.rules.feel.values import Value
from kethop.rules.plain import from_plain

__all__ = ["Probe", "Signature"]


class Signature(NamedTuple):
    """One bit a rule, the first rule lowest; one bit for each thing that can be violated.

    Parameters
    ----------
    matched : int
        Rules whose cells all hold.
    open : int
        Rules with no cell that speaks against them.
    violated : int
        What is violated, see :class:`kethop.rules.vectorised.outcomes.Outcomes`.
    """

    matched: int
    open: int
    violated: int

    def joined(self, other: "Signature") -> "Signature":
        """Return what both say together."""
        return Signature(self.matched & other.matched, self.open & other.open, self.violated | other.violated)


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks a table about the values of one input.

    Parameters
    ----------
    table : PreparedTable
        The table.
    columns : sequence of int
        The columns, from 0, whose expression is the input.
    expected : FeelType or None
        Type of the input.
    bit : int
        Which bit of ``violated`` says that the value is not of that type; the bits of the columns follow it.
    """

    table: PreparedTable
    columns: Sequence[int]
    expected: FeelType | None
    bit: int

    def signature(self, given: object) -> Signature:
        """Return what the table says of a plain or FEEL value."""
        with one_budget():
            return self._signature(given)

    def _signature(self, given: object) -> Signature:
        value, violated = self._conforming(given)
        result = Signature((1 << len(self.table.rules)) - 1, (1 << len(self.table.rules)) - 1, violated)
        scope = new_scope()
        for place, column in enumerate(self.columns, start=1):
            matched = possible = 0
            for rule, cell in enumerate(self.table.answers(column, value, scope)):
                matched |= (cell.result is True) << rule
                possible |= (cell.undecided or cell.result is True) << rule
            outside = not self.table.is_allowed(column, value)
            result = result.joined(Signature(matched, possible, outside << (self.bit + place)))
        return result

    def _conforming(self, given: object) -> tuple[Value, int]:
        """Return the value as the input's type wants it; null and a violation where it cannot be."""
        value = from_plain(given, self.expected)
        if self.expected is None:
            return value, 0
        try:
            return coerce(value, self.expected), 0
        except FeelFault:
            return None, 1 << self.bit
