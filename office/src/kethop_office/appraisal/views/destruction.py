"""Destroy an ended case: the page with what it rests on, the wish, and the second person's answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, signed_in
from kethop_office.appraisal.actions.destroying import ask_destruction, settle_destruction, take_back
from kethop_office.appraisal.forms.retention import DestructionForm, SettleDestructionForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.destruction import DestructionView, destruction_view
from kethop_office.appraisal.views.consultation_frame import confirm, done, led_case, refused, said, try_on
from kethop_office.common.figures import date_text
from kethop_office.common.refusal import Refused

__all__ = ["destroy", "settle", "withdraw_wish"]


@require_http_methods(["GET", "POST"])
@signed_in
def destroy(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show on what the destruction of a case rests, what stands against it, and ask for it."""
    case, view = _shown(request, reference)
    form, status = None, 200
    if view.may_ask and view.archive is not None:
        form = DestructionForm(request.POST or None, initial={"archive": view.archive.sha256})
        if request.method == "POST" and form.is_valid():
            data = {name: value for name, value in form.cleaned_data.items() if name != "archive"}
            sha256 = form.cleaned_data["archive"]
            status = try_on(form, lambda: ask_destruction(request.actor, case, archive_sha256=sha256, **data))
            if not status:
                return done(request, _("Đã gửi đề nghị hủy đến lãnh đạo cơ quan."), request.path)
    context = {
        "case": case,
        "view": view,
        "form": form,
        "obstacle": said(view.obstacle) if view.obstacle else "",
        "page_level": case.level,
    }
    return render(request, "appraisal/retention/destroy.html", context, status=status or 200)


@require_POST
@signed_in
def withdraw_wish(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the wish back."""
    case, _view = _shown(request, reference)
    path = reverse("appraisal:destroy", args=[case.reference])
    try:
        take_back(request.actor, case)
    except Refused as refusal:
        return refused(request, refusal, path)
    return done(request, _("Đã rút đề nghị hủy. Hồ sơ được giữ nguyên."), path)


@require_http_methods(["GET", "POST"])
@recently_authenticated
def settle(request: SignedInRequest, reference: str) -> HttpResponse:
    """Confirm the destruction, or decline it, over a page that says what goes for good."""
    case, view = _shown(request, reference)
    if view.asked is None or not view.may_settle:
        raise Http404
    form = SettleDestructionForm(request.POST or None)
    status = 200
    own_page = reverse("appraisal:destroy", args=[case.reference])
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: settle_destruction(request.actor, case, **form.cleaned_data))
        if not status and form.cleaned_data["is_confirmed"]:
            told = _("Đã hủy hồ sơ %(reference)s.") % {"reference": case.reference}
            return done(request, told, reverse("appraisal:retention_register"))
        if not status:
            return done(request, _("Đã ghi ý kiến không xác nhận. Hồ sơ được giữ nguyên."), own_page)
    asked = view.asked
    names = {
        "who": asked.asked_by.shown_title,
        "reference": case.reference,
        "ended": date_text(asked.ended_on),
        "reason": asked.reason,
        "deposited": asked.deposited,
        "sha256": asked.archive_sha256,
    }
    return confirm(
        request,
        heading=_("Hủy hồ sơ %(reference)s") % names,
        what=_("%(who)s đề nghị hủy hồ sơ %(reference)s, kết thúc ngày %(ended)s. Lý do: %(reason)s") % names,
        then=_(
            "Không lấy lại được: mọi dòng dữ liệu, văn bản và tệp của hồ sơ mất khỏi hệ thống. Gói lưu trữ: %(deposited)s; "
            "SHA-256 %(sha256)s. Sổ hủy và nhật ký giữ lại mã hồ sơ, căn cứ, lý do và người hủy."
        )
        % names,
        button=_("Ghi ý kiến"),
        cancel_path=own_page,
        form=form,
        is_warning=True,
        level=case.level,
        status=status or 200,
    )


def _shown(request: SignedInRequest, reference: str) -> tuple[Case, DestructionView]:
    """Return an ended case that the reader's office leads; 404 otherwise."""
    case = led_case(request, reference)
    if case.is_open:
        raise Http404
    return case, destruction_view(request.actor, case)
