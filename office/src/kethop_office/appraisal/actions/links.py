"""Say that two cases belong together, and that they no longer do."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import Case, CaseLink
from kethop_office.common.refusal import Refused

__all__ = ["link_cases", "unlink_cases"]


def link_cases(actor: Actor, case: Case, other: Case, *, relation: str, reason: str) -> CaseLink:
    """Link two cases that the actor may both know of; the link has the higher of their two labels.

    Raises
    ------
    Refused
        ``case.not_yours``, ``link.itself``, ``link.there``.
    """
    if not actor.has(Role.OFFICER, case.lead_office_id):
        raise Refused("case.not_yours")
    if case.pk == other.pk:
        raise Refused("link.itself")
    if relation not in CaseLink.Relation.values:
        raise ValueError(relation)
    with transaction.atomic():
        known = CaseLink.objects.filter(case__in=(case, other), other__in=(case, other), ended_at=None)
        if known.exists():
            raise Refused("link.there", reference=other.reference)
        link = CaseLink.objects.create(
            case=case,
            other=other,
            relation=relation,
            reason=reason.strip()[:300],
            level=max(case.level, other.level),
            compartment_id=case.compartment_id,
        )
        tell(case, "case.linked", actor=actor, fields={"relation": relation, "link": str(link.pk)})
    return link


def unlink_cases(actor: Actor, link: CaseLink, *, reason: str) -> CaseLink:
    """End a link, with the reason.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.no_reason``, ``link.ended``.
    """
    if not actor.has(Role.OFFICER, link.case.lead_office_id):
        raise Refused("case.not_yours")
    if not reason.strip():
        raise Refused("case.no_reason")
    with transaction.atomic():
        row = CaseLink.objects.select_for_update(of=("self",)).select_related("case").get(pk=link.pk)
        if row.ended_at is not None:
            raise Refused("link.ended")
        row.ended_reason, row.ended_at = reason.strip()[:300], actor.at
        row.save(update_fields=["ended_reason", "ended_at"])
        tell(row.case, "case.unlinked", actor=actor, fields={"reason": row.ended_reason, "link": str(row.pk)})
    return row
