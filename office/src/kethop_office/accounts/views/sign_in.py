"""Signing in and out, by django-allauth, on the office's own pages."""

from typing import Any, ClassVar

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from typing_extensions import override

from kethop_office.accounts.forms.sign_in import SecondFactor, SecondFactorAgain, SignIn, SignInAgain

__all__ = ["again", "again_by_code", "again_by_key", "by_key", "second", "sign_in", "sign_out"]


class SignInPage(LoginView):  # type: ignore[misc]  # allauth has no types
    """Name and password, or a passkey."""

    form_class = SignIn
    template_name = "accounts/sign_in.html"

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the node and what led here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        servers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return context | {
            "node": settings.KETHOP_NODE,
            "is_kept": "kept" in self.request.GET,
            "is_refused": "refused" in self.request.GET,
            "oidc": _server(servers[0]) if servers else None,
        }


class SignOutPage(LogoutView):  # type: ignore[misc]  # allauth has no types
    """By POST only."""

    http_method_names: ClassVar[list[str]] = ["post"]


class SecondPage(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The second factor after the password."""

    form_class = SecondFactor
    template_name = "accounts/second.html"


class AgainPage(ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The password again, before an act that binds."""

    form_class = SignInAgain
    template_name = "accounts/again.html"


class AgainByCodePage(ReauthenticateByCodeView):  # type: ignore[misc]  # allauth has no types
    """A code again."""

    form_class = SecondFactorAgain
    template_name = "accounts/again.html"


class AgainByKeyPage(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A key again."""

    template_name = "accounts/again.html"


def _server(server: dict[str, Any]) -> dict[str, str]:
    return {"name": server["name"], "url": reverse("openid_connect_login", args=[server["provider_id"]])}


sign_in = SignInPage.as_view()
sign_out = SignOutPage.as_view()
second = SecondPage.as_view()
again = AgainPage.as_view()
again_by_code = AgainByCodePage.as_view()
again_by_key = AgainByKeyPage.as_view()
_by_key = LoginWebAuthnView.as_view()


def by_key(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey: a script asks for the challenge by GET and posts the answer."""
    if request.method == "GET" and request.headers.get("Accept") != "application/json":
        return HttpResponseNotAllowed(["POST"])
    response: HttpResponse = _by_key(request)
    return response
