"""From the parser's rules to the nodes of :mod:`kethop.rules.feel.tree`."""

import re
from collections.abc import Callable, Mapping, Sequence
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
    r"""Return what a string literal says, its quotes and escapes taken away.

    Two ``\uXXXX`` that are a surrogate pair are one character; a lone surrogate becomes U+FFFD.
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


def _loops_in(parts: Parts) -> tuple[Iteration, ...]:
    return tuple(part for part in parts if isinstance(part, Iteration))


@dataclass(frozen=True, slots=True)
class _Group(Node):
    """Parts of one rule on their way to the node that takes them."""

    parts: Parts = ()


def _parts(node: Node) -> Parts:
    return node.parts if isinstance(node, _Group) else ()


def _type(part: Part) -> FeelType:
    return part.meant if isinstance(part, FeelToken) and part.meant is not None else ANY


def _unary_tests(parts: Parts) -> Node:
    return TestList(_nodes(parts), span=_span(parts))


def _disjunction(parts: Parts) -> Node:
    left, right = _nodes(parts)
    return Disjunction(left, right, span=_span(parts))


def _conjunction(parts: Parts) -> Node:
    left, right = _nodes(parts)
    return Conjunction(left, right, span=_span(parts))


def _comparison(parts: Parts) -> Node:
    left, right = _nodes(parts)
    return Comparison(str(parts[1]), left, right, span=_span(parts))


def _between(parts: Parts) -> Node:
    operand, low, high = _nodes(parts)
    return Between(operand, low, high, span=_span(parts))


def _membership(parts: Parts) -> Node:
    operand, target = _nodes(parts)
    return In(operand, target, span=_span(parts))


def _test(parts: Parts) -> Node:
    return Test(str(parts[0]), _nodes(parts)[0], span=_span(parts))


def _binary(parts: Parts) -> Node:
    left, right = _nodes(parts)
    return Binary(str(parts[1]), left, right, span=_span(parts))


def _negation(parts: Parts) -> Node:
    return Negation(_nodes(parts)[0], span=_span(parts))


def _instance_of(parts: Parts) -> Node:
    bare = str(parts[-1]) in {"list", "context", "range", "function"}
    return InstanceOf(_nodes(parts)[0], None if bare else _type(parts[-1]), span=_span(parts))


def _conditional(parts: Parts) -> Node:
    condition, yes, no = _nodes(parts)
    return If(condition, yes, no, span=_span(parts))


def _iterations(parts: Parts) -> Node:
    return _Group(parts, span=_span(parts))


def _iteration(parts: Parts) -> Node:
    source, *end = _nodes(parts)
    return Iteration(str(parts[0]), source, end[0] if end else None, span=_span(parts))


def _loop(parts: Parts) -> Node:
    head, result = _nodes(parts)
    return For(_loops_in(_parts(head)), result, span=_span(parts))


def _quantified(parts: Parts) -> Node:
    head, condition = _nodes(parts)
    every = isinstance(parts[0], FeelToken) and parts[0].type == "EVERY"
    return Quantified(every, _loops_in(_parts(head)), condition, span=_span(parts))


def _parameters(parts: Parts) -> Node:
    return _Group(parts, span=_span(parts))


def _parameter(parts: Parts) -> Node:
    return Parameter(str(parts[0]), _type(parts[2]) if len(parts) > 2 else None, span=_span(parts))


def _function(parts: Parts) -> Node:
    head, body = _nodes(parts)
    taken = tuple(part for part in _parts(head) if isinstance(part, Parameter))
    return FunctionNode(taken, body, span=_span(parts))


def _external(parts: Parts) -> Node:
    head, body = _nodes(parts)
    taken = tuple(part for part in _parts(head) if isinstance(part, Parameter))
    return FunctionNode(taken, body, external=True, span=_span(parts))


def _path(parts: Parts) -> Node:
    return Path(_nodes(parts)[0], str(parts[2]), span=_span(parts))


def _filter(parts: Parts) -> Node:
    source, condition = _nodes(parts)
    return Filter(source, condition, span=_span(parts))


def _call(parts: Parts) -> Node:
    function, *arguments = _nodes(parts)
    if function != Name("not") and any(map(_is_bare_test, arguments)):
        raise FeelFault("feel.test_as_argument")
    return Call(function, tuple(arguments), span=_span(parts))


def _argument(parts: Parts) -> Node:
    return ContextEntry(str(parts[0]), _nodes(parts)[0], span=_span(parts))


def _named_call(parts: Parts) -> Node:
    function, *arguments = _nodes(parts)
    named = tuple((entry.name, entry.value) for entry in arguments if isinstance(entry, ContextEntry))
    return Call(function, (), named, span=_span(parts))


def _name(parts: Parts) -> Node:
    return Name(str(parts[0]), span=_span(parts))


def _number(parts: Parts) -> Node:
    return Literal(number_from_text(str(parts[0])), span=_span(parts))


def _string(parts: Parts) -> Node:
    return Literal(string_value(str(parts[0])), span=_span(parts))


def _temporal(parts: Parts) -> Node:
    return Literal(parse_at_literal(string_value(str(parts[0])[1:])), span=_span(parts))


def _true(parts: Parts) -> Node:
    return Literal(value=True, span=_span(parts))


def _false(parts: Parts) -> Node:
    return Literal(value=False, span=_span(parts))


def _null(parts: Parts) -> Node:
    return Literal(None, span=_span(parts))


def _group(parts: Parts) -> Node:
    return replace(_nodes(parts)[0], span=_span(parts))


def _range(parts: Parts) -> Node:
    low, high = _nodes(parts)
    opening, closing = parts[0], parts[-1]
    closed = isinstance(opening, FeelToken) and opening.type == "LSQB"
    ends = isinstance(closing, FeelToken) and closing.type == "RSQB"
    return RangeNode(low, high, closed, ends, span=_span(parts))


def _list(parts: Parts) -> Node:
    return ListNode(_nodes(parts), span=_span(parts))


def _entry(parts: Parts) -> Node:
    key = str(parts[0])
    return ContextEntry(string_value(key) if key.startswith('"') else key, _nodes(parts)[0], span=_span(parts))


def _context(parts: Parts) -> Node:
    entries = tuple(part for part in parts if isinstance(part, ContextEntry))
    return ContextNode(entries, span=_span(parts))


_RULES: Mapping[str, Callable[[Parts], Node]] = {
    "argument": _argument,
    "between": _between,
    "binary": _binary,
    "call": _call,
    "comparison": _comparison,
    "conditional": _conditional,
    "conjunction": _conjunction,
    "context": _context,
    "disjunction": _disjunction,
    "entry": _entry,
    "external": _external,
    "false": _false,
    "filter": _filter,
    "function": _function,
    "group": _group,
    "instance_of": _instance_of,
    "iteration": _iteration,
    "iterations": _iterations,
    "list": _list,
    "loop": _loop,
    "membership": _membership,
    "name": _name,
    "named_call": _named_call,
    "negation": _negation,
    "null": _null,
    "number": _number,
    "parameter": _parameter,
    "parameters": _parameters,
    "path": _path,
    "quantified": _quantified,
    "range": _range,
    "string": _string,
    "temporal": _temporal,
    "test": _test,
    "test_list": _unary_tests,
    "true": _true,
    "unary_tests": _unary_tests,
}


class TreeBuilder(Transformer[FeelToken, Node]):
    """Builds the tree while the parser reduces, rule by rule; without recursion, so that depth costs nothing."""

    def __getattr__(self, name: str) -> Callable[[Parts], Node]:
        """Return what makes the node of a grammar rule."""
        if name not in _RULES:
            raise AttributeError(name)
        return _RULES[name]
