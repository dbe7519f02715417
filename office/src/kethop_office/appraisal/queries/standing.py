"""As what an account reads a case: who carries it, who filed it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import ApprovalLevel, Case

__all__ = ["CASEWORK", "Reader", "Standing", "reader_of", "standing_of"]

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
    """

    carries: bool
    filed: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and whose cases it carries.

    Parameters
    ----------
    carried : frozenset of UUID
        Lead offices whose cases it carries: its own, and those whose reports it approves.
    """

    actor: Actor
    carried: frozenset[UUID]

    @property
    def due_column(self) -> str:
        """Column of the last day that this reader may be led by.

        The earliest last day of anything open may tell of a body that is asked: only who carries cases is led by it.
        """
        return "due_key" if self.carried else "own_due_key"


def reader_of(actor: Actor) -> Reader:
    """Return an actor with the offices whose cases it carries."""
    own = {office for office, role in actor.roles if role in CASEWORK}
    levels = Q()
    for office, role in actor.roles:
        levels |= Q(office=office) if role == "clerk" else Q(office=office, role=role)  # its clerk issues what it signs
    if levels:
        own |= set(ApprovalLevel.objects.filter(levels).values_list("lead_office_id", flat=True))
    return Reader(actor, frozenset(own))


def standing_of(actor: Actor, case: Case) -> Standing:
    """Return as what the actor reads a case that it may see."""
    return Standing(carries=case.lead_office_id in reader_of(actor).carried, filed=case.proponent_id in actor.offices)
