"""Locking, opening and resetting an account: each over a page that says what happens."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, role_required
from kethop_office.accounts.actions import people as acts
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role, User
from kethop_office.accounts.queries import people as read
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common.refusal import Refused

__all__ = ["account_or_404", "confirm", "link_once"]

_LINK = "kethop_link_once"
_Act = Callable[[Actor, User], object]
# act -> what is done, heading, what happens, what can follow, button
_ACTS: dict[str, tuple[_Act, object, object, object, object]] = {
    "lock": (
        acts.lock_account,
        _("Khóa tài khoản"),
        _("Tài khoản %(username)s không đăng nhập được nữa; phiên đang mở kết thúc ngay."),
        _("Hồ sơ, ý kiến, chữ ký của tài khoản vẫn giữ nguyên. Có thể mở khóa lại."),
        _("Khóa tài khoản"),
    ),
    "unlock": (
        acts.unlock_account,
        _("Mở khóa tài khoản"),
        _("Tài khoản %(username)s đăng nhập lại được bằng mật khẩu đang có."),
        _("Vai trò của tài khoản như trước khi khóa. Có thể khóa lại."),
        _("Mở khóa tài khoản"),
    ),
    "password": (
        acts.reset_password,
        _("Cấp đường dẫn đặt lại mật khẩu"),
        _("Mật khẩu hiện tại của %(username)s hết hiệu lực ngay; phiên đang mở kết thúc."),
        _("Đường dẫn hiện một lần, dùng một lần, trong 24 giờ. Chuyển tận tay chủ tài khoản."),
        _("Cấp đường dẫn"),
    ),
    "factors": (
        acts.reset_second_factor,
        _("Bỏ các thiết bị xác thực"),
        _("Khóa truy cập, ứng dụng xác thực và mã dự phòng của %(username)s không dùng được nữa."),
        _("Chủ tài khoản đăng nhập bằng mật khẩu rồi thêm thiết bị mới."),
        _("Bỏ các thiết bị"),
    ),
}


@require_http_methods(["GET", "POST"])
@recently_authenticated
@role_required(Role.ADMIN)
def confirm(request: SignedInRequest, key: UUID, act: str) -> HttpResponse:
    """Say what will happen, and do it on POST: lock, unlock, reset of password or second factor."""
    if act not in _ACTS:
        raise Http404
    user = account_or_404(key)
    do, heading, what, then, button = _ACTS[act]
    if request.method == "POST":
        try:
            result = do(request.actor, user)
        except Refused as refused:
            messages.error(request, refuse(refused))
        else:
            if act == "password":
                request.session[_LINK] = [str(user.pk), str(result)]
            messages.success(request, gettext("Đã thực hiện: %(what)s.") % {"what": heading})
        return redirect("accounts:user", key=key)
    context = {
        "heading": heading,
        "what": str(what) % {"username": user.username},
        "then": then,
        "button": button,
        "cancel_path": reverse("accounts:user", args=[key]),
        "is_warning": act != "unlock",
    }
    return render(request, "shell/confirm.html", context)


def link_once(request: SignedInRequest, user: User) -> str:
    """Return the link that was just given for an account; a second look shows none."""
    kept = request.session.pop(_LINK, None)
    if not kept or kept[0] != str(user.pk):
        return ""
    return request.build_absolute_uri(reverse("accounts:new-password", args=[user.pk, kept[1]]))


def account_or_404(key: UUID) -> User:
    """Return an account, or show that the page is not found."""
    try:
        return read.account(key)
    except User.DoesNotExist as error:
        raise Http404 from error
