"""From the state of a row to its outcome: the interpreter's own hit policies, asked once for each state."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kethop.rules.decision_tables import PreparedTable
from kethop.rules.feel.budget import one_budget
from kethop.rules.feel.evaluation import new_scope, value_in
from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.tree import Node
from kethop.rules.feel.values import Value
from kethop.rules.hit_policies import Hit
from kethop.rules.sessions import with_value
from kethop.rules.vectorised.decided import Decided, Outcome
from kethop.rules.vectorised.probing import Signature

__all__ = ["Outcomes"]


class Outcomes:
    """The outcomes of one table, each worked out when it is first met.

    Parameters
    ----------
    table : PreparedTable
        The table, whose outputs do not depend on the row.
    node : Node
        The decision's logic: the table and the types that its value must conform to.
    checks : sequence of (str, str)
        Code and name of what each bit of ``violated`` stands for.
    """

    def __init__(self, table: PreparedTable, node: Node, checks: Sequence[tuple[str, str]]) -> None:
        self._table = table
        self._node = node
        self._checks = checks
        scope = new_scope()
        names = [column.clause.name for column in table.outputs]
        self._outputs: list[dict[str, Value]] = [
            dict(zip(names, map(scope.evaluate, rule.outputs), strict=True)) for rule in table.rules
        ]
        self.forget()

    def forget(self) -> None:
        """Let go of every outcome that was met."""
        self._known: dict[Signature, int] = {}
        self._outcomes: list[Outcome] = []

    def output_values(self) -> dict[str, list[Value]]:
        """Return every value that each output can have: those of the rules and the default."""
        defaults = [column.default for column in self._table.outputs]
        found: dict[str, list[Value]] = {}
        for column, default in zip(self._table.outputs, defaults, strict=True):
            name = column.clause.name
            found[name] = [outputs[name] for outputs in self._outputs]
            found[name] += [new_scope().evaluate(default)] if default is not None else []
        return found

    @property
    def keeps_values(self) -> bool:
        """Whether the types of the decision leave what each rule alone gives as it is."""
        return all(map(self._keeps, range(len(self._outputs))))

    def _keeps(self, rule: int) -> bool:
        scope = new_scope()
        value, _ = self._table.judged([Hit(rule + 1, self._outputs[rule])], scope)
        return value_in(scope, with_value(self._node, value)) == value

    def decided(self, state: NDArray[np.int32], states: Sequence[Signature]) -> Decided:
        """Return the outcomes of rows of these states."""
        present = np.flatnonzero(np.bincount(state, minlength=len(states)))
        table = np.zeros(len(states), dtype=np.int32)
        table[present] = [self._number(states[number]) for number in present.tolist()]
        return Decided(table[state], self._outcomes)

    def _number(self, state: Signature) -> int:
        if state not in self._known:
            self._known[state] = len(self._outcomes)
            with one_budget():
                self._outcomes.append(self._outcome(state))
        return self._known[state]

    def _outcome(self, state: Signature) -> Outcome:
        matched = tuple(rule + 1 for rule in _bits(state.matched))
        scope = new_scope()
        value, violations = self._table.judged(self._hits(matched), scope)
        final = value_in(scope, with_value(self._node, value))
        possible = tuple(rule + 1 for rule in _bits(state.open & ~state.matched))
        return Outcome(
            final,
            matched,
            possible,
            (*self._input_violations(state.violated), *violations),
            is_undetermined=bool(possible),
        )

    def deciding(self, matched: Sequence[int]) -> tuple[int, ...]:
        """Return which of the rules that matched, numbered from 1, the value is made of: of a FIRST table, one at most."""
        with one_budget():
            return self._table.deciding(self._hits(matched), new_scope())

    def _hits(self, matched: Sequence[int]) -> list[Hit]:
        return [Hit(self._table.rules[rule - 1].rule.index, self._outputs[rule - 1]) for rule in matched]

    def _input_violations(self, violated: int) -> Iterator[Diagnostic]:
        named = [self._checks[bit] for bit in _bits(violated)]
        # values of a wrong type come first, as the interpreter has them
        for code, name in sorted(named, key=lambda check: check[0] != "rules.input_wrong_type"):
            yield Diagnostic(code, fields={"name": name})


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
