"""Why a decision has its value: every input, rule and cell, with the rules' annotations (their legal references)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.values import Value
from kethop.rules.plain import to_plain

__all__ = ["CellTrace", "ClauseTrace", "DecisionTrace", "RuleStatus", "RuleTrace", "TableTrace"]


class RuleStatus(StrEnum):
    """Whether a rule applies: ``possible`` when no cell speaks against it and one cannot be said."""

    MATCHED = "matched"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class ClauseTrace:
    """An input clause: its expression and the value that the cells below it were asked about."""

    expression: str
    value: Value

    def to_plain(self) -> dict[str, object]:
        """Return JSON-like values."""
        return {"expression": self.expression, "value": to_plain(self.value)}


@dataclass(frozen=True, slots=True)
class CellTrace:
    """A cell.

    Parameters
    ----------
    text : str
        Its unary tests.
    result : bool or None
        What FEEL answers.
    undecided : bool
        Whether the answer is open: FEEL gives null, or the input is missing and the cell does not hold of a missing one.
    """

    text: str
    result: bool | None
    undecided: bool

    def to_plain(self) -> dict[str, object]:
        """Return JSON-like values."""
        return {"text": self.text, "result": self.result, "undecided": self.undecided}


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule: number from 1, id, status, cells, outputs (of matched and possible rules) and annotations by column."""

    index: int
    id: str
    status: RuleStatus
    cells: tuple[CellTrace, ...]
    outputs: Mapping[str, Value] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)

    def to_plain(self) -> dict[str, object]:
        """Return JSON-like values."""
        return {
            "index": self.index,
            "id": self.id,
            "status": self.status.value,
            "cells": [cell.to_plain() for cell in self.cells],
            "outputs": {name: to_plain(value) for name, value in self.outputs.items()},
            "annotations": dict(self.annotations),
        }


@dataclass(frozen=True, slots=True)
class TableTrace:
    """A decision table: its hit policy, inputs, every rule and what was violated."""

    hit_policy: str
    inputs: tuple[ClauseTrace, ...]
    rules: tuple[RuleTrace, ...]
    aggregation: str = ""
    violations: tuple[Diagnostic, ...] = ()

    @property
    def matched(self) -> tuple[RuleTrace, ...]:
        """The rules that matched, in table order."""
        return tuple(rule for rule in self.rules if rule.status is RuleStatus.MATCHED)

    @property
    def possible(self) -> tuple[RuleTrace, ...]:
        """The rules that might match if what is missing were known, in table order."""
        return tuple(rule for rule in self.rules if rule.status is RuleStatus.POSSIBLE)

    def to_plain(self) -> dict[str, object]:
        """Return JSON-like values."""
        return {
            "hit_policy": self.hit_policy,
            "aggregation": self.aggregation,
            "inputs": [clause.to_plain() for clause in self.inputs],
            "rules": [rule.to_plain() for rule in self.rules],
            "violations": [violation.to_plain() for violation in self.violations],
        }


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """A decision: its value, those it required, its table or the tables inside its logic, and what went wrong.

    Parameters
    ----------
    name : str
        Name of the decision.
    value : Value
        Its value.
    required : tuple of DecisionTrace
        The decisions that it required, in order; each was decided once.
    table : TableTrace or None
        Its own table.
    inner_tables : tuple of TableTrace
        Tables that ran inside its logic: in contexts, in functions.
    diagnostics : tuple of Diagnostic
        Why expressions gave null.
    """

    name: str
    value: Value
    required: "tuple[DecisionTrace, ...]" = ()
    table: TableTrace | None = None
    inner_tables: tuple[TableTrace, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def tables(self) -> tuple[TableTrace, ...]:
        """Its own table and those that ran inside its logic."""
        return (*((self.table,) if self.table else ()), *self.inner_tables)

    def walk(self) -> "Iterator[DecisionTrace]":
        """Yield itself and all that it required, each once."""
        pending, seen = [self], set[int]()
        while pending:
            current = pending.pop()
            if id(current) not in seen:
                seen.add(id(current))
                yield current
                pending.extend(current.required)

    def to_plain(self) -> dict[str, object]:
        """Return JSON-like values."""
        return {
            "name": self.name,
            "value": to_plain(self.value),
            "table": self.table.to_plain() if self.table else None,
            "inner_tables": [table.to_plain() for table in self.inner_tables],
            "diagnostics": [diagnostic.to_plain() for diagnostic in self.diagnostics],
            "required": [trace.to_plain() for trace in self.required],
        }
