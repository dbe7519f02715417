"""The decision, its letters, and taking a decided case up again."""

from datetime import date

import pytest

from kethop.reporting.letters import form_of, paper_of
from kethop_office.appraisal.actions import decision, letters, levels, paper_letters, report
from kethop_office.appraisal.actions.decision import NewDecision, decide, reopen_decided
from kethop_office.appraisal.actions.review import review
from kethop_office.appraisal.models import Case, CaseDecision, CompletionRequest, Letter, Response
from kethop_office.common.refusal import Refused

DAY = date(2026, 11, 23)


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def new(desk, **changed):
    given = {
        "content": desk.hash,
        "outcome": "approved_with_conditions",
        "number": "45/QĐ-STC",
        "dated": DAY,
        "reasons": "",
    }
    return NewDecision(**{**given, **changed})


@pytest.fixture
def approved(desk):
    desk.reviewed()
    desk.approve(1)
    desk.approve(2)
    return desk


def test_decision_closes_the_case_and_drafts_its_letters(approved):
    row = decide(approved.actor("approver2"), approved.case, new(approved))
    case = Case.objects.get(pk=approved.case.pk)
    assert (case.stage, case.closed_on, case.clock) == (Case.Stage.APPROVED, DAY, Case.Clock.STOPPED)
    assert case.procedure.ended_at is not None
    assert sorted(Letter.objects.values_list("form", flat=True)) == ["F8", "F9"]
    f9 = Letter.objects.get(form="F9")
    assert "Trình hồ sơ độ cao." in f9.content["articles"][1]
    assert f9.content["authority"] == "Cấp 2 Sở Tài chính"
    assert f9.content["head"]["recipients"] == ["Như Điều 3", "Lưu: VT"]
    assert Letter.objects.get(form="F8").content["head"]["recipients"][0] == "Công ty mẫu A"
    assert f9.pdf is not None
    assert row.content_hash == approved.hash


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"outcome": "approved"}, "decision.differs"),
        ({"number": " "}, "decision.no_number"),
        ({"dated": date(2026, 11, 20)}, "decision.too_early"),
        ({"dated": date(2026, 11, 24)}, "decision.future"),
        ({"content": "0" * 64}, "decision.stale"),
    ],
)
def test_wrong_decision_is_refused(approved, changed, code):
    with refused(code):
        decide(approved.actor("approver2"), approved.case, new(approved, **changed))
    assert not CaseDecision.objects.exists()


def test_only_the_last_level_decides(approved):
    with refused("decision.not_signer"):
        decide(approved.actor("officer"), approved.case, new(approved))


def test_decision_needs_every_level(desk):
    desk.reviewed()
    desk.approve(1)
    with refused("decision.not_open"):
        decide(desk.actor("approver2"), desk.case, new(desk))


def test_change_after_the_last_approval_is_refused(approved):
    approved.condition.text = "Khác."
    approved.condition.save()
    with refused("decision.stale"):
        decide(approved.actor("approver2"), approved.case, new(approved))


def test_refusal_needs_reasons(desk):
    Response.objects.filter(pk=desk.response.pk).update(outcome="objection")
    desk.condition.delete()
    desk.drafted(proposal="refuse", reasons="Không thống nhất.")
    desk.case.treatments.create(
        response=desk.response, opinion="Không thống nhất", treatment="explained", text="Đúng.", order=1
    )
    desk.sent(proposal="refuse", reasons="Không thống nhất.")
    review(desk.actor("reviewer"), desk.case, content=desk.hash, is_accepted=True)
    desk.case.refresh_from_db()
    desk.approve(1)
    desk.approve(2)
    with refused("decision.no_reasons"):
        decide(desk.actor("approver2"), desk.case, new(desk, outcome="refused"))
    row = decide(
        desk.actor("approver2"), desk.case, new(desk, outcome="refused", reasons="Vì ý kiến không thống nhất.")
    )
    assert row.outcome == "refused"
    assert Case.objects.get(pk=desk.case.pk).stage == Case.Stage.REFUSED
    assert "Vì ý kiến" in Letter.objects.get(form="F9").content["articles"][0]


def test_reopening_keeps_the_decision_and_opens_the_report(approved):
    decide(approved.actor("approver2"), approved.case, new(approved))
    case = Case.objects.get(pk=approved.case.pk)
    actor = approved.actor("approver2")
    with refused("decision.no_reason"):
        reopen_decided(actor, case, reason=" ", version=case.content_version)
    with refused("decision.not_signer"):
        reopen_decided(approved.actor("officer"), case, reason="x", version=case.content_version)
    row = reopen_decided(actor, case, reason="Có tình tiết mới.", version=case.content_version)
    case.refresh_from_db()
    assert case.stage == Case.Stage.REPORT
    assert case.closed_on is None
    assert row.reopened_reason == "Có tình tiết mới."
    again = report.send_to_review(approved.actor("officer"), case)
    assert again.number == 2
    with refused("decision.not_open"):
        decide(actor, case, new(approved))


