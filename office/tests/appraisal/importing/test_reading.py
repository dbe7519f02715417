"""What cells of a table mean: days in whatever order, steps, roles and outcomes in two languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.appraisal.reading.fields import ASKED_KIND, CASE_KIND, fields_of, in_both, proposed, title_of
from kethop_office.appraisal.reading.words import (
    KIND_CHOICES,
    OUTCOME_CHOICES,
    ROLE_CHOICES,
    STEP_CHOICES,
    kind_of,
    outcome_of,
    role_of,
    step_of,
)
from kethop_office.common.tables.days import order_of, read_cell_day
from kethop_office.common.tables.heads import KEEP, SKIP

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
shapes = st.sampled_from(["{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0.day}-{0.month}-{0.year}"])


@given(st.lists(days, min_size=1, max_size=6), shapes)
def test_a_column_of_days_is_read_as_it_was_written_or_not_at_all(written, shape):
    """Written day first: no cell is ever read as another day, and where one day is over the twelfth none is left open."""
    cells = [shape.format(day) for day in written]
    order = order_of(cells)
    assert order == ("day" if any(day.day > 12 for day in written) else "")
    for day, cell in zip(written, cells, strict=True):
        found = read_cell_day(cell, order)
        assert found.day in {day, None}
        has_two = not order and day.day <= 12 and day.day != day.month
        assert (found.day is None) is has_two
        assert (found.doubt == "day_two_ways") is has_two
        assert not has_two or day in found.readings


@given(days)
def test_a_day_of_excel_and_one_in_words_have_one_reading(day):
    for cell in (day.isoformat(), f"{day.isoformat()} 08:30:00", f"ngày {day.day} tháng {day.month} năm {day.year}"):
        assert read_cell_day(cell, "").day == day
    assert order_of([day.isoformat()]) == ""


@pytest.mark.parametrize("cell", ["31/02/2026", "13/13/2026", "hôm qua", "2026-13-01", "05/11"])
def test_what_is_no_day_is_told(cell):
    assert read_cell_day(cell, "day").doubt == "day_unreadable"


def test_a_number_is_no_day_and_nothing_is_none():
    assert read_cell_day(45_966, "day").doubt == "day_number"
    assert read_cell_day(None, "").doubt == read_cell_day("  ", "").doubt == ""


def test_two_orders_in_one_column_settle_nothing():
    assert order_of(["25/11/2026", "11/25/2026"]) == ""
    assert read_cell_day("25/11/2026", "").day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("read", "choices", "count"),
    [
        (step_of, STEP_CHOICES, 7),
        (kind_of, KIND_CHOICES, 4),
        (role_of, ROLE_CHOICES, 3),
        (outcome_of, OUTCOME_CHOICES, 6),
    ],
)
def test_what_the_template_offers_is_read(read, choices, count):
    assert len({read(choice) for choice in choices}) == count == len(choices)
    assert "" not in {read(half) for choice in choices for half in choice.split(" / ")}


def test_words_that_contradict_each_other_mean_nothing():
    assert step_of("đang lấy ý kiến / drafting the report") == ""
    assert (step_of("ĐANG LẤY Ý KIẾN"), step_of("dang lay y kien")) == ("consult", "consult")


@pytest.mark.parametrize("kind", [CASE_KIND, ASKED_KIND])
def test_the_heads_of_the_template_are_known(kind):
    fields = [field for field in fields_of(kind) if field not in {KEEP, SKIP}]
    heads = [in_both(fields_of(kind)[field]) for field in fields]
    assert list(proposed(kind, heads).values()) == fields


def test_sheets_are_known_by_their_names():
    names = ["Hồ sơ - Cases", "Lấy ý kiến - Consultations", "HỒ SƠ", "Sheet1"]
    assert [title_of(name) for name in names] == [CASE_KIND, ASKED_KIND, CASE_KIND, ""]
