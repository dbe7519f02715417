"""The report: its sections, the recommendation, sending it to review."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.actions.drafts import drop_draft
from kethop_office.accounts.queries.drafts import draft_for
from kethop_office.appraisal.actions import report
from kethop_office.appraisal.forms.report import HeadingForm, ProposalForm, SectionForm
from kethop_office.appraisal.models import Case, ReportSection
from kethop_office.appraisal.queries.content import content_of
from kethop_office.appraisal.queries.report_page import insertions, report_page, section_of, section_view
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.queries.versions import version_of
from kethop_office.appraisal.views.files import download
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import sentence_of, show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["add", "edit", "paper", "prepare", "preview", "propose", "send", "show"]

DRAFT = "report.section"


@require_GET
@signed_in
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the report with what stands in its way."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = report_page(actor, case)
    context = {"page": page, "heading_form": HeadingForm()}
    return render_section(request, case, "report", "appraisal/report/show.html", context)


@require_GET
@signed_in
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the report as it will be printed, in one run of text."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    return render_section(request, case, "report", "appraisal/report/preview.html", {"page": report_page(actor, case)})


@require_POST
@signed_in
def prepare(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the sections, or bring their facts up to date."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        report.prepare(actor, case)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, gettext("Số liệu của báo cáo đã được cập nhật từ hồ sơ."))
    return redirect("appraisal:report", reference=case.reference)


@require_POST
@signed_in
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a free section."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        context = {"page": report_page(actor, case), "heading_form": form}
        return render_section(request, case, "report", "appraisal/report/show.html", context)
    try:
        section = report.add_section(actor, case, form.cleaned_data["heading"])
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:report", reference=case.reference)
    return redirect("appraisal:report_edit", reference=case.reference, section=section.key)


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """Edit the officer's words of a section."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if not report_page(actor, case).may_edit:
        raise Http404
    row = section_of(actor, case, section)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _save(request, case, row)
    kept = draft_for(actor, DRAFT, _draft_key(case, row))
    data = {"text": row.text, "base": row.text, "version": row.version}
    if kept and kept.base_version == row.version:
        data["text"] = str(kept.data.get("text", row.text))
    return _edit_page(request, case, row, SectionForm(initial=data), is_draft=data["text"] != row.text)


def _save(request: HttpRequest, case: Case, row: ReportSection) -> HttpResponse:
    actor = actor_on(request)
    data = request.POST.copy()
    if "keep-text" in data:  # from the page on which two versions were compared
        data["text"] = data.get(f"{data['keep-text']}-text", data.get("mine-text", ""))
        data["base"] = data.get("theirs-text", "")
    form = SectionForm(data)
    if data.get("do") == "insert":
        offered = {key: words for key, _name, words in insertions(content_of(case))}
        inserted = offered.get(data.get("insert_choice", ""), "")
        data["text"] = f"{data.get('text', '').rstrip()}\n{inserted}".strip()
        return _edit_page(request, case, row, SectionForm(initial={name: data.get(name, "") for name in form.fields}))
    if not form.is_valid():
        return _edit_page(request, case, row, form)
    said = form.cleaned_data
    try:
        report.edit_section(actor, case, row.key, text=said["text"], version=said["version"])
    except Refused as refusal:
        if refusal.code == "report.section_stale":
            return _conflict(request, case, row, refusal, said)
        form.add_error("text", sentence_of(refusal))
        return _edit_page(request, case, row, form)
    drop_draft(actor, DRAFT, _draft_key(case, row))
    messages.success(request, gettext("Mục “%(heading)s” đã được lưu.") % {"heading": row.heading})
    return redirect("appraisal:report", reference=case.reference)


def _draft_key(case: Case, row: ReportSection) -> str:
    return f"{case.pk}:{row.key}"


def _edit_page(
    request: HttpRequest, case: Case, row: ReportSection, form: SectionForm, *, is_draft: bool = False
) -> HttpResponse:
    content = content_of(case)
    context = {
        "form": form,
        "view": section_view(row, content),
        "insertions": insertions(content),
        "is_draft": is_draft,
        "draft_key": _draft_key(case, row),
        "draft_form": DRAFT,
        "is_sent": case.stage in {Case.Stage.REVIEW, Case.Stage.APPROVAL, Case.Stage.DECISION},
    }
    return render_section(request, case, "report", "appraisal/report/edit.html", context)


def _conflict(
    request: HttpRequest, case: Case, row: ReportSection, refusal: Refused, said: dict[str, object]
) -> HttpResponse:
    path = reverse("appraisal:report_edit", kwargs={"reference": case.reference, "section": row.key})
    context = {
        "page_level": case.level,
        "who": refusal.fields["who"],
        "at": refusal.fields["at"],
        "version": refusal.fields["version"],
        "action_path": path,
        "cancel_path": reverse("appraisal:report", kwargs={"reference": case.reference}),
        "hidden": {},
        "rows": [
            {
                "name": "text",
                "label": row.heading,
                "base": said["base"],
                "theirs": refusal.fields["theirs"],
                "mine": said["text"],
                "is_conflict": True,
            }
        ],
    }
    return render_section(request, case, "report", "shell/conflict.html", context, status=409)


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the recommendation."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = report_page(actor, case)
    if not page.may_edit:
        raise Http404
    row = page.recommendation
    initial = {
        "proposal": row.proposal if row else "",
        "reasons": row.reasons if row else "",
        "version": row.version if row else 0,
    }
    form = ProposalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            report.propose(actor, case, report.Proposed(said["proposal"], said["reasons"], said["version"]))
        except Refused as refusal:
            form.add_error("reasons" if refusal.code == "report.no_reasons" else None, sentence_of(refusal))
        else:
            messages.success(request, gettext("Kết luận, kiến nghị đã được lưu."))
            return redirect("appraisal:report", reference=case.reference)
    return render_section(request, case, "report", "appraisal/report/propose.html", {"form": form})


@require_http_methods(["GET", "POST"])
@signed_in
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the report to review, after a page that says what happens."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = report_page(actor, case)
    if not page.may_send:
        raise Http404
    if request.method == "POST":
        try:
            version = report.send_to_review(actor, case)
        except Refused as refusal:
            show_refusal(request, refusal)
            return redirect("appraisal:report", reference=case.reference)
        messages.success(
            request, gettext("Bản %(number)s của báo cáo đã được trình thẩm tra.") % {"number": version.number}
        )
        return redirect("appraisal:approvals", reference=case.reference)
    context = {
        "heading": gettext("Trình thẩm tra báo cáo"),
        "what": gettext("Báo cáo được chốt thành một bản không sửa được và gửi đến người thẩm tra của %(office)s.")
        % {"office": case.lead_office},
        "then": gettext("Người thẩm tra có thể đồng ý hoặc trả lại. Sửa nội dung sau đó thì phải trình lại."),
        "button": gettext("Trình thẩm tra"),
        "cancel_path": reverse("appraisal:report", kwargs={"reference": case.reference}),
        "page": page,
    }
    return render_section(request, case, "report", "appraisal/report/confirm.html", context)


@require_GET
@signed_in
def paper(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponseBase:
    """Download a version of the report as PDF or Word."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if not standing_of(actor, case).carries:
        raise Http404
    version = version_of(actor, case, number)
    if version is None:
        raise Http404
    blob = version.pdf if kind == "pdf" else version.docx
    return download(blob, f"bao-cao-{case.reference}-{number}.{kind}")
