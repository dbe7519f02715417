"""Read accounts."""

from datetime import datetime

from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Clearance, Delegation, Membership, User
from kethop_office.common import clock

__all__ = ["actor_of"]


def actor_of(user: User, at: datetime | None = None) -> Actor:
    """Return what an account may do at a moment: its memberships, and the approver's role in delegations it holds."""
    moment = at or clock.now()
    day = clock.today() if at is None else at.date()
    held = Membership.objects.filter(Q(ends=None) | Q(ends__gte=day), user=user, starts__lte=day)
    roles = set(held.values_list("office_id", "role"))
    delegated = Delegation.objects.filter(holder=user, starts__lte=day, ends__gte=day, revoked_at=None)
    roles |= {(office, "approver") for office in delegated.values_list("office_id", flat=True)}
    ranks = Clearance.objects.filter(user=user, starts__lte=day, ends__gte=day).values_list("rank", flat=True)
    return Actor(user.pk, user.title, frozenset(roles), max(ranks, default=0), moment)
