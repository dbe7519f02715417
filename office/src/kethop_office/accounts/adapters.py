"""How django-allauth behaves here: no sign-up, no mail, one sentence for every failed sign-in."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.queries.people import number_of_factors, unconnected_account

__all__ = ["AccountAdapter", "SecondFactorAdapter", "ServerAdapter", "refused_sign_in"]

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
        return refused_sign_in()


class ServerAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in through the office's OpenID Connect server: only for accounts that an administrator made here."""

    @override
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up."""
        return False

    @override
    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account: known from an earlier time, or named by ``preferred_username``; nobody else is let in.

        An account that came with one identity of the server once is opened to no other one.
        """
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None:
            data = sociallogin.account.extra_data
            claims = {**data, **data.get("id_token", {}), **data.get("userinfo", {})}
            user = unconnected_account(str(claims.get("preferred_username") or ""))
        is_sign_in = sociallogin.state.get("process") == AuthProcess.LOGIN
        if user is None or not user.is_active or not is_sign_in:
            raise ImmediateHttpResponse(refused_sign_in())
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    @override
    def get_requests_session(self) -> Any:
        """Ask the server itself: where it leads elsewhere, nobody follows."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    @override
    def on_authentication_error(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Lead back to the sign-in page."""
        raise ImmediateHttpResponse(refused_sign_in())


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
        number = number_of_factors(user, type) + 1
        return gettext("Khóa truy cập %(number)s") % {"number": number}


def refused_sign_in() -> HttpResponse:
    """Lead back to the sign-in page, which says the one sentence of every failure."""
    return HttpResponseRedirect(f"{reverse('account_login')}?refused=1")
