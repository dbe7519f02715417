"""What the pages of a consultation share."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Inquiry
from kethop_office.appraisal.queries.cases import lead_case
from kethop_office.appraisal.queries.inquiries import asked_inquiry, lead_inquiry
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = [
    "asked_of",
    "confirm",
    "consultations_path",
    "done",
    "led_case",
    "led_inquiry",
    "may_work",
    "refused",
    "said",
    "try_on",
    "with_version",
]

STALE = {"inquiry.stale", "response.stale", "condition.stale", "treatment.stale"}


def led_case(request: HttpRequest, reference: str) -> Case:
    """Return a case that the reader's office leads; 404 otherwise."""
    try:
        return lead_case(actor_on(request), reference)
    except Case.DoesNotExist as error:
        raise Http404 from error


def led_inquiry(request: HttpRequest, reference: str, key: UUID) -> Inquiry:
    """Return an inquiry of such a case; 404 otherwise."""
    try:
        return lead_inquiry(led_case(request, reference), key)
    except Inquiry.DoesNotExist as error:
        raise Http404 from error


def asked_of(request: HttpRequest, key: UUID) -> Inquiry:
    """Return an inquiry that the reader's office was asked; 404 otherwise."""
    try:
        return asked_inquiry(actor_on(request), key)
    except Inquiry.DoesNotExist as error:
        raise Http404 from error


def may_work(request: HttpRequest, case: Case) -> bool:
    """Return whether the reader may change the consultation."""
    return case.is_open and actor_on(request).has(Role.OFFICER, case.lead_office_id)


def consultations_path(case: Case) -> str:
    """Return the address of the consultation of a case."""
    return reverse("appraisal:consultations", args=[case.reference])


def said(refusal: Refused) -> str:
    """Return why an act was refused."""
    return sentence(refusal.code, refusal.fields)


def try_on(form: forms.Form, act: Callable[[], object], *, file: str | None = None) -> int:
    """Do an act; what refuses it stands on top of the form, or at the field of its file. Return the page's status, 0 when done."""
    try:
        act()
    except Refused as refusal:
        form.add_error(file if refusal.code.startswith("file.") else None, said(refusal))
        return 409 if refusal.code in STALE else 422
    return 0


def done(request: HttpRequest, text: str, path: str) -> HttpResponse:
    """Say that it was done and go on."""
    messages.success(request, text)
    return redirect(path)


def with_version(form: forms.Form, version: int) -> None:
    """Let the typed text stand with the version that is there now, so that the reader may save it knowingly."""
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        data["version"] = str(version)
        form.data = data


def refused(request: HttpRequest, refusal: Refused, path: str) -> HttpResponse:
    """Say why it was not done and go back."""
    messages.error(request, said(refusal))
    return redirect(path)


def confirm(  # noqa: PLR0913 - what a confirm page says
    request: HttpRequest,
    *,
    heading: str | Promise,
    what: str,
    then: str | Promise,
    button: str | Promise,
    cancel_path: str,
    form: forms.Form | None = None,
    fields: Mapping[str, str] | None = None,
    is_warning: bool = False,
    level: int = 0,
    status: int = 200,
) -> HttpResponse:
    """Return the page that says in one sentence what happens, to whom, and what can follow."""
    context = {
        "heading": heading,
        "what": what,
        "then": then,
        "button": button,
        "cancel_path": cancel_path,
        "form": form,
        "fields": dict(fields or {}),
        "is_warning": is_warning,
        "page_level": level,
    }
    return render(request, "shell/confirm.html", context, status=status)
