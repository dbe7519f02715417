"""A file of parks on its way in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentences
from kethop_office.registry.actions.importing import begin, choose_columns, choose_sheet, order_taking
from kethop_office.registry.actions.taking_in import leave_row, take_row
from kethop_office.registry.actions.undoing import undo_import
from kethop_office.registry.forms.imports import ColumnsForm, SheetForm, TakeForm, UploadForm
from kethop_office.registry.forms.parks import ReasonForm
from kethop_office.registry.models import ImportRow, ImportRun
from kethop_office.registry.queries.imports import (
    doubts_of,
    import_rows,
    import_view,
    imports_for,
    visible_import,
    visible_row,
)
from kethop_office.registry.reading.fields import FIELDS
from kethop_office.registry.roles import PARK_KEEPERS
from kethop_office.registry.views.common import found, said

__all__ = ["columns", "imports", "leave", "rows", "run", "sheet", "take", "undo", "upload"]


@require_safe
@role_required(*PARK_KEEPERS)
def imports(request: SignedInRequest) -> HttpResponse:
    """List imports."""
    runs = imports_for(request.actor)
    context = {"runs": runs, "page_level": max((one.level for one in runs), default=0)}
    return render(request, "registry/imports.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file."""
    form = UploadForm(request.POST or None, request.FILES or None, rank=request.actor.rank, initial={"level": 0})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            _run, job = begin(
                request.actor,
                data["file"].read(),
                data["file"].name,
                level=data["level"],
                source=data["source"] or "",
                source_on=data["source_on"],
            )
        except Refused as refused:
            form.add_error("file" if refused.code.startswith("file.") else None, said(refused))
        else:
            return redirect("accounts:job", key=job.pk)
    return render(request, "registry/import_new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show where an import stands: what was found, and the decision to take it in."""
    one = found(visible_import, request.actor, key)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            job = order_taking(request.actor, one, policy=data["policy"], replaces=data["replaces"])
        except Refused as refused:
            messages.error(request, said(refused))
            return redirect("registry:import", key=one.pk)
        return redirect("accounts:job", key=job.pk)
    view = import_view(request.actor, one)
    states = [(state.value, state.label, view.counts.get(state.value, 0)) for state in ImportRow.State]
    context = {
        "view": view,
        "run": one,
        "form": form,
        "states": [row for row in states if row[2]],
        "is_checked": one.state == ImportRun.State.CHECKED,
        "is_taken": one.state == ImportRun.State.TAKEN,
        "can_map": one.state in {ImportRun.State.MAPPING, ImportRun.State.CHECKED},
        "page_level": one.level,
    }
    return render(request, "registry/import.html", context)


@require_POST
@role_required(*PARK_KEEPERS)
def sheet(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Choose sheet and row of heads."""
    one = found(visible_import, request.actor, key)
    form = SheetForm(request.POST, sheets=one.sheets)
    if form.is_valid():
        try:
            choose_sheet(request.actor, one, form.cleaned_data["sheet"], form.cleaned_data["head_row"])
        except Refused as refused:
            messages.error(request, said(refused))
    else:
        messages.error(request, said(Refused("import.no_sheet")))
    return redirect("registry:import-columns", key=one.pk)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def columns(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say which column fills which field."""
    one = found(visible_import, request.actor, key)
    if not one.sheets:
        return redirect("registry:import", key=one.pk)
    form = ColumnsForm(request.POST or None, heads=one.heads, mapping=one.mapping, fields=FIELDS)
    if request.method == "POST" and form.is_valid():
        try:
            job = choose_columns(request.actor, one, form.mapping())
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            return redirect("accounts:job", key=job.pk)
    top = one.sheets[one.sheet]["top"][one.head_row - one.sheets[one.sheet]["first"] + 1 :][:5]
    sheet_form = SheetForm(sheets=one.sheets, initial={"sheet": one.sheet, "head_row": one.head_row})
    context = {
        "run": one,
        "form": form,
        "sheet_form": sheet_form,
        "columns": form.beside(top),
        "page_level": one.level,
    }
    return render(request, "registry/import_columns.html", context, status=400 if form.errors else 200)


@require_safe
@role_required(*PARK_KEEPERS)
def rows(request: SignedInRequest, key: UUID) -> HttpResponse:
    """List rows with their doubts."""
    one = found(visible_import, request.actor, key)
    state, kind = request.GET.get("state", ""), request.GET.get("code", "")
    state = state if state in {*ImportRow.State.values, "doubtful"} else ""
    kind = kind if kind in sentences() else ""
    page = import_rows(request.actor, one, state=state, kind=kind, page=request.GET.get("page", ""))
    shown = [(row, doubts_of(row, one)) for row in page]  # type: ignore[attr-defined]  # a page of a paginator
    context = {
        "run": one,
        "page": page,
        "shown": shown,
        "state": state,
        "kind": kind,
        "states": [("", _("mọi dòng")), ("doubtful", _("có điểm nghi")), *ImportRow.State.choices],
        "page_level": one.level,
    }
    return render(request, "registry/import_rows.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def undo(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a whole import back, after one page that says what happens."""
    one = found(visible_import, request.actor, key)
    if request.method == "POST":
        try:
            undo_import(request.actor, one)
        except Refused as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("Đã hoàn tác lần nhập."))
        return redirect("registry:import", key=one.pk)
    context = {
        "heading": _("Hoàn tác lần nhập"),
        "what": _("Các khu do lần nhập này thêm sẽ bị xóa; các khu được bổ sung trở về số liệu trước đó."),
        "then": _("Tệp, từng dòng và điểm nghi vẫn được giữ để xem lại; có thể nhập lại tệp."),
        "button": _("Hoàn tác lần nhập"),
        "cancel_path": f"/registry/import/{one.pk}/",
        "is_warning": True,
        "page_level": one.level,
    }
    return render(request, "shell/confirm.html", context)


@require_POST
@role_required(*PARK_KEEPERS)
def take(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Bring one waiting row in."""
    row = found(visible_row, request.actor, key)
    try:
        take_row(request.actor, row)
    except Refused as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, _("Đã nhập dòng %(row)s.") % {"row": row.number})
    return redirect(f"/registry/import/{row.run_id}/rows/?state=waiting")


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def leave(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Leave one waiting row out, with a reason."""
    row = found(visible_row, request.actor, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_row(request.actor, row, form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            return redirect(f"/registry/import/{row.run_id}/rows/?state=waiting")
    context = {"form": form, "row": row, "page_level": row.level}
    return render(request, "registry/row_leave.html", context, status=400 if form.errors else 200)
