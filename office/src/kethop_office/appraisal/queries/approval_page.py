"""What the pages of review, approval and decision show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Delegation, Role
from kethop_office.appraisal.models import (
    Approval,
    ApprovalLevel,
    Case,
    CaseDecision,
    ReportVersion,
    Review,
)
from kethop_office.appraisal.queries.changes import ChangeRow, change_rows, rows_of
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.differences import differences
from kethop_office.appraisal.queries.obstacles import case_obstacles, case_warnings
from kethop_office.appraisal.queries.report_page import Told, told
from kethop_office.appraisal.queries.versions import (
    authors,
    delegation_for,
    involved,
    last_version,
    levels_of,
    next_level,
    standing_approvals,
    standing_review,
)

__all__ = ["ApprovalPage", "Fallen", "LevelRow", "Waiting", "approval_page", "decision_of", "waiting_for"]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with what happened on it.

    Parameters
    ----------
    title : str
        In the reader's language.
    approval : Approval or None
        The one that stands.
    is_next : bool
        Whether it is its turn.
    """

    level: ApprovalLevel
    title: str
    approval: Approval | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class Fallen:
    """An approval that fell, with what made it fall."""

    approval: Approval
    changes: list[ChangeRow]


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """Review and approvals of the last version, and what an account may do.

    Parameters
    ----------
    previous : str
        Since what the changes are counted: ``approval``, ``mine`` or ``version``; empty when there is nothing before.
    may_sign, may_review, may_decide : bool
        Whether it is the actor's turn; why not is a refusal of the act.
    """

    version: ReportVersion | None
    is_current: bool
    review: Review | None
    levels: list[LevelRow]
    fallen: list[Fallen]
    changes: list[ChangeRow]
    previous: str
    before: ReportVersion | None
    obstacles: list[Told]
    warnings: list[Told]
    may_sign: bool
    may_review: bool
    may_decide: bool
    rank: int
    delegation: Delegation | None
    versions: list[ReportVersion] = field(default_factory=list)


def approval_page(actor: Actor, case: Case) -> ApprovalPage:
    """Return how far the approvals of a case have come."""
    version, now = last_version(case), content_of(case)
    levels = levels_of(case)
    standing = standing_approvals(version) if version else []
    following = next_level(levels, standing)
    is_current = version is not None and version.content_hash == content_hash(now)
    delegation = delegation_for(actor, following.office_id) if following else None
    persons = {actor.user_id} | ({delegation.giver_id} if delegation else set())
    is_free = version is not None and not persons & involved(case, version)
    before, previous = _before(actor, case, version)
    return ApprovalPage(
        version=version,
        is_current=is_current,
        review=standing_review(version) if version else None,
        levels=[_level_row(level, standing, following) for level in levels],
        fallen=_fallen(actor, case),
        changes=change_rows(case, before.content, now) if before else [],
        previous=previous,
        before=before,
        obstacles=told(case_obstacles(case), case),
        warnings=told(case_warnings(case), case),
        may_sign=bool(
            is_free
            and case.stage == Case.Stage.APPROVAL
            and following
            and actor.has(following.role, following.office_id)
        ),
        may_review=case.stage == Case.Stage.REVIEW
        and actor.has(Role.REVIEWER, case.lead_office_id)
        and actor.user_id not in authors(case),
        may_decide=bool(
            case.stage == Case.Stage.DECISION and levels and actor.has(levels[-1].role, levels[-1].office_id)
        ),
        rank=following.rank if following else 0,
        delegation=delegation,
        versions=list(
            ReportVersion.objects.visible_to(actor).filter(case=case).select_related("made_by").order_by("-number")
        ),
    )


def _level_row(level: ApprovalLevel, standing: list[Approval], following: ApprovalLevel | None) -> LevelRow:
    title = level.title_en if get_language() == "en" and level.title_en else level.title_vi
    approval = next((row for row in standing if row.rank == level.rank), None)
    return LevelRow(level, title, approval, following is not None and following.rank == level.rank)


def _fallen(actor: Actor, case: Case) -> list[Fallen]:
    rows = Approval.objects.visible_to(actor).filter(case=case).exclude(voided_at=None)
    rows = rows.select_related("by", "office", "report").order_by("-voided_at")
    return [Fallen(row, rows_of(row.void_changes, row.report.content)) for row in rows]


def _before(actor: Actor, case: Case, version: ReportVersion | None) -> tuple[ReportVersion | None, str]:
    """Return the version with which the content is compared: my own last approval, else the last one of another, else the
    version before.
    """  # noqa: D205 - one sentence
    approved = Approval.objects.visible_to(actor).filter(case=case, action=Approval.Action.APPROVED)
    mine = approved.filter(by=actor.user_id).select_related("report").order_by("-at").first()
    if mine:
        return mine.report, "mine"
    other = approved.select_related("report").order_by("-at").first()
    if other:
        return other.report, "approval"
    if version and version.number > 1:
        return case.report_versions.get(number=version.number - 1), "version"
    return None, ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits for the actor.

    Parameters
    ----------
    changes : int
        Changes since the last approval; -1 when there was none.
    """

    case: Case
    rank: int
    levels: int
    since: datetime | None
    changes: int
    is_decision: bool


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the cases that wait for an approval or a decision by the actor, those due first."""
    found = []
    for case in _open_cases(actor):
        version = last_version(case)
        levels = levels_of(case)
        if version is None or not levels:
            continue
        standing = standing_approvals(version)
        following = next_level(levels, standing)
        turn = following or levels[-1]
        if not actor.has(turn.role, turn.office_id):
            continue
        before, _previous = _before(actor, case, version)
        changes = len(differences(before.content, version.content)) if before else -1
        since = standing[-1].at if standing else version.made_at
        found.append(Waiting(case, turn.rank, len(levels), since, changes, following is None))
    return found


def _open_cases(actor: Actor) -> QuerySet[Case]:
    offices: Any = [office for office, _role in actor.roles]
    rows = Case.objects.visible_to(actor).filter(stage__in=(Case.Stage.APPROVAL, Case.Stage.DECISION))
    rows = rows.filter(lead_office__approval_levels__office__in=offices).distinct()
    return rows.select_related("lead_office").order_by("next_due_on", "reference")[:200]


def decision_of(actor: Actor, case: Case) -> list[CaseDecision]:
    """Return the decisions of a case, the last one first."""
    rows = CaseDecision.objects.visible_to(actor).filter(case=case).select_related("signed_by", "report", "delegation")
    return list(rows.order_by("-at"))
