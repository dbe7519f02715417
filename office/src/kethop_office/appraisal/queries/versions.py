"""Versions of the report, who wrote them, and the approvals that stand."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Delegation, Membership, Office, Role
from kethop_office.appraisal.models import (
    Approval,
    ApprovalLevel,
    Case,
    CaseEvent,
    ReportVersion,
    Review,
)

__all__ = [
    "WRITING",
    "authors",
    "delegation_for",
    "involved",
    "last_version",
    "levels_of",
    "next_level",
    "office_levels",
    "signing_offices",
    "standing_approvals",
    "standing_review",
    "version_of",
]

WRITING = ("report.section_edited", "report.section_added", "report.recommended", "report.sent_to_review")


def last_version(case: Case) -> ReportVersion | None:
    """Return the last version that was sent to review, or None."""
    return case.report_versions.order_by("-number").first()


def authors(case: Case) -> set[UUID]:
    """Return the accounts that wrote any part of the report of a case."""
    rows = CaseEvent.objects.filter(case=case, code__in=WRITING).exclude(user=None)
    return {row.user_id for row in rows if row.user_id is not None}


def standing_review(version: ReportVersion) -> Review | None:
    """Return what the reviewer said last of a version, or None."""
    return version.reviews.order_by("-at").first()


def levels_of(case: Case) -> list[ApprovalLevel]:
    """Return the levels through which the reports of the lead office go, the first one first."""
    return office_levels(case.lead_office)


def office_levels(lead: Office) -> list[ApprovalLevel]:
    """Return the levels of a lead office, the first one first."""
    return list(ApprovalLevel.objects.filter(lead_office=lead).select_related("office").order_by("rank"))


def standing_approvals(version: ReportVersion) -> list[Approval]:
    """Return the approvals that hold for the very content of a version, by level."""
    rows = version.approvals.filter(
        action=Approval.Action.APPROVED, voided_at=None, content_hash=version.content_hash
    ).select_related("by", "office", "delegation__giver")
    return list(rows.order_by("rank"))


def next_level(levels: Sequence[ApprovalLevel], approvals: Sequence[Approval]) -> ApprovalLevel | None:
    """Return the first level that has not approved, or None when all have."""
    done = {approval.rank for approval in approvals}
    return next((level for level in levels if level.rank not in done), None)


def involved(case: Case, version: ReportVersion) -> set[UUID]:
    """Return the persons who have had their say on a version: who wrote it, reviewed it, approved it, or was signed for."""
    reviewers: QuerySet[Review, UUID] = version.reviews.values_list("by_id", flat=True)
    signed = standing_approvals(version)
    givers = {approval.delegation.giver_id for approval in signed if approval.delegation}
    return authors(case) | set(reviewers) | {approval.by_id for approval in signed} | givers


def delegation_for(actor: Actor, office: UUID) -> Delegation | None:
    """Return the delegation by which an account signs in an office today, or None when it signs by its own role."""
    day = timezone.localtime(actor.at).date()
    own = Membership.objects.filter(user=actor.user_id, office=office, role=Role.APPROVER, starts__lte=day)
    if own.filter(Q(ends=None) | Q(ends__gte=day)).exists():
        return None
    held = Delegation.objects.filter(
        holder=actor.user_id, office=office, starts__lte=day, ends__gte=day, revoked_at=None
    ).select_related("giver")
    return held.order_by("-starts").first()


def version_of(actor: Actor, case: Case, number: int) -> ReportVersion | None:
    """Return a version of the report of a case by its number, or None."""
    return ReportVersion.objects.visible_to(actor).filter(case=case, number=number).first()


def signing_offices(lead: Office) -> QuerySet[Office]:
    """Return the offices that may sign on a level of a lead office: its own, and the one above."""
    return Office.objects.filter(pk__in=[lead.pk, *([lead.parent_id] if lead.parent_id else [])])
