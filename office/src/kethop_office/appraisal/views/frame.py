"""Every section of a case in the same frame."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.cases import visible_case
from kethop_office.appraisal.queries.shell import case_shell

__all__ = ["actor_on", "found_case", "render_section"]


def actor_on(request: HttpRequest) -> Actor:
    """Return who asks.

    Raises
    ------
    Http404
        Nobody that the office knows.
    """
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise Http404
    return actor


def found_case(actor: Actor, reference: str) -> Case:
    """Return a case that the actor may know of.

    Raises
    ------
    Http404
        There is none, or not for this account: one answer for both.
    """
    try:
        return visible_case(actor, reference)
    except Case.DoesNotExist as error:
        raise Http404 from error


def render_section(
    request: HttpRequest,
    case: Case,
    section: str,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a page of a case: ``template`` extends ``appraisal/case_page.html`` and fills its block ``section``.

    Parameters
    ----------
    section : str
        Key of the section, such as ``findings``; empty for the overview. A reader who may not open it gets 404.
    """
    shell = case_shell(actor_on(request), case, section)
    if not any(link.is_current for link in shell.sections):
        raise Http404
    return render(
        request, template, {"case": case, "shell": shell, "page_level": case.level, **(context or {})}, status=status
    )
