"""The acts on a reply in the consulted office, from its way to the head to its withdrawal."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, signed_in
from kethop_office.appraisal.actions.replies import return_reply, submit_reply
from kethop_office.appraisal.actions.replying import sign_reply, withdraw_reply
from kethop_office.appraisal.actions.step_in import step_in
from kethop_office.appraisal.forms.consultation import ReasonForm
from kethop_office.appraisal.models import Inquiry, Response
from kethop_office.appraisal.queries.inbox import (
    late_below,
    open_reply,
    standing_reply,
)
from kethop_office.appraisal.queries.replies import outcome_words
from kethop_office.appraisal.queries.signing import reply_capacity
from kethop_office.appraisal.views.consultation_frame import asked_of, confirm, done, refused, try_on
from kethop_office.common.refusal import Refused

__all__ = ["send_back", "sign", "step_in_above", "submit", "withdraw"]


@signed_in
def submit(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Bring the reply to the head."""
    asked = asked_of(request, key)
    draft = open_reply(asked)
    back = reverse("appraisal:inquiry", args=[key])
    if draft is None or draft.state != Response.State.DRAFT:
        return refused(request, Refused("response.not_draft"), back)
    if request.method == "POST":
        try:
            submit_reply(request.actor, draft, version=_version(request))
        except Refused as refusal:
            return refused(request, refusal, back)
        return done(request, _("Đã trình thủ trưởng ký."), back)
    return confirm(
        request,
        heading=_("Trình thủ trưởng ký"),
        what=_("Trình thủ trưởng dự thảo trả lời phiếu %(reference)s: %(outcome)s.") % _names(asked, draft),
        then=_("Thủ trưởng ký gửi hoặc trả lại. Cơ quan chủ trì chưa thấy gì."),
        button=_("Trình thủ trưởng ký"),
        cancel_path=back,
        fields={"version": str(draft.version)},
        level=asked.level,
    )


@recently_authenticated
def sign(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Sign the reply and send it, over a page that says what leaves and in which capacity."""
    asked = asked_of(request, key)
    draft = open_reply(asked)
    back = reverse("appraisal:inquiry", args=[key])
    capacity = reply_capacity(request.actor, asked.consultee_id) if asked.consultee_id else None
    if draft is None or capacity is None:
        raise Http404
    if request.method == "POST":
        try:
            sign_reply(request.actor, draft, version=_version(request))
        except Refused as refusal:
            return refused(request, refusal, back)
        return done(request, _("Đã ký và gửi trả lời."), back)
    context = {
        "heading": _("Ký và gửi trả lời"),
        "what": _("Gửi %(office)s trả lời phiếu %(reference)s: %(outcome)s.") % _names(asked, draft),
        "then": _("Không hoàn tác được. Ý kiến đã gửi có thể rút lại sau, có ghi lý do."),
        "button": _("Ký và gửi"),
        "cancel_path": back,
        "fields": {"version": str(draft.version)},
        "draft": draft,
        "delegation": capacity.delegation,
        "page_level": asked.level,
    }
    return render(request, "appraisal/reply_sign.html", context)


@signed_in
def send_back(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Send the draft back to the officer."""
    asked = asked_of(request, key)
    draft = open_reply(asked)
    back = reverse("appraisal:inquiry", args=[key])
    if draft is None or asked.consultee_id is None or reply_capacity(request.actor, asked.consultee_id) is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["reason"]
        status = try_on(form, lambda: return_reply(request.actor, draft, version=_version(request), note=note))
        if not status:
            return done(request, _("Đã trả lại dự thảo."), back)
    return confirm(
        request,
        heading=_("Trả lại dự thảo"),
        what=_("Trả lại dự thảo trả lời phiếu %(reference)s cho người soạn.") % _names(asked, draft),
        then=_("Người soạn thấy lý do; không ai ngoài cơ quan này thấy."),
        button=_("Trả lại dự thảo"),
        cancel_path=back,
        form=form,
        fields={"version": str(draft.version)},
        level=asked.level,
        status=status,
    )


@recently_authenticated
def withdraw(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Withdraw the reply that stands."""
    asked = asked_of(request, key)
    back = reverse("appraisal:inquiry", args=[key])
    sent = standing_reply(asked)
    if sent is None or asked.consultee_id is None or reply_capacity(request.actor, asked.consultee_id) is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        status = try_on(form, lambda: withdraw_reply(request.actor, sent, reason=reason))
        if not status:
            return done(request, _("Đã rút ý kiến."), back)
    is_owed = asked.role == Inquiry.Role.CONCURRENCE
    return confirm(
        request,
        heading=_("Rút ý kiến"),
        what=_("Rút ý kiến đã gửi tại phiếu %(reference)s: %(outcome)s. Lý do được gửi cơ quan chủ trì.")
        % _names(asked, sent),
        then=_("Không hoàn tác được. Văn bản chấp thuận vẫn phải có: trả lời lại sau khi rút.")
        if is_owed
        else _("Không hoàn tác được. Có thể trả lời lại sau khi rút."),
        button=_("Rút ý kiến"),
        cancel_path=back,
        form=form,
        is_warning=True,
        level=asked.level,
        status=status,
    )


@signed_in
def step_in_above(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Answer in place of an office below that is late."""
    late = late_below(request.actor).filter(pk=key).first()
    if late is None:
        raise Http404
    back = reverse("appraisal:inbox")
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        new: list[Inquiry] = []
        reason = form.cleaned_data["reason"]
        status = try_on(form, lambda: new.append(step_in(request.actor, late, reason=reason)))
        if not status:
            return done(request, _("Đã nhận giải quyết thay."), reverse("appraisal:inquiry", args=[new[0].pk]))
    return confirm(
        request,
        heading=_("Giải quyết thay"),
        what=_("Nhận trả lời thay %(body)s phiếu %(reference)s đã quá hạn.")
        % {"body": late.body_vi, "reference": late.reference},
        then=_("Không hoàn tác được. Cơ quan chủ trì được báo."),
        button=_("Giải quyết thay"),
        cancel_path=back,
        form=form,
        level=late.level,
        status=status,
    )


def _names(asked: Inquiry, draft: Response) -> dict[str, str]:
    return {
        "reference": asked.reference,
        "outcome": outcome_words(asked.role, draft.outcome) or _("chưa chọn"),
        "office": asked.case.lead_office.name_vi,
    }


def _version(request: SignedInRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else 0
