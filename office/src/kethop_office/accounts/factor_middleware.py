"""Where a second factor is demanded, an account without one is shown nothing but the way to it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.accounts.queries.people import has_second_factor

__all__ = ["SecondFactorMiddleware"]

_OPEN = ("/account/second/", "/account/password/", "/sign-in/", "/sign-out/", "/session/", "/help/", "/health/")


class SecondFactorMiddleware:
    """Stands after ``ActorMiddleware``; programs have passwords that only an account with a second factor makes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self.get_response(request)

    @staticmethod
    def process_view(request: Any, *_view: object) -> HttpResponseBase | None:  # noqa: ANN401 - a request with what middleware adds
        """Lead to the page on which a factor is added."""
        actor = request.actor
        if actor is None or request.path.startswith(_OPEN) or not _is_demanded(actor) or has_second_factor(actor):
            return None
        where = reverse("mfa_index")
        if request.headers.get("HX-Request") or request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=401, headers={"HX-Redirect": where, "Location": where})
        messages.info(request, gettext("Thêm khóa truy cập hoặc ứng dụng xác thực trước khi làm việc."))
        return HttpResponseRedirect(where)


def _is_demanded(actor: Actor) -> bool:
    demanded = settings.KETHOP_SECOND_FACTOR
    return demanded == "all" or (demanded == "administrators" and actor.has(Role.ADMIN))
