"""Comparisons: their list, one with its progress and its lines, and what may be done with it."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.appraisal.actions.rescreening import exporting, ordering
from kethop_office.appraisal.forms.rescreening import OrderForm
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.rescreening import pages as read
from kethop_office.appraisal.queries.rescreening.words import change_lines, subject_of, why_unasked
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.name_pages import NamePage
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence
from kethop_office.registry.queries.layer_drafts import visible_draft
from kethop_office.registry.roles import LAYER_KEEPERS
from kethop_office.registry.views.common import found

__all__ = ["compare_draft", "compare_pack", "comparison", "comparisons", "export", "go_on", "progress", "stop"]

_PAGE = 50
_KINDS = (("cases", gettext_lazy("Hồ sơ")), ("parks", gettext_lazy("Khu công nghiệp")))
_SHOWN = ("changed", "unasked", "waiting", "same", "far")


@require_safe
@role_required(*read.READERS)
def comparisons(request: SignedInRequest) -> HttpResponse:
    """List the comparisons that the reader may know of."""
    rows = read.visible_rescreenings(request.actor).select_related("draft", "ordered_by")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    lines = [(row, subject_of(row), read.progress_of(request.actor, row)) for row in page]
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
def comparison(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one comparison: progress, and the lines of one kind and state."""
    row = found(read.visible_rescreening, request.actor, key)
    kind = "parks" if request.GET.get("of") == "parks" else "cases"
    state = request.GET.get("state", "")
    state = state if state in _SHOWN else RescreenedRow.State.CHANGED.value
    page = _page(request, row, kind, state)
    query = f"?of={kind}&state={state}&at="
    context = {
        **_about(request, row),
        "kind": kind,
        "state": state,
        "choices": _choices(request, row),
        "lines": [(one, change_lines(one), why_unasked(one) if one.code else "") for one in page.rows],
        "before": f"{query}{page.before}" if page.before else "",
        "after": f"{query}{page.after}" if page.after else "",
        "page_level": max([row.level, *(one.level for one in page.rows)]),
    }
    return render(request, "appraisal/rescreening/show.html", context)


@require_safe
@role_required(*read.READERS)
def progress(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give the part of the page that changes."""
    row = found(read.visible_rescreening, request.actor, key)
    return render(request, "appraisal/rescreening/_progress.html", _about(request, row))


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


def _about(request: SignedInRequest, row: Rescreening) -> dict[str, object]:
    is_keeper = request.actor.has_any(LAYER_KEEPERS)
    seen = read.progress_of(request.actor, row)
    return {
        "row": row,
        "subject": subject_of(row),
        "progress": seen,
        "failure": _failure(row) if row.error_code else "",
        "may_stop": is_keeper and row.is_open and seen.is_open and not row.is_stop_asked,
        "may_go_on": is_keeper and seen.state in {"stopped", "failed"},
        "is_partial": row.level > 0,
        "page_level": row.level,
    }


def _failure(row: Rescreening) -> str:
    said = row.error_fields.get("en" if get_language() == "en" else "vi")
    return str(said) if said else sentence(row.error_code, row.error_fields)


def _choices(request: SignedInRequest, row: Rescreening) -> list[dict[str, object]]:
    """Return each kind and state with how many lines the reader may know of."""
    counts = read.counts_of(request.actor, row)
    words = dict(RescreenedRow.State.choices)
    return [
        {
            "kind": kind,
            "heading": heading,
            "states": [
                {"state": state, "word": words[RescreenedRow.State(state)], "number": counts[kind].get(state, 0)}
                for state in _SHOWN
            ],
        }
        for kind, heading in _KINDS
    ]


def _page(
    request: SignedInRequest, row: Rescreening, kind: str, state: str
) -> NamePage[RescreenedCase] | NamePage[RescreenedPark]:
    place = request.GET.get("at", "")
    if kind == "parks":
        return read.row_page(read.parks_of(request.actor, row).filter(state=state).select_related("park"), place)
    return read.row_page(read.cases_of(request.actor, row).filter(state=state).select_related("case"), place)
