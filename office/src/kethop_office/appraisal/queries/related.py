"""Which cases belong to a case: linked, on the same site, of the same proponent; only those that the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, CaseLink
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.appraisal.queries.effective import counting_run
from kethop_office.appraisal.queries.overlaps import Overlap, overlapping_cases

__all__ = ["LinkRow", "RelatedView", "own_link", "related_view"]

MOST = 50


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, and the case at its other end."""

    link: CaseLink
    other: Case


@dataclass(frozen=True, slots=True)
class RelatedView:
    """The page of related cases.

    Parameters
    ----------
    is_more : bool
        Whether the same proponent has more cases than are listed.
    """

    links: Sequence[LinkRow]
    same_site: Sequence[Overlap]
    same_proponent: Sequence[Case]
    is_more: bool
    amendments: Sequence[Case]
    may_link: bool


def related_view(actor: Actor, case: Case) -> RelatedView:
    """Return what belongs to a case; every list and count is of cases that the actor may see."""
    run = counting_run(case)
    cases = visible_cases(actor)
    named = cases.filter(Q(proponent=case.proponent) if case.proponent_id else Q(proponent_name=case.proponent_name))
    same = list(named.exclude(pk=case.pk).order_by("-created_at")[: MOST + 1])
    return RelatedView(
        links=_links(actor, case),
        same_site=overlapping_cases(actor, run.site, but=case.pk) if run and run.site and "extent" in run.site else (),
        same_proponent=same[:MOST],
        is_more=len(same) > MOST,
        amendments=list(cases.filter(Q(amendment_of=case) | Q(pk=case.amendment_of_id)).order_by("-created_at")),
        may_link=actor.has(Role.OFFICER, case.lead_office_id),
    )


def _links(actor: Actor, case: Case) -> list[LinkRow]:
    seen = visible_cases(actor).values("pk")
    rows = CaseLink.objects.visible_to(actor).filter(ended_at=None).select_related("case", "other")
    rows = rows.filter(Q(case=case, other__in=seen) | Q(other=case, case__in=seen)).order_by("relation", "pk")
    return [LinkRow(row, row.other if row.case_id == case.pk else row.case) for row in rows]


def own_link(actor: Actor, case: Case, key: UUID) -> CaseLink | None:
    """Return a standing link that was made in this case."""
    rows = CaseLink.objects.visible_to(actor).filter(case=case, pk=key, ended_at=None)
    return rows.select_related("case", "other").first()
