"""Whatever is done with a case, in whatever order: its stage and the open steps of its procedure say the same."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kethop_office.appraisal.actions import approvals, closing, decision, letters, report, screening, validation
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.actions.follow_up import ask_again, recall
from kethop_office.appraisal.actions.inquiries import NewInquiry, add_inquiry, send_inquiries
from kethop_office.appraisal.actions.removals import ask_removal, settle_removal
from kethop_office.appraisal.actions.replies import ReplyText
from kethop_office.appraisal.actions.replying import Paper, pass_supplement_on, record_paper, withdraw_reply
from kethop_office.appraisal.actions.stages import stage_of
from kethop_office.appraisal.actions.step_in import step_in
from kethop_office.appraisal.models import (
    Case,
    CaseDecision,
    Inquiry,
    InquiryRemoval,
    Response,
    ScreeningRun,
    Submission,
)
from kethop_office.appraisal.queries.inquiries import AWAITED
from kethop_office.appraisal.queries.versions import last_version
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.procedures.queries import OPEN

SAID = {
    "pack": {"version": "2026.11", "sha256": "0" * 64},
    "engine_version": "0.1.0",
    "layers": [],
    "site": None,
    "findings": [],
    "inquiries": [],
}
CLOSED = {Case.Stage.APPROVED, Case.Stage.REFUSED, Case.Stage.WITHDRAWN, Case.Stage.RETURNED}
DAY = date(2026, 11, 23)


def assert_same(case):
    """The stage is what the open steps mean; the consultation is open exactly while somebody who is awaited has an item."""
    case = Case.objects.select_related("procedure").get(pk=case.pk)
    run = case.procedure
    open_rows = list(run.steps.filter(state__in=OPEN).select_related("definition"))
    elements = {row.definition.element for row in open_rows} | set(run.open_elements)
    if case.stage in CLOSED:
        assert run.ended_at is not None
        assert not elements
        return
    assert run.ended_at is None
    assert len(elements) == 1, elements
    assert {stage_of(element) for element in elements} == {case.stage}
    items = {row.item: row.state for row in open_rows if row.definition.element == "consult"}
    states = {str(pk): state for pk, state in case.inquiries.values_list("pk", "state")}
    assert set(items) <= set(states)
    for item, state in items.items():
        assert states[item] in AWAITED
        assert (states[item] == Inquiry.State.PAUSED) == (state == "paused")
    if "consult" in elements:
        assert set(items) == {item for item, state in states.items() if state in AWAITED}
        assert items
    if "approve" in elements:
        assert {row.item for row in open_rows}


class Hands:
    """Each act, as whoever may do it, on whatever row it fits first; what does not fit is refused."""

    def __init__(self, desk):
        self.desk = desk
        self.minutes = 0

    @property
    def case(self):
        return Case.objects.select_related("lead_office", "procedure").get(pk=self.desk.case.pk)

    def by(self, name):
        self.minutes += 1
        return self.desk.actor(name, self.minutes)

    @property
    def hash(self):
        version = last_version(self.case)
        return version.content_hash if version else ""

    def first(self, *states, role=None):
        rows = self.case.inquiries.filter(state__in=states)
        rows = rows.filter(role=role) if role else rows
        found = rows.order_by("created_at", "pk").first()
        if found is None:
            raise Refused("nothing")
        return found

    def ask(self, role="advice"):
        new = NewInquiry(role=role, question="Hỏi.", consultee=self.desk.command, period=15, unit="days", basis="Mẫu")
        send_inquiries(self.by("officer"), self.case, [add_inquiry(self.by("officer"), self.case, new).pk])

    def ask_two(self):
        new = NewInquiry(role="advice", question="Hỏi.", body_vi="Cơ quan trả lời giấy")
        keys = [add_inquiry(self.by("officer"), self.case, new).pk for _ in range(2)]
        send_inquiries(self.by("officer"), self.case, keys)

    def ask_concurrence(self):
        self.ask("concurrence")

    def tell(self):
        self.ask("notify")

    def only_add(self):
        new = NewInquiry(role="advice", question="Hỏi.", body_vi="Cơ quan trả lời giấy")
        add_inquiry(self.by("officer"), self.case, new)

    def answer(self, outcome="no_objection", **more):
        inquiry = self.first(*AWAITED)
        paper = Paper(f"{self.minutes}/BCH", inquiry.sent_on, str(self.minutes), inquiry.sent_on)
        record_paper(self.by("officer"), inquiry, ReplyText(outcome=outcome, text="Ý kiến.", **more), paper)

    def object(self):
        self.answer("objection")

    def ask_more(self):
        self.answer("further_information", asked_items=("Bản đồ",))

    def pass_on(self):
        pass_supplement_on(self.by("officer"), self.first(Inquiry.State.PAUSED))

    def withdraw_opinion(self):
        row = Response.objects.filter(case=self.case, state="sent").exclude(inquiry__consultee=None).order_by("pk")
        if not row:
            raise Refused("nothing")
        withdraw_reply(self.by("head"), row.last(), reason="Rút")

    def recall(self):
        recall(self.by("officer"), self.first(*AWAITED), reason="Nhầm")

    def ask_again(self):
        inquiry = self.first(Inquiry.State.ANSWERED, Inquiry.State.RECALLED)
        ask_again(self.by("officer"), inquiry, question="", reason="Hỏi lại")

    def step_in(self):
        inquiry = self.first(Inquiry.State.SENT)
        Inquiry.objects.filter(pk=inquiry.pk).update(last_day=DAY - timedelta(days=1))
        step_in(self.by("above"), inquiry, reason="Quá hạn")

    def remove(self):
        removal = ask_removal(self.by("officer"), self.first("proposed", "recalled"), reason="Thôi")
        settle_removal(self.by("reviewer"), InquiryRemoval.objects.get(pk=removal.pk), confirm=True)

    def send_report(self):
        self.desk.drafted(proposal="refuse", reasons="Không đủ điều kiện.")
        report.send_to_review(self.by("officer"), self.case)

    def review(self, *, is_accepted=True):
        reviewing.review(self.by("reviewer"), self.case, content=self.hash, is_accepted=is_accepted, note="Ghi chú")

    def return_report(self):
        self.review(is_accepted=False)

    def approve(self):
        done = self.case.approvals.filter(voided_at=None, action="approved").count()
        approvals.approve(self.by(f"approver{min(done + 1, 2)}"), self.case, content=self.hash)

    def send_back(self):
        done = self.case.approvals.filter(voided_at=None, action="approved").count()
        approvals.send_back(self.by(f"approver{min(done + 1, 2)}"), self.case, content=self.hash, note="Sửa")

    def decide(self):
        new = decision.NewDecision(self.hash, "refused", f"{self.minutes}/QĐ", DAY, "Không đủ điều kiện.")
        decision.decide(self.by("approver2"), self.case, new)

    def reopen_decided(self):
        if not CaseDecision.objects.filter(case=self.case, reopened_at=None).exists():
            raise Refused("nothing")
        version = self.case.content_version
        decision.reopen_decided(self.by("approver2"), self.case, reason="Xem lại", version=version)

    def amend(self):
        case = self.case
        if not case.is_open or not self.may_amend():
            raise Refused("nothing")
        Submission.objects.create(
            case=case,
            number=case.submissions.count() + 1,
            proposal=store_bytes(b"amended"),
            answers={"details": {"title": f"Nhà máy mẫu {self.minutes}", "proponent": "Công ty mẫu A"}},
            filed_by=self.desk.people["officer"],
            filed_at=clock.now(),
            received_at=clock.now(),
        )
        said = validation.Validity(complete_on=DAY, law_date=case.law_date, checklist=(), note="")
        validation.accept(self.by("officer"), case, said, version=case.content_version)

    def may_amend(self):
        return not self.case.runs.filter(state="queued").exists()

    def screen(self):
        case = self.case
        run = ScreeningRun.objects.create(
            validation=case.validations.order_by("-number").first(),
            case=case,
            number=case.runs.count() + 1,
            law_date=case.law_date,
            requested_by=self.desk.people["officer"],
            requested_at=clock.now(),
        )
        if not case.is_open:
            raise Refused("nothing")
        answer = {"run": SAID, "reasons": {}, "opened": {}, "shape": None, "provinces": []}
        screening.keep_run(run, self.by("officer"), answer, b"{}")

    def withdraw(self):
        closing.withdraw(self.by("officer"), self.case, reason="Rút", version=self.case.content_version)

    def reopen(self):
        closing.reopen(self.by("officer"), self.case, reason="Tiếp", version=self.case.content_version)


ACTS = sorted(
    name
    for name in vars(Hands)
    if not name.startswith("_") and name not in {"by", "first", "case", "hash", "may_amend"}
)


@pytest.fixture
def hands(new_desk, monkeypatch):
    monkeypatch.setattr(validation, "proposal_bytes", lambda *_a, **_k: b"amended")
    monkeypatch.setattr(validation, "request_screening", lambda *_: None)
    monkeypatch.setattr(closing, "request_screening", lambda *_: None)
    monkeypatch.setattr(letters, "_set", lambda *_: None)
    monkeypatch.setattr(report.jobs, "enqueue", lambda *_a, **_k: None)
    desk = new_desk()
    monkeypatch.setattr(clock, "now", lambda: desk.actor("officer").at)
    desk.command.parent = desk.upper
    desk.command.save()
    desk.people["above"] = desk.person("above", desk.upper, "consultee_head")
    return Hands(desk)


def do(hands, name):
    try:
        with transaction.atomic():
            getattr(hands, name)()
    except Refused as refusal:
        return refusal.code
    return ""


WAYS = {
    "every letter recalled": ["ask", "recall", "send_report", "review", "approve", "approve", "decide"],
    "only told": ["tell", "send_report", "review"],
    "told while a letter waits to be sent": ["amend", "screen", "only_add", "tell", "ask", "answer", "send_report"],
    "report while somebody is awaited": ["ask", "send_report", "answer", "send_report", "return_report", "ask"],
    "asked again in review": ["send_report", "ask", "recall", "send_report", "review"],
    "asked again in approval": ["send_report", "review", "ask_concurrence", "object", "withdraw_opinion", "recall"],
    "stepped in": ["ask", "ask_more", "pass_on", "step_in", "answer"],
    "stepped in behind a report": ["ask", "send_report", "step_in", "answer"],
    "amended while somebody is awaited": ["ask", "amend", "screen", "answer", "send_report"],
    "amended while somebody waits for more": ["ask", "ask_more", "amend", "screen", "pass_on", "answer"],
    "removed from an amended case": ["amend", "screen", "only_add", "remove", "send_report", "review"],
    "taken up again": ["ask", "withdraw", "reopen", "screen", "answer", "send_report", "review"],
    "decided and taken up again": ["send_report", "review", "approve", "approve", "decide", "reopen_decided", "ask"],
    "sent back": ["send_report", "review", "approve", "send_back", "ask_two", "answer", "answer", "send_report"],
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_known_way(hands, way):
    for name in way:
        assert not do(hands, name)
        assert_same(hands.case)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.lists(st.sampled_from(ACTS), min_size=4, max_size=14))
def test_any_order_of_acts(hands, names):
    with transaction.atomic():
        for name in names:
            do(hands, name)
            assert_same(hands.case)
        transaction.set_rollback(True)


def test_who_is_asked_no_more_still_counts(hands):
    for name in ("ask", "send_report", "review"):
        assert not do(hands, name)
    inquiry = hands.first(Inquiry.State.SENT)
    assert not do(hands, "answer")
    inquiry.refresh_from_db()
    assert inquiry.state == Inquiry.State.ANSWERED
    assert hands.case.stage == Case.Stage.REPORT
    assert_same(hands.case)
