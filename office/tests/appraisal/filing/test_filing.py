"""A proposal from its draft to the file that an officer froze."""

from datetime import date, timedelta

import pytest

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.actions import closing, drafts, filing, receiving, report, validation
from kethop_office.appraisal.models import Case, CompletionRequest, ProposalDraft, Submission
from kethop_office.audit.models import AuditEvent
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused
from kethop_office.procedures.queries import is_running

DAY = date(2026, 11, 23)


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_sent_draft_is_a_case_that_only_its_two_offices_know_of(house):
    case = house.filed()
    assert case.reference == "KH-2026-00001"
    assert case.stage == "filed"
    assert [unit.name for unit in case.units.all()] == ["Xã Tam Đa"]
    assert AccessGrant.objects.filter(compartment=case.compartment).count() == 2
    assert Case.objects.visible_to(house.actor("officer")).get() == case
    assert Case.objects.visible_to(house.actor("proponent")).get() == case
    assert not Case.objects.visible_to(house.actor("consultee_officer")).exists()
    assert AuditEvent.objects.filter(act="case.filed", object_key=f"case:{case.pk}").exists()


def test_what_was_filed_is_kept_byte_for_byte(house):
    submission = house.filed().submissions.get()
    assert read_blob(submission.site) == house.corners.encode()
    assert 'file: "-"' in read_blob(submission.proposal).decode()
    assert submission.site_name == "-"


def test_no_action_changes_a_submission_once_sent(house):
    draft = house.draft()
    case = filing.file_submission(house.actor("proponent"), draft, version=draft.version).case
    before = Submission.objects.values("proposal", "site", "site_name", "answers", "note", "filed_at").get()
    draft.refresh_from_db()
    proponent = house.actor("proponent")
    for act in (
        lambda: drafts.save_answers(proponent, draft, "details", {}, version=draft.version),
        lambda: drafts.attach_site(proponent, draft, b"x", name="x.csv", version=draft.version),
        lambda: drafts.delete_draft(proponent, draft),
        lambda: filing.file_submission(proponent, draft, version=draft.version),
    ):
        with refused("draft.sent"):
            act()
    receiving.receive(house.actor("clerk"), case, receipt_number="1", version=1)
    validation.accept(house.actor("officer"), house.fresh(case), house.validity(), version=1)
    assert Submission.objects.values("proposal", "site", "site_name", "answers", "note", "filed_at").get() == before


def test_a_draft_is_its_authors_alone(house):
    draft = house.draft()
    with refused("draft.not_yours"):
        drafts.save_answers(house.actor("officer"), draft, "details", {}, version=draft.version)


def test_an_older_page_does_not_overwrite_a_draft(house):
    draft = house.draft()
    with refused("draft.changed"):
        drafts.save_answers(house.actor("proponent"), draft, "details", {}, version=draft.version - 1)


def test_a_draft_put_away_comes_back(house):
    draft = house.draft()
    gone = drafts.delete_draft(house.actor("proponent"), draft)
    assert gone.deleted_at == house.at
    assert drafts.restore_draft(house.actor("proponent"), gone).deleted_at is None


def test_a_document_taken_out_comes_back_in_its_place(house):
    actor, draft = house.actor("proponent"), house.draft()
    for name in ("a.pdf", "b.pdf"):
        draft = drafts.add_document(
            actor,
            draft,
            f"%PDF-{name}".encode(),
            name=name,
            media_type="application/pdf",
            component="",
            version=draft.version,
        )
    first = draft.answers["files"]["items"][0]["sha256"]
    draft = drafts.remove_document(actor, draft, first, version=draft.version)
    assert [item["name"] for item in draft.answers["files"]["items"]] == ["b.pdf"]
    draft = drafts.restore_document(actor, draft, version=draft.version)
    assert [item["name"] for item in draft.answers["files"]["items"]] == ["a.pdf", "b.pdf"]


def test_an_unfinished_draft_is_not_sent(house):
    draft = house.draft(title="")
    with refused("draft.incomplete"):
        filing.file_submission(house.actor("proponent"), draft, version=draft.version)
    assert not Case.objects.exists()


def test_an_officer_files_for_a_proponent_without_an_account(house):
    case = house.filed("officer")
    assert case.proponent is None
    assert case.proponent_name == "Công ty ví dụ"


def test_a_receipt_number_is_given_once_by_the_lead_office(house):
    case = house.filed()
    with refused("case.not_yours"):
        receiving.receive(house.actor("proponent"), case, receipt_number="1", version=1)
    with refused("submission.no_receipt_number"):
        receiving.receive(house.actor("clerk"), case, receipt_number=" ", version=1)
    receiving.receive(house.actor("clerk"), case, receipt_number="812", version=1)
    with refused("submission.received"):
        receiving.receive(house.actor("clerk"), case, receipt_number="813", version=1)


def test_what_is_asked_for_comes_as_the_next_submission(house):
    case, officer, proponent = house.received(), house.actor("officer"), house.actor("proponent")
    receiving.request_completion(officer, case, items=["Bản vẽ", " "], reason="", due_on=None, version=1)
    case = house.fresh(case)
    assert case.stage == "completion"
    with refused("completion.asked"):
        validation.accept(officer, case, house.validity(), version=1)
    draft = drafts.continue_case(proponent, case)
    assert draft.answers["details"]["title"] == case.title
    second = filing.file_submission(proponent, _visited(draft, proponent), version=draft.version + 1)
    assert second.number == 2
    assert CompletionRequest.objects.get().answered_by == second
    assert house.fresh(case).stage == "validation"


