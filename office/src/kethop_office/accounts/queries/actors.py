"""Who may do what at a moment."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant, Clearance, Delegation, Membership, Role, User
from kethop_office.audit.queries import floor_moment
from kethop_office.common.levels import highest_level, holds_several, lowest_level

__all__ = ["actor_of", "levels_of", "may_read"]


def actor_of(user: User, at: datetime | None = None, *, working: int | None = None) -> Actor:
    """Return what an account may do at a moment: its memberships, and the approver's role in delegations it holds.

    Without a moment it is now, but never earlier than the log has told: a clock put back revives no right.

    Parameters
    ----------
    working : int or None
        On a node of several levels, the level that it works at: it sees nothing above, and writes at no other.
    """
    moment = at or floor_moment()
    day = timezone.localtime(moment).date()
    held = Membership.objects.filter(Q(ends=None) | Q(ends__gte=day), user=user, starts__lte=day)
    roles = set(held.values_list("office_id", "role"))
    delegated = Delegation.objects.filter(holder=user, starts__lte=day, ends__gte=day, revoked_at=None)
    roles |= {(office, Role.APPROVER.value) for office in delegated.values_list("office_id", flat=True)}
    ranks = Clearance.objects.filter(user=user, starts__lte=day, ends__gte=day).values_list("rank", flat=True)
    cleared = max(ranks, default=0)
    known = min(cleared, highest_level())  # this node holds nothing above, and takes no label above
    rank = min(known, working) if working is not None and holds_several() else known
    return Actor(user.pk, user.title, frozenset(roles), rank, moment)


def levels_of(user: User) -> list[int]:
    """Return the levels that an account may work at on this node today, from the lowest."""
    cleared = actor_of(user).rank
    return sorted(rank for rank in settings.KETHOP_LEVELS if rank <= max(cleared, lowest_level()))


def may_read(actor: Actor, level: int, compartment_id: UUID | None) -> bool:
    """Return whether an actor may know of what carries a label."""
    if level > actor.rank:
        return False
    if compartment_id is None:
        return True
    grants = AccessGrant.objects.filter(
        Q(office__in=actor.offices) | Q(user=actor.user_id),
        compartment=compartment_id,
        starts__lte=actor.at,
        ends__gt=actor.at,
        revoked_at=None,
    )
    return grants.exists()
