"""A table of running cases on its way in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions.case_import import begin_import, choose_columns, choose_sheets, order_import
from kethop_office.appraisal.forms.case_import import DayOrderForm, ImportForm, SheetsForm, SiteSystemForm
from kethop_office.appraisal.models import CaseImport, CaseImportRow
from kethop_office.appraisal.queries.case_imports import (
    IMPORTERS,
    case_imports_for,
    import_counts,
    importing_offices,
    kinds_in,
    visible_case_import,
)
from kethop_office.appraisal.queries.case_template import case_template
from kethop_office.appraisal.queries.imported_sites import system_choices
from kethop_office.appraisal.reading.fields import ASKED_FIELDS, CASE_FIELDS
from kethop_office.appraisal.views.refusals import put_refusal, sentence_of, show_refusal
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.limits import Cell
from kethop_office.registry.forms.imports import ColumnsForm, PolicyForm
from kethop_office.registry.queries.words import in_words
from kethop_office.registry.views.common import found

__all__ = ["columns", "imports", "run", "sheets", "template", "upload"]

_EXAMPLES = 5
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@role_required(*IMPORTERS)
def imports(request: SignedInRequest) -> HttpResponse:
    """List imports."""
    _offices(request.actor)
    runs = case_imports_for(request.actor)
    context = {"runs": runs, "page_level": max((one.level for one in runs), default=0)}
    return render(request, "appraisal/imports/list.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*IMPORTERS)
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file."""
    form = ImportForm(request.POST or None, request.FILES or None, offices=_offices(request.actor))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            _run, job = begin_import(request.actor, file.read(), file.name, office=UUID(form.cleaned_data["office"]))
        except Refused as refusal:
            put_refusal(form, refusal, file="file")
        else:
            return redirect("accounts:job", key=job.pk)
    return render(request, "appraisal/imports/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@role_required(*IMPORTERS)
def template(request: SignedInRequest) -> HttpResponse:
    """Give the empty workbook."""
    _offices(request.actor)
    response = HttpResponse(case_template(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="ho-so-dang-giai-quyet.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@role_required(*IMPORTERS)
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show where an import stands: what was found, and the decision to take it in."""
    one = found(visible_case_import, request.actor, key)
    form = PolicyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = order_import(request.actor, one, policy=form.cleaned_data["policy"])
        except Refused as refusal:
            show_refusal(request, refusal)
            return redirect("appraisal:case_import", key=one.pk)
        return redirect("accounts:job", key=job.pk)
    counts = import_counts(request.actor, one)
    states = [
        (state.value, state.label, [(kind.value, counts[kind][state]) for kind in CaseImportRow.Kind])
        for state in CaseImportRow.State
        if any(counts[kind][state] for kind in CaseImportRow.Kind)
    ]
    context = {
        "run": one,
        "form": form,
        "rows": [
            (kind.value, kind.label, counts[kind]["rows"], counts[kind]["doubtful"]) for kind in CaseImportRow.Kind
        ],
        "states": states,
        "kinds": kinds_in(request.actor, one),
        "notes": [in_words(note["code"], note["fields"]) for note in one.notes],
        "is_checked": one.state in {CaseImport.State.CHECKED, CaseImport.State.TAKING},
        "is_taken": one.state == CaseImport.State.TAKEN,
        "can_map": one.state in {CaseImport.State.MAPPING, CaseImport.State.CHECKING, CaseImport.State.CHECKED},
        "page_level": one.level,
    }
    return render(request, "appraisal/imports/run.html", context, status=400 if form.errors else 200)


@require_POST
@role_required(*IMPORTERS)
def sheets(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Choose the sheets and the rows of their heads."""
    one = found(visible_case_import, request.actor, key)
    form = SheetsForm(request.POST, sheets=one.sheets)
    if form.is_valid():
        try:
            choose_sheets(request.actor, one, *form.chosen())
        except Refused as refusal:
            show_refusal(request, refusal)
    else:
        show_refusal(request, Refused("import.no_sheet"))
    return redirect("appraisal:case_import_columns", key=one.pk)


@require_http_methods(["GET", "POST"])
@role_required(*IMPORTERS)
def columns(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say which column fills which field."""
    one = found(visible_case_import, request.actor, key)
    if not one.sheets:
        return redirect("appraisal:case_import", key=one.pk)
    data = request.POST or None
    own = ColumnsForm(data, heads=one.heads, mapping=one.mapping, fields=CASE_FIELDS)
    asked = ColumnsForm(data, heads=one.asked_heads, mapping=one.asked_mapping, fields=ASKED_FIELDS, name="asked")
    order = DayOrderForm(data, initial={"day_order": one.day_order})
    system = SiteSystemForm(data, initial={"site_system": one.site_system}, systems=system_choices())
    if request.method == "POST" and all(form.is_valid() for form in (own, asked, order, system)):
        said = {**order.cleaned_data, **system.cleaned_data}
        try:
            job = choose_columns(request.actor, one, own.mapping(), asked.mapping(), **said)
        except Refused as refusal:
            own.add_error(None, sentence_of(refusal))
        else:
            return redirect("accounts:job", key=job.pk)
    context = {
        "run": one,
        "own": own,
        "asked": asked,
        "order": order,
        "system": system,
        "sheets": SheetsForm(
            sheets=one.sheets,
            initial={name: getattr(one, name) for name in ("sheet", "head_row", "asked_sheet", "asked_head_row")},
        ),
        "columns": own.beside(_examples(one, one.sheet, one.head_row)),
        "asked_columns": asked.beside(
            [] if one.asked_sheet is None else _examples(one, one.asked_sheet, one.asked_head_row)
        ),
        "page_level": one.level,
    }
    return render(
        request, "appraisal/imports/columns.html", context, status=400 if own.errors or system.errors else 200
    )


def _offices(actor: Actor) -> list[Office]:
    """Return the offices for which an account takes cases over; without one there is no such page."""
    offices = list(importing_offices(actor))
    if not offices:
        raise Http404
    return offices


def _examples(run: CaseImport, sheet: int, head_row: int) -> list[list[Cell]]:
    described = run.sheets[sheet]
    below = head_row - described["first"] + 1
    return list(described["top"][below : below + _EXAMPLES])
