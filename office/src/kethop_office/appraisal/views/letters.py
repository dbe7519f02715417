"""The register of letters of a case: drafts, numbers, scans, letters that came in."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import letters as actions
from kethop_office.appraisal.actions import paper_letters
from kethop_office.appraisal.forms.letters import ArrivedForm, IssueForm, NewLetterForm, ReplaceForm, ScanForm
from kethop_office.appraisal.models import Case, Letter
from kethop_office.appraisal.queries.approval_page import decision_of
from kethop_office.appraisal.queries.cases import is_lead
from kethop_office.appraisal.queries.letters import (
    inquiries_to_write_of,
    last_completion_request,
    letter_of,
    letters_of,
    next_letter_number,
    writing_offices,
)
from kethop_office.appraisal.views.files import download
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import put_refusal, sentence_of, show_refusal
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["arrive", "file", "issue", "letter", "new", "register", "register_print", "replace", "scan"]


@require_GET
@signed_in
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the register in the order of its columns."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    context = {
        "letters": letters_of(actor, case),
        "may_archive": is_lead(actor, case),
        "may_write": bool(writing_offices(actor, case)),
        "may_register": actor.has_any((Role.CLERK, Role.OFFICER), case.lead_office_id),
    }
    return render_section(request, case, "documents", "appraisal/documents/register.html", context)


@require_GET
@signed_in
def register_print(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the register for printing: letters out and in, each with the columns of its book."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    rows = letters_of(actor, case).exclude(state=Letter.State.DRAFT)
    context = {
        "outgoing": rows.filter(direction=Letter.Direction.OUT),
        "incoming": rows.filter(direction=Letter.Direction.IN),
    }
    return render_section(request, case, "documents", "appraisal/documents/print.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft a letter from the records of the case."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if not writing_offices(actor, case):
        raise Http404
    inquiries = inquiries_to_write_of(actor, case)
    named = [(str(row.pk), f"{row.body_vi} ({row.get_role_display()})") for row in inquiries]
    form = NewLetterForm(request.POST or None, inquiries=named)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = inquiries.filter(pk=UUID(said["inquiry"])).first() if said["inquiry"] else None
        try:
            made = actions.make(
                said["form"],
                case,
                actor,
                inquiry=chosen,
                request=last_completion_request(actor, case),
                decision=next(iter(decision_of(actor, case)), None),
            )
        except Refused as refusal:
            form.add_error("form", sentence_of(refusal))
        else:
            messages.success(request, gettext("Dự thảo văn bản đã được lập."))
            return redirect("appraisal:letter", reference=case.reference, key=made.pk)
    return render_section(request, case, "documents", "appraisal/documents/new.html", {"form": form})


@require_GET
@signed_in
def letter(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Show a letter: its facts and files, and what can be done with it."""
    case, row = _found(request, reference, key)
    return _letter_page(request, case, row)


def _found(request: HttpRequest, reference: str, key: UUID) -> tuple[Case, Letter]:
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        return case, letter_of(actor, case, key)
    except Letter.DoesNotExist as error:
        raise Http404 from error


def _letter_page(
    request: HttpRequest,
    case: Case,
    row: Letter,
    *,
    issue_form: IssueForm | None = None,
    scan_form: ScanForm | None = None,
) -> HttpResponse:
    actor = actor_on(request)
    is_clerk = actor.has(Role.CLERK, row.office_id)
    is_draft = row.state == Letter.State.DRAFT
    today = clock.today()
    initial = {"number": next_letter_number(row.office_id, today.year), "symbol": row.symbol, "dated": today}
    context = {
        "letter": row,
        "issue_form": (issue_form or IssueForm(initial=initial)) if is_clerk and is_draft else None,
        "scan_form": (scan_form or ScanForm()) if is_clerk and not is_draft else None,
        "replace_form": ReplaceForm()
        if row.state == Letter.State.ISSUED and row.direction == Letter.Direction.OUT and row.office_id in actor.offices
        else None,
    }
    return render_section(request, case, "documents", "appraisal/documents/letter.html", context)


