"""An amendment accepted while approvals stand: they fall, and the case is screened again. What waits for a second person."""

from datetime import UTC, date, datetime

import pytest

from kethop_office.appraisal.actions import paper_letters, validation
from kethop_office.appraisal.actions.overruling import ask_override
from kethop_office.appraisal.actions.removals import ask_removal
from kethop_office.appraisal.models import Approval, Case, CaseWord, Inquiry, Submission
from kethop_office.appraisal.queries.consultation_tasks import consultation_tasks
from kethop_office.common.files import store_bytes
from kethop_office.procedures.queries import is_running

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def amended(desk, monkeypatch):
    monkeypatch.setattr(validation, "proposal_bytes", lambda *_a, **_k: b"amended")
    monkeypatch.setattr(validation, "request_screening", lambda *_: None)  # the run has its own tests
    desk.reviewed()
    desk.approve(1)
    Submission.objects.create(
        case=desk.case,
        number=2,
        proposal=store_bytes(b"amended"),
        answers={"details": {"title": "Nhà máy mẫu mở rộng", "proponent": "Công ty mẫu A"}},
        filed_by=desk.people["officer"],
        filed_at=AT,
        received_at=AT,
    )
    day = date(2026, 11, 23)
    said = validation.Validity(complete_on=day, law_date=desk.case.law_date, checklist=(), note="")
    validation.accept(desk.actor("officer"), desk.case, said, version=desk.case.content_version)
    desk.case.refresh_from_db()
    return desk


def test_an_accepted_amendment_voids_approvals_and_screens_again(amended):
    approval = Approval.objects.get()
    assert approval.voided_at is not None
    assert any("Nhà máy mẫu mở rộng" in str(change["now"]) for change in approval.void_changes)
    assert amended.case.stage == Case.Stage.SCREENING
    assert is_running(amended.case.procedure, "screen")
    for element in ("review", "approve", "draft_report", "decide"):
        assert not is_running(amended.case.procedure, element), element
    assert amended.case.events.filter(code="approval.voided").exists()


def test_the_case_is_found_by_its_new_words(amended):
    words = set(CaseWord.objects.filter(case=amended.case).values_list("word", flat=True))
    assert {"mo", "rong"} <= words
    came = paper_letters.Arrived("99", "BCH-TM", date(2026, 11, 20), "412", date(2026, 11, 23), "Trả lời", "Bộ CHQS")
    paper_letters.register_incoming(amended.actor("clerk"), amended.case, came)
    assert CaseWord.objects.filter(case=amended.case, word="99", is_internal=True).exists()


def test_what_waits_for_a_second_person_stands_in_the_work_list_of_reviewers(desk):
    finding = desk.case.findings.get(outcome="hit")
    override = ask_override(desk.actor("officer"), finding, outcome="clear", reason="Đo lại")
    more = Inquiry.objects.create(
        case=desk.case, body_vi="Sở mẫu", body_en="Body", role="advice", origin="added", state="proposed", created_at=AT
    )
    removal = ask_removal(desk.actor("officer"), more, reason="Trùng")
    paths = {row.path for row in consultation_tasks(desk.actor("reviewer")) if row.group == "mine"}
    base = f"/case/{desk.case.reference}/"
    assert {f"{base}findings/override/{override.pk}", f"{base}consultations/removal/{removal.pk}"} <= paths
    for who in ("officer", "other", "stranger"):
        seen = {row.path for row in consultation_tasks(desk.actor(who))}
        assert not any("override" in path or "removal" in path for path in seen)
