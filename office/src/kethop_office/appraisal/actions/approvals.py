"""Approvals: N levels in order, by distinct persons, each bound to the hash of what was approved."""

from django.db import transaction

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Delegation
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.material import changed as content_changed
from kethop_office.appraisal.actions.steps import finish_step, set_stage
from kethop_office.appraisal.actions.turns import ask_level
from kethop_office.appraisal.models import Approval, ApprovalLevel, Case, ReportVersion, Review
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.obstacles import case_obstacles
from kethop_office.appraisal.queries.versions import (
    delegation_for,
    involved,
    last_version,
    levels_of,
    next_level,
    standing_approvals,
    standing_review,
)
from kethop_office.common.refusal import Refused

__all__ = ["approve", "content_changed", "send_back"]


@transaction.atomic
def approve(actor: Actor, case: Case, *, content: str, note: str = "") -> Approval:
    """Approve, on the next level, exactly the content that was on the page.

    The same approval sent twice counts once.

    Parameters
    ----------
    content : str
        Hash of the content that was on the page.

    Raises
    ------
    Refused
        ``approval.not_open``, ``approval.not_reviewed``, ``approval.stale``, ``approval.not_level``, ``approval.same_person``,
        ``approval.blocked``.
    """
    case = lock_case(case.pk)
    version = last_version(case)
    if version is None:
        raise Refused("approval.not_open", stage=case.get_stage_display())
    standing = standing_approvals(version)
    again = next((row for row in standing if row.by_id == actor.user_id and row.content_hash == content), None)
    if again:
        return again
    level, delegation = _turn(actor, case, version, content)
    approval = _signed(actor, case, version, level, delegation, Approval.Action.APPROVED, note)
    levels = levels_of(case)
    following = next_level(levels, [*standing, approval])
    finish_step(case, "approve", actor=actor, outcome=Approval.Action.APPROVED, item=str(level.rank))
    if following is None:
        set_stage(case, Case.Stage.DECISION)
    ask_level(case, following or level, "notice.approve" if following else "notice.decide", actor=actor)
    tell(
        case,
        "approval.approved",
        actor=actor,
        office=level.office,
        fields={"rank": level.rank, "levels": len(levels), "version": version.number},
        hashes={"content": version.content_hash},
        acting_for=delegation.giver_id if delegation else None,
    )
    return approval


@transaction.atomic
def send_back(actor: Actor, case: Case, *, content: str, note: str) -> Approval:
    """Return a report from a level of approval; approvals of the levels below fall with it.

    Raises
    ------
    Refused
        As for ``approve``, and ``approval.no_note``.
    """
    case = lock_case(case.pk)
    version = last_version(case)
    if version is None:
        raise Refused("approval.not_open", stage=case.get_stage_display())
    if not note.strip():
        raise Refused("approval.no_note")
    level, delegation = _turn(actor, case, version, content, may_be_blocked=True)
    standing = standing_approvals(version)
    approval = _signed(actor, case, version, level, delegation, Approval.Action.RETURNED, note)
    for row in standing:
        row.voided_at, row.void_changes = actor.at, [{"group": "returned", "key": str(level.rank)}]
        row.save(update_fields=["voided_at", "void_changes"])
    finish_step(case, "approve", actor=actor, outcome=Approval.Action.RETURNED, item=str(level.rank))
    set_stage(case, Case.Stage.REPORT)
    concerned = {row.by_id for row in standing} | ({case.officer_id} if case.officer_id else set())
    notices.tell(
        concerned,
        "notice.returned",
        reference=case.reference,
        path=f"/case/{case.reference}/report",
        level=case.level,
        compartment=case.compartment_id,
    )
    tell(
        case,
        "approval.returned",
        actor=actor,
        office=level.office,
        fields={"rank": level.rank, "version": version.number, "note": approval.note},
        hashes={"content": version.content_hash},
        acting_for=delegation.giver_id if delegation else None,
    )
    return approval


def _turn(
    actor: Actor, case: Case, version: ReportVersion, content: str, *, may_be_blocked: bool = False
) -> tuple[ApprovalLevel, Delegation | None]:
    """Return the level whose turn it is and by which delegation the actor signs, or refuse."""
    if case.stage != Case.Stage.APPROVAL:
        raise Refused("approval.not_open", stage=case.get_stage_display())
    said = standing_review(version)
    if said is None or said.action != Review.Action.ACCEPTED:
        raise Refused("approval.not_reviewed", version=version.number)
    if version.content_hash != content or content_hash(content_of(case)) != content:
        raise Refused("approval.stale", version=version.number)
    level = next_level(levels_of(case), standing_approvals(version))
    if level is None or not actor.has(level.role, level.office_id):
        raise Refused("approval.not_level")
    delegation = delegation_for(actor, level.office_id)
    persons = {actor.user_id} | ({delegation.giver_id} if delegation else set())
    if persons & involved(case, version):
        raise Refused("approval.same_person")
    blocks = () if may_be_blocked else case_obstacles(case)
    if blocks:
        raise Refused("approval.blocked", count=len(blocks))
    return level, delegation


def _signed(  # noqa: PLR0913, PLR0917 - what a signature is made of
    actor: Actor,
    case: Case,
    version: ReportVersion,
    level: ApprovalLevel,
    delegation: Delegation | None,
    action: Approval.Action,
    note: str,
) -> Approval:
    return Approval.objects.create(
        report=version,
        case=case,
        rank=level.rank,
        action=action,
        content_hash=version.content_hash,
        note=note.strip(),
        by_id=actor.user_id,
        office=level.office,
        delegation=delegation,
        at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
