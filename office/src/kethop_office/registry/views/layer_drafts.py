"""A version of a layer that waits: what it is, what it would change, put it into use or withdraw it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.publishing import order_publishing, withdraw_draft
from kethop_office.registry.queries.layer_drafts import current_version, version_beside, visible_draft
from kethop_office.registry.roles import LAYER_KEEPERS
from kethop_office.registry.views.common import found, panels_of, said

__all__ = ["draft", "publish", "withdraw"]


@require_safe
@role_required(*LAYER_KEEPERS)
def draft(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show a delivered version beside the one in use, or the one that it replaced, with what higher rooms say it would change."""
    one = found(visible_draft, request.actor, key)
    beside = version_beside(request.actor, one)
    context = {
        "draft": one,
        "beside": beside,
        "has_beside": beside is not None or not one.is_used,
        "beside_heading": _("Phiên bản đã thay") if one.is_used else _("Đang dùng"),
        "panels": panels_of("registry:layer-draft", request.actor, one),
        "page_level": max(one.level, beside.level if beside else 0),
    }
    return render(request, "registry/layer_draft.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*LAYER_KEEPERS)
def publish(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Put the version into use, after one page that says what follows."""
    one = found(visible_draft, request.actor, key)
    if request.method == "POST":
        try:
            job = order_publishing(request.actor, one)
        except Refused as refused:
            messages.error(request, said(refused))
            return redirect("registry:layer-draft", key=one.pk)
        return redirect("accounts:job", key=job.pk)
    replaces = current_version(request.actor, one.layer) is not None
    what = (
        _("Phiên bản này của lớp “%(layer)s” thay phiên bản đang dùng.")
        if replaces
        else _("Lớp “%(layer)s” bắt đầu được dùng để sàng lọc, theo phiên bản này.")
    )
    context = {
        "heading": _("Đưa phiên bản mới vào dùng"),
        "what": what % {"layer": one.label},
        "then": _(
            "Từ đó mọi lần sàng lọc dùng phiên bản này. Không hồ sơ nào tự thay đổi: hồ sơ và khu bị ảnh hưởng được so sánh lại, chuyên viên phụ trách nhận việc."
        ),
        "button": _("Đưa vào dùng"),
        "cancel_path": reverse("registry:layer-draft", args=[one.pk]),
        "panels": panels_of("registry:layer-draft", request.actor, one),
        "is_warning": True,
        "page_level": one.level,
    }
    return render(request, "registry/layer_publish.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*LAYER_KEEPERS)
def withdraw(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say that the version will not be put into use."""
    one = found(visible_draft, request.actor, key)
    if request.method == "POST":
        try:
            withdraw_draft(request.actor, one)
        except Refused as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("Đã rút phiên bản này."))
        return redirect("registry:layer-draft", key=one.pk)
    context = {
        "heading": _("Rút phiên bản chưa đưa vào dùng"),
        "what": _("Phiên bản này của lớp “%(layer)s” sẽ không được đưa vào dùng.") % {"layer": one.label},
        "then": _(
            "Dữ liệu đang dùng không thay đổi. Lần so sánh đang chạy của phiên bản này dừng lại. Cần lại thì gửi lại hai tệp."
        ),
        "button": _("Rút phiên bản"),
        "cancel_path": reverse("registry:layer-draft", args=[one.pk]),
        "page_level": one.level,
    }
    return render(request, "shell/confirm.html", context)
