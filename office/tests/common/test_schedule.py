"""Work by the clock: what is due runs once, whatever happens around it."""

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kethop_office.common import clock, schedule
from kethop_office.common.models import ScheduleMark

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Set the clock."""
    monkeypatch.setattr(schedule, "_works", {})
    monkeypatch.setattr(schedule, "_is_working_day", [])

    def set_to(*moment: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(*moment, tzinfo=HANOI))

    return set_to


@pytest.mark.django_db
class TestOneProcess:
    def test_work_of_every_minute_runs_at_the_first_tick_and_then_by_its_interval(self, at) -> None:
        ran = []
        schedule.every(10, "test.often", lambda: ran.append(1))
        for minute in range(31):
            at(2026, 11, 23, 8, minute)
            schedule.tick()
        assert len(ran) == 4

    def test_daily_work_waits_for_its_time_of_day(self, at) -> None:
        ran = []
        schedule.daily(time(7, 30), "test.daily", lambda: ran.append(clock.now()))
        for day in (23, 24):
            for hour in range(24):
                at(2026, 11, day, hour)
                schedule.tick()
        assert [moment.day for moment in ran] == [23, 24]
        assert {moment.hour for moment in ran} == {8}

    def test_an_office_set_up_in_the_afternoon_has_missed_nothing(self, at) -> None:
        ran = []
        schedule.daily(time(7, 30), "test.daily", lambda: ran.append(1))
        at(2026, 11, 23, 15)
        assert schedule.tick() == {}

    def test_after_days_without_a_worker_it_runs_once(self, at) -> None:
        ran = []
        schedule.daily(time(7, 30), "test.daily", lambda: ran.append(1))
        at(2026, 11, 23, 6)
        schedule.tick()
        at(2026, 11, 27, 5)
        assert schedule.tick() == {"test.daily": True}
        assert schedule.tick() == {}
        assert ran == [1]

    @pytest.mark.parametrize(("day", "runs"), [(20, True), (21, False), (22, False), (23, True)])
    def test_on_working_days_only(self, at, day, runs) -> None:
        schedule.daily(time(7, 30), "test.daily", lambda: None, on_working_days=True)
        at(2026, 11, day, 7)
        schedule.tick()
        at(2026, 11, day, 8)
        assert bool(schedule.tick()) == runs

    def test_the_calendar_says_which_days_are_working_days(self, at) -> None:
        schedule.set_working_days(lambda day: day.day == 22)
        schedule.daily(time(7, 30), "test.daily", lambda: None, on_working_days=True)
        at(2026, 11, 22, 7)
        schedule.tick()
        at(2026, 11, 22, 8)
        assert schedule.tick() == {"test.daily": True}

    def test_one_failure_stops_nothing_else_and_is_tried_again_after_five_minutes(self, at) -> None:
        ran = []

        def fail() -> None:
            ScheduleMark.objects.create(key="effect", last_ran_at=clock.now())
            raise ValueError

        schedule.every(60, "test.a", fail)
        schedule.every(60, "test.b", lambda: ran.append(1))
        at(2026, 11, 23, 8)
        assert schedule.tick() == {"test.a": False, "test.b": True}
        assert not ScheduleMark.objects.filter(key="effect").exists()
        at(2026, 11, 23, 8, 4)
        assert schedule.tick() == {}
        at(2026, 11, 23, 8, 5)
        assert schedule.tick() == {"test.a": False}
        assert ran == [1]

    def test_a_clock_put_back_reruns_nothing_and_says_so(self, at) -> None:
        ran = []
        schedule.every(10, "test.often", lambda: ran.append(1))
        schedule.daily(time(7, 30), "test.daily", lambda: ran.append(2))
        at(2026, 11, 23, 7)
        schedule.tick()
        at(2026, 11, 23, 8)
        schedule.tick()
        assert not schedule.waits_for_clock()
        at(2026, 11, 23, 6)
        assert schedule.tick() == {}
        assert schedule.waits_for_clock()
        at(2026, 11, 23, 7, 45)
        assert schedule.tick() == {}
        assert sorted(ran) == [1, 1, 2]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
    @given(minutes=st.lists(st.integers(0, 5 * 24 * 60), min_size=1, max_size=40))
    def test_however_the_clock_goes_daily_work_runs_at_most_once_a_day(self, at, minutes) -> None:
        ScheduleMark.objects.all().delete()
        ran: list[datetime] = []
        schedule.daily(time(7, 30), "test.daily", lambda: ran.append(clock.now()))
        start = datetime(2026, 11, 23, tzinfo=HANOI)
        for offset in minutes:
            moment = start + timedelta(minutes=offset)
            at(moment.year, moment.month, moment.day, moment.hour, moment.minute)
            schedule.tick()
        slots = [(moment - timedelta(hours=7, minutes=30)).date() for moment in ran]
        assert slots == sorted(set(slots))


@pytest.mark.django_db(transaction=True)
def test_two_processes_run_it_once(at) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection; test_commands starts two processes on a file")
    ran: list[int] = []
    barrier = threading.Barrier(4)
    schedule.every(10, "test.often", lambda: ran.append(1))
    at(2026, 11, 23, 8)

    def other_process() -> None:
        barrier.wait()
        schedule.tick()
        connection.close()

    threads = [threading.Thread(target=other_process) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]
