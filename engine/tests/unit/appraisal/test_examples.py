"""The examples answer as the law pages say they must."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kethop.appraisal import Finding, Inquiry, ScreeningRun
from kethop.errors import CalendarError
from kethop.vocabulary import Outcome, Role, Silence, Unit

Judge = Callable[..., ScreeningRun]


def of_topic(run: ScreeningRun, topic: str) -> list[Finding]:
    return [item for item in run.findings if item.topic == topic]


def outcomes(run: ScreeningRun, topic: str) -> set[Outcome]:
    return {item.outcome for item in of_topic(run, topic)}


def asked(run: ScreeningRun, body: str, topic: str) -> Inquiry:
    """Return the one letter to a body that a topic caused."""
    found = [
        item
        for item in run.inquiries
        if item.body == body and any(name.startswith(f"{topic}.") for name in item.findings)
    ]
    assert len(found) == 1, [item.findings for item in found]
    return found[0]


def cited(run: ScreeningRun, topic: str) -> str:
    return " | ".join(provision.id for item in of_topic(run, topic) for provision in item.provisions)


def test_stack_today_needs_the_general_staff_in_ten_working_days(judge: Judge) -> None:
    run = judge("stack")
    letter = asked(run, "general_staff_operations", "height_surfaces")
    assert (letter.role, letter.period.days, letter.period.unit) == (Role.CONCURRENCE, 10, Unit.WORKING_DAY)
    assert letter.is_certain
    assert letter.last_day == date(2026, 12, 7)
    assert "222-2026" in cited(run, "height_surfaces")
    assert "222-2026" in " ".join(provision.id for provision in letter.period.provisions)


def test_stack_permitted_elevation_governing_surface_and_penetration(judge: Judge) -> None:
    surfaces = judge("stack").surfaces
    assert surfaces is not None
    assert (surfaces.governing, surfaces.governing_aerodrome) == ("conical", "VVNB")
    assert surfaces.permitted_elevation_m is not None
    assert surfaces.penetration_m == Decimal("70.0") - surfaces.permitted_elevation_m
    assert surfaces.penetration_m > 3
    assert any("stricter" in note.en for note in surfaces.notes)
    assert any("approach type not known" in note.en for note in surfaces.notes)


def test_stack_in_2025_is_judged_by_decree_32(judge: Judge) -> None:
    run = judge("stack-2025")
    letter = asked(run, "general_staff_operations", "height_surfaces")
    assert (letter.period.days, letter.period.unit, letter.last_day) == (15, Unit.WORKING_DAY, date(2025, 5, 23))
    assert "32-2016" in cited(run, "height_surfaces")
    assert "222-2026" not in " ".join(provision.id for item in run.findings for provision in item.provisions)


def test_after_june_2025_the_period_of_decree_32_is_unverified(judge: Judge) -> None:
    letter = asked(judge("stack-2025", date(2025, 9, 1)), "general_staff_operations", "height_surfaces")
    assert (letter.period.state, letter.period.days, letter.last_day) == ("unverified", 15, None)


def test_tower_needs_approval_at_45_metres_in_2025_and_not_at_100_today(judge: Judge) -> None:
    then, now = judge("tower", date(2025, 5, 1)), judge("tower")
    assert outcomes(then, "height_threshold") == {Outcome.HIT}
    assert asked(then, "general_staff_operations", "height_threshold").period.days == 15
    assert outcomes(now, "height_threshold") == {Outcome.CLEAR}
    assert not [item for item in now.inquiries if item.body == "general_staff_operations" and item.is_certain]


def test_surfaces_alone_never_say_clear(judge: Judge) -> None:
    for name in ("tower", "warehouse", "park"):
        assert Outcome.CLEAR not in outcomes(judge(name), "height_surfaces")


def test_a_long_power_line_has_thirty_calendar_days(judge: Judge) -> None:
    letter = asked(judge("line"), "general_staff_operations", "height_threshold")
    assert (letter.period.days, letter.period.unit, letter.last_day) == (30, Unit.CALENDAR_DAY, date(2026, 12, 22))


def test_coastal_park_asks_command_and_police_in_seven_working_days(judge: Judge) -> None:
    run = judge("park")
    for body in ("provincial_military_command", "provincial_police"):
        letter = asked(run, body, "investment_opinion")
        assert (letter.period.days, letter.last_day, letter.ask_by) == (7, date(2026, 12, 2), date(2026, 11, 25))
        assert letter.silence is Silence.NOTHING
        assert "Hưng Yên" in letter.body_label.vi
    for body in ("ministry_of_national_defence", "ministry_of_public_security"):
        letter = asked(run, body, "industrial_park")
        assert (letter.role, letter.period.state, letter.last_day) == (Role.ADVICE, "none_stated", None)


def test_inland_warehouse_is_mostly_clear(judge: Judge) -> None:
    run = judge("warehouse")
    clear = [item for item in run.findings if item.outcome is Outcome.CLEAR]
    assert len(clear) > len(run.findings) / 2
    assert run.site is not None
    assert run.site.filed_crs == "EPSG:9208"
    assert "EPSG:6960" in run.site.operation.en
    assert abs(run.site.area_m2 - 60_000) < 60 if run.site.area_m2 else False


def test_provincial_plan_asks_the_ministry_in_fifteen_working_days(judge: Judge) -> None:
    run = judge("plan")
    letter = asked(run, "ministry_of_national_defence", "plan_consultation")
    assert (letter.period.days, letter.period.unit) == (15, Unit.WORKING_DAY)
    asked(run, "military_region_command", "appraisal_participation")
    assert run.site is not None
    assert [name.vi for name in run.site.provinces] == ["Tỉnh Phú Thọ"]


@pytest.mark.parametrize("name", ["stack", "stack-2025", "park", "warehouse", "line", "plan", "tower"])
def test_every_example_says_that_it_is_one(judge: Judge, name: str) -> None:
    run = judge(name)
    assert run.is_illustrative
    for item in run.findings:
        assert item.provisions or item.message == "no_rule"
        assert "{" not in item.text.vi + item.text.en
        assert item.message != "no_rule", item.topic


@pytest.mark.parametrize("name", ["stack", "park", "warehouse", "line", "plan", "tower"])
@pytest.mark.parametrize("day", ["2024-01-02", "2024-11-30", "2025-08-01", "2026-03-15", "2026-06-30", "2026-07-01"])
def test_no_day_is_left_without_a_row(judge: Judge, name: str, day: str) -> None:
    run = judge(name, date.fromisoformat(day))
    assert [item.topic for item in run.findings if item.message == "no_rule"] == []


def test_a_year_without_a_calendar_is_refused(judge: Judge) -> None:
    with pytest.raises(CalendarError) as caught:
        judge("stack", date(2027, 12, 28))
    assert caught.value.code == "calendar.year_missing"


def test_a_day_before_the_pack_is_unknown_throughout(judge: Judge) -> None:
    run = judge("stack", date(2022, 3, 1))
    assert {item.outcome for item in run.findings} == {Outcome.UNKNOWN}
