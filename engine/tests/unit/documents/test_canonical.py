"""One value has one canonical text."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.documents import canonical_json, sha256_hex

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_decimals_plain() -> None:
    value = {"b": Decimal("1.500"), "a": [Decimal("1E+3"), Decimal("-0.0")], "ă": "Điều\n"}
    assert canonical_json(value) == '{"a":[1000,0],"b":1.5,"ă":"Điều\\n"}\n'.encode()


def test_hash_is_of_the_bytes() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), {1}, [0.0]])
def test_values_without_a_canonical_form_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)  # type: ignore[arg-type]  # the wrong type is the point


@given(PLAIN)
def test_canonical_text_reads_back_and_is_stable(value: object) -> None:
    text = canonical_json(value)  # type: ignore[arg-type]  # hypothesis types are wider
    again = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    assert canonical_json(again) == text
