"""The table of opinions: taken up, taken up in part, or explained."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.inquiries import require_officer
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import OpinionTreatment, Response
from kethop_office.common.refusal import Refused

__all__ = ["add_opinion", "edit_treatment"]


def edit_treatment(
    actor: Actor, row: OpinionTreatment, *, version: int, treatment: str, text: str, place: str
) -> OpinionTreatment:
    """Write what became of an opinion.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``treatment.stale``, ``treatment.no_choice``,
        ``treatment.no_explanation``.
    """
    with transaction.atomic():
        case = lock_case(row.case_id)
        require_officer(actor, case)
        own = OpinionTreatment.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if own.version != version:
            raise Refused("treatment.stale")
        if treatment not in OpinionTreatment.Treatment.values:
            raise Refused("treatment.no_choice")
        if treatment != OpinionTreatment.Treatment.TAKEN_UP and not text.strip():
            raise Refused("treatment.no_explanation")
        own.treatment, own.text, own.place = treatment, text.strip(), place.strip()
        own.version += 1
        own.save(update_fields=["treatment", "text", "place", "version"])
        changed(case, actor, "treatment.edited")
        inquiry = own.response.inquiry
        fields = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "treatment": treatment,
            "opinion": own.opinion[:200],
        }
        tell(case, "treatment.edited", actor=actor, fields=fields, office=inquiry.consultee)
    return own


def add_opinion(actor: Actor, response: Response, *, opinion: str) -> OpinionTreatment:
    """Split one more opinion from a reply into a row of its own.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``treatment.no_opinion``.
    """
    with transaction.atomic():
        case = lock_case(response.case_id)
        require_officer(actor, case)
        if not opinion.strip() or response.state != Response.State.SENT:
            raise Refused("treatment.no_opinion")
        row = OpinionTreatment.objects.create(
            response=response,
            case=case,
            order=case.treatments.count(),
            opinion=opinion.strip(),
            level=case.level,
            compartment_id=case.compartment_id,
        )
        changed(case, actor, "treatment.added")
        fields = {"body": response.inquiry.body_vi, "body_en": response.inquiry.body_en, "opinion": row.opinion[:200]}
        tell(case, "treatment.added", actor=actor, fields=fields, office=response.inquiry.consultee)
    return row
