"""Names with their values while an expression runs, and the run they belong to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kethop.rules.feel.budget import Budget, current_budget
from kethop.rules.feel.faults import Diagnostic, FeelFault, LimitReached
from kethop.rules.feel.tree import Node, Span
from kethop.rules.feel.values import Value

__all__ = ["Handlers", "Run", "Scope"]

Handlers = Mapping[type[Node], Callable[..., Value]]

MAX_DIAGNOSTICS = 500
MAX_KEPT = 10_000
MAX_CALL_DEPTH = 100


@dataclass(slots=True)
class Run:
    """One evaluation: how nodes are evaluated, at which moment, and what went wrong.

    Parameters
    ----------
    handlers : mapping of node class to callable
        Given by :mod:`kethop.rules.feel.evaluation`.
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null with a diagnostic.
    """

    handlers: Handlers
    moment: datetime | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    depth: int = 0
    kept: list[object] = field(default_factory=list)
    budget: Budget = field(default_factory=current_budget)

    def keep(self, outcome: object) -> None:
        """Keep what a hosted piece wants remembered, such as a table's trace with what the table violated."""
        if len(self.kept) >= MAX_KEPT:
            raise LimitReached("more_outcomes", MAX_KEPT)
        self.kept.append(outcome)

    def record(self, fault: FeelFault, span: Span) -> None:
        """Keep a fault as a diagnostic."""
        if len(self.diagnostics) >= MAX_DIAGNOSTICS:
            raise LimitReached("more_diagnostics", MAX_DIAGNOSTICS)
        self.diagnostics.append(Diagnostic(fault.code, span.excerpt, span.start, span.end, fault.fields))

    def adopt(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Keep the diagnostics of a run inside this one, such as a decision service's."""
        if len(self.diagnostics) + len(diagnostics) > MAX_DIAGNOSTICS:
            raise LimitReached("more_diagnostics", MAX_DIAGNOSTICS)
        self.diagnostics.extend(diagnostics)

    def enter(self) -> None:
        """Count a function call in; no more than 100 are followed inside each other."""
        if self.depth >= MAX_CALL_DEPTH:
            raise LimitReached("too_deep", MAX_CALL_DEPTH)
        self.depth += 1

    def leave(self) -> None:
        """Count a function call out."""
        self.depth -= 1


class Scope:
    """Values by name, over the scope around it.

    Parameters
    ----------
    run : Run
        The evaluation it belongs to.
    values : mapping
        Own names.
    parent : Scope or None
        The scope around it.
    """

    __slots__ = ("parent", "run", "values")

    def __init__(self, run: Run, values: Mapping[str, Value], parent: "Scope | None" = None) -> None:
        self.run = run
        self.values = values
        self.parent = parent

    def child(self, values: Mapping[str, Value]) -> "Scope":
        """Return a scope inside this one."""
        return Scope(self.run, values, self)

    def lookup(self, name: str) -> Value:
        """Return the value of a name; a fault ``feel.name_unknown`` when nothing has it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.parent
        raise FeelFault("feel.name_unknown", name=name)

    def evaluate(self, node: Node) -> Value:
        """Return the value of a node; null with a diagnostic when it has none; a LimitReached when that is too much work."""
        run = self.run
        budget = run.budget
        budget.left -= 1
        if budget.left < 0:
            raise LimitReached("too_much_work", budget.units)
        try:
            return run.handlers[type(node)](node, self)
        except FeelFault as fault:
            run.record(fault, node.span)
            return None
