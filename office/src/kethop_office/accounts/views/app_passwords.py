"""The account's own passwords of programs."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, signed_in
from kethop_office.accounts.actions.app_passwords import make_app_password, revoke_app_password
from kethop_office.accounts.forms.app_passwords import AppPasswordForm
from kethop_office.accounts.models import AppPassword
from kethop_office.accounts.queries.app_passwords import app_passwords_of
from kethop_office.accounts.queries.people import factors_of
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common.refusal import Refused

__all__ = ["app_passwords", "make", "revoke"]


@require_http_methods(["GET", "HEAD"])
@signed_in
def app_passwords(request: SignedInRequest) -> HttpResponse:
    """List them, with the form of a new one."""
    return _page(request, AppPasswordForm())


@require_POST
@recently_authenticated
def make(request: SignedInRequest) -> HttpResponse:
    """Make one and show its secret, in this answer only: it is kept nowhere."""
    form = AppPasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        _, secret = make_app_password(
            request.actor, form.cleaned_data["name"], form.cleaned_data["scope"], form.ends_on()
        )
    except Refused as refused:
        form.add_error(None, refuse(refused))
        return _page(request, form, status=409)
    return _page(request, AppPasswordForm(), secret=secret)


@require_POST
@signed_in
def revoke(request: SignedInRequest, key: UUID) -> HttpResponse:
    """End one at once."""
    try:
        ended = revoke_app_password(request.actor, key)
    except AppPassword.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, gettext("Đã thu hồi mật khẩu của “%(name)s”.") % {"name": ended.name})
    return redirect("accounts:app-passwords")


def _page(request: SignedInRequest, form: AppPasswordForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "secret": secret,
        "rows": app_passwords_of(request.actor),
        "has_factor": bool(factors_of(request.user)),
    }
    return render(request, "accounts/app_passwords.html", context, status=status)
