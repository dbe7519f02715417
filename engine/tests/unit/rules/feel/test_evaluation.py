"""Values of expressions, and null with a diagnostic where there is none."""

import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kethop.errors import RuleError
from kethop.rules import evaluate, parse_expression, parse_unary_tests, to_plain


def value(text, /, **names):
    return to_plain(evaluate(parse_expression(text, names), names).value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", Decimal("0.3")),
        ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
        ("-3 ** 2", 9),
        ("2 ** 3 ** 2", 64),
        ("10--5", 15),
        ("12345678901234567890123456789012345 + 0", 12345678901234567890123456789012340),
        ('"a" + "b"', "ab"),
        ("null = null", True),
        ('null = "a"', False),
        ("1 != 2", True),
        ("true and null", None),
        ("false and null", False),
        ("true or null", True),
        ("false or null", None),
        ('true or "x"', True),
        ("2 between 1 and 3", True),
        ("null between 1 and 3", None),
        ("2 in (> 5, [1..2])", True),
        ("2 in ()"[:4] + " [2, 3]", True),
        ('2 in ("a", 2)', True),
        ('2 in ("a", 3)', None),
        ("[1,2,3][-1]", 3),
        ("[1,2,3][item >= 2]", [2, 3]),
        ("null[1]", None),
        ("[][1]", None),
        ("[][a > 1]", []),
        ("5[item > 3]", [5]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3) return i", [1, 2]),
        ('for d in @"2024-02-28"..@"2024-03-01" return string(d)', ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", [1, 2, 6, 24]),
        ("some x in [1, null] satisfies x > 2", None),
        ("every x in [1, null] satisfies x > 2", False),
        ("every x in [] satisfies false", True),
        ("some x in 5 satisfies x = 5", True),
        ('@"2024-01-31" + @"P1M"', "2024-02-29"),
        ('@"2024-02-29" - @"P1Y"', "2023-02-28"),
        ('@"2024-03-01" - @"2024-02-01"', "P29D"),
        ('@"2024-03-01T00:00:00Z" - @"2024-02-29T22:30:00+01:00"', "PT2H30M"),
        ('@"23:30:00" + @"PT45M"', "00:15:00"),
        ('@"00:15:00" - @"23:30:00"', "-PT23H15M"),
        ('@"2024-03-30T12:00:00@Europe/Paris" + @"P1D"', "2024-03-31T13:00:00@Europe/Paris"),
        ('@"P1D" / @"PT6H"', 4),
        ('@"P1Y" / 2', "P6M"),
        ('@"P1Y" / @"P3M"', 4),
        ('-@"P1Y2M"', "-P1Y2M"),
        ('3 * @"PT20M"', "PT1H"),
        ('@"P1D" < @"PT25H"', True),
        ('@"10:00:00Z" = @"11:00:00+01:00"', True),
        ('@"10:00:00Z" = @"10:00:00"', None),
        ('@"2024-01-01" < @"2024-01-02"', True),
        ('(@"2024-12-30").weekday', 1),
        ('(@"2024-12-30T10:20:30.5+07:00").time offset', "PT7H"),
        ('(@"2024-07-01T00:00:00@Europe/Paris").time offset', "PT2H"),
        ('(@"10:20:30").hour + (@"P1DT2H3M4S").minutes', 13),
        ('(@"-P1Y2M").months', -2),
        ("(< 5).end included", False),
        ("(> 5).start", 5),
        ("{a: 1}.a", 1),
        ("[{a: 1}, {b: 2}].a", [1, None]),
        ("if null then 1 else 2", 2),
        ("(function(x: number) x)([4])", 4),
        ("[1] instance of list<number>", True),
        ('"1" instance of number', False),
        ("{a: 1} instance of context<a: number>", True),
    ],
)
def test_it_gives(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("null + 1", "feel.type_mismatch"),
        ('1 + "a"', "feel.type_mismatch"),
        ('"a" ** 2', "feel.type_mismatch"),
        ('-"a"', "feel.type_mismatch"),
        ('@"10:00:00" + @"P1Y"', "feel.type_mismatch"),
        ('@"10:00:00" - @"10:00:00Z"', "feel.type_mismatch"),
        ("1 / 0", "feel.arithmetic"),
        ("1e6000 * 1e6000", "feel.arithmetic"),
        ("(-1) ** 0.5", "feel.arithmetic"),
        ('@"P1Y" * 1e30', "feel.out_of_range"),
        ('1 < "a"', "feel.not_comparable"),
        ('1 = "a"', "feel.not_comparable"),
        ('[1.."a"]', "feel.not_comparable"),
        ("missing", "feel.name_unknown"),
        ("{a: 1, a: 2}", "feel.key_twice"),
        ("{a: 1}.b", "feel.property_unknown"),
        ('(@"2024-01-01").hour', "feel.property_unknown"),
        ("[1][2]", "feel.out_of_range"),
        ("[1][0]", "feel.out_of_range"),
        ('[1]["a"]', "feel.not_a_condition"),
        ("[1][1.5]", "feel.not_an_integer"),
        ("1(2)", "feel.not_a_function"),
        ("(function(x) x)()", "feel.argument_count"),
        ("(function(x) x)(y: 1)", "feel.argument_unknown"),
        ("(function(x, y) x + y)(x: 1)", "feel.type_mismatch"),
        ("(function(x) x)(x: 1, x: 2)", "feel.argument_unknown"),
        ('(function(x: number) x)("a")', "feel.not_of_type"),
        ('(function(x) external {java: {class: "C"}})(1)', "feel.external_function"),
        ("for x in null return x", "feel.not_iterable"),
        ('for x in "a".."c" return x', "feel.not_iterable"),
        ("for x in [3..1] return x", "feel.not_iterable"),
        ("now()", "feel.no_moment"),
        ('@"9999-01-01" + @"P999999999Y"', "feel.date_invalid"),
        ('time("10:00:00@Nowhere/Land")', "feel.zone_unknown"),
    ],
)
def test_it_gives_null_and_says_why(text, code):
    result = evaluate(parse_expression(text))
    assert result.value is None
    assert code in [diagnostic.code for diagnostic in result.diagnostics]


