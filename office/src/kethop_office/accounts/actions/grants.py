"""Give and end the right to read or write a compartment."""

from datetime import datetime

from django.db import transaction

from kethop_office.accounts.actions.admin import check_admin
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant, Compartment, Office
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["end_grant", "give_grant", "note_grant", "withdraw_grant"]


def give_grant(
    actor: Actor, compartment: Compartment, office: Office, mode: str, *, event: str, ends: datetime
) -> AccessGrant:
    """Let an office into a compartment from now on, inside the transaction of the act that does so.

    Parameters
    ----------
    event : str
        What gives it, such as ``inquiry.sent``.
    """
    grant = AccessGrant.objects.create(
        compartment=compartment, office=office, mode=mode, starts=actor.at, ends=ends, event=event
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
        withdraw_grant(actor, grant, event="admin")


def withdraw_grant(actor: Actor, grant: AccessGrant, *, event: str) -> None:
    """End a grant before its time, inside the transaction of the act that does so."""
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
