"""Who may sign for an office on a day, and in which capacity."""

from dataclasses import dataclass
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Delegation, Membership, Role
from kethop_office.appraisal.queries.working_days import day_of

__all__ = ["Capacity", "reply_capacity"]


@dataclass(frozen=True, slots=True)
class Capacity:
    """How an account signs: in its own right, or for another by a dated delegation."""

    delegation: Delegation | None = None


def reply_capacity(actor: Actor, office_id: UUID) -> Capacity | None:
    """Return in which capacity the actor signs replies of an office; None where it may not."""
    if actor.has(Role.CONSULTEE_HEAD, office_id):
        return Capacity()
    day = day_of(actor)
    held = Delegation.objects.filter(
        holder=actor.user_id, office=office_id, starts__lte=day, ends__gte=day, revoked_at=None
    ).select_related("giver")
    for delegation in held.order_by("ends"):
        heads = Membership.objects.filter(user=delegation.giver_id, office=office_id, role=Role.CONSULTEE_HEAD)
        if heads.filter(starts__lte=day).exclude(ends__lt=day).exists():
            return Capacity(delegation)
    return None
