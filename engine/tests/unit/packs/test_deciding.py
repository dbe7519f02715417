"""One topic is decided with three values: a missing fact never makes an answer clear."""

from datetime import date
from decimal import Decimal

import pytest

from kethop.errors import PackError
from kethop.packs import Pack, decide_topic
from kethop.vocabulary import Outcome, Role, Silence, TrustMark, Unit

NEW = date(2026, 11, 16)


def _rows(pack: Pack, topic: str, **facts: object) -> list[tuple[str, bool]]:
    return [(row.rule, row.is_certain) for row in decide_topic(pack, topic, facts).rows]


def test_a_row_carries_all_that_a_letter_needs(template: Pack) -> None:
    answer = decide_topic(template, "works", {"law_date": NEW, "height": Decimal(60), "size_group": "small"})
    (row,) = answer.rows
    assert (row.rule, row.is_certain, row.missing) == ("works_high_2026", True, ())
    assert (row.outcome, row.message, row.body, row.asker) == (
        Outcome.HIT,
        "works_high",
        "harbour_office",
        "planning_office",
    )
    assert (row.role, row.period, row.unit, row.silence, row.ask_within) == (
        Role.CONCURRENCE,
        10,
        Unit.WORKING_DAY,
        Silence.DEEMED_AGREED,
        3,
    )
    assert [reference.frbr_id for reference in row.references] == [
        "/akn/zz/act/law/2026-04-20/4-2026-đl-đm/!main~art_9__para_1"
    ]
    assert row.period_references == ()
    assert answer.topic == "works"
    assert answer.trace.table is not None


def test_a_row_that_asks_nobody_says_so(template: Pack) -> None:
    (row,) = decide_topic(template, "quiet", {"law_date": NEW, "in_quiet_zone": False}).rows
    assert (row.outcome, row.body, row.role, row.period, row.unit, row.ask_within) == (Outcome.CLEAR, *[None] * 5)
    assert row.silence is Silence.NOTHING


def test_a_period_that_was_not_found_is_told_by_its_reference(template: Pack) -> None:
    facts = {"law_date": NEW, "kind": "works", "in_protected_zone": True}
    (row,) = decide_topic(template, "zones", facts).rows
    assert (row.period, row.unit) == (10, Unit.WORKING_DAY)
    assert [reference.trust for reference in row.period_references] == [TrustMark.NOT_FOUND]
    assert all(reference.trust.is_usable for reference in row.references)
    assert row.note.startswith("Period not found")


def test_the_law_of_the_day_decides(template: Pack) -> None:
    facts = {"height": Decimal(35), "size_group": "small"}
    assert _rows(template, "works", law_date=date(2026, 6, 30), **facts) == [("works_high_2020", True)]
    assert _rows(template, "works", law_date=date(2026, 7, 1), **facts) == [("works_clear_small_2026", True)]


def test_no_row_is_no_answer(template: Pack) -> None:
    assert _rows(template, "zones", law_date=date(2019, 12, 31), kind="works", in_protected_zone=False) == []


def test_an_unread_successor_is_unknown_and_asks(template: Pack) -> None:
    (row,) = decide_topic(template, "quiet", {"law_date": date(2027, 1, 1), "in_quiet_zone": False}).rows
    assert (row.outcome, row.is_certain, row.body) == (Outcome.UNKNOWN, True, "quiet_station")


def test_a_missing_fact_leaves_rows_open_and_drops_the_clear_one(template: Pack) -> None:
    # Height known and low, but the group is not: the rows for large and medium works are open, "clear" is not said.
    answer = decide_topic(template, "works", {"law_date": NEW, "height": Decimal(10)})
    assert [(row.rule, row.is_certain, row.missing) for row in answer.rows] == [
        ("works_large_2026", False, ("size_group",)),
        ("works_medium_2026", False, ("size_group", "start_of_works")),
        ("works_clear_small_2026", False, ("size_group",)),
        ("works_clear_medium_2026", False, ("size_group", "start_of_works")),
    ]


