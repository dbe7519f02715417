"""Which label a draft carries: that of what is written about, found by the page on which it is typed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Labelled
from kethop_office.appraisal.models import Case, Inquiry, ProposalDraft
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.common.refusal import Refused

__all__ = ["draft_label"]

_BY_KEY: Mapping[str, type[Labelled]] = {
    "inquiry": Inquiry,
    "reply": Inquiry,
    "approve": Case,
    "draft": ProposalDraft,
}


def draft_label(actor: Actor, path: str) -> tuple[int, UUID | None] | None:
    """Return level and compartment of the case, inquiry or proposal of a page; None for a page without one.

    Raises
    ------
    Refused
        ``draft.label``: there is none, or the actor may not know of it.
    """
    try:
        page = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    if page.app_name != "appraisal":
        return None
    model = _BY_KEY.get((page.url_name or "").replace("_", "-").split("-")[0])
    if "reference" in page.kwargs:
        label = _label_in(visible_cases(actor).filter(reference=page.kwargs["reference"]))
    elif "key" in page.kwargs and model:
        label = _label_in(model.objects.visible_to(actor).filter(pk=page.kwargs["key"]))
    else:
        return None
    if label is None:
        raise Refused("draft.label")
    return label


def _label_in(rows: QuerySet[Any]) -> tuple[int, UUID | None] | None:
    return rows.values_list("level", "compartment_id").first()
