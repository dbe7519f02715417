"""The destruction of one case as its page shows it: what it rests on, what stands against it, who may act."""

from dataclasses import dataclass
from datetime import date

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, CaseArchive, CaseEvent, Destruction, Inquiry, RetentionPeriod
from kethop_office.appraisal.queries.retention import ENDED, over_on, period_for
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common.refusal import Refused

__all__ = ["DestructionView", "Grounds", "destruction_view", "grounds", "open_destruction"]

_OWN_EVENTS = "destruction."
"""What is told of the destruction itself does not make an archive old."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a destruction rests.

    Parameters
    ----------
    over_on : date
        Day from which the case need not be kept.
    """

    period: RetentionPeriod
    years: int
    ended_on: date
    over_on: date
    archive: CaseArchive


@dataclass(frozen=True, slots=True)
class DestructionView:
    """What the page shows.

    Parameters
    ----------
    period, over_on : RetentionPeriod, date
        The period in force and the end of the time; None where none is set, or cases are kept without end.
    archive : CaseArchive or None
        The last one exported.
    obstacle : Refused or None
        The first thing in the case itself that stands against it; what others need is asked only when someone acts.
    asked : Destruction or None
        A wish that waits for the head.
    earlier : tuple of Destruction
        Wishes that were taken back or declined, the newest first.
    """

    case: Case
    period: RetentionPeriod | None
    over_on: date | None
    archive: CaseArchive | None
    obstacle: Refused | None
    asked: Destruction | None
    earlier: tuple[Destruction, ...]
    may_ask: bool
    may_settle: bool
    may_take_back: bool


def destruction_view(actor: Actor, case: Case) -> DestructionView:
    """Return the page of an ended case that the actor's office leads."""
    period = period_for(case.kind, day_of(actor))
    rows = Destruction.objects.visible_to(actor).filter(case_key=case.pk).select_related("asked_by", "settled_by")
    found = list(rows.order_by("-asked_at", "-pk"))
    asked = next((row for row in found if row.state == Destruction.State.ASKED), None)
    obstacle = _obstacle(actor, case)
    is_own = asked is not None and asked.asked_by_id == actor.user_id
    return DestructionView(
        case=case,
        period=period,
        over_on=over_on(case.closed_on, period.years)
        if period and period.years is not None and case.closed_on
        else None,
        archive=_last_archive(actor, case),
        obstacle=obstacle,
        asked=asked,
        earlier=tuple(row for row in found if row is not asked),
        may_ask=asked is None and obstacle is None and actor.has(Role.OFFICER, case.lead_office_id),
        may_settle=asked is not None and not is_own and actor.has(Role.APPROVER, case.lead_office_id),
        may_take_back=asked is not None and actor.has_any((Role.OFFICER, Role.APPROVER), case.lead_office_id),
    )


def grounds(actor: Actor, case: Case) -> Grounds:
    """Return on what the destruction of a case would rest.

    Raises
    ------
    Refused
        ``destruction.not_ended``, ``destruction.no_period``, ``destruction.for_ever``, ``destruction.too_early`` (``day``),
        ``destruction.inquiries_run``, ``destruction.no_archive``, ``destruction.archive_old``.
    """
    if case.stage not in ENDED or case.closed_on is None:
        raise Refused("destruction.not_ended")
    today = day_of(actor)
    period = period_for(case.kind, today)
    if period is None:
        raise Refused("destruction.no_period")
    if period.years is None:
        raise Refused("destruction.for_ever", document=period.document)
    over = over_on(case.closed_on, period.years)
    if today < over:
        raise Refused("destruction.too_early", day=f"{over:%d/%m/%Y}")
    awaited = (Inquiry.State.SENT, Inquiry.State.PAUSED)
    if Inquiry.objects.visible_to(actor).filter(case=case, state__in=awaited).exists():
        raise Refused("destruction.inquiries_run")
    archive = _last_archive(actor, case)
    if archive is None:
        raise Refused("destruction.no_archive")
    if _has_changed(actor, case, archive):
        raise Refused("destruction.archive_old")
    return Grounds(period, period.years, case.closed_on, over, archive)


def open_destruction(case: Case) -> Destruction | None:
    """Return the wish that waits for the head."""
    return Destruction.objects.filter(case_key=case.pk, state=Destruction.State.ASKED).first()


def _obstacle(actor: Actor, case: Case) -> Refused | None:
    try:
        grounds(actor, case)
    except Refused as refusal:
        return refusal
    return None


def _last_archive(actor: Actor, case: Case) -> CaseArchive | None:
    return CaseArchive.objects.visible_to(actor).filter(case=case).order_by("-made_at", "-pk").first()


def _has_changed(actor: Actor, case: Case, archive: CaseArchive) -> bool:
    """Return whether anything was done in the case since it was exported."""
    if archive.content_version != case.content_version:
        return True
    later = (
        CaseEvent.objects.visible_to(actor)
        .filter(case=case, at__gt=archive.made_at)
        .exclude(code__startswith=_OWN_EVENTS)
    )
    return later.exists()
