"""Plain values and JSON."""

from decimal import Decimal

import pytest

from kethop.errors import RuleError
from kethop.rules import evaluate, from_plain, json_text, parse_expression, to_plain, unary_cut_points


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        object(),
        b"a",
        Decimal("NaN"),
        Decimal("Infinity"),
        {1, 2},
        "\ud800",
        {"\ud800": 1},
        pytest.param(10**6145, id="huge"),
    ],
)
def test_what_is_no_value_is_refused(value):
    with pytest.raises(RuleError, match=r"rules\.value_unreadable"):
        from_plain(value)


def test_json_keeps_decimals_exact_and_keys_in_order():
    plain = {"b": Decimal("0.10"), "a": [1, True, None, 'đ"\n\\'], "c": {}, "d": [], "e": Decimal("1E+2")}
    assert json_text(plain, indent=1) == (
        '{\n "b": 0.10,\n "a": [\n  1,\n  true,\n  null,\n  "đ\\"\\n\\\\"\n ],\n "c": {},\n "d": [],\n "e": 100\n}'
    )
    with pytest.raises(RuleError):
        json_text(1.5)


def test_names_of_entries_are_composed():
    assert from_plain({"e\u0301  a": 1}) == {"é a": 1}


def test_ranges_and_functions_are_their_text():
    assert to_plain(evaluate(parse_expression("[[1..2], abs]")).value) == ["[1..2]", "function abs"]


def test_values_too_deep_to_follow_are_refused():
    deep = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(RuleError, match=r"rules\.value_too_deep"):
        to_plain(deep)
    with pytest.raises(RuleError, match=r"rules\.value_too_deep"):
        from_plain(deep)


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("-", ()),
        ('"a"', ()),
        ("< 45", ("45",)),
        ("[10..20), > 30", ("10", "20", "30")),
        ("-5", ("-5",)),
        ("not(10 * 2)", ("20",)),
        ("? > 3 or ? between 1 and 2", ("1", "2", "3")),
        ("? in (5, [6..7], > 8)", ("5", "6", "7", "8")),
        ("? in [1..2]", ("1", "2")),
        ("> limit", ()),
        ("[1, 2]", ("1", "2")),
        ('>= date("2024-08-01"), 3', ("3", "2024-08-01")),
        ('@"2024-08-01"', ("2024-08-01",)),
    ],
)
def test_cut_points(cell, points):
    assert tuple(str(point) for point in unary_cut_points(cell, ["limit"])) == points