@require_POST
@signed_in
def issue(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Give a letter its number and issue it, after a page that says what happens."""
    case, row = _found(request, reference, key)
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _letter_page(request, case, row, issue_form=form)
    said = form.cleaned_data
    if "confirmed" not in request.POST:
        number = {"number": f"{int(said['number']):02d}/{said['symbol']}", "addressee": row.addressee or case.reference}
        context = {
            "page_level": case.level,
            "heading": gettext("Xác nhận ban hành văn bản"),
            "what": gettext("Văn bản được ban hành với số %(number)s, gửi %(addressee)s.") % number,
            "then": gettext("Văn bản đã ban hành chỉ có thể được thay thế bằng văn bản khác."),
            "button": gettext("Ban hành"),
            "fields": {**{name: request.POST.get(name, "") for name in form.fields}, "confirmed": "1"},
            "cancel_path": reverse("appraisal:letter", kwargs={"reference": case.reference, "key": row.pk}),
        }
        return render(request, "shell/confirm.html", context)
    day: date = said["dated"]
    given = actions.Issued(int(said["number"]), said["symbol"], day, said["capacity"], said["position"], said["name"])
    try:
        actions.issue(actor_on(request), row, given)
    except Refused as refusal:
        form.add_error(None, sentence_of(refusal))
        return _letter_page(request, case, row, issue_form=form)
    messages.success(request, gettext("Văn bản đã được ban hành."))
    return redirect("appraisal:letter", reference=case.reference, key=row.pk)


@require_POST
@signed_in
def scan(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Attach the scan of the signed letter."""
    case, row = _found(request, reference, key)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _letter_page(request, case, row, scan_form=form)
    upload = form.cleaned_data["scan"]
    try:
        paper_letters.attach_scan(actor_on(request), row, data=upload.read(), name=upload.name)
    except Refused as refusal:
        put_refusal(form, refusal, file="scan")
        return _letter_page(request, case, row, scan_form=form)
    messages.success(request, gettext("Bản quét đã được đính kèm."))
    return redirect("appraisal:letter", reference=case.reference, key=row.pk)


@require_POST
@signed_in
def replace(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Draft a letter in the place of an issued one."""
    case, row = _found(request, reference, key)
    form = ReplaceForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        fresh = actions.replace(actor_on(request), row, reason)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:letter", reference=case.reference, key=row.pk)
    messages.success(
        request, gettext("Dự thảo văn bản thay thế đã được lập. Văn bản cũ có giá trị đến khi bản mới được ban hành.")
    )
    return redirect("appraisal:letter", reference=case.reference, key=fresh.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def arrive(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a letter that came in."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if not actor.has_any((Role.CLERK, Role.OFFICER), case.lead_office_id):
        raise Http404
    form = ArrivedForm(request.POST or None, initial={"arrived_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            paper_letters.register_incoming(actor, case, paper_letters.Arrived(**form.cleaned_data))
        except Refused as refusal:
            form.add_error("arrived_on" if "arrived" in refusal.code else None, sentence_of(refusal))
        else:
            messages.success(request, gettext("Văn bản đến đã được đăng ký."))
            return redirect("appraisal:documents", reference=case.reference)
    return render_section(request, case, "documents", "appraisal/documents/arrive.html", {"form": form})


@require_GET
@signed_in
def file(request: HttpRequest, reference: str, key: UUID, kind: str) -> HttpResponseBase:
    """Download a letter as PDF, as Word, or its scan."""
    case, row = _found(request, reference, key)
    name = f"{row.form or 'van-ban'}-{case.reference}"
    if kind == "scan":
        return download(row.scan, row.scan_name or name)
    return download(row.pdf if kind == "pdf" else row.docx, f"{name}.{kind}")
