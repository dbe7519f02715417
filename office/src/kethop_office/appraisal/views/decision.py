"""The decision of a case, and taking a decided case up again."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kethop_office.accounts.access import recently_authenticated, signed_in
from kethop_office.appraisal.actions.decision import NewDecision, decide, reopen_decided
from kethop_office.appraisal.forms.report import DecisionForm, ReopenForm
from kethop_office.appraisal.models import Case, CaseDecision, Recommendation
from kethop_office.appraisal.queries.approval_page import ApprovalPage, approval_page, decision_of
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["confirm", "reopen", "show"]

_OUTCOMES = {
    Recommendation.Proposal.APPROVE.value: CaseDecision.Outcome.APPROVED,
    Recommendation.Proposal.APPROVE_WITH_CONDITIONS.value: CaseDecision.Outcome.APPROVED_WITH_CONDITIONS,
    Recommendation.Proposal.REFUSE.value: CaseDecision.Outcome.REFUSED,
}


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the decisions; who signs enters number, day and reasons here."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = approval_page(actor, case)
    form = None
    if page.may_decide and page.version:
        said = page.version.content["recommendation"]
        initial = {"dated": clock.today(), "reasons": said["reasons"], "content": page.version.content_hash}
        form = DecisionForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            request.session[f"decision:{case.pk}"] = {**given, "dated": given["dated"].isoformat()}
            return redirect("appraisal:decision_confirm", reference=case.reference)
    elif request.method == "POST":
        raise Http404
    context = {
        "page": page,
        "form": form,
        "outcome": CaseDecision.Outcome(_outcome(page)).label if page.version else "",
        "decisions": decision_of(actor, case),
        "reopen_form": ReopenForm(initial={"version": case.content_version})
        if _may_reopen(page, case, request)
        else None,
    }
    return render_section(request, case, "approvals", "appraisal/approvals/decision.html", context)


def _outcome(page: ApprovalPage) -> str:
    said = (page.version.content["recommendation"] or {}) if page.version else {}
    return _OUTCOMES.get(said.get("proposal", ""), CaseDecision.Outcome.REFUSED)


def _may_reopen(page: ApprovalPage, case: Case, request: HttpRequest) -> bool:
    if case.stage not in {Case.Stage.APPROVED, Case.Stage.REFUSED} or not page.levels:
        return False
    last = page.levels[-1].level
    return actor_on(request).has(last.role, last.office_id)


@require_http_methods(["GET", "POST"])
@recently_authenticated
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign the decision, after a page that says what happens."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = approval_page(actor, case)
    given = request.session.get(f"decision:{case.pk}")
    if given is None or page.version is None or not page.may_decide:
        return redirect("appraisal:decision", reference=case.reference)
    outcome = CaseDecision.Outcome(_outcome(page))
    if request.method == "POST":
        new = NewDecision(
            given["content"], outcome, given["number"], date.fromisoformat(given["dated"]), given["reasons"]
        )
        try:
            decide(actor, case, new)
        except Refused as refusal:
            show_refusal(request, refusal)
            return redirect("appraisal:decision", reference=case.reference)
        request.session.pop(f"decision:{case.pk}", None)
        messages.success(request, gettext("Quyết định số %(number)s đã được ban hành.") % {"number": given["number"]})
        return redirect("appraisal:decision", reference=case.reference)
    fields = {"number": given["number"], "outcome": outcome.label, "reference": case.reference}
    context = {
        "page_level": case.level,
        "heading": gettext("Xác nhận ban hành quyết định"),
        "what": gettext(
            "Ban hành Quyết định số %(number)s: %(outcome)s hồ sơ %(reference)s. Hồ sơ kết thúc và thời hạn ngừng tính."
        )
        % fields,
        "then": gettext("Người có thẩm quyền có thể mở lại hồ sơ kèm lý do; quyết định đã ban hành vẫn được lưu."),
        "button": gettext("Ban hành quyết định"),
        "cancel_path": reverse("appraisal:decision", kwargs={"reference": case.reference}),
        "is_warning": outcome == CaseDecision.Outcome.REFUSED,
    }
    return render(request, "shell/confirm.html", context)


@require_http_methods(["POST"])
@recently_authenticated
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a decided case up again."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Nêu lý do mở lại hồ sơ."))
        return redirect("appraisal:decision", reference=case.reference)
    if "confirmed" not in request.POST:
        context = {
            "page_level": case.level,
            "heading": gettext("Xác nhận mở lại hồ sơ"),
            "what": gettext("Hồ sơ %(reference)s được mở lại ở bước lập báo cáo; thời hạn được tính lại.")
            % {"reference": case.reference},
            "then": gettext("Quyết định đã ban hành vẫn được lưu cùng lý do mở lại."),
            "button": gettext("Mở lại hồ sơ"),
            "fields": {**form.cleaned_data, "confirmed": "1"},
            "cancel_path": reverse("appraisal:decision", kwargs={"reference": case.reference}),
            "is_warning": True,
        }
        return render(request, "shell/confirm.html", context)
    said = form.cleaned_data
    try:
        reopen_decided(actor, case, reason=said["reason"], version=said["version"])
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:decision", reference=case.reference)
    messages.success(request, gettext("Hồ sơ đã được mở lại."))
    return redirect("appraisal:report", reference=case.reference)
