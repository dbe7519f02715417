"""Each request gets its actor; a session that has ended keeps what was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from kethop_office.accounts import sessions
from kethop_office.accounts.access import form_page, sign_in_first
from kethop_office.accounts.actions.drafts import keep_draft
from kethop_office.accounts.actions.own import choose_language
from kethop_office.accounts.models import User
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.common.refusal import Refused

__all__ = ["ActorMiddleware", "keep_language"]

# Pages whose typed text is never kept: it is a password, a code, or nothing.
_NEVER_KEPT = ("/sign-in/", "/sign-out/", "/session/", "/draft/", "/account/second/", "/account/password/")


class ActorMiddleware:
    """Set ``request.actor`` (None for who is not signed in), the language of the account, and the end of the session.

    Stands after sessions, ``CsrfViewMiddleware``, ``AuthenticationMiddleware`` and ``LanguageMiddleware``. A request with
    ``X-KH-Background: 1`` is no activity.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:  # noqa: ANN401 - a request with what middleware adds
        """Answer a request."""
        request.actor = None
        request.ended_user = None
        if isinstance(request.user, User):
            self._recognise(request)
        return self.get_response(request)

    def process_view(self, request: Any, *_view: object) -> HttpResponseBase | None:  # noqa: ANN401 - as above
        """Keep what was posted after the end of the session, do not do it; the request has passed the CSRF check."""
        user = request.ended_user
        if user is None:
            return None
        if request.method == "POST" and not request.path.startswith(_NEVER_KEPT):
            _keep(request, user)
            logout(request)
            return sign_in_first(request, kept="1")
        logout(request)
        return None

    @staticmethod
    def _recognise(request: Any) -> None:  # noqa: ANN401 - as above
        if sessions.is_over(request.session):
            request.ended_user = request.user
            request.user = AnonymousUser()
            return
        if request.headers.get("X-KH-Background") != "1":
            sessions.touch(request.session)
        request.actor = actor_of(request.user, working=sessions.working_level(request.session))
        request.is_dense = request.user.is_dense
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language


def keep_language(request: HttpRequest, language: str) -> None:
    """Keep a chosen language with the account; before signing in, until then."""
    if not isinstance(request.user, User):
        sessions.choose_language(request.session, language)
    elif not sessions.is_over(request.session):
        choose_language(actor_of(request.user), language)


def _keep(request: HttpRequest, user: User) -> None:
    data = {name: values[0] if len(values) == 1 else values for name, values in request.POST.lists()}
    form = str(data.pop("draft_form", ""))[:60] or "page"
    version = str(data.get("version", ""))
    page = form_page(request)
    key = str(data.pop("draft_object", ""))[:100] if form != "page" else page[:100]
    actor = actor_of(user, working=sessions.working_level(request.session))
    try:
        with reading(reader_of(actor)):
            keep_draft(actor, form, key, path=page, data=data, base_version=int(version) if version.isdigit() else 0)
    except Refused:
        return  # too long to keep: the sign-in page is shown all the same, the browser still has the form behind it
