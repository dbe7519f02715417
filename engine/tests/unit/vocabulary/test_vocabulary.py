"""The shared words keep their promises."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kethop.vocabulary import (
    ClassificationLevel,
    InstrumentKind,
    Language,
    LegalReference,
    Period,
    Quantity,
    Text,
    TrustMark,
    Unit,
    format_date,
    format_number,
    format_quantity,
)

DECREE = Text(vi="Nghị định 222/2026/NĐ-CP", en="Decree 222/2026/NĐ-CP")
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


def reference(**parts: str) -> LegalReference:
    return LegalReference(
        instrument="222/2026/NĐ-CP",
        kind=InstrumentKind.DECREE,
        issued=date(2026, 6, 22),
        title=DECREE,
        period=Period(valid_from=date(2026, 7, 1)),
        trust=TrustMark.SOURCE_READ_OCR,
        **parts,
    )


def test_a_reference_is_cited_as_officers_write_it() -> None:
    found = reference(article="82", clause="4", point="đ")
    assert found.cite(Language.VI) == "điểm đ khoản 4 Điều 82 Nghị định 222/2026/NĐ-CP"
    assert found.cite(Language.EN) == "Decree 222/2026/NĐ-CP, art. 82(4)(đ)"
    assert found.frbr_id == "/akn/vn/act/decree/2026-06-22/222-2026-nđ-cp/!main~art_82__para_4__point_đ"


def test_an_annex_may_be_cited_without_an_article() -> None:
    assert reference(annex="Ia").cite(Language.VI) == "Phụ lục Ia Nghị định 222/2026/NĐ-CP"
    assert reference(annex="Ia").cite(Language.EN) == "Decree 222/2026/NĐ-CP, annex Ia"


@pytest.mark.parametrize("parts", [{}, {"article": "1", "point": "a"}, {"article": "first"}])
def test_a_reference_without_a_place_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        reference(**parts)


def test_marks_say_what_may_be_in_force() -> None:
    usable = {mark for mark in TrustMark if mark.is_usable}
    assert usable == {TrustMark.SOURCE_READ, TrustMark.SOURCE_READ_OCR, TrustMark.SECOND_HAND}
    assert not TrustMark.SOURCE_READ.is_to_verify
    assert TrustMark.SOURCE_READ_OCR.is_to_verify


def test_levels_are_ordered() -> None:
    assert ClassificationLevel.OPEN.is_readable_at(ClassificationLevel.OPEN)
    assert not ClassificationLevel.MAT.is_readable_at(ClassificationLevel.OPEN)
    assert [level.rank for level in ClassificationLevel] == [0, 1, 2, 3]


@given(DAYS, DAYS, DAYS, DAYS, DAYS)
def test_periods_agree_with_their_days(a: date, b: date, c: date, d: date, day: date) -> None:
    one, two = Period(valid_from=min(a, b), valid_to=max(a, b)), Period(valid_from=min(c, d), valid_to=max(c, d))
    assert one.overlaps(two) == two.overlaps(one)
    if one.covers(day) and two.covers(day):
        assert one.overlaps(two)
    if one.within(two) and one.covers(day):
        assert two.covers(day)
    assert one.within(Period(valid_from=one.valid_from))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError):
        Period(valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))


def test_an_open_period_is_within_open_periods_only() -> None:
    opened = Period(valid_from=date(2026, 1, 1))
    assert not opened.within(Period(valid_from=date(2026, 1, 1), valid_to=date(2030, 1, 1)))
    assert opened.overlaps(Period(valid_from=date(2040, 1, 1)))


def test_units_convert_exactly_and_never_across_dimensions() -> None:
    assert Quantity(value=Decimal("0.1"), unit=Unit.KILOMETRE).to(Unit.METRE).value == Decimal("100.0")
    with pytest.raises(ValueError, match="working days"):
        Quantity(value=Decimal(3), unit=Unit.WORKING_DAY).to(Unit.CALENDAR_DAY)


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("1234567.5", "1.234.567,5", "1,234,567.5"),
        ("0.126", "0,13", "0.13"),
        ("-0.001", "0", "0"),
        ("1000", "1.000", "1,000"),
        ("-12.50", "-12,5", "-12.5"),
    ],
)
def test_numbers_as_officers_write_them(number: str, vi: str, en: str) -> None:
    assert format_number(Decimal(number), Language.VI) == vi
    assert format_number(Decimal(number), Language.EN) == en


def test_quantities_and_dates() -> None:
    assert format_quantity(Quantity(value=Decimal("37.19"), unit=Unit.HECTARE), Language.VI) == "37,19 ha"
    assert format_quantity(Quantity(value=Decimal(9), unit=Unit.COUNT), Language.EN) == "9"
    assert format_date(date(2026, 11, 5), Language.VI) == "05/11/2026"
    assert format_date(date(2026, 11, 5), Language.EN) == "5 Nov 2026"


def test_text_is_composed() -> None:
    assert Text(vi="Đie\u0302\u0300u", en="x").vi == "Điều"
    assert Text(vi="a", en="b").in_language(Language.EN) == "b"
