"""The tree of a FEEL expression: frozen, typed, made once when a text is parsed (DMN 1.5 §10.3.1.2)."""

from dataclasses import dataclass, field

from kethop.rules.feel.types import FeelType
from kethop.rules.feel.values import Value

__all__ = [
    "Between",
    "Binary",
    "Call",
    "Comparison",
    "Condition",
    "Conjunction",
    "ContextEntry",
    "ContextNode",
    "Disjunction",
    "Filter",
    "For",
    "FunctionNode",
    "If",
    "In",
    "InstanceOf",
    "Iteration",
    "ListNode",
    "Literal",
    "Name",
    "Negation",
    "Node",
    "Parameter",
    "Path",
    "Quantified",
    "RangeNode",
    "Span",
    "Test",
    "TestList",
    "Typed",
    "UnaryTests",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a FEEL text: the whole text and two character offsets."""

    text: str
    start: int
    end: int

    @property
    def excerpt(self) -> str:
        """The piece itself."""
        return self.text[self.start : self.end]


NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    """An expression; two nodes are equal when they say the same, wherever they stand."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant: null, boolean, number, string or ``@"…"``."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name looked up in the scope."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``- operand``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic: ``+ - * / **``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``= != < <= > >=``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    """``left and right``, three-valued."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Disjunction(Node):
    """``left or right``, three-valued."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``operand between low and high``, both included."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """A comparison with the operand on its left left out: ``< 5``. As a value, a range."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class TestList(Node):
    """Alternatives in the brackets of ``in (…)``."""

    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """A unary test that names ``?`` itself and so is true or false of it."""

    body: Node


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """The tests of a decision table's cell, on the value ``?``; no tests at all is ``-``, which everything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    """``operand in target``."""

    operand: Node
    target: Node


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """``operand instance of type``; None for a type such as ``list`` without its parameters, which is no type at all."""

    operand: Node
    type: FeelType | None


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``source.name``."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``source[condition]``; a number as condition picks by position."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function with positional arguments, or named ones; never both."""

    function: Node
    arguments: tuple[Node, ...] = ()
    named: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if condition then yes else no``."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """``name in source`` or ``name in source..end``."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """``for iterations return result``."""

    iterations: tuple[Iteration, ...]
    result: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some`` or ``every`` with ``satisfies``."""

    every: bool
    iterations: tuple[Iteration, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """A formal parameter of a function; without a type it takes anything."""

    name: str
    type: FeelType | None = None


@dataclass(frozen=True, slots=True)
class FunctionNode(Node):
    """``function(parameters) body``; an external body is never run."""

    parameters: tuple[Parameter, ...]
    body: Node
    external: bool = False
    result: FeelType | None = None


@dataclass(frozen=True, slots=True)
class ListNode(Node):
    """``[a, b]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextEntry(Node):
    """``name: value``."""

    name: str
    value: Node


@dataclass(frozen=True, slots=True)
class ContextNode(Node):
    """``{a: 1, b: a}``; with a ``result`` (boxed contexts only) its value is the whole context's value."""

    entries: tuple[ContextEntry, ...]
    result: Node | None = None


@dataclass(frozen=True, slots=True)
class RangeNode(Node):
    """``[low..high]`` with open or closed ends."""

    low: Node
    high: Node
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Typed(Node):
    """A value that must conform to a type or become null (DMN 1.5 §10.3.2.9.4)."""

    body: Node
    type: FeelType
