"""Days as Decree 30/2020 writes them: zeros before days below 10 and before months 1 and 2 only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.reporting.report.paper_dates import day_on_paper, place_and_day, two_digits
from kethop.vocabulary import Language


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026", "5 March 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026", "10 January 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026", "28 February 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026", "31 December 2026"),
        (date(2026, 9, 9), "ngày 09 tháng 9 năm 2026", "9 September 2026"),
    ],
)
def test_by_hand(day: date, vi: str, en: str) -> None:
    assert day_on_paper(day, Language.VI) == vi
    assert day_on_paper(day, Language.EN) == en


@given(st.dates(date(1945, 9, 2), date(2200, 12, 31)))
def test_the_numbers_are_those_of_the_day(day: date) -> None:
    words = day_on_paper(day, Language.VI).split()
    assert (words[0], words[2], words[4]) == ("ngày", "tháng", "năm")
    assert (int(words[1]), int(words[3]), int(words[5])) == (day.day, day.month, day.year)
    assert len(words[1]) == 2
    assert (len(words[3]) == 2) == (day.month in {1, 2, 10, 11, 12})


def test_blanks_and_numbers() -> None:
    assert place_and_day("Huế", None, Language.VI) == "Huế, ngày …… tháng …… năm ……"
    assert place_and_day(None, date(2026, 3, 5), Language.EN) == "…………, 5 March 2026"
    assert [two_digits(number) for number in (1, 9, 10, 123)] == ["01", "09", "10", "123"]
