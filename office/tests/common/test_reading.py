"""Days and numbers as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.common import figures, reading
from kethop_office.common.fields import DayField, NumberField


@pytest.mark.parametrize(
    "text", ["05/11/2026", "5/11/26", "2026-11-05", "5.11.2026", " 05-11-2026 ", "０５/１１/２０２６"]
)
def test_a_day_is_read_in_each_way(text: str) -> None:
    assert reading.read_day(text) == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["31/02/2026", "11/13/2026", "5 Nov", "", "05/11"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(reading.UnreadableError):
        reading.read_day(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("2.344.072,76", "2344072.76"),
        ("2 344 072,76", "2344072.76"),
        ("2\u00a0344\u00a0072.76", "2344072.76"),
        ("2344072.760", "2344072.760"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("\u22125,25", "-5.25"),
        ("-1.234,50", "-1234.50"),
        ("１２", "12"),
        (",5", "0.5"),
    ],
)
def test_a_number_is_read_in_both_ways(text: str, value: str) -> None:
    assert reading.read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,999"])
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(reading.AmbiguousNumberError) as told:
        reading.read_number(text)
    assert told.value.grouped == told.value.fraction * 1000
    assert reading.read_number(text, is_whole=True) == told.value.grouped


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23.4", "12.34,5.6", "1,2,3", "5,", "--5", "1e5", "12.3456.789", "1.234,5,6"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(reading.UnreadableError):
        reading.read_number(text)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4),
    st.sampled_from(["vi", "en"]),
)
def test_what_a_field_shows_it_reads_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        field = NumberField()
        assert field.clean(field.prepare_value(value)) == value


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_shown_day_is_read_back(day: date) -> None:
    field = DayField()
    assert field.clean(field.prepare_value(day)) == day


class Site(forms.Form):
    height = NumberField(label="Độ cao", least=0, most=500)
    floors = NumberField(label="Số tầng", is_whole=True, required=False)
    sent = DayField(label="Ngày gửi", first=date(2026, 11, 3))


def test_errors_say_what_to_do_and_lead_to_the_field() -> None:
    form = Site({"height": "1.234", "sent": "2/11/2026", "floors": "2,5"})
    page = str(form)
    assert "“1.234” có thể hiểu là 1.234 hoặc 1,234. Nhập 1234 hoặc 1,2340." in page
    assert "Ngày phải từ 03/11/2026 trở đi." in page
    assert "Nhập số nguyên" in page
    assert "Cần sửa 3 mục" in page
    assert 'href="#id_height"' in page
    assert 'aria-describedby="id_height-error"' in page
    assert 'aria-invalid="true"' in page


def test_it_says_how_a_number_was_understood() -> None:
    page = str(Site({"height": "58.0", "sent": "5/11/26"}))
    assert "Đã hiểu: 58" in page
    assert "Đã hiểu: 05/11/2026" in page
    with translation.override("en"):
        assert figures.number_text(Decimal("1234.5")) == "1,234.5"
