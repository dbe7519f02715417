"""The overview of a case, its log, and who carries it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions.archiving import order_archive
from kethop_office.appraisal.actions.assigning import assign
from kethop_office.appraisal.queries.case_imports import import_of_case
from kethop_office.appraisal.queries.case_list.choices import officer_choices
from kethop_office.appraisal.queries.duties import case_duties
from kethop_office.appraisal.queries.labels import label_view
from kethop_office.appraisal.queries.overview import case_facts
from kethop_office.appraisal.queries.own_period import own_period
from kethop_office.appraisal.queries.shell import case_path
from kethop_office.appraisal.queries.site_shapes import latest_drawing
from kethop_office.appraisal.queries.standing import reader_of, standing_of
from kethop_office.appraisal.queries.timeline import KINDS, MOST_EVENTS, by_day, case_events
from kethop_office.appraisal.views.event_kinds import KIND_LABELS
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.common.workbook import Cell, Sheet, workbook_bytes
from kethop_office.procedures.queries.diagrams import diagram_of

__all__ = ["archive", "events", "events_file", "give", "overview"]

_LAST_EVENTS = 6


@require_GET
@signed_in
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the state of a case and what is next."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    reader = reader_of(actor)
    carries = case.lead_office_id in reader.carried
    duties = case_duties(actor, case, carries=carries)
    lines, _is_cut = case_events(actor, case, carries=carries, most=_LAST_EVENTS)
    return render_section(
        request,
        case,
        "",
        "appraisal/case_overview.html",
        {
            "facts": case_facts(actor, case, carries=carries),
            "imported": import_of_case(actor, case) if carries and case.own_number else None,
            "next": next((duty for duty in duties if duty.is_mine), None),
            "duties": duties,
            "own": own_period(actor, case) if carries else None,
            "may_label": label_view(actor, case) is not None,
            "lines": lines,
            "drawing": latest_drawing(actor, case.pk),
            "diagram": diagram_of(case.procedure, actor) if case.procedure else None,
            "officers": officer_choices(reader, clock.today()) if carries and case.is_open else [],
        },
    )


@require_GET
@signed_in
def events(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the log of a case."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    kind = request.GET.get("kind", "")
    lines, is_cut = case_events(actor, case, carries=standing_of(actor, case).carries, kind=kind)
    return render_section(
        request,
        case,
        "events",
        "appraisal/case_events.html",
        {
            "days": list(by_day(lines).items()),
            "number": len(lines),
            "is_cut": is_cut,
            "most": MOST_EVENTS,
            "kind": kind,
            "kinds": [(key, KIND_LABELS[key]) for key in KINDS],
        },
    )


@require_GET
@signed_in
def events_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the log as a workbook."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    lines, is_cut = case_events(actor, case, carries=standing_of(actor, case).carries, kind=request.GET.get("kind", ""))
    heads = [_("Ngày"), _("Giờ"), _("Sự kiện"), _("Người thực hiện")]
    local = [(timezone.localtime(line.at), line) for line in lines]
    rows: list[list[Cell]] = [[at.date(), f"{at:%H:%M}", line.sentence, line.who] for at, line in local]
    left_out = (
        _("các sự kiện cũ hơn %(most)s dòng mới nhất") % {"most": MOST_EVENTS}
        if is_cut
        else pgettext("nothing", "không")
    )
    notes = [
        (_("Hồ sơ"), case.reference),
        (_("Người xuất"), actor.title),
        (_("Số dòng"), str(len(lines))),
        (_("Đã bỏ lại"), left_out),
    ]
    data = workbook_bytes([Sheet(_("Nhật ký"), heads, rows)], notes)
    response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}_nhat-ky.xlsx"'
    return response


@require_POST
@signed_in
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case to an officer, or hand it over."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        officer = UUID(request.POST["officer"]) if request.POST.get("officer") else None
    except ValueError as error:
        raise Http404 from error
    try:
        assign(actor, [case.pk], officer)
    except Refused as refusal:
        messages.error(request, str(SENTENCES[refusal.code]) % refusal.fields)
    else:
        messages.success(request, _("Đã giao hồ sơ."))
    return redirect(case_path(case))


@require_POST
@signed_in
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the case written as an archive in open formats, and show the job."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        return redirect(f"/job/{order_archive(actor, case).pk}/")
    except Refused as refusal:
        messages.error(request, str(SENTENCES[refusal.code]) % refusal.fields)
        return redirect(case_path(case, "documents"))
