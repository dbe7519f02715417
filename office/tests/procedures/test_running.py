"""A drawing runs as it says: steps start, end, repeat and are interrupted."""

from datetime import date

import pytest

from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions, queries
from kethop_office.procedures.models import StepInstance
from kethop_office.procedures.signals import items_wanted, step_ended, step_started

pytestmark = pytest.mark.usefixtures("drawings")


def at(run):
    return [step.element + (f":{step.item}" if step.item else "") for step in queries.running(run)]


def go(house, run, *steps):
    """Finish steps given as ``element``, ``element=outcome`` or ``element:item=outcome``."""
    for step in steps:
        name, _, outcome = step.partition("=")
        element, _, item = name.partition(":")
        role = queries.graph_of(run.version_id).nodes[element].lane
        actions.finish(run, element, actor=house.actors[role], outcome=outcome, item=item)


def to_report(house, run):
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    actions.add_item(run, "consult", "q1", office=house.command, due_on=None, actor=house.actors["officer"])
    go(house, run, "consult:q1")


def to_approval(house, run, levels=2):
    to_report(house, run)
    go(house, run, "draft_report", "review=accepted")
    for rank in range(1, levels + 1):
        actions.add_item(run, "approve", str(rank), office=house.lead, due_on=None, actor=house.actors["officer"])


@pytest.mark.parametrize("key", ["project_appraisal", "plan_appraisal"])
def test_a_case_walks_from_its_first_step_to_its_decision(house, key):
    run = house.start(key)
    assert at(run) == ["receive"]
    go(house, run, "receive", "validate=completion", "complete", "validate=valid", "screen", "prepare_consultation")
    for item in ("q1", "q2"):
        actions.add_item(
            run, "consult", item, office=house.command, due_on=date(2026, 12, 1), actor=house.actors["officer"]
        )
    assert at(run) == ["consult:q1", "consult:q2"]
    go(house, run, "consult:q2")
    assert at(run) == ["consult:q1"]
    go(house, run, "consult:q1", "draft_report", "review=returned", "draft_report", "review=accepted")
    for rank in ("1", "2"):
        actions.add_item(run, "approve", rank, office=house.lead, due_on=None, actor=house.actors["officer"])
    assert at(run) == ["approve:1"]
    go(house, run, "approve:1=approved", "approve:2=approved", "decide")
    run.refresh_from_db()
    assert run.ended_at
    assert at(run) == []


def test_returned_file_ends_the_run(house):
    run = house.start()
    go(house, run, "receive", "validate=returned")
    assert run.ended_at
    with pytest.raises(Refused, match=r"procedure\.ended"):
        go(house, run, "screen")


def test_outcome_that_no_gateway_knows_is_refused_and_nothing_moves(house):
    run = house.start()
    go(house, run, "receive")
    for outcome in ("", "retunred", "VALID"):
        with pytest.raises(Refused, match=r"procedure\.outcome_unknown"):
            actions.finish(run, "validate", actor=house.actors["officer"], outcome=outcome)
    assert at(run) == ["validate"]


def test_step_that_does_not_run_cannot_be_finished_twice(house):
    run = house.start()
    go(house, run, "receive")
    with pytest.raises(Refused, match=r"procedure\.step_not_running"):
        go(house, run, "receive")
    assert at(run) == ["validate"]


def test_account_of_an_office_without_a_part_is_refused(house):
    run = house.start()
    stranger = house.actor("clerk", house.police)
    with pytest.raises(Refused, match=r"procedure\.not_taking_part"):
        actions.finish(run, "receive", actor=stranger)


def test_second_approval_waits_for_the_first(house):
    run = house.start()
    to_approval(house, run)
    with pytest.raises(Refused, match=r"procedure\.not_its_turn"):
        go(house, run, "approve:2=approved")
    go(house, run, "approve:1=approved")
    assert at(run) == ["approve:2"]


def test_approval_returned_on_any_level_cancels_the_rest(house):
    run = house.start()
    to_approval(house, run, levels=3)
    go(house, run, "approve:1=approved", "approve:2=returned")
    assert at(run) == ["draft_report"]
    states = {step.item: step.state for step in queries.steps_of(run) if step.element == "approve"}
    assert states == {"1": "done", "2": "done", "3": "cancelled"}


def test_second_round_of_approvals_begins_with_the_first_level(house):
    run = house.start()
    to_approval(house, run)
    go(house, run, "approve:1=returned", "draft_report", "review=accepted")
    for rank in ("1", "2"):
        actions.add_item(run, "approve", rank, office=house.lead, due_on=None, actor=house.actors["officer"])
    assert at(run) == ["approve:1"]
    actions.cancel_item(run, "approve", "1", actor=house.actors["officer"])
    assert at(run) == ["approve:2"]


@pytest.mark.parametrize("stage", ["consult", "draft_report", "review", "approve", "decide"])
def test_amended_file_goes_back_to_screening(house, stage):
    run = house.start()
    to_approval(house, run, levels=1)
    if stage == "decide":
        go(house, run, "approve:1=approved")
    elif stage != "approve":
        go(house, run, "approve:1=returned")
        if stage == "review":
            go(house, run, "draft_report")
        elif stage == "consult":
            go(house, run, "draft_report=consult_more", "prepare_consultation")
            actions.add_item(run, "consult", "q2", office=house.police, due_on=None, actor=house.actors["officer"])
    actions.message(run, "amended", actor=house.actors["officer"])
    assert at(run) == ["screen"]
    assert run.open_elements == {}


