"""The levels through which the reports of an office go; set by the administrator."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.models import ApprovalLevel, Case
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["MOST_LEVELS", "add_level", "remove_last_level"]

MOST_LEVELS = 9
_WAITING = (Case.Stage.APPROVAL, Case.Stage.DECISION)


@transaction.atomic
def add_level(actor: Actor, lead: Office, *, office: Office, title_vi: str, title_en: str) -> ApprovalLevel:
    """Add a level after the last one.

    Parameters
    ----------
    lead : Office
        Whose reports go through it.
    office : Office
        Whose approvers sign on it: the lead office itself or one above.

    Raises
    ------
    Refused
        ``level.not_admin``, ``level.no_title``, ``level.too_many``, ``level.in_use``.
    """
    _refuse_unfit(actor, lead)
    if not title_vi.strip() or not title_en.strip():
        raise Refused("level.no_title")
    last = ApprovalLevel.objects.select_for_update().filter(lead_office=lead).order_by("-rank").first()
    rank = last.rank + 1 if last else 1
    if rank > MOST_LEVELS:
        raise Refused("level.too_many", limit=MOST_LEVELS)
    level = ApprovalLevel.objects.create(
        lead_office=lead, rank=rank, office=office, title_vi=title_vi.strip(), title_en=title_en.strip()
    )
    _record(actor, "level.added", lead, rank)
    return level


@transaction.atomic
def remove_last_level(actor: Actor, lead: Office) -> None:
    """Take the last level away.

    Raises
    ------
    Refused
        ``level.not_admin``, ``level.none``, ``level.in_use``.
    """
    _refuse_unfit(actor, lead)
    last = ApprovalLevel.objects.select_for_update().filter(lead_office=lead).order_by("-rank").first()
    if last is None:
        raise Refused("level.none")
    rank = last.rank
    last.delete()
    _record(actor, "level.removed", lead, rank)


def _refuse_unfit(actor: Actor, lead: Office) -> None:
    """Refuse a change by others than the administrator, or while a report is on its way through the levels."""
    if not actor.has(Role.ADMIN):
        raise Refused("level.not_admin")
    if Case.objects.filter(lead_office=lead, stage__in=_WAITING).exists():
        raise Refused("level.in_use")


def _record(actor: Actor, act: str, lead: Office, rank: int) -> None:
    record(act, actor=actor.user_id, object_key=f"office:{lead.pk}", at=actor.at, detail={"rank": rank})
