"""Read the proposals that an account is writing."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Office, Role
from kethop_office.appraisal.models import Case, ProposalDraft

__all__ = [
    "amended_reference",
    "case_named",
    "copyable_cases",
    "documents",
    "filing_offices",
    "lead_offices",
    "named_in_drafts",
    "own_draft",
    "own_drafts",
]

_FILERS = (Role.PROPONENT, Role.OFFICER, Role.CLERK)


def own_drafts(actor: Actor) -> QuerySet[ProposalDraft]:
    """Return the actor's drafts that are neither sent nor put away, the last saved first."""
    rows = ProposalDraft.objects.visible_to(actor).filter(user=actor.user_id, sent_at=None, deleted_at=None)
    return rows.select_related("case", "office").order_by("-saved_at")


def own_draft(actor: Actor, key: UUID) -> ProposalDraft:
    """Return a draft of the actor, one that was sent or put away included.

    Raises
    ------
    ProposalDraft.DoesNotExist
        There is none, or it is another's.
    """
    rows = ProposalDraft.objects.visible_to(actor).filter(user=actor.user_id)
    return rows.select_related("case", "office", "site_file").get(pk=key)


def documents(draft: ProposalDraft) -> list[dict[str, Any]]:
    """Return the documents of a draft: hash, size, name, media type, component."""
    return list(draft.answers.get("files", {}).get("items", []))


def named_in_drafts() -> Iterator[str]:
    """Yield the hashes of the documents of all drafts, of the one that was taken out last too: it can be put back."""
    for files in (
        ProposalDraft.objects.filter(answers__has_key="files").values_list("answers__files", flat=True).iterator()
    ):
        removed = [files["removed"]] if "removed" in files else []
        yield from (item["sha256"] for item in [*files.get("items", []), *removed])


def filing_offices(actor: Actor) -> QuerySet[Office]:
    """Return the offices for which the actor may file: its own as a proponent, or the authority that takes paper in."""
    wanted = {office for office, role in actor.roles if role in _FILERS}
    return Office.objects.filter(pk__in=wanted, is_closed=False).order_by("name_vi")


def lead_offices() -> QuerySet[Office]:
    """Return the offices that take proposals in: authorities in which somebody is a case officer."""
    officers = Membership.objects.filter(role=Role.OFFICER).values("office")
    rows = Office.objects.filter(pk__in=officers, kind=Office.Kind.AUTHORITY, is_closed=False)
    return rows.order_by("name_vi")


def copyable_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases whose answers the actor may copy: those that its offices filed or lead, the newest first."""
    led = {office for office, role in actor.roles if role in {Role.OFFICER, Role.CLERK}}
    filed = {office for office, role in actor.roles if role == Role.PROPONENT}
    rows = Case.objects.visible_to(actor).filter(Q(lead_office__in=led) | Q(proponent__in=filed))
    return rows.order_by("-created_at")


def amended_reference(actor: Actor, draft: ProposalDraft) -> str:
    """Return the reference of the case that a draft amends; empty for none, and for one that is no longer the actor's."""
    key = draft.answers.get("kind", {}).get("amendment_of", "")
    found = copyable_cases(actor).filter(pk=key).first() if key else None
    return found.reference if found else ""


def case_named(cases: QuerySet[Case], reference: str) -> Case | None:
    """Return the case of a reference, small letters or capitals, among some cases; None for none."""
    return cases.filter(reference__iexact=reference).first()