def test_changed_content_goes_back_to_the_report_from_review_on(house):
    run = house.start()
    to_report(house, run)
    with pytest.raises(Refused, match=r"procedure\.message_not_awaited"):
        actions.message(run, "changed", actor=house.actors["officer"])
    go(house, run, "draft_report")
    actions.message(run, "changed", actor=house.actors["officer"])
    assert at(run) == ["draft_report"]


def test_nobody_asked_is_closed_only_on_purpose(house):
    run = house.start()
    officer = house.actors["officer"]
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    assert queries.is_running(run, "consult")
    assert at(run) == []
    actions.add_item(run, "consult", "q1", office=house.command, due_on=None, actor=officer)
    with pytest.raises(Refused, match=r"procedure\.items_open"):
        actions.close_items(run, "consult", actor=officer)
    actions.cancel_item(run, "consult", "q1", actor=officer)
    assert queries.is_running(run, "consult")
    actions.close_items(run, "consult", actor=officer)
    assert at(run) == ["draft_report"]


def test_cancelled_last_item_goes_on_when_another_was_done(house):
    run = house.start()
    officer = house.actors["officer"]
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    for item in ("q1", "q2"):
        actions.add_item(run, "consult", item, office=house.command, due_on=None, actor=officer)
    go(house, run, "consult:q1")
    actions.cancel_item(run, "consult", "q2", actor=officer)
    assert at(run) == ["draft_report"]


def test_item_is_not_asked_twice_at_once_and_not_before_its_step(house):
    run = house.start()
    officer = house.actors["officer"]
    with pytest.raises(Refused, match=r"procedure\.step_not_running"):
        actions.add_item(run, "consult", "q1", office=house.command, due_on=None, actor=officer)
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    actions.add_item(run, "consult", "q1", office=house.command, due_on=None, actor=officer)
    with pytest.raises(Refused, match=r"procedure\.item_twice"):
        actions.add_item(run, "consult", "q1", office=house.command, due_on=None, actor=officer)


def test_pause_resume_and_last_day(house):
    run = house.start()
    clerk = house.actors["clerk"]
    actions.set_due(run, "receive", date(2026, 12, 4))
    actions.pause(run, "receive", actor=clerk)
    assert queries.is_running(run, "receive")
    with pytest.raises(Refused):
        actions.pause(run, "receive", actor=clerk)
    actions.resume(run, "receive", actor=clerk)
    step = queries.running(run)[0]
    assert (step.state, step.due_on) == ("running", date(2026, 12, 4))


def test_step_is_given_only_to_an_account_with_its_role(house):
    run = house.start()
    step = queries.running(run)[0]
    other = house.actor("officer", house.lead)
    user = StepInstance._meta.get_field("assignee").related_model.objects.get(pk=other.user_id)
    with pytest.raises(Refused, match=r"procedure\.assignee_without_role"):
        actions.assign(step, user, actor=house.actors["clerk"])
    user.memberships.create(office=house.lead, role="clerk", starts=date(2026, 1, 1))
    actions.assign(step, user, actor=house.actors["clerk"])
    assert queries.running(run)[0].assignee == user
    assert list(queries.open_steps(other)) == [step]


def test_ended_run_is_taken_up_again_at_one_step(house):
    run = house.start()
    go(house, run, "receive", "validate=returned")
    with pytest.raises(Refused, match=r"procedure\.step_unknown"):
        actions.reopen(run, "end_returned", actor=house.actors["approver"])
    actions.reopen(run, "validate", actor=house.actors["approver"])
    assert at(run) == ["validate"]
    with pytest.raises(Refused, match=r"procedure\.still_running"):
        actions.reopen(run, "validate", actor=house.actors["approver"])


def test_withdrawn_case_leaves_nothing_open(house):
    run = house.start()
    to_approval(house, run)
    actions.end(run, actor=house.actors["proponent"])
    assert run.ended_at
    assert not [step for step in queries.steps_of(run) if step.is_open]


def test_signals_tell_the_new_state_inside_the_transaction(house):
    told = []

    def started(step, **_):
        told.append(("started", step.element, at(step.run)))

    def ended(step, **_):
        told.append(("ended", step.element, step.state))

    def wanted(run, element, **_):
        told.append(("wanted", element, queries.is_running(run, element)))

    step_started.connect(started)
    step_ended.connect(ended)
    items_wanted.connect(wanted)
    try:
        run = house.start()
        go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    finally:
        step_started.disconnect(started)
        step_ended.disconnect(ended)
        items_wanted.disconnect(wanted)
    assert told[:3] == [
        ("started", "receive", ["receive"]),
        ("ended", "receive", "done"),
        ("started", "validate", ["validate"]),
    ]
    assert told[-1] == ("wanted", "consult", True)


def test_every_act_is_recorded_once(house):
    before = AuditEvent.objects.count()
    run = house.start()
    go(house, run, "receive")
    actions.pause(run, "validate", actor=house.actors["officer"])
    acts = list(AuditEvent.objects.order_by("seq").values_list("act", flat=True))[before:]
    assert acts == ["procedure.started", "procedure.step_done", "procedure.step_paused"]


def test_steps_carry_the_label_of_their_run(house):
    run = actions.start(
        "project_appraisal", actor=house.actors["clerk"], offices=house.offices, level=10, compartment=None
    )
    assert {step.level for step in queries.steps_of(run)} == {10}
    assert not queries.open_steps(house.actor("clerk", house.lead, rank=0))
    assert queries.open_steps(house.actors["clerk"])
