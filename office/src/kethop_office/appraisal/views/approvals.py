"""Review and approvals: the case's section, what waits for my level, and signing."""

from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from kethop_office.accounts.access import recently_authenticated, signed_in
from kethop_office.accounts.actions.drafts import drop_draft
from kethop_office.accounts.queries.drafts import draft_for
from kethop_office.appraisal.actions import approvals
from kethop_office.appraisal.actions import review as reviewing
from kethop_office.appraisal.forms.report import ApproveForm, ReviewForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.approval_page import ApprovalPage, approval_page, decision_of, waiting_for
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["confirm", "confirm_review", "listing", "review", "show", "sign"]

REVIEW_DRAFT, SIGN_DRAFT = "report.review", "report.approval"


class _Said(TypedDict):
    action: str
    note: str
    content: str
    section_notes: dict[str, str]


@require_GET
@signed_in
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show levels, approvals that fell and why, and the decisions."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = approval_page(actor, case)
    context = {"page": page, "decisions": decision_of(actor, case)}
    return render_section(request, case, "approvals", "appraisal/approvals/show.html", context)


@require_GET
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """List what waits for the levels of the actor."""
    actor = actor_on(request)
    if not any(role == "approver" for _office, role in actor.roles):
        raise Http404
    rows = waiting_for(actor)
    level = max((row.case.level for row in rows), default=0)
    return render(request, "appraisal/approvals/list.html", {"rows": rows, "page_level": level})


@require_http_methods(["GET", "POST"])
@signed_in
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whether a report may go to approval; the next page asks to confirm."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    page = approval_page(actor, case)
    if not page.may_review or page.version is None:
        raise Http404
    parts = sorted(page.version.content["sections"].items(), key=lambda item: int(item[1]["order"]))
    sections = [(key, part["heading"]) for key, part in parts]
    kept = draft_for(actor, REVIEW_DRAFT, str(case.pk))
    initial = {**(kept.data if kept else {}), "content": page.version.content_hash}
    form = ReviewForm(request.POST or None, initial=initial, sections=sections)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        _keep(request, case, "review", said["action"], said["note"], said["content"], form.section_notes())
        return redirect("appraisal:review_confirm", reference=case.reference)
    context = {"page": page, "form": form, "draft_form": REVIEW_DRAFT, "parts": parts}
    return render_section(request, case, "approvals", "appraisal/approvals/review.html", context)


