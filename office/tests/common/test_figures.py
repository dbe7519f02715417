"""Dates, numbers, units and clocks in both languages, against the table of the content rules."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from kethop_office.common import deadlines, figures

N = figures.NBSP
DAY = date(2026, 11, 5)
MOMENT = datetime(2026, 11, 5, 7, 30, tzinfo=UTC)

ROWS = [
    ("day|vn_date", DAY, "05/11/2026", f"5{N}Nov{N}2026"),
    ("day|vn_date", None, "", ""),
    ("day|vn_datetime", MOMENT, "05/11/2026 14:30", f"5{N}Nov{N}2026, 14:30"),
    ("day|number", Decimal("1234.5"), "1.234,5", "1,234.5"),
    ("day|number", 2344072, "2.344.072", "2,344,072"),
    ("day|number", Decimal("-0.25"), "\u22120,25", "\u22120.25"),
    ("day|number:2", 1, "1,00", "1.00"),
    ("day|number", None, "", ""),
    ("day|area", 371900, f"37,19{N}ha", f"37.19{N}ha"),
    ("day|area", 8450, f"8.450{N}m²", f"8,450{N}m²"),
    ("day|metres", 2353, f"2.353{N}m", f"2,353{N}m"),
    ("day|metres", Decimal(58), f"58,0{N}m", f"58.0{N}m"),
    ("day|metres", 15200, f"15,2{N}km", f"15.2{N}km"),
    ("day|money", 4_600_000_000_000, "4.600 tỷ đồng", "VND 4,600 billion"),
    ("day|money", 2_500_000, "2,5 triệu đồng", "VND 2.5 million"),
    ("day|money_exact", 4_600_000_000_000, "4.600.000.000.000 đồng", "VND 4,600,000,000,000"),
    ("day|percent", "11.3", f"11,3{N}%", f"11.3{N}%"),
    ("day|angle:'lat'", Decimal("21.19"), "21°11′24,0″ B", "21°11′24.0″ N"),
    ("day|angle:'lon'", Decimal("106.01"), "106°00′36,0″ Đ", "106°00′36.0″ E"),
    ("day|angle:'lat'", Decimal("-0.99999999"), "1°00′00,0″ N", "1°00′00.0″ S"),
]


@pytest.mark.parametrize(("source", "value", "vi", "en"), ROWS)
def test_each_figure_in_both_languages(source: str, value: object, vi: str, en: str) -> None:
    template = Template("{% load kethop %}{{ " + source + " }}")
    for language, wanted in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert template.render(Context({"day": value})) == wanted


@pytest.mark.parametrize("month", range(1, 13))
def test_a_document_writes_a_zero_before_months_1_and_2_only(month: int) -> None:
    text = figures.document_date_text(date(2026, month, 5))
    assert text == f"ngày 05 tháng {'0' if month < 3 else ''}{month} năm 2026"


def test_today_and_tomorrow_have_names() -> None:
    assert figures.relative_date_text(DAY, DAY) == "hôm nay"
    assert figures.relative_date_text(date(2026, 11, 6), DAY) == "ngày mai"
    assert figures.relative_date_text(date(2026, 11, 7), DAY) == "07/11/2026"


DUE = date(2026, 11, 27)
CLOCKS = [
    (
        (DUE, "running", 5),
        {},
        "running",
        "còn 5 ngày làm việc · hạn 27/11/2026",
        f"5 working days left · due 27{N}Nov{N}2026",
    ),
    (
        (DUE, "running", 3),
        {},
        "soon",
        "còn 3 ngày làm việc · hạn 27/11/2026",
        f"3 working days left · due 27{N}Nov{N}2026",
    ),
    (
        (DUE, "running", 1),
        {},
        "soon",
        "còn 1 ngày làm việc · hạn 27/11/2026",
        f"1 working day left · due 27{N}Nov{N}2026",
    ),
    ((DUE, "running", 0), {}, "today", "hôm nay là hạn cuối", "due today"),
    ((DUE, "running", -2), {}, "overdue", "quá hạn 2 ngày làm việc", "2 working days overdue"),
    ((DUE, "running", None), {}, "running", "hạn 27/11/2026", f"due 27{N}Nov{N}2026"),
    (
        (DUE, "running", 20),
        {"is_calendar": True},
        "running",
        "còn 20 ngày (kể cả ngày nghỉ) · hạn 27/11/2026",
        f"20 days (days off included) left · due 27{N}Nov{N}2026",
    ),
    (
        (None, "paused", None),
        {"since": date(2026, 11, 10), "paused": 3},
        "paused",
        "đang tạm dừng từ 10/11/2026, đã dừng 3 ngày làm việc",
        f"suspended since 10{N}Nov{N}2026, 3 working days so far",
    ),
    (
        (None, "none", None),
        {},
        "none",
        "chưa tính thời hạn (hồ sơ chưa hợp lệ)",
        "no deadline yet (file not yet valid)",
    ),
    ((DUE, "done", None), {}, "none", "đã xong", "done"),
]


@pytest.mark.parametrize(("clock", "more", "look", "vi", "en"), CLOCKS)
def test_a_clock_is_always_words(clock, more, look, vi, en) -> None:
    for language, wanted in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert deadlines.clock_words(*clock, **more) == deadlines.ClockWords(wanted, look)


def test_tags_escape_what_they_show() -> None:
    source = "{% load kethop %}{% tag text 'hit' %}{% outcome 'unknown' %}{% folded text %}{{ text }}{% endfolded %}"
    page = Template(source).render(Context({"text": "<b>"}))
    assert "<b>" not in page
    assert "Chưa xác định" in page
    assert page.count("&lt;b&gt;") == 3
