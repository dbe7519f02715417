"""The consultation of a case: who was asked, what came back, and the table of opinions."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.inquiries import NewInquiry, add_inquiry, edit_inquiry, send_inquiries
from kethop_office.appraisal.actions.replying import release_to_others
from kethop_office.appraisal.forms.consultation import InquiryEditForm, InquiryForm
from kethop_office.appraisal.models import Case, Inquiry
from kethop_office.appraisal.queries.blocks import Block, blocks, warnings
from kethop_office.appraisal.queries.consultation_page import inquiry_rows, pause_rows
from kethop_office.appraisal.queries.findings import asking_findings
from kethop_office.appraisal.queries.inquiries import inquiries_in, inquiry_now
from kethop_office.appraisal.queries.offices import askable_offices
from kethop_office.appraisal.queries.opinions import opinion_rows
from kethop_office.appraisal.queries.own_period import own_period
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.appraisal.views.consultation_frame import (
    confirm,
    consultations_path,
    done,
    led_case,
    led_inquiry,
    may_work,
    refused,
    try_on,
    with_version,
)
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["consultations", "edit", "new", "release", "send"]


@signed_in
def consultations(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the consultation to those who carry the case."""
    case = found_case(request.actor, reference)
    today = day_of(request.actor)
    works = may_work(request, case)
    inquiries = inquiries_in(case)
    extends = case.is_open and request.actor.has(Role.APPROVER, case.lead_office_id)
    rows = inquiry_rows(request.actor, case, today, may_act=works, may_extend=extends, inquiries=inquiries)
    context = {
        "rows": [row for row in rows if row.inquiry.state != Inquiry.State.REMOVED],
        "removed": [row for row in rows if row.inquiry.state == Inquiry.State.REMOVED],
        "proposed": sum(row.is_proposed for row in rows),
        "unreleased": any(reply.sent_at and not reply.is_released for row in rows for reply in row.replies),
        "pauses": pause_rows(case, today),
        "opinions": opinion_rows(case),
        "blocks": _counted(blocks(case, inquiries)),
        "warnings": _counted(warnings(case, inquiries)),
        "may_work": works,
        "may_settle": case.is_open and request.actor.has(Role.REVIEWER, case.lead_office_id),
        "reader_id": request.actor.user_id,
        "own": own_period(request.actor, case),
        "page_level": case.level,
    }
    return render_section(request, case, "consultations", "appraisal/consultations.html", context)


