"""Who may open a page. What a role may not do is not found, as if the page were not there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import User
from kethop_office.common import clock

__all__ = ["SignedInRequest", "form_page", "recently_authenticated", "role_required", "sign_in_first", "signed_in"]

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of an account; ``ActorMiddleware`` sets ``actor``."""

    actor: Actor
    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sign_in_first(request: HttpRequest, page: str = "account_login", **more: str) -> HttpResponse:
    """Send the reader to sign in, and back to this page afterwards; a script is told by status 401 where to go."""
    query = urlencode({"next": form_page(request), **more})
    where = f"{reverse(page)}?{query}"
    if request.headers.get("HX-Request") or request.headers.get("X-KH-Background"):
        return HttpResponse(status=401, headers={"HX-Redirect": where, "Location": where})
    return HttpResponseRedirect(where)


def signed_in(view: View[P]) -> OpenView[P]:
    """Open a page to signed-in accounts only."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        known = _known(request)
        return sign_in_first(request) if known is None else view(known, *args, **kwargs)

    return guarded


def role_required(*roles: str) -> Callable[[View[P]], OpenView[P]]:
    """Open a page to accounts with one of several roles; to others it is not found."""

    def guard(view: View[P]) -> OpenView[P]:
        @signed_in
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.has_any(roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def recently_authenticated(view: View[P]) -> OpenView[P]:
    """Open a page, such as one that signs, to who gave a password, code or key in the last minutes; ask again otherwise."""

    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        records = get_authentication_records(request, request.user)
        last = max((float(record["at"]) for record in records), default=0.0)
        if clock.now().timestamp() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return sign_in_first(request, "account_reauthenticate")
        return view(request, *args, **kwargs)

    return guarded


def _known(request: HttpRequest) -> SignedInRequest | None:
    if getattr(request, "actor", None) is None:
        return None
    return request  # type: ignore[return-value]  # the middleware has set what SignedInRequest has more


def form_page(request: HttpRequest) -> str:
    """Return the page with the form that was sent, so that the reader can come back to it."""
    came_from = request.headers.get("Referer", "")
    if request.method in {"GET", "HEAD"} or not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
