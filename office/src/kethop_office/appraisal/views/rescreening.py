"""Comparisons: their list, the progress of one, and what may be done with it."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.appraisal.actions.rescreening import exporting, ordering
from kethop_office.appraisal.forms.rescreening import OrderForm
from kethop_office.appraisal.models import Rescreening
from kethop_office.appraisal.queries.rescreening import pages as read
from kethop_office.appraisal.queries.rescreening.words import phase_of, subject_of
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence
from kethop_office.registry.queries.layer_drafts import visible_draft
from kethop_office.registry.roles import LAYER_KEEPERS
from kethop_office.registry.views.common import found

__all__ = ["about", "compare_draft", "compare_pack", "comparisons", "export", "go_on", "progress", "stop"]

_PAGE = 50


@require_safe
@role_required(*read.READERS)
def comparisons(request: SignedInRequest) -> HttpResponse:
    """List the comparisons that the reader may know of."""
    rows = read.visible_rescreenings(request.actor).select_related("draft", "version", "ordered_by")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    lines = [(row, subject_of(row), phase_of(row), read.progress_of(request.actor, row)) for row in page]
    context = {
        "page": page,
        "lines": lines,
        "query": "",
        "has_next_pack": bool(settings.KETHOP_PACK_NEXT) and request.actor.has_any(LAYER_KEEPERS),
        "page_level": max((row.level for row in page), default=0),
    }
    return render(request, "appraisal/rescreening/list.html", context)


@require_safe
@role_required(*read.READERS)
def progress(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give the part of the page that changes."""
    row = found(read.visible_rescreening, request.actor, key)
    return render(request, "appraisal/rescreening/_progress.html", about(request, row))


@require_POST
@role_required(*LAYER_KEEPERS)
def compare_draft(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Order a preview of a version of a layer."""
    draft, form = found(visible_draft, request.actor, key), OrderForm(request.POST)
    form.is_valid()
    return _ordered(
        request,
        lambda: ordering.order_for_draft(request.actor, draft, is_thorough=form.cleaned_data["is_thorough"]),
        "/registry/layer/",
    )


@require_POST
@role_required(*LAYER_KEEPERS)
def compare_pack(request: SignedInRequest) -> HttpResponse:
    """Order a preview of the next version of the pack."""
    return _ordered(request, lambda: ordering.order_for_pack(request.actor), "/rescreening/")


@require_POST
@role_required(*LAYER_KEEPERS)
def stop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask a comparison to stop."""
    row = found(read.visible_rescreening, request.actor, key)
    return _ordered(request, lambda: ordering.stop(request.actor, row), f"/rescreening/{row.pk}/")


@require_POST
@role_required(*LAYER_KEEPERS)
def go_on(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Go on with a comparison that was stopped or failed."""
    row = found(read.visible_rescreening, request.actor, key)
    return _ordered(request, lambda: ordering.go_on(request.actor, row), f"/rescreening/{row.pk}/")


@require_POST
@role_required(*read.READERS)
def export(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Order the workbook."""
    row = found(read.visible_rescreening, request.actor, key)
    job = exporting.order_export(request.actor, row, language=get_language() or "vi")
    return redirect("accounts:job", key=job.pk)


def _ordered(request: SignedInRequest, act: Callable[[], Rescreening], back: str) -> HttpResponse:
    try:
        row = act()
    except Rescreening.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect(back)
    messages.success(request, _("Đã ghi yêu cầu."))
    return redirect("appraisal:rescreening", key=row.pk)


def about(request: SignedInRequest, row: Rescreening) -> dict[str, object]:
    """Return what the page of a comparison and the part of it that changes show."""
    is_keeper = request.actor.has_any(LAYER_KEEPERS)
    seen = read.progress_of(request.actor, row)
    return {
        "row": row,
        "subject": subject_of(row),
        "phase": phase_of(row),
        "progress": seen,
        "failure": _failure(row) if row.error_code else "",
        "may_stop": is_keeper and row.is_open and seen.is_open and not row.is_stop_asked,
        "may_go_on": is_keeper and not row.is_overtaken and seen.state in {"stopped", "failed"},
        "is_partial": row.level > 0,
        "page_level": row.level,
    }


def _failure(row: Rescreening) -> str:
    said = row.error_fields.get("en" if get_language() == "en" else "vi")
    return str(said) if said else sentence(row.error_code, row.error_fields)
