"""YAML and JSON are read strictly."""

from decimal import Decimal

import pytest

from kethop.documents import read_json, read_yaml
from kethop.errors import DocumentError


def test_plain_scalars_are_only_what_they_look_like() -> None:
    document = read_yaml(
        b"a: true\nb: 12\nc: 1.50\nd: 2026-07-01\ne: yes\nf: 010\ng:\nh: '12'\ni: 1e5\nj: NO\n", source="x.yaml"
    )
    assert document.value == {
        "a": True,
        "b": 12,
        "c": Decimal("1.50"),
        "d": "2026-07-01",
        "e": "yes",
        "f": "010",
        "g": None,
        "h": "12",
        "i": "1e5",
        "j": "NO",
    }


def test_every_part_has_its_line() -> None:
    document = read_yaml(b"# note\na:\n  b:\n    - 1\n    - c: 2\n", source="x.yaml")
    assert document.place(("a", "b", 1, "c")).line == 5
    assert str(document.place(("a", "b", 7))) == "x.yaml:3 (a.b.7)"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a: 1\na: 2\n", "document.duplicate_key", 2),
        (b"a: &x [1]\nb: *x\n", "document.alias", 2),
        (b"a: !!python/object:os.system x\n", "document.tag", 1),
        (b"a: [1, 2\nb: 3\n", "document.not_yaml", 2),
        (b"a: 1\n---\nb: 2\n", "document.not_yaml", 2),
        (b"? [1, 2]\n: 3\n", "document.key_not_text", 1),
        (b"a: 1\nb: \xff\n", "document.not_utf8", 2),
        (b"[" * 60 + b"]" * 60, "document.too_deep", 1),
    ],
)
def test_yaml_that_could_mislead_is_refused(data: bytes, code: str, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        read_yaml(data, source="x.yaml")
    assert caught.value.code == code
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_a_document_over_the_limit_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read_yaml(b"a" * (16 * 1024 * 1024 + 1), source="big.yaml")
    assert caught.value.code == "document.too_large"


def test_empty_yaml_is_nothing() -> None:
    assert read_yaml(b"", source="x.yaml").value is None


def test_json_keeps_decimals_exact() -> None:
    assert read_json(b'{"a": 0.1, "b": [1, null, "x"]}', source="x.json").value == {
        "a": Decimal("0.1"),
        "b": [1, None, "x"],
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": 1, "a": 2}', "document.duplicate_key"),
        (b'{"a": NaN}', "document.not_json"),
        (b'{"a": ', "document.not_json"),
        (b"[" * 100_000, "document.too_deep"),
        (b"\xff", "document.not_utf8"),
    ],
)
def test_json_that_could_mislead_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(data, source="x.json")
    assert caught.value.code == code
