"""Approvals hold for one content only, come in order, and are of distinct persons."""

from datetime import timedelta

import pytest

from kethop_office.accounts.models import AccessGrant, Compartment, Membership, Notice
from kethop_office.appraisal.actions import approvals, report
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Approval, Case, Inquiry, Response
from kethop_office.appraisal.queries.approval_page import waiting_for
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.obstacles import case_obstacles
from kethop_office.appraisal.queries.versions import last_version, standing_approvals
from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused
from kethop_office.procedures import queries as steps


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_report_goes_from_draft_to_decision(desk):
    assert desk.case.stage == Case.Stage.REPORT
    version = desk.reviewed()
    assert desk.case.stage == Case.Stage.APPROVAL
    assert [step.item for step in steps.running(desk.case.procedure)] == ["1"]
    desk.approve(1)
    assert [step.item for step in steps.running(desk.case.procedure)] == ["2"]
    desk.approve(2)
    assert desk.case.stage == Case.Stage.DECISION
    assert len(standing_approvals(version)) == 2
    assert AuditEvent.objects.filter(act="approval.approved").count() == 2


def test_content_names_everything_and_no_internal_reason(desk):
    content = desk.sent().content
    assert set(content["findings"]) == {"height.hit", "height.clear"}
    assert content["run"]["pack_version"] == "2026.11"
    assert "LÝ DO NỘI BỘ" not in str(content)


def test_same_approval_twice_counts_once(desk):
    desk.reviewed()
    first = desk.approve(1)
    second = desk.approve(1)
    assert first == second
    assert Approval.objects.count() == 1


def test_levels_are_in_order(desk):
    desk.reviewed()
    desk.delegate("approver1", "other")
    desk.approve(1)
    with refused("approval.same_person"):
        approvals.approve(desk.actor("other"), desk.case, content=desk.hash)


def test_second_level_is_not_asked_before_the_first(desk):
    desk.reviewed()
    level = desk.lead.approval_levels.get(rank=1)
    level.office = desk.upper
    level.save()
    with refused("approval.not_level"):
        desk.approve(2)


def test_one_person_never_signs_two_levels(desk):
    desk.reviewed()
    desk.approve(1)
    with refused("approval.same_person"):
        approvals.send_back(desk.actor("approver1"), desk.case, content=desk.hash, note="x")


def test_author_does_not_review_and_reviewer_does_not_approve(desk):
    desk.sent()
    for name, role in (("officer", "reviewer"), ("reviewer", "approver"), ("officer", "approver")):
        Membership.objects.create(user=desk.people[name], office=desk.lead, role=role, starts="2026-01-01")
    with refused("review.own_report"):
        reviewing.review(desk.actor("officer"), desk.case, content=desk.hash, is_accepted=True)
    reviewing.review(desk.actor("reviewer"), desk.case, content=desk.hash, is_accepted=True)
    for name in ("officer", "reviewer"):
        with refused("approval.same_person"):
            approvals.approve(desk.actor(name), desk.case, content=desk.hash)


def test_every_editor_is_an_author(desk):
    desk.drafted()
    report.edit_section(desk.actor("other"), desk.case, "file", text="Thêm.", version=1)
    report.send_to_review(desk.actor("officer"), desk.case)
    desk.case.refresh_from_db()
    Membership.objects.create(user=desk.people["other"], office=desk.lead, role="reviewer", starts="2026-01-01")
    with refused("review.own_report"):
        reviewing.review(desk.actor("other"), desk.case, content=desk.hash, is_accepted=True)


def test_deputy_signs_by_delegation_and_not_for_an_author(desk):
    desk.reviewed()
    given = desk.delegate("approver1", "clerk")
    approval = approvals.approve(desk.actor("clerk"), desk.case, content=desk.hash)
    assert approval.delegation == given
    with refused("approval.same_person"):
        desk.approve(1)


def test_edit_after_an_approval_makes_it_fall_and_the_report_a_draft(desk):
    version = desk.reviewed()
    desk.approve(1)
    report.edit_section(desk.actor("officer"), desk.case, "content", text="Khác.", version=desk.version("content"))
    desk.case.refresh_from_db()
    assert desk.case.stage == Case.Stage.REPORT
    assert standing_approvals(version) == []
    fallen = version.approvals.get()
    assert fallen.void_changes[0]["group"] == "sections"
    assert fallen.void_changes[0]["now"] == "Khác."
    assert steps.is_running(desk.case.procedure, "draft_report")
    with refused("approval.not_open"):
        desk.approve(2)


def test_condition_changed_by_its_own_page_makes_approvals_fall(desk):
    version = desk.reviewed()
    desk.approve(1)
    desk.condition.refresh_from_db()
    desk.condition.text = "Lời khác."
    desk.condition.save()
    changed(desk.case, desk.actor("officer"), "condition.changed")
    assert standing_approvals(version) == []


