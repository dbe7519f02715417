"""Which offices may read a case: those that carry it as long as it lasts, a consulted one until a month after its answer."""

from datetime import timedelta

from django.db.models import QuerySet

from kethop_office.accounts.actions.grants import give_grant, note_grant, withdraw_grant
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant, Compartment, Office
from kethop_office.appraisal.models import ApprovalLevel, Case, Inquiry

__all__ = ["grant_reading", "grant_signing", "grant_with_case", "shorten_grant"]

AS_LONG_AS_THE_CASE = timedelta(days=36525)
LONGEST_GRANT = timedelta(days=365)
AFTER_ANSWER = timedelta(days=30)


def grant_with_case(compartment: Compartment, office: Office, mode: str, actor: Actor, *, event: str) -> None:
    """Let an office read or write a case as long as it lasts."""
    give_grant(actor, compartment, office, mode, event=event, ends=actor.at + AS_LONG_AS_THE_CASE)


def grant_signing(case: Case, level: ApprovalLevel, actor: Actor) -> None:
    """Let the office of a level of approval read the case from its turn on; the lead office reads it anyway."""
    if case.compartment is None or level.office_id == case.lead_office_id:
        return
    event = "approval.asked"
    held = AccessGrant.objects.filter(
        compartment=case.compartment, office=level.office, event=event, revoked_at=None, ends__gt=actor.at
    )
    if not held.exists():
        grant_with_case(case.compartment, level.office, AccessGrant.Mode.READ, actor, event=event)


def grant_reading(inquiry: Inquiry, actor: Actor) -> None:
    """Let the consulted office read the case for at most 12 months; an earlier grant by an inquiry ends with it."""
    if inquiry.consultee is None or inquiry.case.compartment is None:
        return
    for earlier in _standing(inquiry):
        withdraw_grant(actor, earlier, event="inquiry.sent")
    ends = actor.at + LONGEST_GRANT
    give_grant(
        actor, inquiry.case.compartment, inquiry.consultee, AccessGrant.Mode.READ, event="inquiry.sent", ends=ends
    )


def shorten_grant(inquiry: Inquiry, actor: Actor, *, event: str) -> None:
    """End the grant a month after the office has answered, unless the office has another inquiry of the case open."""
    others = Inquiry.objects.filter(
        case=inquiry.case_id,
        consultee=inquiry.consultee_id,
        state__in=(Inquiry.State.SENT, Inquiry.State.PAUSED),
    ).exclude(pk=inquiry.pk)
    if inquiry.consultee_id is None or inquiry.case.compartment_id is None or others.exists():
        return
    ends = actor.at + AFTER_ANSWER
    for grant in _standing(inquiry).filter(ends__gt=ends):
        grant.ends, grant.revoked_by = ends, event
        grant.save(update_fields=["ends", "revoked_by"])
        note_grant(actor, "grant.shortened", grant)


def _standing(inquiry: Inquiry) -> QuerySet[AccessGrant]:
    return AccessGrant.objects.filter(
        compartment=inquiry.case.compartment_id, office=inquiry.consultee_id, event="inquiry.sent", revoked_at=None
    )
