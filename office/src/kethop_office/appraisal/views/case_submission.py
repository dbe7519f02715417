"""The section "submission" of a case: as filed, as validated, and what is done with it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions import closing, drafts, receiving, validation
from kethop_office.appraisal.forms.receiving import CHECKS, AcceptForm, CompletionForm, ReasonForm, ReceiveForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.submissions import FiledView, checklist_of, filed_view, may_read_files
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import sentence_of, show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["accept", "ask_completion", "continue_filing", "end", "filed", "receive", "submission"]


@require_GET
@signed_in
def submission(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a submission beside the file frozen from it, its documents with their hashes, and the checklist."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if not may_read_files(actor, case):
        raise Http404
    view = _view(request, case)
    checks = (
        [(CHECKS.get(item["key"], item["key"]), item["answer"]) for item in view.validation.checklist]
        if view.validation
        else []
    )
    context = {
        "view": view,
        "checks": checks,
        "receive_form": ReceiveForm(initial={"version": case.content_version}),
    }
    return render_section(request, case, "submission", "appraisal/filing/submission.html", context)


def _view(request: HttpRequest, case: Case) -> FiledView:
    text = request.GET.get("number", "")
    found = filed_view(actor_on(request), case, int(text) if text.isdecimal() else None)
    if found is None:
        raise Http404
    return found


@require_GET
@signed_in
def filed(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say that a submission has arrived: the electronic receipt, before the clerk gives it a number."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = filed_view(actor, case, number)
    if view is None or not may_read_files(actor, case):
        raise Http404
    return render(request, "appraisal/filing/filed.html", {"case": case, "view": view})


@require_POST
@signed_in
def receive(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the newest submission its receipt number."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        view = _view(request, case)
        context = {"view": view, "checks": [], "receive_form": form}
        return render_section(request, case, "submission", "appraisal/filing/submission.html", context, status=400)
    try:
        receiving.receive(
            actor, case, receipt_number=form.cleaned_data["receipt_number"], version=form.cleaned_data["version"]
        )
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, gettext("Đã tiếp nhận hồ sơ."))
    return redirect("appraisal:submission", reference=case.reference)


@require_http_methods(["GET", "POST"])
@signed_in
def ask_completion(request: HttpRequest, reference: str) -> HttpResponse:
    """Write what the file lacks; sending it is a legal act, which the page says in one sentence."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = filed_view(actor, case, None)
    form = CompletionForm(request.POST or None, initial={"version": case.content_version})
    if view is None or not view.possible.ask:
        raise Http404
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                receiving.request_completion(
                    actor,
                    case,
                    items=given["items"].splitlines(),
                    reason=given["reason"],
                    due_on=given["due_on"],
                    version=given["version"],
                )
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, gettext("Đã gửi yêu cầu bổ sung."))
                return redirect("appraisal:submission", reference=case.reference)
    context = {
        "heading": gettext("Yêu cầu bổ sung hồ sơ"),
        "what": gettext("Bên đề xuất nhận được yêu cầu với các nội dung dưới đây; hồ sơ chờ đến khi được bổ sung."),
        "then": gettext("Bên đề xuất nộp tiếp bằng một lần nộp mới; lần nộp này giữ nguyên."),
        "button": gettext("Gửi yêu cầu bổ sung"),
        "cancel_path": f"/case/{case.reference}/submission",
        "form": form,
    }
    return render(request, "shell/confirm.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Check the file point by point and freeze it as valid."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = filed_view(actor, case, None)
    if view is None or not view.possible.accept or view.submission.received_at is None:
        raise Http404
    received = timezone.localtime(view.submission.received_at).date()
    initial = {
        "version": case.content_version,
        "complete_on": received,
        "law_date": case.law_date or received,
    }
    checks = checklist_of(has_site=view.submission.answers.get("site", {}).get("way") != "none")
    form = AcceptForm(request.POST or None, initial=initial, checks=checks)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            validity = validation.Validity(given["complete_on"], given["law_date"], form.checklist(), given["note"])
            try:
                validation.accept(actor, case, validity, version=given["version"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, gettext("Đã chấp nhận hồ sơ hợp lệ. Sàng lọc bắt đầu chạy."))
                return redirect("appraisal:findings", reference=case.reference)
    context = {"form": form, "view": view}
    return render_section(request, case, "submission", "appraisal/filing/accept.html", context, status=status)


@require_POST
@signed_in
def continue_filing(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the next submission of the case: what was asked for, or an amendment."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        draft = drafts.continue_case(actor, case)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:submission", reference=case.reference)
    return redirect("appraisal:draft", key=draft.pk)


@dataclass(frozen=True, slots=True)
class _End:
    """Words of a page that ends a case, or takes it up again."""

    heading: Promise
    what: Promise
    then: Promise
    button: Promise
    done: Promise
    possible: str


_ENDS = {
    "return": _End(
        _("Trả lại hồ sơ"),
        _("Hồ sơ được trả lại cho bên đề xuất kèm lý do dưới đây và kết thúc tại đây."),
        _("Cơ quan thụ lý có thể mở lại hồ sơ; mọi nội dung đã nộp được giữ."),
        _("Trả lại hồ sơ"),
        _("Đã trả lại hồ sơ."),
        "give_back",
    ),
    "withdraw": _End(
        _("Rút hồ sơ"),
        _("Hồ sơ được rút, việc lấy ý kiến và thẩm định dừng lại."),
        _("Cơ quan thụ lý có thể mở lại hồ sơ; mọi nội dung đã nộp được giữ."),
        _("Rút hồ sơ"),
        _("Đã rút hồ sơ."),
        "withdraw",
    ),
    "reopen": _End(
        _("Mở lại hồ sơ"),
        _("Hồ sơ được xử lý tiếp từ chỗ đã dừng; hồ sơ đã hợp lệ được sàng lọc lại."),
        _("Bên đề xuất thấy hồ sơ đang được xử lý."),
        _("Mở lại hồ sơ"),
        _("Đã mở lại hồ sơ."),
        "reopen",
    ),
}


@require_http_methods(["GET", "POST"])
@signed_in
def end(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Return, withdraw or reopen, after a page that says what happens."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    view = filed_view(actor, case, None)
    words = _ENDS.get(act)
    if words is None or view is None or not getattr(view.possible, words.possible):
        raise Http404
    form = ReasonForm(request.POST or None, initial={"version": case.content_version})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            run = {"return": receiving.return_file, "withdraw": closing.withdraw, "reopen": closing.reopen}[act]
            try:
                run(actor, case, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, str(words.done))
                return redirect("appraisal:submission", reference=case.reference)
    context = {
        "heading": words.heading,
        "what": words.what,
        "then": words.then,
        "button": words.button,
        "cancel_path": f"/case/{case.reference}/submission",
        "form": form,
        "is_warning": act != "reopen",
    }
    return render(request, "shell/confirm.html", context, status=status)
