"""Give and end the right to read or write a compartment."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actions.admin import check_admin
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant, Compartment, Office, User
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["LONGEST_GRANT", "end_grant", "give_grant", "new_compartment", "note_grant", "revoke_grants"]

LONGEST_GRANT = timedelta(days=366)
_LASTING = datetime(9999, 1, 1, tzinfo=timezone.get_default_timezone())


def new_compartment(actor: Actor, kind: str, *, level: int = 0) -> Compartment:
    """Make a compartment, such as one of a case; the caller gives the grants."""
    with transaction.atomic():
        compartment = Compartment.objects.create(kind=kind, level=level)
        record(
            "compartment.made",
            actor=actor.user_id,
            object_key=f"compartment:{compartment.pk}",
            at=actor.at,
            level=level,
            compartment=compartment.pk,
        )
    return compartment


def give_grant(  # noqa: PLR0913 - what a grant is made of
    actor: Actor,
    compartment: Compartment,
    *,
    event: str,
    office: Office | None = None,
    user: User | None = None,
    mode: str = AccessGrant.Mode.READ,
    ends: datetime | None = None,
) -> AccessGrant:
    """Let an office, or one account, into a compartment from now on.

    Parameters
    ----------
    event : str
        What gives it, such as ``inquiry.sent``.
    ends : datetime or None
        When it ends; None only for the lead office, whose grant lasts with the case.

    Raises
    ------
    Refused
        ``grant.whom``: neither or both of office and account; ``grant.ends``: ended already, or more than 12 months away.
    """
    if (office is None) == (user is None):
        raise Refused("grant.whom")
    if ends is not None and not actor.at < ends <= actor.at + LONGEST_GRANT:
        raise Refused("grant.ends")
    with transaction.atomic():
        grant = AccessGrant.objects.create(
            compartment=compartment,
            office=office,
            user=user,
            mode=mode,
            starts=actor.at,
            ends=ends or _LASTING,
            event=event,
        )
        note_grant(actor, "grant.given", grant)
    return grant


def end_grant(actor: Actor, grant: AccessGrant) -> None:
    """End one grant by administration.

    Raises
    ------
    Refused
        ``admin.role``; ``grant.ended``.
    """
    check_admin(actor)
    if grant.revoked_at is not None or grant.ends <= actor.at:
        raise Refused("grant.ended")
    with transaction.atomic():
        _end(actor, grant, "admin")


def revoke_grants(actor: Actor, compartment: Compartment, *, event: str, office: Office | UUID) -> int:
    """End the running grants of an office on a compartment, such as when an inquiry is withdrawn; return how many."""
    with transaction.atomic():
        running = AccessGrant.objects.filter(compartment=compartment, office=office, revoked_at=None, ends__gt=actor.at)
        grants = list(running)
        for grant in grants:
            _end(actor, grant, event)
    return len(grants)


def _end(actor: Actor, grant: AccessGrant, event: str) -> None:
    grant.revoked_at = actor.at
    grant.revoked_by = event
    grant.save(update_fields=["revoked_at", "revoked_by"])
    note_grant(actor, "grant.was_ended", grant)


def note_grant(actor: Actor, act: str, grant: AccessGrant) -> None:
    """Record that a grant was given, shortened or ended, inside the transaction of the act that did so."""
    record(
        act,
        actor=actor.user_id,
        object_key=f"grant:{grant.pk}",
        at=actor.at,
        level=grant.compartment.level,
        compartment=grant.compartment_id,
        detail={
            "event": grant.revoked_by or grant.event,
            "mode": grant.mode,
            "ends": grant.ends.isoformat(),
            "office": str(grant.office_id) if grant.office_id else None,
        },
    )
