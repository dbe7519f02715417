"""``docs/reference/asvs.csv`` says of each requirement of OWASP ASVS 5.0.0 where it stands; here it is held to the tree.

``asvs_levels.txt`` is the oracle: one line a section, one digit (the level) a requirement, in their order.
"""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/reference/asvs.csv"
PAGE = ROOT / "docs/reference/security.md"
LEVELS = Path(__file__).with_name("asvs_levels.txt")
# Requirements of level 3 that the office aims at too.
AIMED_AT = frozenset(
    [
        "1.2.10",
        "1.5.3",
        "2.3.5",
        "5.2.4",
        "5.2.5",
        "5.2.6",
        "5.3.3",
        "7.5.3",
        "8.3.2",
        "8.3.3",
        "8.4.2",
        "11.1.4",
        "11.3.4",
        "11.7.1",
        "13.3.3",
        "13.3.4",
        "13.4.6",
        "14.2.6",
        "14.2.8",
        "15.2.5",
        "15.4.2",
        "16.5.4",
    ]
)
STATES = ("met", "not applicable", "not met")
A_COUNT = re.compile(r"^\| ([\w ]+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


def levels() -> dict[str, int]:
    lines = (line.split() for line in LEVELS.read_text(encoding="utf-8").splitlines())
    return {f"{section}.{n}": int(digit) for section, digits in lines for n, digit in enumerate(digits, 1)}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names_of_tests(file: Path) -> frozenset[str]:
    """Return the tests of a file as ``function`` and ``Class::function``."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    groups = {"": body} | {f"{node.name}::": node.body for node in body if isinstance(node, ast.ClassDef)}
    return frozenset(
        f"{group}{node.name}"
        for group, nodes in groups.items()
        for node in nodes
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def is_a_test(name: str) -> bool:
    path, _, test = name.partition("::")
    file = ROOT / path
    return file.is_file() and test in names_of_tests(file)


def test_the_standard_is_whole() -> None:
    """ASVS 5.0.0 has 345 requirements: 70 of level 1, 183 of level 2, 92 of level 3."""
    assert Counter(levels().values()) == {1: 70, 2: 183, 3: 92}


def test_every_requirement_has_one_row_with_its_level() -> None:
    wanted = {name for name, level in levels().items() if level < 3} | AIMED_AT
    assert Counter(row["id"] for row in rows()) == Counter(wanted)
    assert [row["id"] for row in rows() if levels()[row["id"]] != int(row["level"])] == []
    assert [row["id"] for row in rows()] == [name for name in levels() if name in wanted], (
        "in the order of the standard"
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_a_row_says_what_it_must(row: dict[str, str]) -> None:
    assert row["state"] in STATES
    assert 0 < len(row["about"].split()) <= 12
    if row["state"] != "met":
        assert row["reason"]
        assert not row["where"]
        assert not row["tests"]
        return
    assert not row["reason"]
    assert (ROOT / row["where"]).exists()
    tests = row["tests"].split()
    assert tests
    assert [name for name in tests if not is_a_test(name)] == []


def test_a_test_that_is_not_there_is_seen() -> None:
    here = "office/tests/test_asvs.py"
    assert is_a_test(f"{here}::test_the_standard_is_whole")
    assert is_a_test("office/tests/test_commands.py::TestRefusals::test_a_port_that_is_taken")
    assert not is_a_test(f"{here}::test_the_standard_is_whol")
    assert not is_a_test(f"{here}::rows")
    assert not is_a_test("office/tests/test_nothing.py::test_the_standard_is_whole")


def test_the_page_tells_the_same() -> None:
    """Its counts are those of the table, and its list of what is not met is the table's, in its order."""
    page = PAGE.read_text(encoding="utf-8")
    counts = Counter((row["state"], int(row["level"])) for row in rows())
    told = {state: tuple(map(int, numbers)) for state, *numbers in A_COUNT.findall(page)}
    assert told == {state: tuple(counts[state, level] for level in (1, 2, 3)) for state in STATES}
    listed = re.findall(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.*) \| (.*) \|$", page, re.MULTILINE)
    assert listed == [
        (row["id"], row["level"], row["about"], row["reason"]) for row in rows() if row["state"] == "not met"
    ]