def test_change_without_a_difference_lets_approvals_stand(desk):
    version = desk.reviewed()
    desk.approve(1)
    changed(desk.case, desk.actor("officer"), "nothing")
    assert len(standing_approvals(version)) == 1
    assert Case.objects.get(pk=desk.case.pk).stage == Case.Stage.APPROVAL


def test_change_without_a_word_is_still_seen_at_the_approval(desk):
    desk.reviewed()
    desk.condition.text = "Sửa thẳng vào hàng."
    desk.condition.save()
    with refused("approval.stale"):
        desk.approve(1)


def test_change_at_the_decision_opens_the_draft_again(desk):
    desk.reviewed()
    desk.approve(1)
    desk.approve(2)
    report.edit_section(desk.actor("officer"), desk.case, "content", text="Khác.", version=desk.version("content"))
    desk.case.refresh_from_db()
    assert desk.case.stage == Case.Stage.REPORT


def test_scheduler_may_make_approvals_fall(desk):
    version = desk.reviewed()
    desk.approve(1)
    Response.objects.filter(pk=desk.response.pk).update(text="khác")
    changed(desk.case, None, "response.deemed")
    assert standing_approvals(version) == []


def test_objection_blocks_approval_but_not_a_refusal(desk):
    Response.objects.filter(pk=desk.response.pk).update(outcome="objection")
    desk.reviewed()
    codes = {item.code for item in case_obstacles(desk.case)}
    assert "block.concurrence_refused" in codes
    with refused("approval.blocked"):
        desk.approve(1)
    report.propose(desk.actor("officer"), desk.case, report.Proposed("refuse", "Có ý kiến không thống nhất.", 1))
    assert "block.concurrence_refused" not in {item.code for item in case_obstacles(desk.case)}


def test_concurrence_not_given_blocks(desk):
    Response.objects.all().delete()
    Inquiry.objects.update(state="sent")
    desk.reviewed()
    with refused("approval.blocked"):
        desk.approve(1)


def test_open_condition_blocks(desk):
    desk.condition.state = "asked"
    desk.condition.save()
    assert "block.condition_open" in {item.code for item in case_obstacles(desk.case)}


def test_send_back_returns_to_draft_and_lower_approvals_fall(desk):
    version = desk.reviewed()
    desk.approve(1)
    with refused("approval.no_note"):
        approvals.send_back(desk.actor("approver2"), desk.case, content=desk.hash, note=" ")
    approvals.send_back(desk.actor("approver2"), desk.case, content=desk.hash, note="Làm rõ mục III.")
    desk.case.refresh_from_db()
    assert desk.case.stage == Case.Stage.REPORT
    assert standing_approvals(version) == []
    again = report.send_to_review(desk.actor("officer"), desk.case)
    assert again.number == version.number + 1
    assert again.content_hash == version.content_hash
    assert standing_approvals(again) == []


def test_review_returned_needs_a_note_and_keeps_notes_by_section(desk):
    version = desk.sent()
    with refused("review.no_note"):
        reviewing.review(desk.actor("reviewer"), desk.case, content=version.content_hash, is_accepted=False)
    found = reviewing.review(
        desk.actor("reviewer"),
        desk.case,
        content=version.content_hash,
        is_accepted=False,
        section_notes={"content": "Nêu rõ số liệu.", "file": " "},
    )
    assert found.section_notes == {"content": "Nêu rõ số liệu."}
    desk.case.refresh_from_db()
    assert desk.case.stage == Case.Stage.REPORT


def test_stranger_is_refused_everywhere(desk):
    desk.reviewed()
    stranger = desk.actor("stranger")
    with refused("report.not_officer"):
        report.prepare(stranger, desk.case)
    with refused("approval.not_level"):
        approvals.approve(stranger, desk.case, content=desk.hash)


def test_hash_is_that_of_the_case_now(desk):
    version = desk.reviewed()
    assert version.content_hash == content_hash(content_of(desk.case)) == last_version(desk.case).content_hash


def test_office_of_a_level_reads_the_case_from_its_turn_on(desk):
    case = desk.case
    case.compartment = Compartment.objects.create(kind="case")
    case.save()
    level = desk.lead.approval_levels.get(rank=2)
    level.office = desk.upper
    level.save()
    chief = desk.people["chief"] = desk.person("chief", desk.upper, "approver")
    AccessGrant.objects.create(
        compartment=case.compartment,
        office=desk.lead,
        mode="write",
        starts=case.created_at,
        ends=case.created_at + timedelta(days=9),
        event="case.filed",
    )
    desk.reviewed()
    assert waiting_for(desk.actor("chief")) == []
    assert not Case.objects.visible_to(desk.actor("chief")).exists()
    desk.approve(1)
    assert [row.rank for row in waiting_for(desk.actor("chief"))] == [2]
    assert Notice.objects.filter(user=chief, kind="notice.approve").count() == 1
    approvals.approve(desk.actor("chief"), case, content=desk.hash)
    assert [row.is_decision for row in waiting_for(desk.actor("chief"))] == [True]
    assert AccessGrant.objects.filter(office=desk.upper).count() == 1
