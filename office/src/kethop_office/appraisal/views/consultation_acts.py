"""What an officer does with one inquiry: each act over a page that says what happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import extensions, follow_up, initiative, removals, replying, step_in
from kethop_office.appraisal.forms.consultation import AgainForm, ExtensionForm, ReasonForm, RemovalForm, StepInForm
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.consultation_page import in_language
from kethop_office.appraisal.queries.inquiries import removal_of
from kethop_office.appraisal.views.consultation_frame import (
    confirm,
    consultations_path,
    done,
    led_case,
    led_inquiry,
    try_on,
)

__all__ = ["act", "settle"]


@dataclass(frozen=True, slots=True)
class _Act:
    heading: Promise | str
    what: Promise | str
    then: Promise | str
    done: Promise | str
    do: Callable[[Actor, Inquiry, Mapping[str, Any]], object]
    form: type[forms.Form] | None = None
    is_warning: bool = False
    roles: tuple[str, ...] = (Role.OFFICER,)


def _own_period(data: Mapping[str, Any]) -> step_in.OwnPeriod | None:
    return step_in.OwnPeriod(int(data["period"]), data["unit"], data["basis"]) if data["period"] else None


def _extend(actor: Actor, inquiry: Inquiry, data: Mapping[str, Any]) -> object:
    return extensions.extend_inquiry(
        actor, inquiry, days=int(data["days"]), cap=int(data["cap"]), basis=data["basis"], reason=data["reason"]
    )


_ACTS: Mapping[str, _Act] = {
    "remind": _Act(
        _("Đôn đốc trả lời"),
        _("Gửi %(body)s tin đôn đốc trả lời phiếu %(reference)s."),
        _("Mỗi ngày đôn đốc một lần. Số lần đôn đốc được ghi vào hồ sơ."),
        _("Đã đôn đốc."),
        lambda actor, inquiry, _data: follow_up.remind(actor, inquiry),
    ),
    "recall": _Act(
        _("Thu hồi văn bản lấy ý kiến"),
        _("Thu hồi phiếu %(reference)s gửi %(body)s; cơ quan này không cần trả lời nữa."),
        _("Không hoàn tác được; có thể lấy ý kiến lại. Văn bản chấp thuận còn thiếu thì vẫn thiếu."),
        _("Đã thu hồi."),
        lambda actor, inquiry, data: follow_up.recall(actor, inquiry, reason=data["reason"]),
        ReasonForm,
        is_warning=True,
    ),
    "again": _Act(
        _("Lấy ý kiến lại"),
        _("Gửi %(body)s phiếu mới thay cho phiếu %(reference)s, cùng vai trò và thời hạn."),
        _("Phiếu được gửi ngay. Ý kiến cũ vẫn lưu trong hồ sơ nhưng không còn là ý kiến cuối cùng."),
        _("Đã gửi phiếu mới."),
        lambda actor, inquiry, data: follow_up.ask_again(
            actor, inquiry, question=data["question"], reason=data["reason"]
        ),
        AgainForm,
    ),
    "extend": _Act(
        _("Gia hạn trả lời"),
        _("Gia hạn trả lời phiếu %(reference)s cho %(body)s."),
        _("Lãnh đạo cơ quan chủ trì cho phép, trong mức tối đa của căn cứ. Hạn mới có kèm cách tính."),
        _("Đã gia hạn."),
        _extend,
        ExtensionForm,
        roles=(Role.APPROVER,),
    ),
    "step-in": _Act(
        _("Đề nghị cấp trên giải quyết thay"),
        _("Gửi cơ quan cấp trên của %(body)s phiếu lấy ý kiến mới, do phiếu %(reference)s quá hạn mà chưa trả lời."),
        _("Không hoàn tác được. Thời hạn và quy định về im lặng của cơ quan cấp dưới không áp dụng cho cấp trên."),
        _("Đã gửi cấp trên."),
        lambda actor, inquiry, data: step_in.step_in(actor, inquiry, reason=data["reason"], period=_own_period(data)),
        StepInForm,
        is_warning=True,
    ),
    "supplement": _Act(
        _("Chuyển tài liệu bổ sung"),
        _("Báo %(body)s là tài liệu bổ sung theo phiếu %(reference)s đã có trong hồ sơ."),
        _("Thời hạn trả lời tính tiếp từ hôm nay, trừ đúng số ngày đã dừng."),
        _("Đã chuyển; thời hạn tính tiếp."),
        lambda actor, inquiry, _data: replying.pass_supplement_on(actor, inquiry),
    ),
    "remove": _Act(
        _("Đề nghị không lấy ý kiến"),
        _("Đề nghị không lấy ý kiến %(body)s. Một người thẩm tra khác phải xác nhận."),
        _("Chưa thay đổi gì cho đến khi người thứ hai xác nhận. Lý do được lưu trong hồ sơ."),
        _("Đã chuyển người thứ hai."),
        lambda actor, inquiry, data: removals.ask_removal(actor, inquiry, reason=data["reason"]),
        ReasonForm,
    ),
    "accept": _Act(
        _("Tiếp nhận đề nghị tham gia ý kiến"),
        _("Cho %(body)s xem hồ sơ này và tham gia ý kiến theo đề nghị của cơ quan đó."),
        _("Cơ quan này được xem hồ sơ đến 30 ngày sau khi trả lời, nhiều nhất 12 tháng."),
        _("Đã tiếp nhận."),
        lambda actor, inquiry, _data: initiative.accept_offer(actor, inquiry),
    ),
    "decline": _Act(
        _("Không tiếp nhận đề nghị tham gia ý kiến"),
        _("Không cho %(body)s xem hồ sơ; cơ quan đó không được báo gì về hồ sơ."),
        _("Lý do được lưu trong hồ sơ."),
        _("Đã ghi nhận."),
        lambda actor, inquiry, data: initiative.decline_offer(actor, inquiry, reason=data["reason"]),
        ReasonForm,
    ),
}


@signed_in
def act(request: SignedInRequest, reference: str, key: UUID, name: str) -> HttpResponse:
    """Do one act on an inquiry."""
    inquiry = led_inquiry(request, reference, key)
    case = inquiry.case
    wanted = _ACTS.get(name)
    if wanted is None or not request.actor.has_any(wanted.roles, case.lead_office_id):
        raise Http404
    back = consultations_path(case)
    form = (wanted.form or forms.Form)(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: wanted.do(request.actor, inquiry, form.cleaned_data))
        if not status:
            return done(request, str(wanted.done), back)
    names = {
        "body": in_language(inquiry.body_vi, inquiry.body_en),
        "reference": inquiry.reference,
    }
    return confirm(
        request,
        heading=wanted.heading,
        what=str(wanted.what) % names,
        then=wanted.then,
        button=wanted.heading,
        cancel_path=back,
        form=form,
        is_warning=wanted.is_warning,
        level=case.level,
        status=status,
    )


@signed_in
def settle(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Confirm or decline that a body is not asked, as the second person."""
    case = led_case(request, reference)
    removal = removal_of(request.actor, case, key)
    if removal is None or not request.actor.has(Role.REVIEWER, case.lead_office_id):
        raise Http404
    back = consultations_path(case)
    form = RemovalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        is_confirmed = form.cleaned_data["choice"] == "confirm"
        status = try_on(
            form,
            lambda: removals.settle_removal(
                request.actor, removal, confirm=is_confirmed, note=form.cleaned_data["note"]
            ),
        )
        if not status:
            return done(request, gettext("Đã ghi quyết định của người thứ hai."), back)
    names = {
        "body": in_language(removal.inquiry.body_vi, removal.inquiry.body_en),
        "who": str(removal.asked_by),
        "reason": removal.reason,
    }
    return confirm(
        request,
        heading=gettext("Quyết định của người thứ hai"),
        what=gettext("%(who)s đề nghị không lấy ý kiến %(body)s. Lý do: %(reason)s") % names,
        then=gettext("Người quyết định phải khác người đề nghị. Quyết định được lưu trong hồ sơ."),
        button=gettext("Ghi quyết định"),
        cancel_path=back,
        form=form,
        level=case.level,
        status=status,
    )
