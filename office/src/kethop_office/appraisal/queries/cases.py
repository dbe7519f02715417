"""Find a case that the reader may know of, and say in which part the reader takes in it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case

__all__ = ["is_lead", "is_proponent", "lead_case", "visible_case", "visible_cases"]

_LEAD = (Role.CLERK, Role.OFFICER, Role.REVIEWER, Role.APPROVER)


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor may know of."""
    return Case.objects.visible_to(actor)


def visible_case(actor: Actor, reference_or_id: str | UUID) -> Case:
    """Return a case by its reference or its id.

    Raises
    ------
    Case.DoesNotExist
        There is none, or the actor may not know of it; the page answers 404 either way.
    """
    try:
        wanted = Q(pk=UUID(str(reference_or_id)))
    except ValueError:
        wanted = Q(reference=str(reference_or_id))
    found = visible_cases(actor).filter(wanted).select_related("lead_office", "proponent", "officer", "procedure")
    try:
        return found.get()
    except Case.MultipleObjectsReturned as error:  # references are given once; a row that breaks this is not shown
        raise Case.DoesNotExist from error


def is_lead(actor: Actor, case: Case) -> bool:
    """Return whether the actor works on the case in the office that leads it."""
    return actor.has_any(_LEAD, case.lead_office_id)


def is_proponent(actor: Actor, case: Case) -> bool:
    """Return whether the actor is of the organisation that filed the case."""
    return case.proponent_id is not None and actor.has(Role.PROPONENT, case.proponent_id)


def lead_case(actor: Actor, reference_or_id: str | UUID) -> Case:
    """Return a case that the actor's office leads: for the pages that only it may see.

    Raises
    ------
    Case.DoesNotExist
        As for ``visible_case``, and where another office leads the case.
    """
    case = visible_case(actor, reference_or_id)
    if not is_lead(actor, case):
        raise Case.DoesNotExist
    return case
