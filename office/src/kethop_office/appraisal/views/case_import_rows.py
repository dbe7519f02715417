"""The rows of a table of running cases, with their doubts."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.case_import_taking import leave_import_row, take_import_row
from kethop_office.appraisal.models import CaseImport, CaseImportRow
from kethop_office.appraisal.queries.case_imports import (
    IMPORTERS,
    doubts_of,
    import_rows,
    ready_numbers,
    row_in,
    visible_case_import,
)
from kethop_office.appraisal.reading.rows import missing_of, missing_of_asked
from kethop_office.appraisal.views.refusals import put_refusal, show_refusal
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentences
from kethop_office.registry.forms.parks import ReasonForm
from kethop_office.registry.queries.words import ToldDoubts
from kethop_office.registry.views.common import found

__all__ = ["leave", "rows", "take"]


@require_safe
@role_required(*IMPORTERS)
def rows(request: SignedInRequest, key: UUID) -> HttpResponse:
    """List rows with their doubts."""
    one = found(visible_case_import, request.actor, key)
    kind = _one_of(request.GET.get("kind", ""), CaseImportRow.Kind.values)
    state = _one_of(request.GET.get("state", ""), [*CaseImportRow.State.values, "doubtful"])
    code = request.GET.get("code", "")
    code = code if code in sentences() else ""
    page = import_rows(request.actor, one, kind=kind, state=state, code=code, page=request.GET.get("page", ""))
    context = {
        "run": one,
        "page": page,
        "shown": _shown(request.actor, one, page),
        "kind": kind,
        "state": state,
        "code": code,
        "states": [("", _("mọi dòng")), ("doubtful", _("có điểm nghi")), *CaseImportRow.State.choices],
        "kinds": [("", _("cả hai")), *CaseImportRow.Kind.choices],
        "page_level": one.level,
    }
    return render(request, "appraisal/imports/rows.html", context)


@require_POST
@role_required(*IMPORTERS)
def take(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Bring one waiting row in."""
    row = found(row_in, request.actor, key)
    try:
        take_import_row(request.actor, row)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, _("Đã nhập dòng %(row)s.") % {"row": row.number})
    return redirect(_waiting_path(row))


@require_http_methods(["GET", "POST"])
@role_required(*IMPORTERS)
def leave(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Leave one waiting row out, with a reason."""
    row = found(row_in, request.actor, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_import_row(request.actor, row, form.cleaned_data["reason"])
        except Refused as refusal:
            put_refusal(form, refusal, file="reason")
        else:
            return redirect(_waiting_path(row))
    context = {"form": form, "row": row, "back": _waiting_path(row), "page_level": row.level}
    return render(request, "appraisal/imports/leave.html", context, status=400 if form.errors else 200)


def _one_of(text: str, known: list[str]) -> str:
    return text if text in known else ""


def _shown(
    actor: Actor, run: CaseImport, page: Page[CaseImportRow]
) -> Iterator[tuple[CaseImportRow, ToldDoubts, bool]]:
    """Yield the rows of a page, each with its doubts and whether it can come in."""
    ready = ready_numbers(actor, run, page)
    for row in page:
        lacks = missing_of(row.values) if row.kind == CaseImportRow.Kind.CASE else missing_of_asked(row.values)
        doubts = doubts_of(row, run, ready)
        yield row, doubts, row.state == CaseImportRow.State.WAITING and not lacks and not doubts.blocking


def _waiting_path(row: CaseImportRow) -> str:
    return f"/case/import/{row.run_id}/rows/?state=waiting"
