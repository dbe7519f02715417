"""The legal clock against hand-worked dates and a second, plainer count."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kethop.calendars import (
    CalendarYear,
    DayCalendar,
    Extension,
    SpecialDay,
    Suspension,
    YearStatus,
    count_deadline,
)
from kethop.errors import CalendarError
from kethop.vocabulary import Language, Text, Unit

REASON = Text(vi="chờ bổ sung", en="awaiting documents")


def special(day: date, name: str) -> SpecialDay:
    return SpecialDay(day=day, name=Text(vi=name, en=name))


YEARS = (
    CalendarYear(
        year=2026,
        status=YearStatus.DECIDED,
        source="test",
        days_off=(special(date(2026, 8, 31), "swap"), special(date(2026, 11, 24), "Culture Day")),
        worked_weekend_days=(special(date(2026, 8, 22), "makes up for 31 Aug"),),
    ),
    CalendarYear(
        year=2027, status=YearStatus.ESTIMATED, source="test", days_off=(special(date(2027, 1, 1), "New Year"),)
    ),
)
CALENDAR = DayCalendar(YEARS)


def last_day(start: date, amount: int, unit: Unit = Unit.WORKING_DAY, **more: object) -> date | None:
    return count_deadline(start=start, amount=amount, unit=unit, calendar=CALENDAR, **more).last_day  # type: ignore[arg-type]  # keywords pass through


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (date(2026, 11, 5), 15, date(2026, 11, 27)),
        (date(2026, 11, 9), 10, date(2026, 11, 23)),
        (date(2026, 11, 12), 7, date(2026, 11, 23)),
        (date(2026, 11, 22), 10, date(2026, 12, 7)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 8, 28), 1, date(2026, 9, 1)),
    ],
)
def test_working_days(start: date, amount: int, expected: date) -> None:
    assert last_day(start, amount) == expected


def test_calendar_days_move_off_a_day_off() -> None:
    assert last_day(date(2026, 11, 4), 20, Unit.CALENDAR_DAY) == date(2026, 11, 25)
    result = count_deadline(start=date(2026, 11, 4), amount=20, unit=Unit.CALENDAR_DAY, calendar=CALENDAR)
    assert result.sum.vi.endswith("= 24/11/2026 là ngày nghỉ, chuyển sang 25/11/2026")
    assert result.sum.en == (
        "4 Nov 2026 (first day not counted) + 20 days (days off included) = 24 Nov 2026 is a day off, moved to 25 Nov 2026"
    )


def test_the_sum_says_what_was_left_out() -> None:
    result = count_deadline(start=date(2026, 11, 5), amount=15, unit=Unit.WORKING_DAY, calendar=CALENDAR)
    assert result.sum.vi == (
        "05/11/2026 (ngày đầu không tính) + 15 ngày làm việc, bỏ 6 ngày cuối tuần, bỏ 24/11/2026 (Culture Day) = 27/11/2026"
    )
    assert not result.is_estimated


def test_a_worked_saturday_is_named() -> None:
    result = count_deadline(start=date(2026, 8, 20), amount=2, unit=Unit.WORKING_DAY, calendar=CALENDAR)
    assert "counting 22 Aug 2026 (makes up for 31 Aug)" in result.sum.en


def test_suspension_with_the_actual_days() -> None:
    stop = Suspension(date(2026, 11, 10), date(2026, 11, 17), REASON)
    result = count_deadline(
        start=date(2026, 11, 5), amount=15, unit=Unit.WORKING_DAY, calendar=CALENDAR, suspensions=(stop,)
    )
    assert result.last_day == date(2026, 12, 7)
    assert "tạm dừng 8 ngày (10/11/2026–17/11/2026: chờ bổ sung)" in result.sum.vi


def test_a_running_suspension_has_no_last_day() -> None:
    result = count_deadline(
        start=date(2026, 11, 5),
        amount=5,
        unit=Unit.WORKING_DAY,
        calendar=CALENDAR,
        suspensions=(Suspension(date(2026, 11, 10), None, REASON),),
    )
    assert (result.last_day, result.counted) == (None, 2)
    assert result.sum.vi.endswith("; đang tạm dừng, đã tính 2 ngày làm việc")
    assert result.sum.en.endswith("; suspended, 2 working days counted")


def test_extension_up_to_its_cap() -> None:
    result = count_deadline(
        start=date(2026, 11, 12), amount=7, unit=Unit.WORKING_DAY, calendar=CALENDAR, extension=Extension(5, 7)
    )
    assert (result.last_day, result.amount) == (date(2026, 12, 1), 12)
    assert "extended by 5 working days (at most 7)" in result.sum.en
    assert "gia hạn 5 ngày làm việc (tối đa 7)" in result.sum.vi


def test_an_estimated_year_is_said() -> None:
    result = count_deadline(start=date(2026, 12, 25), amount=10, unit=Unit.WORKING_DAY, calendar=CALENDAR)
    assert result.is_estimated
    assert "lịch nghỉ năm 2027 chưa có quyết định" in result.sum.vi
    assert "(estimate: the days off of 2027 are not decided yet)" in result.sum.en


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("calendar.amount", {"amount": 0}),
        ("calendar.unit", {"unit": Unit.METRE}),
        ("calendar.extension_over_cap", {"extension": Extension(8, 7)}),
        ("calendar.suspension_order", {"suspensions": (Suspension(date(2026, 2, 2), date(2026, 2, 1), REASON),)}),
        (
            "calendar.suspensions_overlap",
            {
                "suspensions": (
                    Suspension(date(2026, 2, 2), None, REASON),
                    Suspension(date(2026, 3, 2), date(2026, 3, 3), REASON),
                )
            },
        ),
        ("calendar.year_missing", {"start": date(2027, 12, 30)}),
    ],
)
def test_wrong_input_is_refused(code: str, change: dict[str, object]) -> None:
    given_input = {"start": date(2026, 1, 5), "amount": 5, "unit": Unit.WORKING_DAY, "calendar": CALENDAR} | change
    with pytest.raises(CalendarError) as caught:
        count_deadline(**given_input)  # type: ignore[arg-type]  # keywords pass through
    assert caught.value.code == code


def test_a_calendar_without_years_knows_nothing() -> None:
    with pytest.raises(CalendarError) as caught:
        DayCalendar(()).is_working_day(date(2026, 1, 5))
    assert caught.value.fields["first"] is None
    with pytest.raises(CalendarError, match="year_twice"):
        DayCalendar((YEARS[0], YEARS[0]))


@pytest.mark.parametrize(
    "change",
    [
        {"days_off": (special(date(2025, 1, 1), "x"),)},
        {"days_off": (special(date(2026, 1, 1), "x"),) * 2},
        {"worked_weekend_days": (special(date(2026, 8, 21), "x"),)},
    ],
)
def test_a_year_table_must_fit(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CalendarYear(**({"year": 2026, "status": YearStatus.DECIDED, "source": "s", "days_off": ()} | change))  # type: ignore[arg-type]  # keywords pass through


def plain_count(start: date, amount: int, stops: list[tuple[date, date]]) -> date:
    """Count by listing the days of two years: an oracle written another way."""
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(730)]
    off = {date(2026, 8, 31), date(2026, 11, 24), date(2027, 1, 1)}
    working = [day for day in days if (day.weekday() < 5 and day not in off) or day == date(2026, 8, 22)]
    free = [day for day in working if day > start and not any(first <= day <= last for first, last in stops)]
    return free[amount - 1]


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), max_size=3),
)
def test_agrees_with_the_plain_count(start: date, amount: int, steps: list[tuple[int, int]]) -> None:
    stops, day = [], start
    for gap, length in steps:
        first = day + timedelta(days=gap)
        day = first + timedelta(days=length)
        stops.append((first, day))
    suspensions = tuple(Suspension(first, last, REASON) for first, last in stops)
    assert last_day(start, amount, suspensions=suspensions) == plain_count(start, amount, stops)


@given(st.dates(date(2026, 1, 1), date(2026, 10, 31)), st.integers(1, 40))
def test_agrees_with_numpy_where_numpy_can_count(start: date, amount: int) -> None:
    """numpy knows no worked Saturday, so it is asked about a calendar without one."""
    plain = DayCalendar((YEARS[0].model_copy(update={"worked_weekend_days": ()}), YEARS[1]))
    holidays = np.array(["2026-08-31", "2026-11-24", "2027-01-01"], dtype="datetime64[D]")
    expected = np.busday_offset(np.datetime64(start, "D"), amount, roll="backward", holidays=holidays)
    got = count_deadline(start=start, amount=amount, unit=Unit.WORKING_DAY, calendar=plain).last_day
    assert got == expected.astype(date)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_a_longer_period_never_ends_earlier(start: date, amount: int) -> None:
    shorter, longer = last_day(start, amount), last_day(start, amount + 1)
    assert shorter is not None
    assert longer is not None
    assert start < shorter < longer
    assert CALENDAR.is_working_day(longer)


def test_names_of_days() -> None:
    name = CALENDAR.name_of(date(2026, 11, 24))
    assert name is not None
    assert name.in_language(Language.EN) == "Culture Day"
    assert CALENDAR.name_of(date(2026, 11, 25)) is None
