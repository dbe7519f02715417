"""Begin a proposal, copy an earlier one, throw a draft away and take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.drafts import (
    copyable_cases,
    filing_offices,
    own_draft,
    own_drafts,
)
from kethop_office.appraisal.views.frame import actor_on, found_case
from kethop_office.appraisal.views.new_case import draft_on
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["copy", "delete", "new", "restore", "start"]


@require_GET
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Start a proposal, resume a draft, or copy an earlier case."""
    actor = actor_on(request)
    offices = filing_offices(actor)
    if not offices:
        raise Http404
    context: dict[str, object] = {
        "drafts": own_drafts(actor),
        "offices": offices,
        "copyable": copyable_cases(actor)[:20],
    }
    context["has_choice"] = len(offices) > 1
    context["deleted"] = _deleted(actor, request.GET.get("deleted", ""))
    return render(request, "appraisal/filing/new.html", context)


@require_POST
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft in one of the actor's offices."""
    actor = actor_on(request)
    office = _office(actor, request.POST.get("office", ""))
    if office is None:
        raise Http404
    draft = drafts.start_draft(actor, office=office)
    return redirect("appraisal:draft", key=draft.pk)


@require_POST
@signed_in
def copy(request: HttpRequest) -> HttpResponse:
    """Begin a draft with the answers of an earlier case."""
    actor = actor_on(request)
    case = found_case(actor, request.POST.get("case", ""))
    office = _office(actor, request.POST.get("office", ""))
    if office is None:
        raise Http404
    try:
        draft = drafts.copy_case(actor, case, office=office)
    except Refused as error:
        raise Http404 from error
    messages.success(request, gettext("Đã sao chép nội dung của hồ sơ trước. Tài liệu không được sao chép."))
    return redirect("appraisal:draft", key=draft.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a draft away; the next page offers to take it back."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    if request.method == "GET":
        return redirect("appraisal:draft", key=draft.pk)
    try:
        drafts.delete_draft(actor, draft)
    except Refused as refusal:
        show_refusal(request, refusal)
    return redirect(f"{reverse('appraisal:new')}?deleted={draft.pk}")


@require_POST
@signed_in
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a draft back."""
    actor = actor_on(request)
    draft = draft_on(actor, key, is_open=False)
    try:
        drafts.restore_draft(actor, draft)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:new")
    messages.success(request, gettext("Đã lấy lại bản nháp."))
    return redirect("appraisal:draft", key=draft.pk)


def _deleted(actor: Actor, text: str) -> UUID | None:
    """Return the key of the draft that was just put away, if it is the actor's."""
    try:
        draft = own_draft(actor, UUID(text))
    except (ValueError, ProposalDraft.DoesNotExist):
        return None
    return draft.pk if draft.deleted_at else None


def _office(actor: Actor, text: str) -> Office | None:
    try:
        return filing_offices(actor).filter(pk=UUID(text)).first()
    except ValueError:
        return None
