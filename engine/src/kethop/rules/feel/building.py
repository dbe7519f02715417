"""From the parser's rules to the nodes of :mod:`kethop.rules.feel.tree`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lark import Transformer

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.numbers import number_from_text
from kethop.rules.feel.temporal_text import parse_at_literal
from kethop.rules.feel.tokens import FeelToken
from kethop.rules.feel.tree import (
    Between,
    Binary,
    Call,
    Comparison,
    Conjunction,
    ContextEntry,
    ContextNode,
    Disjunction,
    Filter,
    For,
    FunctionNode,
    If,
    In,
    InstanceOf,
    Iteration,
    ListNode,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Path,
    Quantified,
    RangeNode,
    Span,
    Test,
    TestList,
)
from kethop.rules.feel.types import ANY, FeelType

__all__ = ["TreeBuilder", "string_value"]

Part = FeelToken | Node
Parts = Sequence[Part]

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def string_value(token: str) -> str:
    """Return what a string literal says, its quotes and escapes taken away.

    Two ``\\\\uXXXX`` that are a surrogate pair are one character; a lone surrogate becomes U+FFFD.
    """
    text = _ESCAPE.sub(_unescaped, token[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _ESCAPES.get(match[3], match[3] if match[3] in "\"'\\" else match[0])
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "�"


def _span(parts: Parts) -> Span:
    first, last = parts[0], parts[-1]
    text, start = (
        (first.source, first.start_pos) if isinstance(first, FeelToken) else (first.span.text, first.span.start)
    )
    end = last.end_pos if isinstance(last, FeelToken) else last.span.end
    return Span(text, start or 0, end or 0)


def _nodes(parts: Parts) -> tuple[Node, ...]:
    return tuple(part for part in parts if isinstance(part, Node))


def _is_bare_test(node: Node) -> bool:
    """Return whether a node is ``< 5`` without the brackets that make it a range."""
    return isinstance(node, Test) and not node.span.excerpt.startswith("(")


def _iterations(parts: Parts) -> tuple[Iteration, ...]:
    return tuple(part for part in parts if isinstance(part, Iteration))


@dataclass(frozen=True, slots=True)
class _Group(Node):
    """Parts of one rule on their way to the node that takes them."""

    parts: Parts = ()


class TreeBuilder(Transformer[FeelToken, Node]):
    """Builds the tree while the parser reduces; without recursion, so that depth costs nothing."""

    def unary_tests(self, parts: Parts) -> Node:
        return TestList(_nodes(parts), span=_span(parts))

    test_list = unary_tests

    def disjunction(self, parts: Parts) -> Node:
        left, right = _nodes(parts)
        return Disjunction(left, right, span=_span(parts))

    def conjunction(self, parts: Parts) -> Node:
        left, right = _nodes(parts)
        return Conjunction(left, right, span=_span(parts))

    def comparison(self, parts: Parts) -> Node:
        left, right = _nodes(parts)
        return Comparison(str(parts[1]), left, right, span=_span(parts))

    def between(self, parts: Parts) -> Node:
        operand, low, high = _nodes(parts)
        return Between(operand, low, high, span=_span(parts))

    def membership(self, parts: Parts) -> Node:
        operand, target = _nodes(parts)
        return In(operand, target, span=_span(parts))

    def test(self, parts: Parts) -> Node:
        return Test(str(parts[0]), _nodes(parts)[0], span=_span(parts))

    def binary(self, parts: Parts) -> Node:
        left, right = _nodes(parts)
        return Binary(str(parts[1]), left, right, span=_span(parts))

    def negation(self, parts: Parts) -> Node:
        return Negation(_nodes(parts)[0], span=_span(parts))

    def instance_of(self, parts: Parts) -> Node:
        return InstanceOf(_nodes(parts)[0], _type(parts[-1]), span=_span(parts))

    def conditional(self, parts: Parts) -> Node:
        condition, yes, no = _nodes(parts)
        return If(condition, yes, no, span=_span(parts))

    def iterations(self, parts: Parts) -> Node:
        return _Group(parts, span=_span(parts))

    def iteration(self, parts: Parts) -> Node:
        source, *end = _nodes(parts)
        return Iteration(str(parts[0]), source, end[0] if end else None, span=_span(parts))

    def loop(self, parts: Parts) -> Node:
        head, result = _nodes(parts)
        return For(_iterations(_parts(head)), result, span=_span(parts))

    def quantified(self, parts: Parts) -> Node:
        head, condition = _nodes(parts)
        every = isinstance(parts[0], FeelToken) and parts[0].type == "EVERY"
        return Quantified(every, _iterations(_parts(head)), condition, span=_span(parts))

    def parameters(self, parts: Parts) -> Node:
        return _Group(parts, span=_span(parts))

    def parameter(self, parts: Parts) -> Node:
        return Parameter(str(parts[0]), _type(parts[2]) if len(parts) > 2 else None, span=_span(parts))

    def function(self, parts: Parts) -> Node:
        head, body = _nodes(parts)
        taken = tuple(part for part in _parts(head) if isinstance(part, Parameter))
        return FunctionNode(taken, body, span=_span(parts))

    def external(self, parts: Parts) -> Node:
        head, body = _nodes(parts)
        taken = tuple(part for part in _parts(head) if isinstance(part, Parameter))
        return FunctionNode(taken, body, external=True, span=_span(parts))

    def path(self, parts: Parts) -> Node:
        return Path(_nodes(parts)[0], str(parts[2]), span=_span(parts))

    def filter(self, parts: Parts) -> Node:
        source, condition = _nodes(parts)
        return Filter(source, condition, span=_span(parts))

    def call(self, parts: Parts) -> Node:
        function, *arguments = _nodes(parts)
        if function != Name("not") and any(map(_is_bare_test, arguments)):
            raise FeelFault("feel.test_as_argument")
        return Call(function, tuple(arguments), span=_span(parts))

    def argument(self, parts: Parts) -> Node:
        return ContextEntry(str(parts[0]), _nodes(parts)[0], span=_span(parts))

    def named_call(self, parts: Parts) -> Node:
        function, *arguments = _nodes(parts)
        named = tuple((entry.name, entry.value) for entry in arguments if isinstance(entry, ContextEntry))
        return Call(function, (), named, span=_span(parts))

    def name(self, parts: Parts) -> Node:
        return Name(str(parts[0]), span=_span(parts))

    def number(self, parts: Parts) -> Node:
        return Literal(number_from_text(str(parts[0])), span=_span(parts))

    def string(self, parts: Parts) -> Node:
        return Literal(string_value(str(parts[0])), span=_span(parts))

    def temporal(self, parts: Parts) -> Node:
        return Literal(parse_at_literal(string_value(str(parts[0])[1:])), span=_span(parts))

    def true(self, parts: Parts) -> Node:
        return Literal(value=True, span=_span(parts))

    def false(self, parts: Parts) -> Node:
        return Literal(value=False, span=_span(parts))

    def null(self, parts: Parts) -> Node:
        return Literal(None, span=_span(parts))

    def group(self, parts: Parts) -> Node:
        return replace(_nodes(parts)[0], span=_span(parts))

    def range(self, parts: Parts) -> Node:
        low, high = _nodes(parts)
        opening, closing = parts[0], parts[-1]
        closed = isinstance(opening, FeelToken) and opening.type == "LSQB"
        ends = isinstance(closing, FeelToken) and closing.type == "RSQB"
        return RangeNode(low, high, closed, ends, span=_span(parts))

    def list(self, parts: Parts) -> Node:
        return ListNode(_nodes(parts), span=_span(parts))

    def entry(self, parts: Parts) -> Node:
        key = str(parts[0])
        return ContextEntry(string_value(key) if key.startswith('"') else key, _nodes(parts)[0], span=_span(parts))

    def context(self, parts: Parts) -> Node:
        entries = tuple(part for part in parts if isinstance(part, ContextEntry))
        return ContextNode(entries, span=_span(parts))


def _parts(node: Node) -> Parts:
    return node.parts if isinstance(node, _Group) else ()


def _type(part: Part) -> FeelType:
    return part.meant if isinstance(part, FeelToken) and part.meant is not None else ANY
