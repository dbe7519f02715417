"""Setting a password by the one-time link of an administrator."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kethop_office.accounts.actions.people import set_new_password
from kethop_office.accounts.forms.sign_in import NewPassword
from kethop_office.accounts.queries.people import account_by_link
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common.refusal import Refused

__all__ = ["new_password"]


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Set a password once; a link that was used, replaced or is too old says so, and says nothing of the account."""
    user = account_by_link(key)
    if user is None or not default_token_generator.check_token(user, token):
        context = {"refusal": refuse(Refused("account.link_used"))}
        return render(request, "accounts/new_password.html", context, status=410)
    form = NewPassword(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            set_new_password(user, token, form.cleaned_data["password1"])
        except Refused as refused:
            return render(request, "accounts/new_password.html", {"refusal": refuse(refused)}, status=410)
        messages.success(request, gettext("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới."))
        return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form}, status=400 if form.errors else 200)
