"""Answering: drafts, signature, outcomes, withdrawal, paper, silence."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from kethop_office.accounts.models import AccessGrant, Delegation, Notice, User
from kethop_office.accounts.notice_words import told
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions.initiative import accept_offer, decline_offer, offer_advice
from kethop_office.appraisal.actions.replies import ReplyText, assign, return_reply, save_reply, submit_reply
from kethop_office.appraisal.actions.replying import (
    Paper,
    pass_supplement_on,
    record_paper,
    release_to_others,
    sign_reply,
    withdraw_reply,
)
from kethop_office.appraisal.actions.tick import every_day
from kethop_office.appraisal.models import Case, CaseEvent, DecisionCondition, Inquiry, OpinionTreatment, Suspension
from kethop_office.appraisal.queries.blocks import blocks, warnings
from kethop_office.appraisal.queries.inbox import inquiry_view
from kethop_office.appraisal.queries.inquiries import asked_inquiries
from kethop_office.common.refusal import Refused
from kethop_office.procedures import queries as steps

CONDITION = {"model": None, "text": "Trình hồ sơ độ cao trước khi cấp phép.", "trigger": "before_permit"}


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def codes(found):
    return [block.code for block in found]


def again(inquiry):
    inquiry.refresh_from_db()
    return inquiry


def test_a_signed_reply_ends_the_inquiry_and_its_step(world):
    first, second = world.sent(world.command, "concurrence"), world.sent(world.police)
    assert codes(blocks(world.case)) == ["block.concurrence_missing"]
    world.forward(days=1)
    world.answered(again(first))
    first.refresh_from_db()
    assert first.state == Inquiry.State.ANSWERED
    assert not steps.is_running(world.case.procedure, "consult", str(first.pk))
    assert blocks(world.case) == []
    assert codes(warnings(world.case)) == ["block.advice_not_come"]
    world.case.refresh_from_db()
    assert world.case.stage == Case.Stage.CONSULTATION
    assert world.case.next_due_on == second.last_day
    world.answered(again(second), "no_comment", "", who="police")
    world.case.refresh_from_db()
    assert world.case.stage == Case.Stage.REPORT
    grant = AccessGrant.objects.get(office=world.command)
    assert grant.ends == world.now + timedelta(days=30)
    assert Notice.objects.filter(user=world.users["officer"], kind="response.received").count() == 2


def test_the_asking_office_learns_nothing_of_a_draft(world):
    inquiry = world.sent(world.command)
    before = CaseEvent.objects.count()
    draft = save_reply(
        world.by("command_officer"),
        inquiry,
        version=0,
        reply=ReplyText("no_objection_with_conditions", "Được.", conditions=[CONDITION]),
    )
    submit_reply(world.by("command_officer"), draft, version=draft.version)
    assert CaseEvent.objects.count() == before
    assert not DecisionCondition.objects.exists()
    assert not OpinionTreatment.objects.exists()


def test_drafts_of_two_officers_do_not_overwrite_each_other(world):
    inquiry = world.sent(world.command)
    first = save_reply(world.by("command_officer"), inquiry, version=0, reply=ReplyText(text="Một"))
    with refused("response.stale"):
        save_reply(world.by("command_head"), inquiry, version=0, reply=ReplyText(text="Hai"))
    second = save_reply(world.by("command_head"), inquiry, version=first.version, reply=ReplyText(text="Hai"))
    assert second.pk == first.pk


@pytest.mark.parametrize("who", ["officer", "police_officer", "proponent", "stranger", "region_head"])
def test_only_the_asked_office_answers(world, who):
    inquiry = world.sent(world.command)
    with refused("response.not_allowed"):
        save_reply(world.by(who), inquiry, version=0, reply=ReplyText(text="?"))


def test_the_head_signs_or_returns_and_the_officer_does_not_sign(world):
    inquiry = world.sent(world.command)
    draft = save_reply(world.by("command_officer"), inquiry, version=0, reply=ReplyText("no_objection", "Được."))
    draft = submit_reply(world.by("command_officer"), draft, version=draft.version)
    with refused("response.at_the_head"):
        save_reply(world.by("command_officer"), inquiry, version=draft.version, reply=ReplyText(text="Khác"))
    with refused("response.not_allowed"):
        sign_reply(world.by("command_officer"), draft, version=draft.version)
    with refused("response.no_reason"):
        return_reply(world.by("command_head"), draft, version=draft.version, note="")
    draft = return_reply(world.by("command_head"), draft, version=draft.version, note="Bổ sung căn cứ")
    with refused("response.stale"):
        sign_reply(world.by("command_head"), draft, version=draft.version - 1)
    assert sign_reply(world.by("command_head"), draft, version=draft.version).state == "sent"
    with refused("response.already_sent"):
        sign_reply(world.by("command_head"), draft, version=draft.version + 1)


def test_a_deputy_signs_by_a_dated_delegation(world):
    deputy = User.objects.create(username="deputy", title="Phó")
    delegation = Delegation.objects.create(
        giver=world.users["command_head"],
        holder=deputy,
        office=world.command,
        capacity="KT.",
        starts=date(2026, 11, 1),
        ends=date(2026, 11, 30),
        document="Quyết định mẫu",
    )
    inquiry = world.sent(world.command)
    draft = save_reply(world.by("command_officer"), inquiry, version=0, reply=ReplyText("no_objection", "Được."))
    signed = sign_reply(actor_of(deputy), draft, version=draft.version)
    assert signed.delegation == delegation
    world.day(2026, 12, 1)
    with refused("response.not_allowed"):
        withdraw_reply(actor_of(deputy), signed, reason="Hết hạn ủy quyền")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (ReplyText(), "response.no_outcome"),
        (ReplyText("objection"), "response.no_text"),
        (ReplyText("holding", "Chờ."), "response.no_promise"),
        (ReplyText("holding", "Chờ.", promised_on=date(2026, 11, 5)), "response.no_promise"),
        (ReplyText("further_information", "Thiếu."), "response.no_items"),
        (ReplyText("no_objection_with_conditions", "Được."), "response.no_condition"),
        (ReplyText("no_objection", "Được.", conditions=[CONDITION]), "response.no_condition"),
        (
            ReplyText("no_objection_with_conditions", "Được.", conditions=[{**CONDITION, "trigger": ""}]),
            "response.condition_unfit",
        ),
        (ReplyText("objection", "Điểm 21°02′ B, 105°51′ Đ bị chắn."), "response.has_coordinates"),
        (ReplyText("objection", "X 2344072,76 Y 552756,73"), "response.has_coordinates"),
        (ReplyText("objection", "Theo tài liệu mật số 5."), "response.has_level_words"),
        (
            ReplyText(
                "no_objection_with_conditions", "Được.", conditions=[{**CONDITION, "text": "Cách 21.02851, 105.85420"}]
            ),
            "response.has_coordinates",
        ),
    ],
)
def test_what_is_unfit_does_not_leave(world, reply, code):
    inquiry = world.sent(world.command)
    draft = save_reply(world.by("command_officer"), inquiry, version=0, reply=reply)
    with refused(code):
        submit_reply(world.by("command_officer"), draft, version=draft.version)
    with refused(code):
        sign_reply(world.by("command_head"), draft, version=draft.version)


def test_a_holding_reply_is_no_answer_and_moves_nothing(world):
    inquiry = world.sent(world.command, "concurrence")
    world.answered(inquiry, "holding", "Đang nghiên cứu.", promised_on=date(2026, 11, 20))
    inquiry.refresh_from_db()
    assert inquiry.state == Inquiry.State.SENT
    assert inquiry.last_day == date(2026, 11, 27)
    assert codes(blocks(world.case)) == ["block.concurrence_holding"]
    assert not Suspension.objects.exists()
    world.answered(inquiry)
    assert blocks(world.case) == []


def test_asking_for_more_stops_both_clocks_until_it_is_passed_on(world):
    first, second = world.sent(world.command), world.sent(world.police)
    world.day(2026, 11, 10)
    world.answered(first, "further_information", "Thiếu.", asked_items=["Thuyết minh độ cao"])
    assert again(first).state == Inquiry.State.PAUSED
    assert first.last_day is None
    assert again(second).last_day == date(2026, 11, 27)
    world.case.refresh_from_db()
    assert world.case.clock == Case.Clock.PAUSED
    world.day(2026, 11, 18)
    with refused("inquiry.not_allowed"):
        pass_supplement_on(world.by("command_head"), first)
    pass_supplement_on(world.by("officer"), first)
    world.case.refresh_from_db()
    assert world.case.clock != Case.Clock.PAUSED
    assert again(first).last_day == date(2026, 12, 7)
    with refused("inquiry.not_paused"):
        pass_supplement_on(world.by("officer"), first)


def test_the_case_waits_while_anyone_waits_for_more(world):
    first, second = world.sent(world.command), world.sent(world.police)
    world.answered(first, "further_information", "", asked_items=["A"])
    world.answered(second, "further_information", "", who="police", asked_items=["B"])
    pass_supplement_on(world.by("officer"), first)
    world.case.refresh_from_db()
    assert world.case.clock == Case.Clock.PAUSED
    world.answered(again(second), "no_objection", "Được.", who="police")
    world.case.refresh_from_db()
    assert world.case.clock != Case.Clock.PAUSED


def test_an_objection_of_a_concurring_body_blocks_until_a_new_agreement(world):
    inquiry = world.sent(world.command, "concurrence")
    objection = world.answered(inquiry, "objection", "Vướng.")
    assert codes(blocks(world.case)) == ["block.concurrence_refused"]
    with refused("response.not_allowed"):
        withdraw_reply(world.by("command_officer"), objection, reason="Đã điều chỉnh")
    withdraw_reply(world.by("command_head"), objection, reason="Đã điều chỉnh")
    assert codes(blocks(world.case)) == ["block.concurrence_withdrawn"]
    world.answered(again(inquiry), "no_objection", "Chấp thuận.")
    assert blocks(world.case) == []


def test_an_advising_objection_must_be_explained_but_does_not_block(world):
    inquiry = world.sent(world.command)
    objection = world.answered(inquiry, "objection", "Không nên.")
    assert blocks(world.case) == []
    assert codes(warnings(world.case)) == ["block.objection_unexplained"]
    OpinionTreatment.objects.filter(response=objection).update(treatment="explained", text="Vì …")
    assert warnings(world.case) == []


@pytest.mark.parametrize("outcome", ["no_comment", "not_involved"])
def test_a_concurring_body_that_says_nothing_has_not_agreed(world, outcome):
    inquiry = world.sent(world.command, "concurrence")
    world.answered(inquiry, outcome, "Không thuộc phạm vi.")
    assert codes(blocks(world.case)) == ["block.concurrence_not_given"]


def test_a_late_reply_is_allowed_and_marked(world):
    inquiry = world.sent(world.command)
    world.day(2026, 11, 28)
    every_day()
    assert world.answered(inquiry).is_late


def test_conditions_and_opinions_come_with_the_signature(world):
    inquiry = world.sent(world.command)
    world.answered(inquiry, "no_objection_with_conditions", "Thống nhất.", conditions=[CONDITION])
    condition = DecisionCondition.objects.get()
    assert condition.state == "asked"
    assert condition.asked_by == world.command
    assert condition.compartment == world.case.compartment
    assert [row.opinion for row in OpinionTreatment.objects.order_by("order")] == ["Thống nhất.", CONDITION["text"]]


def test_silence_is_agreement_only_by_a_provision(world):
    silent = world.sent(world.police, "concurrence")
    deemed = world.sent(
        world.command,
        "concurrence",
        silence="deemed_agreed",
        silence_provisions=[{"cite": {"vi": "Điều 76", "en": "Art. 76"}}],
    )
    world.day(2026, 11, 27)
    every_day()
    assert again(deemed).state == Inquiry.State.SENT
    world.day(2026, 11, 28)
    assert every_day()["deemed"] == 1
    assert again(deemed).state == Inquiry.State.DEEMED
    response = deemed.responses.get()
    assert response.is_deemed
    assert response.deemed_provisions
    assert again(silent).state == Inquiry.State.SENT
    assert codes(blocks(world.case)) == ["block.concurrence_missing"]
    assert CaseEvent.objects.filter(code="inquiry.overdue").count() == 1
    assert every_day() == {"deemed": 0, "near": 0, "late": 0, "cases": 0}


@pytest.mark.parametrize(
    "more",
    [
        {"silence_provisions": []},
        {"period_is_local": True, "silence_provisions": [{"cite": "x"}]},
        {"silence": "nothing", "silence_provisions": [{"cite": "x"}]},
    ],
)
def test_nothing_else_makes_silence_an_agreement(world, more):
    inquiry = world.sent(world.command, **{"silence": "deemed_agreed", **more})
    world.day(2027, 1, 20)
    every_day()
    assert again(inquiry).state == Inquiry.State.SENT


def test_a_paused_inquiry_is_never_deemed(world):
    inquiry = world.sent(world.command, silence="deemed_agreed", silence_provisions=[{"cite": "x"}])
    world.answered(inquiry, "further_information", "", asked_items=["A"])
    world.day(2026, 12, 30)
    every_day()
    assert again(inquiry).state == Inquiry.State.PAUSED


def test_near_and_late_are_told_once(world):
    world.sent(world.command)
    world.day(2026, 11, 23)
    assert every_day()["near"] == 1
    assert every_day()["near"] == 0
    assert Notice.objects.filter(user=world.users["command_officer"], kind="inquiry.due_soon").count() == 1
    world.day(2026, 11, 30)
    assert every_day()["late"] == 1
    assert every_day()["late"] == 0
    notice = Notice.objects.get(user=world.users["officer"], kind="inquiry.overdue_to_remind")
    reader = actor_of(world.users["officer"])
    assert (
        told(reader, notice)
        == f"{world.command.name_vi} quá hạn trả lời: đôn đốc hoặc đề nghị cấp trên giải quyết thay."
    )
    with translation.override("en"):
        assert (
            told(reader, notice)
            == f"{world.command.name_en} is late with its answer: remind it or ask the level above to step in."
        )
    notice.fields = {}  # one of an earlier version
    assert told(reader, notice) == f"{world.case.reference}: có thay đổi. Mở để xem."


def test_a_reply_on_paper(world):
    inquiry = world.sent(None, "concurrence")
    world.day(2026, 11, 30)
    paper = Paper("45/CV-X", date(2026, 11, 26), "128", date(2026, 11, 30), b"%PDF-1.7", "45.pdf")
    reply = ReplyText("no_objection", "Thống nhất.")
    with refused("response.paper_days"):
        record_paper(world.by("clerk"), inquiry, reply, Paper("4", date(2026, 11, 4), "1", date(2026, 11, 30)))
    with refused("inquiry.not_allowed"):
        record_paper(world.by("stranger"), inquiry, reply, paper)
    response = record_paper(world.by("clerk"), inquiry, reply, paper)
    assert response.is_late
    assert response.files.get().name == "45.pdf"
    assert again(inquiry).state == Inquiry.State.ANSWERED
    assert blocks(world.case) == []


def test_offices_see_each_others_replies_only_when_released(world):
    first, second = world.sent(world.command), world.sent(world.police)
    world.answered(first, "no_objection", "Thống nhất nội dung.", internal_reason="BI MAT NOI BO")
    view = inquiry_view(world.by("police_officer"), second)
    assert view.others == ()
    release_to_others(world.by("officer"), world.case)
    view = inquiry_view(world.by("police_officer"), second)
    assert [reply.text for _, reply in view.others] == ["Thống nhất nội dung."]
    assert "BI MAT NOI BO" not in repr(view)


def test_advice_on_ones_own_initiative_tells_nothing_of_a_case_one_may_not_read(world):
    actor = world.by("command_officer")
    assert offer_advice(actor, world.command, "KH-2026-99999", subject="Độ cao") is None
    assert offer_advice(actor, world.command, world.case.reference, subject="Độ cao") is None
    assert not asked_inquiries(actor).exists()
    offered = Inquiry.objects.get(origin="initiative")
    with refused("initiative.not_military"):
        offer_advice(world.by("police_officer"), world.police, world.case.reference, subject="x")
    accept_offer(world.by("officer"), offered)
    assert asked_inquiries(world.by("command_officer")).get().last_day is None
    with refused("initiative.not_offered"):
        decline_offer(world.by("officer"), offered, reason="x")


def test_taken_and_handed_over_inside_the_office(world):
    inquiry = world.sent(world.command)
    assert assign(world.by("command_officer"), inquiry, world.users["command_officer"]).assignee
    with refused("response.not_in_office"):
        assign(world.by("command_officer"), inquiry, world.users["police_officer"])
    assert assign(world.by("command_head"), inquiry, None).assignee is None
