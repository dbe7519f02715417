"""Decision logic as a DMN file writes it: FEEL texts in boxes (DMN 1.5 §7.3, §8, §10.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kethop.errors import Place

__all__ = [
    "Binding",
    "BoxedConditional",
    "BoxedContext",
    "BoxedFilter",
    "BoxedFor",
    "BoxedFunction",
    "BoxedList",
    "BoxedQuantified",
    "DecisionTable",
    "Expression",
    "InputClause",
    "Invocation",
    "LiteralExpression",
    "OutputClause",
    "Relation",
    "TableRule",
]


@dataclass(frozen=True, slots=True)
class LiteralExpression:
    """A FEEL text."""

    text: str
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column of conditions.

    Parameters
    ----------
    expression : str
        FEEL text of the value that the cells test.
    allowed_values : str
        Unary tests of the values that may occur (``inputValues``); empty for any.
    """

    expression: str
    place: Place
    allowed_values: str = ""
    label: str = ""
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column of conclusions.

    Parameters
    ----------
    name : str
        Name of the output; for a single output without a name that of the decision's variable.
    output_values : str
        Unary tests of the values that may come out, highest priority first; empty for any.
    default : str
        FEEL text of the output when no rule matches; empty for null.
    """

    name: str
    place: Place
    output_values: str = ""
    default: str = ""
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row.

    Parameters
    ----------
    index : int
        Number of the row, from 1.
    id : str
        As in the file; empty when it has none.
    inputs, outputs : tuple of str
        FEEL texts of the cells, as many as there are clauses.
    annotations : mapping of str to str
        Text by name of the annotation column, a rule's own description as ``description``; the legal references of the
        row.
    line : int
        Line in the file.
    """

    index: int
    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    line: int
    annotations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A decision table (DMN 1.5 §8).

    Parameters
    ----------
    hit_policy : str
        ``UNIQUE``, ``FIRST``, ``PRIORITY``, ``ANY``, ``COLLECT``, ``RULE ORDER`` or ``OUTPUT ORDER``.
    aggregation : str
        ``SUM``, ``COUNT``, ``MIN``, ``MAX`` or empty; with ``COLLECT`` only.
    """

    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[TableRule, ...]
    place: Place
    hit_policy: str = "UNIQUE"
    aggregation: str = ""
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """A name with its expression: an entry of a context, an argument of an invocation. No name: the context's result."""

    name: str
    expression: "Expression | None"
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedContext:
    """Named entries, each seeing those before it."""

    entries: tuple[Binding, ...]
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedList:
    """Expressions in a row."""

    items: "tuple[Expression, ...]"
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts with the same entries, written as a grid."""

    columns: tuple[str, ...]
    rows: "tuple[tuple[Expression, ...], ...]"
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function called with named arguments."""

    function: "Expression"
    bindings: tuple[Binding, ...]
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedFunction:
    """A function; ``kind`` is ``FEEL``, or ``Java`` or ``PMML``, whose bodies are never run."""

    parameters: tuple[tuple[str, str], ...]
    body: "Expression | None"
    place: Place
    kind: str = "FEEL"
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedConditional:
    """If, then, else."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedFilter:
    """The items of a list that match."""

    source: "Expression"
    match: "Expression"
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedFor:
    """An expression for each item of a list."""

    variable: str
    source: "Expression"
    result: "Expression"
    place: Place
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class BoxedQuantified:
    """Whether some or every item of a list satisfies a condition."""

    every: bool
    variable: str
    source: "Expression"
    condition: "Expression"
    place: Place
    type_ref: str = ""


Expression = (
    LiteralExpression
    | DecisionTable
    | BoxedContext
    | BoxedList
    | Relation
    | Invocation
    | BoxedFunction
    | BoxedConditional
    | BoxedFilter
    | BoxedFor
    | BoxedQuantified
)
