"""Laws of FEEL: random trees against Python's own decimals and three-valued logic, print and parse, no crash."""

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import FeelSyntaxError
from kethop.rules import evaluate, parse_expression, parse_unary_tests
from kethop.rules.feel.functions import BUILTIN_NAMES
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
    If,
    In,
    Iteration,
    ListNode,
    Literal,
    Name,
    Negation,
    Path,
    Quantified,
    RangeNode,
)

ORACLE = decimal.Context(
    prec=34, Emin=-6143, Emax=6144, traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
)
NAMES = ["a", "b c", "d-e", "tỷ lệ", "for sale", "f/g"]

numbers = st.decimals(min_value=0, max_value=10**6, places=3).map(lambda number: ORACLE.create_decimal(str(number)))
arithmetic = st.recursive(
    st.one_of(numbers, st.none()),
    lambda inner: st.tuples(st.sampled_from("+-*/"), inner, inner) | st.tuples(st.just("neg"), inner),
    max_leaves=12,
)


def arithmetic_text(tree):
    if tree is None:
        return "null"
    if isinstance(tree, Decimal):
        return format(tree, "f")
    if tree[0] == "neg":
        return f"-({arithmetic_text(tree[1])})"
    return f"({arithmetic_text(tree[1])}) {tree[0]} ({arithmetic_text(tree[2])})"


def arithmetic_value(tree):
    if tree is None or isinstance(tree, Decimal):
        return tree
    parts = [arithmetic_value(part) for part in tree[1:]]
    if None in parts:
        return None
    steps = {"+": ORACLE.add, "-": ORACLE.subtract, "*": ORACLE.multiply, "/": ORACLE.divide, "neg": ORACLE.minus}
    try:
        return steps[tree[0]](*parts)
    except decimal.DecimalException:
        return None


@given(arithmetic)
def test_arithmetic_is_that_of_34_digit_decimals(tree):
    assert evaluate(parse_expression(arithmetic_text(tree))).value == arithmetic_value(tree)


truths = st.sampled_from([True, False, None])
logic = st.recursive(
    truths,
    lambda inner: st.tuples(st.sampled_from(["and", "or"]), inner, inner) | st.tuples(st.just("not"), inner),
    max_leaves=12,
)


def logic_text(tree):
    if not isinstance(tree, tuple):
        return {True: "true", False: "false", None: "null"}[tree]
    if tree[0] == "not":
        return f"not({logic_text(tree[1])})"
    return f"({logic_text(tree[1])}) {tree[0]} ({logic_text(tree[2])})"


def logic_value(tree):
    """Kleene's logic on -1, 0 and 1."""
    if not isinstance(tree, tuple):
        return {True: 1, False: -1, None: 0}[tree]
    parts = [logic_value(part) for part in tree[1:]]
    return {"and": min, "or": max, "not": lambda parts: -parts[0]}[tree[0]](parts)


@given(logic)
def test_logic_is_kleenes(tree):
    expected = {1: True, -1: False, 0: None}[logic_value(tree)]
    assert evaluate(parse_expression(logic_text(tree))).value is expected


@given(numbers, numbers, numbers, st.sampled_from(["[", "("]), st.sampled_from(["]", ")"]))
def test_a_range_is_two_comparisons(value, low, high, opening, closing):
    above = value >= low if opening == "[" else value > low
    below = value <= high if closing == "]" else value < high
    cell = parse_unary_tests(f"{opening}{low:f}..{high:f}{closing}")
    assert evaluate(cell, {"?": value}).value is (above and below)
    turned = parse_unary_tests(f"not({opening}{low:f}..{high:f}{closing})")
    assert evaluate(turned, {"?": value}).value is not (above and below)


names = st.sampled_from(NAMES).map(Name)
strings = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
literals = st.one_of(numbers, st.booleans(), st.none(), strings).map(Literal)
paths = st.sampled_from(["x", "y z", "start included"])