@signed_in
def new(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask one more body."""
    case = _worked(request, reference)
    findings = asking_findings(case)
    form = InquiryForm(request.POST or None, offices=askable_offices(case), findings=findings)
    form.fields["findings"].label_from_instance = lambda finding: f"{finding.topic_vi}: {finding.text_vi}"  # type: ignore[attr-defined]  # a field of a queryset
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = NewInquiry(
            role=data["role"],
            question=data["question"],
            consultee=data["consultee"],
            body_vi=data["body_vi"],
            period=int(data["period"]) if data["period"] else None,
            unit=data["unit"],
            basis=data["basis"],
            findings=tuple(finding.pk for finding in data["findings"]),
        )
        status = try_on(form, lambda: add_inquiry(actor_on(request), case, asked))
        if not status:
            return done(request, _("Đã bổ sung cơ quan; phiếu chưa gửi."), consultations_path(case))
    return _form_page(request, case, _("Bổ sung cơ quan lấy ý kiến"), form, status)


@signed_in
def edit(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Change an inquiry that was not sent."""
    inquiry = led_inquiry(request, reference, key)
    case = inquiry.case
    start = {
        "version": inquiry.version,
        "consultee": inquiry.consultee_id,
        "role": inquiry.role,
        "question": inquiry.question,
    }
    form = InquiryEditForm(request.POST or None, initial=start, offices=askable_offices(case))
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        status = try_on(form, lambda: edit_inquiry(actor_on(request), inquiry, **data))
        if not status:
            return done(request, _("Đã lưu phiếu; phiếu chưa gửi."), consultations_path(case))
        if status == 409:
            inquiry = inquiry_now(inquiry)
            with_version(form, inquiry.version)
    return _form_page(request, case, _("Sửa phiếu lấy ý kiến"), form, status, theirs=inquiry if status == 409 else None)


@signed_in
def send(request: SignedInRequest, reference: str) -> HttpResponse:
    """Send one letter, or all that are proposed, over a confirm page."""
    case = _worked(request, reference)
    is_confirmed = request.method == "POST"
    wanted = (request.POST if is_confirmed else request.GET).getlist("inquiry")
    keys = {key for text in wanted for part in text.split(",") for key in [_key(part)] if key}
    rows = [row for row in inquiry_rows(request.actor, case, day_of(request.actor), may_act=True) if row.is_proposed]
    chosen = [
        row
        for row in rows
        if (row.inquiry.pk in keys or not (wanted or is_confirmed)) and row.inquiry.origin != "initiative"
    ]
    back = consultations_path(case)
    if is_confirmed and chosen:
        try:
            sent = send_inquiries(request.actor, case, [row.inquiry.pk for row in chosen])
        except Refused as refusal:
            return refused(request, refusal, back)
        text = _("Đã gửi %(count)s phiếu lấy ý kiến.") % {"count": len(sent)}
        return done(request, text, back)
    if not chosen:
        return refused(request, Refused("inquiry.nothing_to_send"), back)
    what = _("Gửi lấy ý kiến: %(bodies)s. Thời hạn trả lời tính từ ngày tiếp theo ngày gửi.") % {
        "bodies": "; ".join(row.named for row in chosen)
    }
    return confirm(
        request,
        heading=_("Gửi lấy ý kiến"),
        what=what,
        then=_("Việc gửi không hoàn tác được. Phiếu đã gửi có thể thu hồi bằng văn bản riêng, có ghi lý do."),
        button=_("Gửi lấy ý kiến"),
        cancel_path=back,
        fields={"inquiry": ",".join(str(row.inquiry.pk) for row in chosen)},  # what was shown is what is sent
        level=case.level,
    )


@signed_in
def release(request: SignedInRequest, reference: str) -> HttpResponse:
    """Let the consulted offices read each other's replies."""
    case = _worked(request, reference)
    back = consultations_path(case)
    if request.method == "POST":
        try:
            count = release_to_others(request.actor, case)
        except Refused as refusal:
            return refused(request, refusal, back)
        text = _("Các cơ quan được lấy ý kiến đã xem được %(count)s văn bản trả lời.") % {"count": count}
        return done(request, text, back)
    return confirm(
        request,
        heading=_("Cho xem văn bản trả lời của nhau"),
        what=_("Mỗi cơ quan được lấy ý kiến của hồ sơ này sẽ xem được văn bản trả lời đã gửi của các cơ quan khác."),
        then=_("Lý do nội bộ của từng cơ quan vẫn không rời cơ quan đó. Việc này không thu lại được."),
        button=_("Cho xem văn bản trả lời"),
        cancel_path=back,
        level=case.level,
    )


def _worked(request: HttpRequest, reference: str) -> Case:
    case = led_case(request, reference)
    if not may_work(request, case):
        raise Http404
    return case


def _form_page(
    request: HttpRequest, case: Case, heading: str, form: object, status: int, theirs: Inquiry | None = None
) -> HttpResponse:
    context = {
        "heading": heading,
        "form": form,
        "theirs": theirs,
        "cancel_path": consultations_path(case),
        "page_level": case.level,
    }
    return render_section(request, case, "consultations", "appraisal/inquiry_form.html", context, status=status or 200)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _counted(found: Sequence[Block]) -> list[tuple[str, int]]:
    """Return each sentence once, with how many times it would stand there."""
    return list(Counter(sentence(block.code, block.fields) for block in found).items())