def test_a_diagnostic_names_the_piece_that_failed():
    result = evaluate(parse_expression("1 + missing * 2"))
    first = result.diagnostics[0]
    assert first.text == "missing"
    assert first.to_plain() == {
        "code": "feel.name_unknown",
        "text": "missing",
        "start": 4,
        "end": 11,
        "fields": {"name": "missing"},
    }


@pytest.mark.parametrize(
    ("string", "pattern"),
    [
        ("công ty cổ phần, số 12/2026/NĐ-CP; điều 5, khoản 2 " * 20, r"\\d+/\\d{4}/[A-ZĐ]+-[A-Z]+"),
        ("ten.nguoi_dung@bo.gov.vn", r"^[A-Za-z0-9._]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"),
        ("106.61,10.97;" * 40, r"^(\\d+\\.\\d+,\\d+\\.\\d+;)*$"),
        ("a b  c " * 100, r"^(\\w+\\s+)*$"),
        ("abc " * 200 + "foo x bar", r".*foo.*bar"),
        ("aaaa", r"^(a+)+$"),
        ("x]y", r"[\\]]|(a|b|c)*$"),
        ("aabb", r"^(a+)(b*)$|\\1"),
    ],
)
def test_patterns_of_use_are_run(string, pattern):
    assert evaluate(parse_expression(f'matches("{string}", "{pattern}")')).value is True