def test_open_clear_rows_go_beside_a_certain_answer(template: Pack) -> None:
    assert _rows(template, "quiet", law_date=NEW, in_quiet_zone=None) == [
        ("quiet_night_2021", False),
        ("quiet_day_2021", False),
        ("quiet_outside_2021", False),
    ]
    assert _rows(template, "zones", law_date=NEW, kind="plan", in_protected_zone=True) == [("zones_plan_2026", True)]


def test_a_certain_hit_stays_beside_an_open_one(template: Pack) -> None:
    assert _rows(template, "works", law_date=NEW, height=Decimal(60), start_of_works=date(2026, 1, 1)) == [
        ("works_high_2026", True),
        ("works_large_2026", False),
    ]


def test_a_certain_clear_goes_when_an_open_row_could_hit(pack_copy) -> None:
    pack_copy.cell("quiet quiet_outside_2021_in_quiet_zone", "-")
    pack = pack_copy.load()
    facts = {"law_date": NEW, "in_quiet_zone": True}
    assert _rows(pack, "quiet", **facts) == [("quiet_night_2021", False), ("quiet_day_2021", False)]


def test_an_open_clear_row_goes_beside_a_certain_clear_one(pack_copy) -> None:
    pack_copy.cell("zones zones_near_2026_outcome", '"clear"').cell("zones zones_near_2026_message", '"zone_clear"')
    pack_copy.cell("zones zones_outside_2026_distance_to_zone", "-")
    pack = pack_copy.load()
    assert _rows(pack, "zones", law_date=NEW, in_protected_zone=False) == [("zones_outside_2026", True)]


@pytest.mark.parametrize("cell", ['not("large")', '? != "large"', 'not("large", "medium")'])
def test_a_negation_does_not_hold_of_what_is_not_known(pack_copy, cell: str) -> None:
    # FEEL says that a missing value is not "large". For a screening it may be.
    pack_copy.cell("works works_clear_small_2026_size_group", cell)
    for row in ("works_large_2026", "works_medium_2026", "works_clear_medium_2026"):
        pack_copy.cell(f"works {row}_law_date", '&lt; date("2000-01-01")')
    pack = pack_copy.load()
    assert _rows(pack, "works", law_date=NEW, height=Decimal(10)) == [("works_clear_small_2026", False)]
    assert _rows(pack, "works", law_date=NEW, height=Decimal(10), size_group="small") == [
        ("works_clear_small_2026", True)
    ]


def test_a_row_may_speak_of_a_missing_fact_itself(pack_copy) -> None:
    # "unknown" for an absent fact answers for the rows that miss just that fact; it is never clear.
    pack_copy.cell("quiet quiet_outside_2021_in_quiet_zone", "null").cell(
        "quiet quiet_outside_2021_outcome", '"unknown"'
    )
    pack = pack_copy.load()
    (row,) = decide_topic(pack, "quiet", {"law_date": NEW, "night_works": True}).rows
    assert (row.rule, row.is_certain, row.missing) == ("quiet_outside_2021", True, ("in_quiet_zone",))
    answer = decide_topic(pack, "quiet", {"law_date": NEW})
    assert [(row.rule, row.is_certain) for row in answer.rows] == [
        ("quiet_night_2021", False),
        ("quiet_day_2021", False),
        ("quiet_outside_2021", True),
    ]


def test_a_row_without_an_outcome_is_an_error(pack_copy) -> None:
    pack_copy.cell("quiet quiet_day_2021_outcome", "null")
    with pytest.raises(PackError) as caught:
        decide_topic(pack_copy.load(), "quiet", {"law_date": NEW, "in_quiet_zone": True, "night_works": False})
    assert (caught.value.code, caught.value.fields["rule"]) == ("pack.row_incomplete", "quiet_day_2021")
    assert str(caught.value.place) == "island/decisions/quiet.dmn"


def test_a_decision_without_a_table_is_an_error(pack_copy) -> None:
    (pack_copy.folder / "decisions/quiet.dmn").write_text(
        """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="q" namespace="urn:q">
        <decision id="quiet" name="quiet"><variable name="quiet"/>
        <literalExpression><text>1</text></literalExpression></decision></definitions>"""
    )
    with pytest.raises(PackError) as caught:
        decide_topic(pack_copy.load(), "quiet", {})
    assert caught.value.code == "pack.decision_no_table"
