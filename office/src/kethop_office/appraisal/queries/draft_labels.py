"""Which label a draft carries: that of what is written about, found by the page on which it is typed."""

from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

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
    if "reference" in page.kwargs:
        rows = visible_cases(actor).filter(reference=page.kwargs["reference"])
    elif "key" in page.kwargs and (model := _BY_KEY.get(page.url_name.replace("_", "-").split("-")[0])):
        rows = model.objects.visible_to(actor).filter(pk=page.kwargs["key"])
    else:
        return None
    label = rows.values_list("level", "compartment_id").first()
    if label is None:
        raise Refused("draft.label")
    return label