def compound(inner):
    iterations = st.lists(
        st.builds(Iteration, st.sampled_from(["i", "j k"]), inner, st.none() | inner), min_size=1, max_size=2
    )
    entries = st.lists(st.builds(ContextEntry, st.sampled_from(["x", "y z", "p+q"]), inner), max_size=3)
    return st.one_of(
        st.builds(Negation, inner),
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        st.builds(Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(Conjunction, inner, inner),
        st.builds(Disjunction, inner, inner),
        st.builds(Between, inner, inner, inner),
        st.builds(In, inner, inner),
        st.builds(If, inner, inner, inner),
        st.builds(Path, inner, paths),
        st.builds(Filter, inner, inner),
        st.builds(Call, names, st.lists(inner, max_size=2).map(tuple)),
        st.builds(For, iterations.map(tuple), inner),
        st.builds(Quantified, st.booleans(), iterations.map(tuple), inner),
        st.builds(ListNode, st.lists(inner, max_size=3).map(tuple)),
        st.builds(ContextNode, entries.map(tuple)),
        st.builds(RangeNode, inner, inner, st.booleans(), st.booleans()),
    )


trees = st.recursive(names | literals, compound, max_leaves=10)


def printed(node):
    """Write a tree as FEEL, every operand in brackets."""
    return PRINTERS[type(node)](node)


def joined(nodes):
    return ", ".join(f"({printed(node)})" for node in nodes)


def printed_range(node):
    opening, closing = "[" if node.low_included else "(", "]" if node.high_included else ")"
    return f"{opening}({printed(node.low)})..({printed(node.high)}){closing}"


def printed_pair(word, left, right):
    return f"({printed(left)}) {word} ({printed(right)})"


def printed_iterations(iterations):
    return ", ".join(
        f"{part.name} in ({printed(part.source)})" + (f"..({printed(part.end)})" if part.end else "")
        for part in iterations
    )


def literal_text(value):
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Decimal):
        return format(value, "f")
    return {True: "true", False: "false", None: "null"}[value]


PRINTERS = {
    Literal: lambda node: literal_text(node.value),
    Name: lambda node: node.name,
    ListNode: lambda node: f"[{joined(node.items)}]",
    ContextNode: lambda node: "{" + ", ".join(f"{part.name}: {printed(part.value)}" for part in node.entries) + "}",
    RangeNode: printed_range,
    Call: lambda node: f"{printed(node.function)}({joined(node.arguments)})",
    Negation: lambda node: f"-({printed(node.operand)})",
    Binary: lambda node: printed_pair(node.operator, node.left, node.right),
    Comparison: lambda node: printed_pair(node.operator, node.left, node.right),
    Conjunction: lambda node: printed_pair("and", node.left, node.right),
    Disjunction: lambda node: printed_pair("or", node.left, node.right),
    In: lambda node: printed_pair("in", node.operand, node.target),
    Between: lambda node: printed_pair("between", node.operand, node.low) + f" and ({printed(node.high)})",
    If: lambda node: f"if ({printed(node.condition)}) then ({printed(node.yes)}) else ({printed(node.no)})",
    Path: lambda node: f"({printed(node.source)}).{node.name}",
    Filter: lambda node: f"({printed(node.source)})[({printed(node.condition)})]",
    For: lambda node: f"for {printed_iterations(node.iterations)} return ({printed(node.result)})",
    Quantified: lambda node: (
        f"{'every' if node.every else 'some'} {printed_iterations(node.iterations)} satisfies ({printed(node.condition)})"
    ),
}


@given(trees)
def test_a_printed_tree_parses_back_to_itself(tree):
    assert parse_expression(printed(tree), [*NAMES, "y z"]) == tree


PIECES = [
    *NAMES,
    *BUILTIN_NAMES,
    *'+-*/()[]{},:.<>=?@"\\#',
    *(
        "**",
        "..",
        "!=",
        "<=",
        "->",
        "//",
        "/*",
        "1",
        "2.5",
        "1e9999",
        '"s"',
        '@"2024-02-29"',
        '@"P1D"',
        "and",
        "or",
        "in",
    ),
    *("not", "between", "if", "then", "else", "for", "return", "some", "every", "satisfies", "function", "external"),
    *("instance of", "list<number>", "date", "null", "true", "item", "🐎", "\u0301"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=30)


def tree_or_error(parse, text):
    try:
        return parse(text, NAMES)
    except FeelSyntaxError as error:
        return error


@pytest.mark.parametrize("parse", [parse_expression, parse_unary_tests])
@given(text=texts)
def test_any_text_is_a_value_or_a_syntax_error(parse, text):
    outcome = tree_or_error(parse, text)
    if isinstance(outcome, FeelSyntaxError):
        assert 0 <= outcome.fields["start"] <= outcome.fields["end"] <= len(text)
    else:
        evaluate(outcome, {"?": [1, None], "a": {"x": 1}, "b c": "text"})
