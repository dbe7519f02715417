"""What a cell of a table asks, in words."""

from collections import defaultdict

import pytest

from kethop.packs import load_pack
from kethop.packs.table_checks import table_of
from kethop.reporting.conditions import condition_words
from kethop.vocabulary import Text

PLAN = {"plan": Text(vi="kế hoạch", en="plan"), "project": Text(vi="dự án", en="project")}


@pytest.mark.parametrize(
    ("test", "vi", "en"),
    [
        ('"plan"', "kế hoạch", "plan"),
        ('"plan", "other"', "một trong: kế hoạch; other", "one of: plan; other"),
        ('not("plan", "project")', "không phải: kế hoạch; dự án", "none of: plan; project"),
        ("true", "có", "yes"),
        ("false", "không", "no"),
        ("100", "100", "100"),
        (">= 30000", "từ 30.000 trở lên", "30,000 or more"),
        ("> 0.5", "trên 0,5", "more than 0.5"),
        ("<= 500", "không quá 500", "not more than 500"),
        ("< 45", "dưới 45", "less than 45"),
        ("(55..655]", "trên 55, không quá 655", "more than 55, not more than 655"),
        ("[160..3000)", "từ 160 trở lên, dưới 3.000", "160 or more, less than 3,000"),
        ('< date("2024-01-01")', "trước ngày 01/01/2024", "before 1 Jan 2024"),
        (
            '[date("2024-01-01")..date("2025-06-22")]',
            "từ ngày 01/01/2024 đến hết ngày 22/06/2025",
            "from 1 Jan 2024 until the end of 22 Jun 2025",
        ),
        (
            '(date("2024-01-01")..date("2025-06-22"))',
            "sau ngày 01/01/2024, trước ngày 22/06/2025",
            "after 1 Jan 2024, before 22 Jun 2025",
        ),
    ],
)
def test_a_test_in_words(test, vi, en):
    assert condition_words(test, PLAN) == Text(vi=vi, en=en)


@pytest.mark.parametrize(
    "test", ["-", "", "? + 1 > 3", '> date("31/12/2024")', '>= "a"', "((", "[1..x]", '"plan", ? > 3']
)
def test_what_words_would_not_say_exactly_is_left_as_it_stands(test):
    assert condition_words(test, PLAN) is None


def test_every_cell_of_the_pack_is_said_and_two_that_differ_are_said_differently(repository):
    vietnamese_pack = load_pack(repository / "packs" / "vn")
    said = defaultdict(set)
    for name in vietnamese_pack.decisions:
        table = table_of(vietnamese_pack, name)
        for clause, cells in zip(table.inputs, zip(*(rule.inputs for rule in table.rules), strict=True), strict=True):
            options = vietnamese_pack.facts[clause.expression].options or {}
            for test in set(cells) - {"-"}:
                words = condition_words(test, options)
                assert words, (name, clause.expression, test)
                said[clause.expression, words.vi].add(test)
                said[clause.expression, words.en].add(test)
    assert len(said) > 200
    assert {key: tests for key, tests in said.items() if len(tests) > 1} == {}
