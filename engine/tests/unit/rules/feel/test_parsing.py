"""Names by longest match, spans in errors, and what does not parse."""

import pytest

from kethop.errors import FeelSyntaxError, Place
from kethop.rules import Names, evaluate, parse_expression, parse_unary_tests
from kethop.rules.feel.tokens import tokenise
from kethop.rules.feel.tree import Binary, Call, Name, Path


def kinds(text, *names):
    return [str(token) for token in tokenise(text, Names(frozenset(names)))]


@pytest.mark.parametrize(
    ("text", "names", "tokens"),
    [
        ("loan amount-1", ["loan amount"], ["loan amount", "-", "1"]),
        ("loan  amount", ["loan amount"], ["loan amount"]),
        ("loan amounts", ["loan", "loan amount", "amounts"], ["loan", "amounts"]),
        ("a-b", ["a", "b", "a-b"], ["a-b"]),
        ("a - b", ["a", "b", "a-b"], ["a", "-", "b"]),
        ("Approved/Declined", ["Approved/Declined"], ["Approved/Declined"]),
        ("l'été+1", ["l'été"], ["l'été", "+", "1"]),
        ("tỷ lệ % 2"[:5], ["tỷ lệ"], ["tỷ lệ"]),
        ("for sale", ["for sale"], ["for sale"]),
        ("x.for", ["x"], ["x", ".", "for"]),
        ("1..3", [], ["1", "..", "3"]),
        ("1.5.x", [], ["1.5", ".", "x"]),
        ("a /* b */ + // c\n 1", ["a"], ["a", "+", "1"]),
        ("🐎+1", [], ["🐎", "+", "1"]),
    ],
)
def test_names_are_the_longest_in_scope(text, names, tokens):
    assert kinds(text, *names) == tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a b: 1, c-d: a b + 1, e: c-d * 2}.e", 4),
        ("{a: {b c: 3}}.a.b c", 3),
        ("for x y in [1, 2], z in [10] return x y + z", [11, 12]),
        ("every first one in [1], b in [2] satisfies first one < b", True),
        ("(function(a b: number, c) a b + c)(1, 2)", 3),
        ("[{a b: 1}, {a b: 5}][a b > 2].a b", [5]),
        ('substring(start position: 2, string: "abc")', "bc"),
        ("[1..10[ = [1..10)", True),
        ("]1..10] = (1..10]", True),
        ("[1..[5, 6][1]].end", 5),
        ("[[1..2[, ]3..4]][2].start", 3),
        ("if true then if false then 1 else 2 else 3", 2),
        ("true and some x in [1] satisfies x = 1", True),
        ('"\\u0041\\U01F40E\\"\\\\\\n"', 'A🐎"\\\n'),
        ('"\\uD83D\\uDC0E"', "🐎"),
        ("x instance of list<number>", True),
        ("[1] instance of context<a: number, b: list<string>>", False),
        ("(function(a: number) a) instance of function<number> -> Any", True),
        ("[1..2] instance of range<number>", True),
        ("null instance of Null", True),
        ('@"P1D" instance of days and time duration', True),
    ],
)
def test_texts_mean(text, value):
    assert evaluate(parse_expression(text, ["x"]), {"x": [1]}).value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 +", 3, 3),
        ("a b", 2, 3),
        ("(1, 2)", 2, 3),
        ("#", 0, 1),
        ('"abc', 0, 4),
        ("@x", 0, 2),
        ("x instance of nothing", 14, 21),
        ("f(< 3)", 0, 6),
        ('@"2024-02-30"', 0, 13),
        ("", 0, 0),
        ("(" * 101 + "1" + ")" * 101, 100, 101),
    ],
)
def test_it_refuses_with_the_span(text, start, end):
    with pytest.raises(FeelSyntaxError) as caught:
        parse_expression(text, place=Place("sample.dmn", 7))
    assert caught.value.code == "rules.feel_syntax"
    assert caught.value.place == Place("sample.dmn", 7)
    assert (caught.value.fields["text"], caught.value.fields["start"], caught.value.fields["end"]) == (text, start, end)


def test_it_refuses_more_tokens_than_a_person_writes():
    with pytest.raises(FeelSyntaxError):
        parse_expression("+".join(["1"] * 11_000))


def test_nodes_know_where_they_stand():
    tree = parse_expression("1 + f(a.b)", ["f", "a"])
    assert isinstance(tree, Binary)
    call = tree.right
    assert isinstance(call, Call)
    assert call.span.excerpt == "f(a.b)"
    assert call.arguments[0] == Path(Name("a"), "b")


def test_dash_and_nothing_are_no_tests():
    assert parse_unary_tests(" - ").tests == parse_unary_tests("").tests == ()
