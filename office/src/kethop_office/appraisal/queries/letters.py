"""Letters of a case as the reader may see them, and what the register shows."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.models import ApprovalLevel, Case, CompletionRequest, Inquiry, Letter
from kethop_office.appraisal.queries.standing import Standing, standing_of

__all__ = [
    "FOR_PROPONENT",
    "inquiries_to_write_of",
    "last_completion_request",
    "letter_of",
    "letters_of",
    "next_letter_number",
    "writing_offices",
]

FOR_PROPONENT = ("F4", "F8", "F9")


def letters_of(actor: Actor, case: Case, standing: Standing | None = None) -> QuerySet[Letter]:
    """Return the letters of a case in the order of the register.

    Who carries the case sees the lead office's own and every issued one; an office sees its own; the proponent sees what was
    issued to it.

    Parameters
    ----------
    standing : Standing or None
        How the reader stands to the case, where the caller knows it already.
    """
    standing = standing or standing_of(actor, case)
    seen = Q(office__in=actor.offices)
    if standing.carries:
        seen |= Q(office=case.lead_office_id) | ~Q(state=Letter.State.DRAFT)
    if standing.filed:
        signing = ApprovalLevel.objects.filter(lead_office=case.lead_office_id).values("office")
        writers = Q(office=case.lead_office_id) | Q(office__in=signing)
        seen |= Q(form__in=FOR_PROPONENT) & writers & ~Q(state=Letter.State.DRAFT)
    rows = Letter.objects.visible_to(actor).filter(seen, case=case)
    return rows.select_related("office", "made_by", "replaces").order_by("dated", "made_at")


def letter_of(actor: Actor, case: Case, key: UUID) -> Letter:
    """Return one of them.

    Raises
    ------
    Letter.DoesNotExist
        There is none, or not for this account.
    """
    return letters_of(actor, case).get(pk=key)


def next_letter_number(office: UUID, year: int) -> int:
    """Return the number that follows the last one given by an office in a year; the clerk may give another."""
    numbers = Letter.objects.filter(office=office, direction=Letter.Direction.OUT, dated__year=year).values_list(
        "number", flat=True
    )
    return max((int(number) for number in numbers if number.isdigit()), default=0) + 1


def writing_offices(actor: Actor, case: Case) -> list[Office]:
    """Return the offices for which the actor may draft letters of a case."""
    roles = (Role.CLERK, Role.OFFICER, Role.REVIEWER, Role.APPROVER)
    return [case.lead_office] if actor.has_any(roles, case.lead_office_id) else []


def inquiries_to_write_of(actor: Actor, case: Case) -> QuerySet[Inquiry]:
    """Return the inquiries of a case that a letter may be about, oldest first."""
    rows = Inquiry.objects.visible_to(actor).filter(case=case).exclude(state=Inquiry.State.REMOVED)
    return rows.order_by("created_at")


def last_completion_request(actor: Actor, case: Case) -> CompletionRequest | None:
    """Return the last request to complete the file of a case, or None."""
    return CompletionRequest.objects.visible_to(actor).filter(case=case).order_by("-sent_at").first()
