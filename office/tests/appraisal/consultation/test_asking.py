"""Asking: add, send, remind, recall, ask again, remove, step in."""

from datetime import date, timedelta

import pytest

from kethop_office.accounts.models import AccessGrant, Membership, Notice
from kethop_office.appraisal.actions.follow_up import ask_again, recall, remind
from kethop_office.appraisal.actions.inquiries import NewInquiry, add_inquiry, edit_inquiry, send_inquiries
from kethop_office.appraisal.actions.removals import ask_removal, settle_removal
from kethop_office.appraisal.actions.step_in import OwnPeriod, step_in
from kethop_office.appraisal.models import Case, CaseEvent
from kethop_office.appraisal.queries.inquiries import asked_inquiries
from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused
from kethop_office.procedures import queries as steps


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_sent_letter_has_number_last_day_and_sum_and_opens_the_case_to_the_office(world):
    assert not asked_inquiries(world.by("command_officer")).exists()
    inquiry = world.sent(world.command)
    assert inquiry.reference.startswith("LYK-2026-")
    assert inquiry.last_day == date(2026, 11, 27)
    assert "24/11/2026" in inquiry.due_sum["vi"]
    assert "27 Nov 2026" in inquiry.due_sum["en"]
    grant = AccessGrant.objects.get(office=world.command)
    assert grant.ends - grant.starts <= timedelta(days=365)
    assert asked_inquiries(world.by("command_officer")).get() == inquiry
    assert Notice.objects.filter(user=world.users["command_officer"], kind="inquiry.received").exists()
    world.case.refresh_from_db()
    assert world.case.next_due_on == date(2026, 11, 27)
    assert world.case.stage == Case.Stage.CONSULTATION
    step = world.case.procedure.steps.get(definition__element="consult", item=str(inquiry.pk))
    assert step.due_on == date(2026, 11, 27)
    assert step.office == world.command


def test_every_act_leaves_an_event_and_a_line(world):
    before = AuditEvent.objects.count()
    inquiry = world.sent(world.command)
    codes = list(CaseEvent.objects.filter(case=world.case).values_list("code", flat=True))
    assert codes == ["letter.drafted", "inquiry.sent"]
    assert AuditEvent.objects.count() > before
    remind(world.by("officer"), inquiry)
    assert CaseEvent.objects.filter(code="inquiry.reminded").exists()


def test_a_proposed_inquiry_does_not_exist_for_the_office(world):
    world.proposed(world.command)
    assert not asked_inquiries(world.by("command_officer")).exists()


@pytest.mark.parametrize("who", ["clerk", "reviewer", "command_officer", "proponent", "stranger"])
def test_only_an_officer_of_the_lead_office_asks(world, who):
    with refused("inquiry.not_allowed"):
        add_inquiry(world.by(who), world.case, NewInquiry(role="advice", question="?", consultee=world.police))
    inquiry = world.proposed(world.command)
    with refused("inquiry.not_allowed"):
        send_inquiries(world.by(who), world.case, [inquiry.pk])


def test_a_period_of_ones_own_needs_a_basis_and_is_marked(world):
    new = {"role": "advice", "question": "Hỏi.", "consultee": world.police, "period": 7, "unit": "working days"}
    with refused("inquiry.period_without_basis"):
        add_inquiry(world.by("officer"), world.case, NewInquiry(**new))
    inquiry = add_inquiry(world.by("officer"), world.case, NewInquiry(**new, basis="Quy chế phối hợp mẫu"))
    sent = send_inquiries(world.by("officer"), world.case, [inquiry.pk])[0]
    assert sent.period_is_local
    assert sent.due_sum["is_local"]
    assert sent.last_day == date(2026, 11, 16)


def test_without_a_period_there_is_no_last_day(world):
    sent = world.sent(world.command, period=None, unit="", period_state="none_stated")
    assert sent.last_day is None
    unverified = world.sent(world.police, period_state="unverified")
    assert unverified.last_day is None


