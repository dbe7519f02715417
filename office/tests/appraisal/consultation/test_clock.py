"""The legal clock: what stops it, what moves a last day, what never does."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kethop_office.accounts.bridge import DayOverride, working_calendar
from kethop_office.accounts.queries.working_days import calendar_of, working_days
from kethop_office.appraisal.actions import clock as clock_actions
from kethop_office.appraisal.actions.extensions import extend_case, extend_inquiry, set_local_period
from kethop_office.appraisal.actions.tick import every_day
from kethop_office.appraisal.bridge.clock import Length, Stop, count, merged
from kethop_office.appraisal.models import Case, Inquiry
from kethop_office.appraisal.queries.working_days import days_left
from kethop_office.common.models import CalendarDay
from kethop_office.common.refusal import Refused

FIFTEEN = Length(15, "working days")
START = date(2026, 3, 2)

days = st.integers(0, 120).map(lambda number: START + timedelta(days=number))
spans = st.tuples(st.integers(1, 40), st.integers(0, 25)).map(
    lambda pair: Stop(START + timedelta(days=pair[0]), START + timedelta(days=pair[0] + pair[1] - 1), "chờ")
)


@pytest.fixture(scope="module")
def calendar():
    return working_calendar("vn")


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def stepped(calendar, start, amount, stops):
    """The oracle: day by day, without any of the clock's own code but the table of working days."""
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        stopped = any(stop.first <= day <= stop.last for stop in stops)
        left -= calendar.is_working_day(day) and not stopped
    return day


@given(start=days, stops=st.lists(spans, max_size=4))
@settings(max_examples=150, deadline=None)
def test_the_last_day_is_what_counting_by_hand_gives(calendar, start, stops):
    assert count(calendar, start, FIFTEEN, stops).last_day == stepped(calendar, start, 15, stops)


