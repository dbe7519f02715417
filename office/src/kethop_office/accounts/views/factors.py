"""The account's own passkeys, code generator and recovery codes, by django-allauth."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from typing_extensions import override

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.forms.sign_in import AddKey, ChangePassword, RenameKey, StartCodes

__all__ = [
    "add_key",
    "codes",
    "index",
    "new_codes",
    "password",
    "remove_key",
    "rename_key",
    "start_codes",
    "stop_codes",
]


class IndexPage(IndexView):  # type: ignore[misc]  # allauth has no types
    """What the account can show beside its password."""

    template_name = "accounts/factors.html"


class StartCodesPage(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Begin to use an authenticator application."""

    form_class = StartCodes
    template_name = "accounts/start_codes.html"

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the picture of the key without its XML declaration, to stand in the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        picture = context["totp_svg"]
        return context | {"picture": mark_safe(picture[picture.index("<svg") :])}  # noqa: S308 - drawn here from the key


class StopCodesPage(DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Use the application no more."""

    template_name = "accounts/stop_codes.html"


class CodesPage(ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """Recovery codes, shown once."""

    template_name = "accounts/codes.html"


class NewCodesPage(GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """New recovery codes in place of the old ones."""

    template_name = "accounts/new_codes.html"


class AddKeyPage(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Add a passkey."""

    form_class = AddKey
    template_name = "accounts/add_key.html"

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the form with its errors."""
        return {"form": self.get_form(), **super().get_context_data(**kwargs), **kwargs}


class RenameKeyPage(EditWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Name a passkey."""

    form_class = RenameKey
    template_name = "accounts/rename_key.html"
    success_url = reverse_lazy("mfa_index")


class RemoveKeyPage(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Take a passkey away."""

    template_name = "accounts/remove_key.html"
    success_url = reverse_lazy("mfa_index")


class PasswordPage(PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """Change the password; other sessions of the account end."""

    form_class = ChangePassword
    template_name = "accounts/password.html"

    @override
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send an account without a password, which signs in by another server, back to its page."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("accounts:own")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @override
    def get_default_success_url(self) -> str:
        """Go back to the account's page."""
        return reverse("accounts:own")

    @override
    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, gettext("Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản đã kết thúc."))
        response: HttpResponse = super().form_valid(form)
        return response


index = signed_in(IndexPage.as_view())
start_codes = signed_in(StartCodesPage.as_view())
stop_codes = signed_in(StopCodesPage.as_view())
codes = signed_in(CodesPage.as_view())
new_codes = signed_in(NewCodesPage.as_view())
add_key = signed_in(AddKeyPage.as_view())
rename_key = signed_in(RenameKeyPage.as_view())
remove_key = signed_in(RemoveKeyPage.as_view())
password = signed_in(PasswordPage.as_view())
