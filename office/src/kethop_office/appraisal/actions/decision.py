"""The decision of a case, and taking a decided case up again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Delegation
from kethop_office.appraisal.actions import clock, letters
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.steps import finish_step
from kethop_office.appraisal.models import ApprovalLevel, Case, CaseDecision, Recommendation, ReportVersion
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.obstacles import case_obstacles
from kethop_office.appraisal.queries.versions import (
    authors,
    delegation_for,
    last_version,
    levels_of,
    next_level,
    standing_approvals,
)
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures

__all__ = ["NewDecision", "decide", "reopen_decided"]

_OUTCOMES = {
    Recommendation.Proposal.APPROVE.value: CaseDecision.Outcome.APPROVED,
    Recommendation.Proposal.APPROVE_WITH_CONDITIONS.value: CaseDecision.Outcome.APPROVED_WITH_CONDITIONS,
    Recommendation.Proposal.REFUSE.value: CaseDecision.Outcome.REFUSED,
}


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is decided.

    Parameters
    ----------
    content : str
        Hash of the content that was on the page.
    outcome : str
        As ``CaseDecision.Outcome``; the one that the approved report proposes.
    number, dated : str, date
        Number with symbol, and day.
    reasons : str
        Always for a refusal.
    """

    content: str
    outcome: str
    number: str
    dated: date
    reasons: str = ""


@transaction.atomic
def decide(actor: Actor, case: Case, new: NewDecision) -> CaseDecision:
    """Decide a case as its approved report proposes, close it and stop its clock.

    Raises
    ------
    Refused
        ``decision.not_open``, ``decision.not_approved``, ``decision.stale``, ``decision.not_signer``, ``decision.same_person``,
        ``decision.blocked``, ``decision.differs``, ``decision.no_reasons``, ``decision.no_number``, ``decision.number_taken``,
        ``decision.too_early``, ``decision.future``.
    """
    case = lock_case(case.pk)
    version, level, delegation = _signer(actor, case, new.content)
    _refuse_wrong(case, version, new, actor)
    row = CaseDecision.objects.create(
        case=case,
        report=version,
        outcome=new.outcome,
        reasons=new.reasons.strip(),
        number=new.number.strip(),
        dated=new.dated,
        content_hash=version.content_hash,
        signed_by_id=actor.user_id,
        delegation=delegation,
        at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    _close(case, actor, row)
    tell(
        case,
        "decision.made",
        actor=actor,
        office=level.office,
        fields={"number": row.number, "outcome": row.outcome},
        is_internal=False,
        hashes={"content": version.content_hash},
        acting_for=delegation.giver_id if delegation else None,
    )
    for form in ("F9", "F8"):
        letters.make(form, case, actor, decision=row, office=level.office)
    _notify(case)
    return row


def _signer(actor: Actor, case: Case, content: str) -> tuple[ReportVersion, ApprovalLevel, Delegation | None]:
    version = last_version(case)
    if case.stage != Case.Stage.DECISION or version is None:
        raise Refused("decision.not_open", stage=case.get_stage_display())
    levels = levels_of(case)
    if not levels or next_level(levels, standing_approvals(version)) is not None:
        raise Refused("decision.not_approved", version=version.number)
    if version.content_hash != content or content_hash(content_of(case)) != content:
        raise Refused("decision.stale", version=version.number)
    level = levels[-1]
    if not actor.has(level.role, level.office_id):
        raise Refused("decision.not_signer")
    delegation = delegation_for(actor, level.office_id)
    persons = {actor.user_id} | ({delegation.giver_id} if delegation else set())
    if persons & (authors(case) | set(version.reviews.values_list("by_id", flat=True))):
        raise Refused("decision.same_person")
    obstacles = case_obstacles(case)
    if obstacles:
        raise Refused("decision.blocked", count=len(obstacles))
    return version, level, delegation


def _refuse_wrong(case: Case, version: ReportVersion, new: NewDecision, actor: Actor) -> None:
    if new.outcome != _OUTCOMES[version.content["recommendation"]["proposal"]]:
        raise Refused("decision.differs")
    if new.outcome == CaseDecision.Outcome.REFUSED and not new.reasons.strip():
        raise Refused("decision.no_reasons")
    number = new.number.strip()
    if not number:
        raise Refused("decision.no_number")
    same = CaseDecision.objects.filter(case__lead_office=case.lead_office_id, number=number, dated__year=new.dated.year)
    if same.exists():
        raise Refused("decision.number_taken", number=number)
    approved_on = max(timezone.localtime(row.at).date() for row in standing_approvals(version))
    if new.dated < approved_on:
        raise Refused("decision.too_early", day=approved_on.strftime("%d/%m/%Y"))
    if new.dated > timezone.localtime(actor.at).date():
        raise Refused("decision.future")


def _close(case: Case, actor: Actor, decision: CaseDecision) -> None:
    finish_step(case, "decide", actor=actor)
    is_refusal = decision.outcome == CaseDecision.Outcome.REFUSED
    case.stage = Case.Stage.REFUSED if is_refusal else Case.Stage.APPROVED
    case.closed_on = decision.dated
    case.content_version += 1
    case.save(update_fields=["stage", "closed_on", "content_version"])
    clock.stop(case, actor)


def _notify(case: Case) -> None:
    for office in [case.lead_office, *([case.proponent] if case.proponent else [])]:
        notices.tell(
            office,
            "notice.decided",
            reference=case.reference,
            path=f"/case/{case.reference}/",
            level=case.level,
            compartment=case.compartment_id,
        )


@transaction.atomic
def reopen_decided(actor: Actor, case: Case, *, reason: str, version: int) -> CaseDecision:
    """Take a decided case up again at its report; the decision is kept, with the day and reason of the reopening.

    Parameters
    ----------
    version : int
        ``content_version`` that was on the page.

    Raises
    ------
    Refused
        ``decision.not_decided``, ``decision.not_signer``, ``decision.no_reason``, ``decision.case_stale``.
    """
    case = lock_case(case.pk)
    if case.stage not in {Case.Stage.APPROVED, Case.Stage.REFUSED}:
        raise Refused("decision.not_decided")
    levels = levels_of(case)
    if not levels or not actor.has(levels[-1].role, levels[-1].office_id):
        raise Refused("decision.not_signer")
    if not reason.strip():
        raise Refused("decision.no_reason")
    if version != case.content_version:
        raise Refused("decision.case_stale", reference=case.reference)
    decision = CaseDecision.objects.filter(case=case, reopened_at=None).latest("at")
    decision.reopened_at, decision.reopened_reason = actor.at, reason.strip()
    decision.save(update_fields=["reopened_at", "reopened_reason"])
    standing = standing_approvals(decision.report)
    for approval in standing:
        approval.voided_at, approval.void_changes = actor.at, [{"group": "reopened", "key": decision.number}]
        approval.save(update_fields=["voided_at", "void_changes"])
    case.stage, case.closed_on = Case.Stage.REPORT, None
    case.content_version += 1
    case.save(update_fields=["stage", "closed_on", "content_version"])
    if case.procedure is not None:
        procedures.reopen(case.procedure, "draft_report", actor=actor)
    clock.recompute(case)
    tell(
        case,
        "decision.reopened",
        actor=actor,
        fields={"number": decision.number, "reason": reason.strip()},
        is_internal=False,
    )
    return decision