@given(start=days, first=st.integers(1, 15), real_days=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_a_stop_moves_the_last_day_by_the_working_days_it_covers(calendar, start, first, real_days):
    plain = count(calendar, start, FIFTEEN).last_day
    stop = Stop(start + timedelta(days=first), start + timedelta(days=first + real_days - 1), "chờ")
    moved = count(calendar, start, FIFTEEN, [stop]).last_day
    inside = [start + timedelta(days=first + step) for step in range(real_days)]
    covered = sum(calendar.is_working_day(day) for day in inside)
    if inside and inside[0] <= plain:
        assert calendar.between(plain, moved) == covered
    else:
        assert moved == plain


@given(stops=st.lists(spans, max_size=5), seed=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_stops_is_irrelevant(calendar, stops, seed):
    mixed = list(stops)
    seed.shuffle(mixed)
    assert count(calendar, START, FIFTEEN, stops).last_day == count(calendar, START, FIFTEEN, mixed).last_day


def test_stops_that_share_days_are_counted_once():
    joined = merged([Stop(date(2026, 3, 10), date(2026, 3, 12), "a"), Stop(date(2026, 3, 12), date(2026, 3, 13), "b")])
    assert [(stop.first, stop.last) for stop in joined] == [(date(2026, 3, 10), date(2026, 3, 13))]
    assert merged([Stop(date(2026, 3, 10), date(2026, 3, 9), "no day")]) == ()


def test_the_office_has_days_of_its_own():
    plain = working_calendar("vn")
    saturday = DayOverride(date(2026, 11, 14), is_working=True, reason="Làm bù")
    off = DayOverride(date(2026, 11, 16), is_working=False, reason="Nghỉ theo quyết định mẫu")
    own = working_calendar("vn", [saturday, off])
    assert not plain.is_working_day(saturday.day)
    assert own.is_working_day(saturday.day)
    assert not own.is_working_day(off.day)
    assert "Nghỉ theo quyết định mẫu" in count(own, date(2026, 11, 5), FIFTEEN).vi


def test_working_days_left_and_over(calendar):
    assert calendar.between(date(2026, 11, 22), date(2026, 11, 27)) == 4
    assert calendar.between(date(2026, 11, 22), date(2026, 11, 19)) == -1
    assert calendar.between(date(2026, 11, 22), date(2026, 11, 18)) == -2


def test_a_year_without_a_table_leaves_the_days_open(calendar):
    assert calendar.left(date(2026, 11, 22), date(2026, 11, 27)) == 4
    assert calendar.left(date(2026, 11, 22), date(2091, 1, 5)) is None
    assert calendar.soon(date(2091, 1, 5), 3) == date(2091, 1, 5)


def test_the_office_counts_by_one_calendar_everywhere(world):
    CalendarDay.objects.create(day=date(2026, 11, 10), is_working=False, reason_vi="Nghỉ mẫu", document="Văn bản mẫu")
    today, last = date(2026, 11, 5), date(2026, 11, 27)
    shown = days_left(world.case, last, today)
    assert shown == working_days().left(today, last) == calendar_of("vn").between(today, last)
    assert shown == working_calendar("vn").between(today, last) - 1
    inquiry = world.sent(world.command)
    Inquiry.objects.filter(pk=inquiry.pk).update(last_day=date(2091, 1, 5))
    for who, path in (("officer", f"/case/{world.case.reference}/consultations"), ("command_officer", "/inbox/")):
        assert world.client(who).get(path).status_code == 200
    every_day()


def test_stopped_and_resumed_on_one_day_loses_nothing(world):
    inquiry = world.sent(world.command)
    world.day(2026, 11, 10)
    clock_actions.pause(world.case, world.by("officer"), cause="more_information", reason="Thiếu", inquiry=inquiry)
    inquiry.refresh_from_db()
    assert inquiry.last_day is None
    clock_actions.resume(world.case, world.by("officer"), inquiry=inquiry)
    inquiry.refresh_from_db()
    assert inquiry.last_day == date(2026, 11, 27)


def test_real_days_are_added(world):
    inquiry = world.sent(world.command)
    world.day(2026, 11, 10)
    clock_actions.pause(world.case, world.by("officer"), cause="more_information", reason="Thiếu", inquiry=inquiry)
    with refused("clock.already_paused"):
        clock_actions.pause(world.case, world.by("officer"), cause="other", reason="Nữa", inquiry=inquiry)
    world.day(2026, 11, 18)
    clock_actions.resume(world.case, world.by("officer"), inquiry=inquiry)
    inquiry.refresh_from_db()
    assert inquiry.last_day == date(2026, 12, 7)
    assert "10/11/2026–17/11/2026" in inquiry.due_sum["vi"]
    with refused("clock.not_paused"):
        clock_actions.resume(world.case, world.by("officer"), inquiry=inquiry)


def test_a_pause_of_the_case_does_not_stop_an_inquiry(world):
    inquiry = world.sent(world.command)
    clock_actions.pause(world.case, world.by("officer"), cause="completion", reason="Chờ hoàn thiện")
    inquiry.refresh_from_db()
    world.case.refresh_from_db()
    assert inquiry.last_day == date(2026, 11, 27)
    assert world.case.clock == Case.Clock.PAUSED


def test_without_a_provision_or_a_setting_the_case_has_no_last_day(world):
    clock_actions.case_started(world.case, world.by("officer"))
    world.case.refresh_from_db()
    assert world.case.due_on is None
    assert world.case.valid_on == date(2026, 11, 5)
    with refused("clock.no_period"):
        extend_case(world.by("approver"), world.case, days=5, cap=5, basis="b", reason="r")


def test_a_local_period_is_said_to_be_local_and_extended_within_its_cap(world):
    period = {"case_kind": "project", "days": 20, "unit": "working days", "document": "Quy chế mẫu"}
    with refused("clock.not_allowed"):
        set_local_period(world.by("officer"), world.lead, starts=date(2026, 1, 1), **period)
    set_local_period(world.by("approver"), world.lead, starts=date(2026, 1, 1), **period)
    clock_actions.case_started(world.case, world.by("officer"))
    world.case.refresh_from_db()
    assert world.case.due_on == date(2026, 12, 4)
    assert world.case.due_sum["is_local"]
    assert world.case.due_sum["basis"] == "Quy chế mẫu"
    more = {"cap": 5, "basis": "Quy chế mẫu", "reason": "Phức tạp"}
    with refused("clock.not_allowed"):
        extend_case(world.by("officer"), world.case, days=3, **more)
    extend_case(world.by("approver"), world.case, days=3, **more)
    with refused("clock.over_cap"):
        extend_case(world.by("approver"), world.case, days=3, **more)
    world.case.refresh_from_db()
    assert world.case.due_on == date(2026, 12, 9)
    clock_actions.stop(world.case, world.by("officer"))
    world.case.refresh_from_db()
    assert world.case.clock == Case.Clock.STOPPED
    assert world.case.next_due_on is None


def test_an_inquiry_is_extended_by_an_approver_within_the_cap(world):
    inquiry = world.sent(world.command)
    with refused("clock.over_cap"):
        extend_inquiry(world.by("approver"), inquiry, days=6, cap=5, basis="b", reason="r")
    extend_inquiry(world.by("approver"), inquiry, days=5, cap=5, basis="b", reason="r")
    inquiry.refresh_from_db()
    assert inquiry.last_day == date(2026, 12, 4)


def test_counting_again_changes_nothing_and_a_new_day_off_moves_the_day(world):
    inquiry = world.sent(world.command)
    clock_actions.recompute(world.case)
    clock_actions.recompute(world.case)
    inquiry.refresh_from_db()
    assert inquiry.last_day == date(2026, 11, 27)
    CalendarDay.objects.create(
        day=date(2026, 11, 20), is_working=False, reason_vi="Nghỉ mẫu", document="Quyết định mẫu"
    )
    clock_actions.recompute(world.case)
    inquiry.refresh_from_db()
    assert inquiry.last_day == date(2026, 11, 30)
