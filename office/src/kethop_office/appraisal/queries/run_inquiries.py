"""Whom a run asks that no earlier one asked, and whom it asks no more: letters that say the same are one line with their number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Inquiry, ScreeningRun
from kethop_office.appraisal.queries.consultation_page import in_language

__all__ = ["AlikeInquiries", "gone_inquiries", "new_inquiries"]


@dataclass(frozen=True, slots=True)
class AlikeInquiries:
    """Inquiries to one body in one role that stand alike.

    Parameters
    ----------
    body, role, state : str
        As the reader's language has them.
    count : int
        How many.
    """

    body: str
    role: str
    state: str
    count: int


def new_inquiries(actor: Actor, run: ScreeningRun) -> list[AlikeInquiries]:
    """Return the inquiries that a run proposed and no earlier one had."""
    rows = Inquiry.objects.visible_to(actor).filter(case=run.case_id, run=run, created_at=F("run__ended_at"))
    return _alike(rows.order_by("role", "body_vi", "state"))


def gone_inquiries(actor: Actor, run: ScreeningRun) -> list[AlikeInquiries]:
    """Return the inquiries that were proposed before and that a run no longer asks for."""
    rows = Inquiry.objects.visible_to(actor).filter(case=run.case_id, state=Inquiry.State.REMOVED)
    return _alike(rows.filter(closed_at=run.ended_at).exclude(run=run).order_by("role", "body_vi"))


def _alike(rows: Iterable[Inquiry]) -> list[AlikeInquiries]:
    counts = Counter(
        (in_language(row.body_vi, row.body_en), str(row.get_role_display()), str(row.get_state_display()))
        for row in rows
    )
    return [AlikeInquiries(*said, count) for said, count in counts.items()]
