"""The section "findings" of a case: what the screening said, and what two persons overruled."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions.overruling import ask_override, settle_override
from kethop_office.appraisal.actions.screening import screen_again
from kethop_office.appraisal.forms.overruling import OverrideForm, SettleForm
from kethop_office.appraisal.queries.findings import (
    asked_overrides,
    failure_of,
    finding_of,
    finding_row,
    findings_view,
    override_of,
    run_changes,
)
from kethop_office.appraisal.queries.rescreening.pages import known_changes
from kethop_office.appraisal.queries.rescreening.words import subject_of
from kethop_office.appraisal.queries.rescreening.work import open_row
from kethop_office.appraisal.queries.run_inquiries import gone_inquiries, new_inquiries
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import sentence_of, show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["compare", "findings", "overrule", "run_again", "settle"]


@require_GET
@signed_in
def findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a run: header, hits, unknown, clear, and the run before it."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    text = request.GET.get("run", "")
    view = findings_view(actor, case, int(text) if text.isdecimal() else None)
    if view is None:
        raise Http404
    rescreened = open_row(actor, case)
    changes = known_changes(actor, [rescreened] if rescreened else [])
    context = {
        "view": view,
        "asked": asked_overrides(actor, case),
        "failure": failure_of(view.failed),
        "rescreened": rescreened,
        "rescreened_after": "".join(subject_of(one) for one in changes.values()),
    }
    return render_section(request, case, "findings", "appraisal/filing/findings.html", context)


@require_GET
@signed_in
def compare(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show what a run says otherwise than the one before."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = findings_view(actor, case, number)
    if view is None or view.run is None:
        raise Http404
    context = {
        "view": view,
        "changes": run_changes(actor, view.run),
        "added": new_inquiries(actor, view.run),
        "gone": gone_inquiries(actor, view.run),
    }
    return render_section(request, case, "findings", "appraisal/filing/compare.html", context)


@require_POST
@signed_in
def run_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Order another run."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        run = screen_again(actor, case)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:findings", reference=case.reference)
    messages.success(
        request,
        gettext("Đã đặt lần sàng lọc %(number)s. Kết quả trước đó giữ nguyên đến khi xong.") % {"number": run.number},
    )
    return redirect("appraisal:findings", reference=case.reference)


@require_http_methods(["GET", "POST"])
@signed_in
def overrule(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Ask a second person to take a finding for another outcome."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = findings_view(actor, case, None)
    finding = finding_of(actor, case, key)
    if finding is None or view is None or not view.may_overrule:
        raise Http404
    row = finding_row(actor, finding)
    form = OverrideForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                ask_override(actor, finding, outcome=form.cleaned_data["outcome"], reason=form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, gettext("Đã đề nghị ghi đè. Kết quả chỉ đổi khi người thứ hai xác nhận."))
                return redirect("appraisal:findings", reference=case.reference)
    context = {
        "heading": gettext("Đề nghị ghi đè kết quả"),
        "what": row.text,
        "then": gettext("Một người khác có vai trò thẩm tra phải xác nhận. Kết quả của lần sàng lọc không bị xóa."),
        "button": gettext("Gửi đề nghị"),
        "cancel_path": f"/case/{case.reference}/findings",
        "form": form,
    }
    return render(request, "shell/confirm.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def settle(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Confirm or decline, as the second person."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view, override = findings_view(actor, case, None), override_of(actor, case, key)
    if override is None or view is None or not view.may_settle:
        raise Http404
    form = SettleForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            is_confirmed = form.cleaned_data["is_confirmed"] == "yes"
            try:
                settle_override(actor, override, is_confirmed=is_confirmed, note=form.cleaned_data["note"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, gettext("Đã ghi ý kiến của người thứ hai."))
                return redirect("appraisal:findings", reference=case.reference)
    row = finding_row(actor, override.finding)
    context = {"case": case, "override": override, "form": form, "text": row.text}
    return render(request, "appraisal/filing/settle.html", context, status=status)
