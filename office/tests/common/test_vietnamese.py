"""Words for search and Vietnamese order."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.common.vietnamese import LONGEST_WORD, sort_key, words_of

# the order of a Vietnamese dictionary: letters first, tones only where letters agree
IN_ORDER = [
    "12 khu",
    "An",
    "Ao",
    "ăn",
    "ân",
    "ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "ba ba",
    "cầu",
    "chợ",
    "da",
    "đa",
    "Đà Nẵng",
    "em",
    "êm",
    "ga",
    "Khu A",
    "Khu Ă",
    "lò",
    "lồ",
    "lợ",
    "mua",
    "mùa",
    "mưa",
    "ưa",
    "xã",
    "Ý Yên",
]


def test_names_stand_in_dictionary_order():
    backwards = IN_ORDER[::-1]
    assert sorted(backwards, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đường Ủy ban", ("duong", "uy", "ban")),
        ("uỷ ủy", ("uy",)),
        ("KH-2026-00123", ("kh", "2026", "00123", "123")),
        ("812/STC-ĐT", ("812", "stc", "dt")),
        ("  ", ()),
    ],
)
def test_words_are_folded(text, words):
    assert words_of(text) == words


@given(st.text(max_size=80))
def test_words_are_plain_and_short(text):
    for word in words_of(text):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
        assert len(word) <= LONGEST_WORD


@given(st.lists(st.text(alphabet="aàảãáạăâbcdđeêioôơuưyn 12", max_size=12), min_size=2, max_size=6))
def test_keys_are_digits_and_name_is_before_its_extension(names):
    for name in names:
        assert sort_key(name).isdigit()
        stripped = " ".join(name.split())
        assert sort_key(stripped) <= sort_key(stripped + "a")
    for first, second in itertools.combinations(names, 2):
        assert (sort_key(first) == sort_key(second)) == (" ".join(first.split()) == " ".join(second.split()))
