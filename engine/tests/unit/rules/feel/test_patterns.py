"""Regular expressions of XPath: what Python reads otherwise."""

import pytest

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.letters import category, joined, of_escape, outside, written
from kethop.rules.feel.functions.patterns import compiled_for, separating

MATCHES = [
    ("ab\n", "b$", "", False),
    ("ab\n", "b$", "m", True),
    ("a\nb", "^b", "m", True),
    ("", "^$", "m", True),
    ("a\n", "\\n^", "m", False),
    ("a\rb", "a.b", "", False),
    ("a\rb", "a.b", "s", True),
    ("_", "\\w", "", False),
    ("+", "\\w", "", True),
    ("e\u0323", "^\\w+$", "", True),
    ("\u00a0", "\\s", "", False),
    ("٣", "\\d", "", True),
    ("a:b-c", "^\\i\\c*$", "", True),
    ("-", "^\\i", "", False),
    ("9", "^[\\i-]$", "", False),
    ("9", "\\I", "", True),
    (" ", "\\C", "", True),
    ("a", "[\\W]", "", False),
    ("a", "\\p{Lu}", "i", False),
    ("a", "[\\p{Lu}b]", "i", False),
    ("B", "[\\p{Lu}b]", "i", True),
    ("b", "[^\\p{Lu}b]", "i", False),
    ("c", "[^\\p{Lu}b]", "i", True),
    ("D", "[a-z-[d]]", "i", False),
    ("E", "[a-z-[d]]", "i", True),
    ("e", "[a-z-[^e]]", "", True),
    ("f", "[a-z-[^e]]", "", False),
    ("b", "[^a-c-[x]]", "", False),
    ("x", "[^a-c-[x]]", "", False),
    ("-", "[-a]", "", True),
    ("-", "[a-]", "", True),
    ("-", "[\\-a]", "", True),
    ("^", "[a^]", "", True),
    ("aa1", "^(a)\\11$", "", True),
    ("ệ", "\\p{IsLatinExtendedAdditional}", "", True),
    ("a", "\\P{IsBasicLatin}", "", False),
    ("a b", "a\\ b", "q", False),
    ("ab", "a b", "x", True),
    ("a b", "a[ ]b", "x", True),
    ("aB.", "AB.", "qi", True),
    ("aaa", "^a{2}$", "", False),
    ("aaa", "^a{2,}?$", "", True),
    ("\U000e0101", "\\p{Mn}", "", True),
    ("\U0010fffd", "\\p{Co}", "", True),
    ("\u0378", "\\p{Cn}", "", True),
]
INVALID = [
    *(
        "[[a]",
        "[]",
        "[^]",
        "]",
        "a{",
        "a{,2}",
        "a{2,1}",
        "}",
        "*a",
        "a**",
        "(",
        ")",
        "(?=a)",
        "(?<n>a)",
        "(?i)a",
        "a++",
    ),
    *(
        "\\b",
        "\\A",
        "\\Z",
        "\\x41",
        "\\u0041",
        "\\0",
        "(a\\1)",
        "\\1",
        "(a)\\2",
        "[\\1]",
        "[\\b]",
        "[z-a]",
        "[a",
        "[a-\\d]",
    ),
    *("\\", "\\p{Xx}", "\\p{IsNowhere}", "\\pL", "[a-b-c]", "[a-[b]c]", "a{1}{2}"),
]


@pytest.mark.parametrize(("text", "pattern", "flags", "expected"), MATCHES)
def test_it_matches_as_xpath_says(text, pattern, flags, expected):
    assert (compiled_for(text, pattern, flags).search(text) is not None) is expected


@pytest.mark.parametrize("pattern", INVALID)
def test_it_is_no_pattern_of_xpath(pattern):
    with pytest.raises(FeelFault):
        compiled_for("a", pattern, None)


@pytest.mark.parametrize("pattern", ["", "a*", "a?|b", "^", "$"])
def test_what_matches_nothing_separates_nothing(pattern):
    with pytest.raises(FeelFault):
        separating("abc", pattern, None)


def test_sets_of_letters():
    assert joined([((1, 3),), ((4, 5), (9, 9)), ((2, 2),)]) == ((1, 5), (9, 9))
    assert outside(outside(((0, 4), (9, 0x10FFFF)))) == ((0, 4), (9, 0x10FFFF))
    assert outside(((0, 0x10FFFF),)) == ()
    assert written(()) == r"[^\s\S]"
    assert category("") is category("Lll") is category("Xx") is of_escape("z") is None
    whole = joined(category(name) or () for name in "LMNPSZC")
    assert whole == ((0, 0x10FFFF),)
