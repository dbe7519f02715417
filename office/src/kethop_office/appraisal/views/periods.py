"""The case's own period: set it by a paper where the law read here states none, and lengthen it within a cap."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.appraisal.actions.extensions import extend_case, set_local_period
from kethop_office.appraisal.forms.consultation import ExtensionForm
from kethop_office.appraisal.forms.periods import LocalPeriodForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.own_period import own_period
from kethop_office.appraisal.queries.shell import case_path
from kethop_office.appraisal.views.consultation_frame import confirm, done, led_case, try_on
from kethop_office.common.figures import date_text

__all__ = ["extend", "set_period"]


@signed_in
def extend(request: SignedInRequest, reference: str) -> HttpResponse:
    """Lengthen the case's own period, over a page that says what happens."""
    case = led_case(request, reference)
    if not own_period(request.actor, case).may_extend:
        raise Http404
    form = ExtensionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        numbers = {name: int(data[name]) for name in ("days", "cap")}
        status = try_on(
            form,
            lambda: extend_case(request.actor, case, **numbers, basis=data["basis"], reason=data["reason"]),
        )
        if not status:
            return done(request, _("Đã gia hạn thời hạn của hồ sơ."), case_path(case))
    due = date_text(case.due_on) if case.due_on else _("chưa tính được")
    return confirm(
        request,
        heading=_("Gia hạn thời hạn của hồ sơ"),
        what=_("Gia hạn thời hạn giải quyết hồ sơ %(reference)s; ngày cuối hiện nay: %(due)s.")
        % {"reference": case.reference, "due": due},
        then=_("Không hoàn tác được. Ngày cuối được tính lại; căn cứ và lý do được lưu trong nhật ký hồ sơ."),
        button=_("Gia hạn"),
        cancel_path=case_path(case),
        form=form,
        level=case.level,
        status=status,
    )


@signed_in
def set_period(request: SignedInRequest, reference: str) -> HttpResponse:
    """Set how long the office gives itself for cases of this kind."""
    case = led_case(request, reference)
    if not own_period(request.actor, case).may_set:
        raise Http404
    form = LocalPeriodForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"days": int(form.cleaned_data["days"])}
        status = try_on(form, lambda: set_local_period(request.actor, case.lead_office, case_kind=case.kind, **data))
        if not status:
            return done(request, _("Đã đặt thời hạn của cơ quan."), case_path(case))
    names = {"office": str(case.lead_office), "kind": Case.Kind(case.kind).label}
    return confirm(
        request,
        heading=_("Đặt thời hạn giải quyết của cơ quan"),
        what=_("Đặt thời hạn mà %(office)s tự giải quyết mọi hồ sơ loại %(kind)s.") % names,
        then=_(
            "Thời hạn này do cơ quan đặt, không phải do luật định; mọi trang đều ghi như vậy. "
            "Ngày cuối của các hồ sơ đang giải quyết, hợp lệ từ ngày áp dụng trở đi, được tính lại."
        ),
        button=_("Đặt thời hạn"),
        cancel_path=case_path(case),
        form=form,
        level=case.level,
        status=status,
    )