# -- letters ------------------------------------------------------------------------------------------------------------
def test_letter_that_asks_is_drafted_from_the_inquiry(desk):
    made = letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    assert made.state == Letter.State.DRAFT
    assert made.content["questions"] == ["Độ cao", "Kế hoạch"]
    assert made.content["last_day"] == "2026-11-27"
    assert made.content["head"]["is_draft"] is True
    made.refresh_from_db()
    assert made.pdf is not None


def test_reply_letter_has_no_internal_reason(desk):
    made = letters.make("F3", desk.case, desk.actor("head"), response=desk.response)
    assert made.office == desk.command
    assert "LÝ DO NỘI BỘ" not in str(made.content)
    with refused("letter.not_yours"):
        letters.make("F3", desk.case, desk.actor("officer"), response=desk.response)


def test_every_form_is_a_form_of_the_engine(approved, papers):
    officer = approved.actor("officer")
    row = decide(approved.actor("approver2"), approved.case, new(approved))
    request = CompletionRequest.objects.create(
        case=approved.case,
        submission=approved.case.submissions.get(),
        items=["Bảng tọa độ"],
        sent_by=approved.people["officer"],
        sent_at=officer.at,
    )
    for form, more in (
        ("F1", {"inquiry": approved.inquiry}),
        ("F2", {"inquiry": approved.inquiry}),
        ("F4", {"request": request}),
        ("F5", {}),
        ("F7", {}),
        ("F8", {"decision": row}),
        ("F9", {"decision": row}),
        ("F11", {}),
    ):
        letters.make(form, approved.case, officer, **more)
    letters.make("F3", approved.case, approved.actor("head"), response=approved.response)
    assert {form["form"] for form in papers} == {f"F{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11)}
    for form in papers:
        assert paper_of(form_of(form)).title


def test_clerk_numbers_and_issues(desk):
    letter = letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    given = letters.Issued(7, "STC-ĐT", DAY, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu")
    with refused("letter.not_clerk"):
        letters.issue(desk.actor("officer"), letter, given)
    row = letters.issue(desk.actor("clerk"), letter, given)
    assert (row.number, row.symbol, row.state) == ("07", "STC-ĐT", Letter.State.ISSUED)
    assert row.content["head"]["day"] == "2026-11-23"
    assert row.content["head"]["is_draft"] is False
    with refused("letter.not_draft"):
        letters.issue(desk.actor("clerk"), letter, given)
    second = letters.make("F2", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    assert second.content["asked_by_letter"] == "07/STC-ĐT"
    with refused("letter.number_taken"):
        letters.issue(desk.actor("clerk"), second, given)


def test_scan_must_be_a_picture_or_pdf(desk):
    letter = letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    clerk = desk.actor("clerk")
    with refused("letter.not_issued"):
        paper_letters.attach_scan(clerk, letter, data=b"%PDF-1", name="a.pdf")
    letters.issue(clerk, letter, letters.Issued(7, "STC", DAY, "", "GIÁM ĐỐC", "Mẫu"))
    with refused("file.content"):
        paper_letters.attach_scan(clerk, letter, data=b"<html>", name="a.pdf")
    assert paper_letters.attach_scan(clerk, letter, data=b"%PDF-1", name="a.pdf").scan_name == "a.pdf"


def test_replaced_letter_stands_until_the_new_one_is_issued(desk):
    clerk, given = desk.actor("clerk"), letters.Issued(7, "STC", DAY, "", "GIÁM ĐỐC", "Mẫu")
    old = letters.issue(clerk, letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry), given)
    fresh = letters.replace(clerk, old, "Sai ngày")
    old.refresh_from_db()
    assert old.state == Letter.State.ISSUED
    letters.issue(clerk, fresh, letters.Issued(8, "STC", DAY, "", "GIÁM ĐỐC", "Mẫu"))
    old.refresh_from_db()
    assert old.state == Letter.State.REPLACED


def test_letter_that_came_in_is_registered(desk):
    came = paper_letters.Arrived("99", "BCH-TM", date(2026, 11, 20), "412", DAY, "Trả lời ý kiến", "Bộ CHQS tỉnh")
    row = paper_letters.register_incoming(desk.actor("clerk"), desk.case, came)
    assert (row.direction, row.arrival_number) == ("in", "412")
    with refused("letter.arrived_before"):
        paper_letters.register_incoming(
            desk.actor("clerk"), desk.case, paper_letters.Arrived("1", "x", DAY, "1", date(2026, 11, 20), "a", "b")
        )


def test_the_room_offers_what_it_says():
    assert set(decision.__all__) == {"NewDecision", "decide", "reopen_decided"}


# -- levels ---------------------------------------------------------------------------------------------------------------
def test_administrator_sets_levels_while_no_report_waits(desk):
    admin = desk.people["admin"] = desk.person("admin", desk.lead, "admin")
    assert admin
    given = {"office": desk.upper, "title_vi": "Chủ tịch", "title_en": "Chair"}
    with refused("level.not_admin"):
        levels.add_level(desk.actor("officer"), desk.lead, **given)
    assert levels.add_level(desk.actor("admin"), desk.lead, **given).rank == 3
    levels.remove_last_level(desk.actor("admin"), desk.lead)
    desk.reviewed()
    with refused("level.in_use"):
        levels.remove_last_level(desk.actor("admin"), desk.lead)