def _visited(draft, actor):
    return drafts.save_answers(actor, draft, "files", {"items": []}, version=draft.version)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"complete_on": DAY - timedelta(days=1)}, "validity.before_received"),
        ({"complete_on": DAY + timedelta(days=1)}, "validity.after_today"),
        ({"law_date": DAY + timedelta(days=1)}, "validity.law_after"),
        ({"checklist": [{"key": "title", "answer": "no", "note": ""}]}, "validity.checklist_open"),
    ],
)
def test_a_file_is_not_valid_on_a_wrong_day_or_with_something_missing(house, change, code):
    case = house.received()
    with refused(code):
        validation.accept(house.actor("officer"), case, house.validity(**change), version=1)
    assert not case.validations.exists()


def test_a_valid_file_starts_screening_and_fixes_the_day_of_the_law(house):
    case = house.valid()
    assert case.law_date == DAY == case.valid_on
    assert case.runs.get().state == "done"
    assert case.stage == "consultation"
    assert read_blob(case.validations.get().proposal).decode().count('submitted: "2026-11-23"') == 1


def test_only_an_officer_of_the_lead_office_judges_a_file(house):
    case = house.received()
    for who in ("clerk", "reviewer", "proponent", "consultee_officer"):
        with refused("case.not_yours"):
            validation.accept(house.actor(who), case, house.validity(), version=1)


def test_a_case_that_changed_on_the_way_is_not_acted_on(house):
    case = house.received()
    with refused("case.stale"):
        validation.accept(house.actor("officer"), case, house.validity(), version=7)


def test_a_returned_file_ends_the_case_and_can_be_taken_up_again(house):
    case = house.received()
    receiving.return_file(house.actor("officer"), case, reason="Không thuộc thẩm quyền", version=1)
    case = house.fresh(case)
    assert (case.stage, case.clock, case.is_open) == ("returned", "stopped", False)
    closing.reopen(house.actor("officer"), case, reason="Nhầm", version=case.content_version)
    assert house.fresh(case).stage == "validation"


def test_a_proponent_withdraws_and_nobody_else_but_the_lead_office(house):
    case = house.valid()
    with refused("case.not_yours"):
        closing.withdraw(house.actor("consultee_officer"), case, reason="x", version=case.content_version)
    with refused("case.no_reason"):
        closing.withdraw(house.actor("proponent"), case, reason=" ", version=case.content_version)
    closing.withdraw(house.actor("proponent"), case, reason="Đổi địa điểm", version=case.content_version)
    case = house.fresh(case)
    assert (case.stage, case.closed_on) == ("withdrawn", DAY)
    with refused("case.closed"):
        drafts.continue_case(house.actor("proponent"), case)
    case = closing.reopen(house.actor("officer"), case, reason="Đề nghị lại", version=case.content_version)
    assert [run.state for run in case.runs.all()] == ["done", "done"]
    assert house.fresh(case).stage == "consultation"


def test_an_amendment_goes_through_the_officer_back_to_screening(house):
    case, proponent = house.valid(), house.actor("proponent")
    draft = drafts.continue_case(proponent, case)
    draft = drafts.save_answers(
        proponent, draft, "heights", {"height": "60"}, version=_visited(draft, proponent).version
    )
    filing.file_submission(proponent, draft, version=draft.version)
    with refused("submission.pending"):
        again = drafts.continue_case(proponent, house.fresh(case))
        filing.file_submission(proponent, _visited(again, proponent), version=again.version + 1)
    case = house.fresh(case)
    receiving.receive(house.actor("clerk"), case, receipt_number="900", version=case.content_version)
    validation.accept(house.actor("officer"), case, house.validity(), version=case.content_version)
    assert case.validations.count() == 2
    assert [run.validation.number for run in case.runs.order_by("number")] == [1, 2]


def test_references_of_a_level_have_no_gaps(house):
    first, second = house.filed(), house.filed()
    assert (first.reference, second.reference) == ("KH-2026-00001", "KH-2026-00002")
    assert ProposalDraft.objects.filter(sent_at=None).count() == 0


def test_a_plan_goes_its_own_way_from_the_file_to_the_report(house):
    answers = {**house.answers(), "kind": {"kind": "plan", "lead_office": str(house.lead.pk)}}
    answers["site"] = {"way": "units", "units": ["09208"]}
    draft = drafts.start_draft(house.actor("proponent"), office=house.proponent, answers=answers)
    case = filing.file_submission(house.actor("proponent"), draft, version=draft.version).case
    assert (case.kind, case.procedure.version.key) == ("plan", "plan_appraisal")
    receiving.receive(house.actor("clerk"), case, receipt_number="1", version=case.content_version)
    case = house.fresh(case)
    validation.accept(house.actor("officer"), case, house.validity(), version=case.content_version)
    case = house.fresh(case)
    assert case.runs.get().state == "done"
    assert case.stage == "consultation"
    report.prepare(house.actor("officer"), case)
    report.propose(house.actor("officer"), case, report.Proposed("approve", "Đủ điều kiện.", 0))
    report.send_to_review(house.actor("officer"), case)
    case = house.fresh(case)
    assert case.stage == "review"
    assert is_running(case.procedure, "review")
