"""How django-allauth behaves here: no sign-up, no mail, one sentence for every failed sign-in."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

__all__ = ["AccountAdapter", "SecondFactorAdapter"]

_REFUSED = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Nhập lại; sau 5 lần không đúng phải chờ 5 phút.")
_WAIT = _("Đã thử 5 lần không đúng. Chờ 5 phút rồi đăng nhập lại, hoặc báo quản trị viên đặt lại mật khẩu.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator; nothing of them is mailed."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _REFUSED,
        "invalid_login": _REFUSED,
        "too_many_login_attempts": _WAIT,
        "incorrect_password": _("Mật khẩu chưa đúng. Nhập lại mật khẩu đang dùng."),
        "enter_current_password": _("Mật khẩu chưa đúng. Nhập lại mật khẩu đang dùng."),
        "rate_limited": _WAIT,
    }

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing of an account is mailed."""

    @override
    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing by message: the next page says what happened."""

    @override
    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Answer a locked account as a wrong password."""
        return HttpResponseRedirect(f"{reverse('account_login')}?refused=1")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Names of keys and the issuer shown in an authenticator application."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hiệu lực. Nhập mã 6 chữ số đang hiện trong ứng dụng."),
    }

    @override
    def get_totp_issuer(self) -> str:
        """Name the node."""
        return f"Kết hợp · {settings.KETHOP_NODE}"

    @override
    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Name the account."""
        return str(user.get_username())

    @override
    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Name a key by its number."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Khóa truy cập %(number)s") % {"number": number}
