"""The table of opinions of a case."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, OpinionTreatment, Response
from kethop_office.appraisal.queries.consultation_page import in_language

__all__ = ["OpinionRow", "opinion_rows", "sent_reply", "treatment_now", "treatments_of"]


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A row with the name of the body in the reader's language."""

    row: OpinionTreatment
    body: str
    is_withdrawn: bool


def treatments_of(case: Case) -> QuerySet[OpinionTreatment]:
    """Return the rows of the table, of replies that were sent."""
    sent = (Response.State.SENT, Response.State.WITHDRAWN)
    rows = OpinionTreatment.objects.filter(case=case, response__state__in=sent)
    return rows.select_related("response__inquiry").defer("response__internal_reason").order_by("order", "pk")


def opinion_rows(case: Case) -> list[OpinionRow]:
    """Return the rows for the page."""
    return [
        OpinionRow(
            row,
            in_language(row.response.inquiry.body_vi, row.response.inquiry.body_en),
            row.response.state == Response.State.WITHDRAWN,
        )
        for row in treatments_of(case)
    ]


def sent_reply(actor: Actor, case: Case, key: UUID) -> Response | None:
    """Return a reply of a case that was sent and stands, or None."""
    return Response.objects.visible_to(actor).filter(pk=key, case=case, state=Response.State.SENT).first()


def treatment_now(row: OpinionTreatment) -> OpinionTreatment:
    """Return a row of the table as it is now."""
    return OpinionTreatment.objects.select_related("case").get(pk=row.pk)