def test_what_the_screening_asks_is_not_weakened(world):
    inquiry = world.proposed(world.command, role="concurrence")
    with refused("inquiry.role_weakened"):
        edit_inquiry(world.by("officer"), inquiry, version=1, question="?", role="advice", consultee=inquiry.consultee)
    with refused("inquiry.stale"):
        edit_inquiry(
            world.by("officer"), inquiry, version=7, question="?", role="concurrence", consultee=inquiry.consultee
        )
    edited = edit_inquiry(
        world.by("officer"), inquiry, version=1, question="Mới", role="concurrence", consultee=inquiry.consultee
    )
    assert edited.question == "Mới"
    with refused("inquiry.stale"):
        edit_inquiry(
            world.by("officer"), inquiry, version=1, question="Cũ", role="concurrence", consultee=inquiry.consultee
        )


def test_the_second_person_removes(world):
    inquiry = world.proposed(world.command)
    with refused("inquiry.no_reason"):
        ask_removal(world.by("officer"), inquiry, reason=" ")
    removal = ask_removal(world.by("officer"), inquiry, reason="Trùng với phiếu khác")
    with refused("inquiry.removal_pending"):
        send_inquiries(world.by("officer"), world.case, [inquiry.pk])
    with refused("inquiry.not_allowed"):
        settle_removal(world.by("officer2"), removal, confirm=True)
    settle_removal(world.by("reviewer"), removal, confirm=True)
    inquiry.refresh_from_db()
    assert inquiry.state == "removed"
    with refused("inquiry.removal_settled"):
        settle_removal(world.by("reviewer"), removal, confirm=False, note="?")


def test_the_one_who_asked_does_not_confirm_even_as_a_reviewer(world):
    Membership.objects.create(user=world.users["officer"], office=world.lead, role="reviewer", starts=date(2026, 1, 1))
    removal = ask_removal(world.by("officer"), world.proposed(world.command), reason="Lý do")
    with refused("inquiry.same_person"):
        settle_removal(world.by("officer"), removal, confirm=True)


def test_a_letter_that_is_out_is_not_removed(world):
    with refused("inquiry.not_removable"):
        ask_removal(world.by("officer"), world.sent(world.command), reason="Lý do")


def test_reminders_are_counted_once_a_day(world):
    inquiry = world.sent(world.command)
    assert remind(world.by("officer"), inquiry).reminders == 1
    with refused("inquiry.reminded_today"):
        remind(world.by("officer"), inquiry)
    world.forward(days=1)
    assert remind(world.by("officer"), inquiry).reminders == 2


def test_recalled_and_asked_again(world):
    inquiry = world.sent(world.command, role="concurrence")
    recalled = recall(world.by("officer"), inquiry, reason="Sai tệp đính kèm")
    assert recalled.state == "recalled"
    assert not steps.is_running(world.case.procedure, "consult", str(inquiry.pk))
    world.forward(days=4)
    again = ask_again(world.by("officer"), inquiry, question="", reason="Đã thay tệp")
    assert again.again_for == inquiry
    assert again.sent_on == date(2026, 11, 9)
    assert again.role == "concurrence"
    assert again.period == 15


def test_the_level_above_steps_in_only_when_late(world):
    inquiry = world.sent(world.command, role="concurrence", silence="deemed_agreed", silence_provisions=[])
    with refused("inquiry.not_late"):
        step_in(world.by("officer"), inquiry, reason="Chậm")
    world.day(2026, 11, 28)
    with refused("inquiry.not_allowed"):
        step_in(world.by("stranger"), inquiry, reason="Chậm")
    period = OwnPeriod(5, "working days", "Quy chế mẫu")
    above = step_in(world.by("officer"), inquiry, reason="Quá hạn, chưa trả lời", period=period)
    inquiry.refresh_from_db()
    assert inquiry.state == "stepped_in"
    assert above.consultee == world.region
    assert above.stepped_in_for == inquiry
    assert above.silence == ""
    assert above.period_is_local
    assert above.last_day == date(2026, 12, 4)
    assert asked_inquiries(world.by("region_head")).get() == above
    with refused("inquiry.not_late"):
        step_in(world.by("officer"), inquiry, reason="Lần nữa")


def test_the_upper_office_may_ask_itself(world):
    inquiry = world.sent(world.command)
    world.day(2026, 11, 28)
    assert step_in(world.by("region_head"), inquiry, reason="Giải quyết thay").consultee == world.region


def test_no_step_in_where_there_is_no_level_above(world):
    inquiry = world.sent(world.police)
    world.day(2026, 11, 28)
    with refused("inquiry.no_level_above"):
        step_in(world.by("officer"), inquiry, reason="Chậm")