@require_http_methods(["GET", "POST"])
@recently_authenticated
def confirm_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept or return the report, after a page that says what happens."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    said = _kept(request, case, "review")
    page = approval_page(actor, case)
    if said is None or page.version is None or not page.may_review:
        return redirect("appraisal:approvals", reference=case.reference)
    is_accepted = said["action"] == "accepted"
    if request.method == "POST":
        try:
            reviewing.review(
                actor,
                case,
                content=said["content"],
                is_accepted=is_accepted,
                note=said["note"],
                section_notes=said["section_notes"],
            )
        except Refused as refusal:
            show_refusal(request, refusal)
            return redirect("appraisal:review", reference=case.reference)
        _forget(request, case, "review")
        drop_draft(actor, REVIEW_DRAFT, str(case.pk))
        done = (
            gettext("Báo cáo đã được trình phê duyệt.")
            if is_accepted
            else gettext("Báo cáo đã được trả lại để chỉnh sửa.")
        )
        messages.success(request, done)
        return redirect("appraisal:approvals", reference=case.reference)
    number = {"number": page.version.number}
    context = {
        "page_level": case.level,
        "heading": gettext("Đồng ý trình phê duyệt") if is_accepted else gettext("Trả lại báo cáo"),
        "what": gettext("Bản %(number)s của báo cáo được gửi đến cấp phê duyệt thứ nhất.") % number
        if is_accepted
        else gettext("Bản %(number)s của báo cáo được trả lại chuyên viên thụ lý kèm ý kiến thẩm tra.") % number,
        "then": gettext("Việc này được ghi vào nhật ký và không hoàn tác được."),
        "button": gettext("Đồng ý trình phê duyệt") if is_accepted else gettext("Trả lại"),
        "cancel_path": reverse("appraisal:review", kwargs={"reference": case.reference}),
    }
    return render(request, "shell/confirm.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what changed and what stands in the way, and take what this level says."""
    actor = actor_on(request)
    case = _signable(request, key)
    page = approval_page(actor, case)
    if page.version is None:
        raise Http404
    kept = draft_for(actor, SIGN_DRAFT, str(case.pk))
    initial = {**(kept.data if kept else {}), "content": page.version.content_hash}
    form = ApproveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        _keep(request, case, "sign", said["action"], said["note"], said["content"], {})
        return redirect("appraisal:approve_confirm", key=case.pk)
    context = {
        "page": page,
        "case": case,
        "form": form,
        "draft_form": SIGN_DRAFT,
        "page_level": case.level,
        "decisions": decision_of(actor, case),
    }
    return render(request, "appraisal/approvals/sign.html", context)


@require_http_methods(["GET", "POST"])
@recently_authenticated
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Approve or send back, after a page that says what happens and a fresh proof of who signs."""
    actor = actor_on(request)
    case = _signable(request, key)
    said = _kept(request, case, "sign")
    page = approval_page(actor, case)
    if said is None or page.version is None:
        return redirect("appraisal:approve", key=case.pk)
    if request.method == "POST":
        return _signed(request, case, said)
    return render(request, "shell/confirm.html", _confirm_words(case, page, said))


def _signed(request: HttpRequest, case: Case, said: _Said) -> HttpResponse:
    actor = actor_on(request)
    is_approved = said["action"] == "approved"
    try:
        if is_approved:
            row = approvals.approve(actor, case, content=said["content"], note=said["note"])
        else:
            row = approvals.send_back(actor, case, content=said["content"], note=said["note"])
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:approve", key=case.pk)
    _forget(request, case, "sign")
    drop_draft(actor, SIGN_DRAFT, str(case.pk))
    words = (
        gettext("Đã phê duyệt cấp %(rank)s.") if is_approved else gettext("Báo cáo đã được trả lại từ cấp %(rank)s.")
    )
    messages.success(request, words % {"rank": row.rank})
    return redirect("appraisal:approvals", reference=case.reference)


def _confirm_words(case: Case, page: ApprovalPage, said: _Said) -> dict[str, object]:
    is_approved = said["action"] == "approved"
    fields = {"rank": page.rank, "levels": len(page.levels), "reference": case.reference, "hash": said["content"][:12]}
    if is_approved:
        what = gettext("Phê duyệt cấp %(rank)s/%(levels)s báo cáo của hồ sơ %(reference)s, mã băm nội dung %(hash)s.")
        then = gettext("Nếu nội dung thay đổi sau đó, phê duyệt này hết giá trị và báo cáo phải trình lại.")
    else:
        what = gettext("Trả báo cáo của hồ sơ %(reference)s về chuyên viên thụ lý; các phê duyệt cấp dưới hết giá trị.")
        then = gettext("Báo cáo được chỉnh sửa, thẩm tra và trình lại từ cấp thứ nhất.")
    return {
        "page_level": case.level,
        "heading": gettext("Xác nhận phê duyệt") if is_approved else gettext("Xác nhận trả lại"),
        "what": what % fields,
        "then": then,
        "button": gettext("Ký phê duyệt") if is_approved else gettext("Trả lại để chỉnh sửa"),
        "cancel_path": reverse("appraisal:approve", kwargs={"key": case.pk}),
        "is_warning": not is_approved,
    }


def _signable(request: HttpRequest, key: UUID) -> Case:
    actor = actor_on(request)
    case = found_case(actor, str(key))
    if not standing_of(actor, case).carries or not any(role == "approver" for _office, role in actor.roles):
        raise Http404
    return case


def _keep(  # noqa: PLR0913, PLR0917 - what was said
    request: HttpRequest, case: Case, what: str, action: str, note: str, content: str, section_notes: dict[str, str]
) -> None:
    said: _Said = {"action": action, "note": note, "content": content, "section_notes": section_notes}
    request.session[f"{what}:{case.pk}"] = said


def _kept(request: HttpRequest, case: Case, what: str) -> _Said | None:
    found: _Said | None = request.session.get(f"{what}:{case.pk}")
    return found


def _forget(request: HttpRequest, case: Case, what: str) -> None:
    request.session.pop(f"{what}:{case.pk}", None)
