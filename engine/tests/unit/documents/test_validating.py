"""Every fault of a document is reported with its line."""

from datetime import date

import pytest

from kethop.documents import Record, read_json, read_yaml, validate
from kethop.errors import CollectedError
from kethop.vocabulary import Period, Quantity, Text, Unit


class Shelf(Record):
    label: Text
    period: Period
    sizes: tuple[Quantity, ...] = ()


GOOD = """
label: {vi: Kệ, en: Shelf}
period: {valid_from: "2026-07-01"}
sizes:
  - {value: 3.20, unit: ha}
"""


def test_a_good_document_becomes_a_record() -> None:
    shelf = validate(read_yaml(GOOD.encode(), source="shelf.yaml"), Shelf)
    assert shelf.period.valid_from == date(2026, 7, 1)
    assert str(shelf.sizes[0].value) == "3.20"
    assert shelf.sizes[0].unit is Unit.HECTARE


def test_all_faults_come_at_once_with_their_lines() -> None:
    data = b"label: {vi: K}\nperiod:\n  valid_from: 2026-07-01\n  valid_to: 2026-01-01\nsizes:\n  - {value: x, unit: ha}\nextra: 1\n"
    with pytest.raises(CollectedError) as caught:
        validate(read_yaml(data, source="shelf.yaml"), Shelf)
    found = {(error.code, error.place.line if error.place else None) for error in caught.value.errors}
    assert found == {
        ("document.missing_key", 1),
        ("document.wrong_value", 2),
        ("document.wrong_value", 6),
        ("document.unknown_key", 7),
    }


def test_a_number_is_no_text_and_a_word_no_boolean() -> None:
    class Flag(Record):
        on: bool
        name: str

    with pytest.raises(CollectedError) as caught:
        validate(read_yaml(b"on: yes\nname: 3\n", source="f.yaml"), Flag)
    assert [error.code for error in caught.value.errors] == ["document.wrong_value"] * 2


def test_json_documents_are_checked_too() -> None:
    with pytest.raises(CollectedError) as caught:
        validate(read_json(b'{"vi": "a"}', source="t.json"), Text)
    assert str(caught.value.errors[0]) == "t.json (en): document.missing_key [key='en']"