@pytest.mark.parametrize(
    ("text", "kind", "limit"),
    [
        ("count(for i in 1..1000000000 return i)", "too_many_steps", 1_000_000),
        ("for i in [1..10000000000] return i", "too_many_steps", 1_000_000),
        ("some x in 1..5000000 satisfies x = 4999999", "too_many_steps", 1_000_000),
        ("if (every x in 1..2000, y in 1..2000 satisfies true) then 1 else 2", "too_many_steps", 1_000_000),
        ("[1, 2][(for i in 1..1000000000 return i) = null]", "too_many_steps", 1_000_000),
        ("+".join(["1"] * 5_000), "too_deep", sys.getrecursionlimit()),
        ("{f: function(n) if n = 0 then 0 else f(n - 1), x: count([f(1000)])}.x", "too_deep", 100),
        ('string length({a: "' + "a" * 5_000_000 + '", b: a + a + "b"}.b)', "too_long", 10_000_000),
        ("for i in 1..1000 return i + null", "more_diagnostics", 500),
        (f'matches("{"a" * 30}!", "^(a+)+$")', "pattern_work", 20_000_000),
        (f'replace("{"a" * 40}", "(a*)*b", "x")', "pattern_work", 20_000_000),
        (f'split("{"a" * 40}", "(a|aa)+b")', "pattern_work", 20_000_000),
        (f'matches("{"a" * 40}", "^{"a?" * 40}{"a" * 40}$")', "pattern_work", 20_000_000),
        (f'matches("{"a" * 40}", "^(a?){{40}}b$")', "pattern_work", 20_000_000),
        (f'matches("{"a" * 999}", "^{"a*" * 4}b$")', "pattern_work", 20_000_000),
        (f'matches("{"ab" * 40}", "^([a-z]+[b-z]?)*!", "i")', "pattern_work", 20_000_000),
        (f'matches("{"a" * 40}", "^( a + ) + $", "x")', "pattern_work", 20_000_000),
        (f'matches("{"a" * 99}!", "^(a*)(\\\\1a*)*(\\\\1a*)*b")', "pattern_work", 20_000_000),
        (f'matches("a", "{"a" * 1_001}")', "pattern_length", 1_000),
        ('matches("a", "a{99999999999}")', "pattern_repeats", 4_294_967_294),
    ],
)
def test_beyond_a_limit_there_is_no_answer(text, kind, limit):
    with pytest.raises(RuleError) as raised:
        evaluate(parse_expression(text))
    assert (raised.value.code, dict(raised.value.fields)) == ("rules.limit", {"kind": kind, "limit": limit})


def test_the_moment_is_an_argument():
    moment = datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
    assert to_plain(evaluate(parse_expression("now()"), moment=moment).value) == "2024-02-29T12:30:00Z"
    assert to_plain(evaluate(parse_expression("today()"), moment=moment).value) == "2024-02-29"
    assert to_plain(evaluate(parse_expression("now()"), moment=datetime(2024, 1, 1)).value) == "2024-01-01T00:00:00"  # noqa: DTZ001 - a local moment


def test_results_so_far_are_a_copy():
    assert value("for i in 1..3 return partial") == [[], [[]], [[], [[]]]]


@pytest.mark.parametrize(
    ("cell", "given", "expected"),
    [
        ("-", None, True),
        ("5", Decimal(5), True),
        ("5, 6", Decimal(6), True),
        ("not(5, 6)", Decimal(6), False),
        ("not(> 5)", Decimal(5), True),
        ("[1..5)", Decimal(5), False),
        ("< 5", None, None),
        ('"a"', None, False),
        ("null", None, True),
        ("not(null)", None, False),
        ("null", Decimal(1), False),
        ('"a"', Decimal(1), None),
        ('"a", 1', Decimal(1), True),
        ("? > 3 and ? < 5", Decimal(4), True),
        ("list contains(?, 2)", [Decimal(2)], True),
        ("? + null", Decimal(4), None),
        ("[1, 2]", Decimal(2), True),
        ("limit", Decimal(7), True),
        ("limit + 1", Decimal(7), False),
        ("absent", Decimal(7), None),
        ("absent", None, True),
        ("true", True, True),
        ("limit > 5", Decimal(0), True),
        ("limit > 50", Decimal(0), False),
        ("<= limit", Decimal(7), True),
    ],
)
def test_unary_tests(cell, given, expected):
    tests = parse_unary_tests(cell, ["limit", "absent"])
    assert evaluate(tests, {"?": given, "limit": Decimal(7), "absent": None}).value is expected
