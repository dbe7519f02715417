"""Give and end roles, clearances and delegations to sign."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from kethop_office.accounts.actions.admin import check_admin, note
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import (
    ClassificationLevel,
    Clearance,
    Delegation,
    Membership,
    Office,
    Role,
    User,
)
from kethop_office.accounts.queries.people import administrators, running_memberships
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = [
    "DelegationFields",
    "add_membership",
    "delegate",
    "end_clearance",
    "end_membership",
    "give_clearance",
    "revoke_delegation",
]


def add_membership(
    actor: Actor, user: User, office: Office, role: str, starts: date, ends: date | None = None
) -> Membership:
    """Give an account a role in an office.

    Raises
    ------
    Refused
        ``admin.role``; ``account.not_own``: nobody gives oneself a role; ``membership.role``; ``membership.days``: the last day
        is before the first; ``membership.twice``; ``office.is_closed``; ``clearance.admin``: who is cleared does not
        administer.
    """
    check_admin(actor)
    if user.pk == actor.user_id:
        raise Refused("account.not_own")
    if role not in Role.values:
        raise Refused("membership.role")
    if ends is not None and ends < starts:
        raise Refused("membership.days")
    if office.is_closed:
        raise Refused("office.is_closed", office=office.name_vi)
    held = running_memberships(max(starts, clock.today()))
    if held.filter(user=user, office=office, role=role).exists():
        raise Refused("membership.twice")
    if role == Role.ADMIN and Clearance.objects.filter(user=user, ends__gte=clock.today(), rank__gt=0).exists():
        raise Refused("clearance.admin")
    with transaction.atomic():
        membership = Membership.objects.create(user=user, office=office, role=role, starts=starts, ends=ends)
        note(
            actor,
            "membership.added",
            "account",
            user.pk,
            {"role": role, "office": str(office.pk), "starts": str(starts)},
        )
    return membership


def end_membership(actor: Actor, membership: Membership) -> None:
    """End a role with yesterday, so that it does not hold today any more.

    Raises
    ------
    Refused
        ``admin.role``; ``membership.ended``; ``admin.last``: nobody would be left to administer.
    """
    check_admin(actor)
    today = clock.today()
    if membership.ends is not None and membership.ends < today:
        raise Refused("membership.ended")
    is_last = not administrators().exclude(pk=membership.user_id).exists()
    others = running_memberships(today).filter(user=membership.user_id, role=Role.ADMIN).exclude(pk=membership.pk)
    if membership.role == Role.ADMIN and is_last and not others.exists():
        raise Refused("admin.last")
    with transaction.atomic():
        membership.ends = today - timedelta(days=1)
        membership.save(update_fields=["ends"])
        detail = {"role": membership.role, "office": str(membership.office_id)}
        note(actor, "membership.was_ended", "account", membership.user_id, detail)


def give_clearance(actor: Actor, user: User, rank: int, starts: date, ends: date, decision: str) -> Clearance:
    """Clear an account up to a level by a decision on paper.

    Raises
    ------
    Refused
        ``admin.role``; ``account.not_own``; ``clearance.level``: no such level; ``clearance.days``; ``clearance.decision``: no
        paper; ``clearance.admin``: who administers holds no clearance.
    """
    check_admin(actor)
    if user.pk == actor.user_id:
        raise Refused("account.not_own")
    if not ClassificationLevel.objects.filter(rank=rank).exists():
        raise Refused("clearance.level")
    if ends < starts:
        raise Refused("clearance.days")
    if not decision.strip():
        raise Refused("clearance.decision")
    if rank and running_memberships(clock.today()).filter(user=user, role=Role.ADMIN).exists():
        raise Refused("clearance.admin")
    with transaction.atomic():
        clearance = Clearance.objects.create(user=user, rank=rank, starts=starts, ends=ends, decision=decision.strip())
        note(actor, "clearance.given", "account", user.pk, {"rank": rank, "starts": str(starts), "ends": str(ends)})
    return clearance


def end_clearance(actor: Actor, clearance: Clearance) -> None:
    """End a clearance with yesterday.

    Raises
    ------
    Refused
        ``admin.role``; ``clearance.ended``.
    """
    check_admin(actor)
    today = clock.today()
    if clearance.ends < today:
        raise Refused("clearance.ended")
    with transaction.atomic():
        clearance.ends = today - timedelta(days=1)
        clearance.save(update_fields=["ends"])
        note(actor, "clearance.was_ended", "account", clearance.user_id, {"rank": clearance.rank})


@dataclass(frozen=True, slots=True)
class DelegationFields:
    """Who signs for whom, how, from when until when, by which paper."""

    giver: User
    holder: User
    office: Office
    capacity: str
    starts: date
    ends: date
    document: str


def delegate(actor: Actor, fields: DelegationFields) -> Delegation:
    """Record a delegation to sign.

    Raises
    ------
    Refused
        ``admin.role``; ``delegation.capacity``; ``delegation.same``: giver and holder are one; ``delegation.days``;
        ``delegation.document``; ``delegation.giver``: the giver does not approve in that office.
    """
    check_admin(actor)
    if fields.capacity not in Delegation.Capacity.values:
        raise Refused("delegation.capacity")
    if fields.giver.pk == fields.holder.pk:
        raise Refused("delegation.same")
    if fields.ends < fields.starts:
        raise Refused("delegation.days")
    if not fields.document.strip():
        raise Refused("delegation.document")
    approves = running_memberships(fields.starts).filter(user=fields.giver, office=fields.office)
    if not approves.filter(role__in=[Role.APPROVER, Role.CONSULTEE_HEAD]).exists():
        raise Refused("delegation.giver")
    with transaction.atomic():
        delegation = Delegation.objects.create(
            giver=fields.giver,
            holder=fields.holder,
            office=fields.office,
            capacity=fields.capacity,
            starts=fields.starts,
            ends=fields.ends,
            document=fields.document.strip(),
        )
        detail = {"giver": str(fields.giver.pk), "office": str(fields.office.pk), "ends": str(fields.ends)}
        note(actor, "delegation.given", "account", fields.holder.pk, detail)
    return delegation


def revoke_delegation(actor: Actor, delegation: Delegation) -> None:
    """End a delegation at once; what was signed under it stays signed.

    Raises
    ------
    Refused
        ``admin.role``; ``delegation.ended``.
    """
    check_admin(actor)
    if delegation.revoked_at is not None or delegation.ends < clock.today():
        raise Refused("delegation.ended")
    with transaction.atomic():
        delegation.revoked_at = actor.at
        delegation.save(update_fields=["revoked_at"])
        note(actor, "delegation.revoked", "account", delegation.holder_id, {"office": str(delegation.office_id)})
