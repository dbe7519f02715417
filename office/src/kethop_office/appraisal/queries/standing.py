"""As what an account reads a case: who carries it, who filed it, who is asked."""

from dataclasses import dataclass

from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import ApprovalLevel, Case, Inquiry

__all__ = ["CASEWORK", "Standing", "carrying_offices", "standing_of"]

CASEWORK = ("clerk", "officer", "reviewer", "approver")


@dataclass(frozen=True, slots=True)
class Standing:
    """As what the actor reads one case. An account may be several of these; none means a reader of what is open.

    Parameters
    ----------
    carries : bool
        Works in the lead office, or in an office that approves its reports.
    filed : bool
        Belongs to the proponent.
    is_asked : bool
        Belongs to an office that is asked.
    """

    carries: bool
    filed: bool
    is_asked: bool


def carrying_offices(actor: Actor) -> set[object]:
    """Return the lead offices whose cases the actor carries: its own, and those whose reports it approves."""
    own: set[object] = {office for office, role in actor.roles if role in CASEWORK}
    levels = Q()
    for office, role in actor.roles:
        levels |= Q(office=office, role=role)
    if levels:
        own |= set(ApprovalLevel.objects.filter(levels).values_list("lead_office", flat=True))
    return own


def standing_of(actor: Actor, case: Case) -> Standing:
    """Return as what the actor reads a case that it may see."""
    offices = actor.offices
    asked = Inquiry.objects.visible_to(actor).filter(case=case, consultee__in=offices)
    return Standing(
        carries=case.lead_office_id in carrying_offices(actor),
        filed=case.proponent_id in offices,
        is_asked=asked.exclude(state=Inquiry.State.PROPOSED).exists(),
    )
