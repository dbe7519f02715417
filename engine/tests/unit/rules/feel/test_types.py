"""What belongs to a type, and how types are written."""

import pytest

from kethop.rules import evaluate, parse_expression
from kethop.rules.feel.type_text import read_type
from kethop.rules.feel.types import BASIC_TYPES, Constrained, SimpleType, type_name


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("1", "number", True),
        ("1", "Any", True),
        ("null", "Any", False),
        ("null", "Null", True),
        ("[1, null]", "list<number>", True),
        ('[1, "a"]', "list<number>", False),
        ("[]", "list<string>", True),
        ("[1..2]", "range<number>", True),
        ("(< 2)", "range<string>", False),
        ("{a: 1, b: 2}", "context<a: number>", True),
        ("{b: 2}", "context<a: number>", False),
        ("1", "context<a: number>", False),
        ("abs", "function<number> -> number", True),
        ("abs", "function<number, number> -> number", False),
        ("1", "function<number> -> number", False),
        ("function(a: number, b) a", "function<number, string> -> Any", True),
        ("function(a: number) a", "function<string> -> Any", False),
        ("function(a: Any) a", "function<string> -> Any", True),
        ("function(a: list<number>) a", "function<list<number>> -> Any", True),
        ("function(a: list<string>) a", "function<list<number>> -> Any", False),
        ("function(a: range<number>) a", "function<range<number>> -> Any", True),
        ("function(a: context<x: number>) a", "function<context<x: number, y: string>> -> Any", True),
        ("function(a: context<x: number, y: string>) a", "function<context<x: number>> -> Any", False),
    ],
)
def test_instance_of(value, kind, expected):
    assert evaluate(parse_expression(f"({value}) instance of {kind}")).value is expected


@pytest.mark.parametrize(
    "text",
    [
        "number",
        "date and time",
        "list<list<string>>",
        "range<date>",
        "context<a: number, b c: list<string>>",
        "function<number, string> -> boolean",
    ],
)
def test_types_are_written_as_they_are_read(text):
    kind, end = read_type(text, 0, BASIC_TYPES)
    assert (type_name(kind), end) == (text, len(text))


@pytest.mark.parametrize("text", ["numbers", "list<", "list<number", "range<x>", "context<a: x>", "function<number"])
def test_what_is_no_type_is_none(text):
    assert read_type(text, 0, BASIC_TYPES) is None


def test_a_named_type_is_called_by_its_name():
    assert type_name(Constrained("tHeight", SimpleType("number"))) == "tHeight"
