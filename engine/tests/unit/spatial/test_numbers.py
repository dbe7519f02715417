"""Numbers in the notations of Vietnamese offices."""

from decimal import Decimal

import pytest

from kethop.spatial.sites.numbers import NumberError, read_number


@pytest.mark.parametrize(
    "text",
    [
        "2344072,76",
        "2.344.072,76",
        "2344072.76",
        "2 344 072.76",
        "2 344 072,76",
        "2,344,072.76",
        "2\u00a0344\u00a0072,76",
        "2\u202f344\u202f072,76",
        "\uff12\uff13\uff14\uff14\uff10\uff17\uff12\uff0e\uff17\uff16",
        " +2344072.76 ",
    ],
)
def test_one_number_in_many_notations(text: str) -> None:
    assert read_number(text) == Decimal("2344072.76")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.344.072", "2344072"),
        ("588497", "588497"),
        ("2344072.760", "2344072.760"),
        ("0.123", "0.123"),
        ("-1.5", "-1.5"),
        ("\u22121,5", "-1.5"),
        ("1.234,567", "1234.567"),
        ("1 234", "1234"),
    ],
)
def test_only_one_reading(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-588.497", "12.345"])
def test_two_readings_are_refused(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(text)
    assert caught.value.code == "site.number_ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "inf",
        "-",
        "x",
        "1e5",
        "12.34.56",
        "1 23 456",
        "2344072.76m",
        "1..2",
        "#REF!",
        "5/3/2026",
        "0x10",
        ".",
        "1.",
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(text)
    assert caught.value.code == "site.not_a_number"


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_nothing(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(text)
    assert caught.value.code == "site.number_missing"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("105.762", "105.762"),
        ("21\u00b011'24,0\"", "21.19"),
        ("21\u00b0 11\u2032 24.0\u2033 N", "21.19"),
        ("21\u00b011'24''", "21.19"),
    ],
)
def test_degrees(text: str, value: str) -> None:
    assert read_number(text, degrees=True) == Decimal(value)


def test_sixty_minutes_are_none() -> None:
    with pytest.raises(NumberError):
        read_number("21\u00b060'00\"", degrees=True)
