"""Who calls: a password of a program, by HTTP Basic with the account's name or as a Bearer token. A session opens nothing here."""

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBasicAuth, HttpBearer
from typing_extensions import override

from kethop_office.accounts import pace
from kethop_office.accounts.actions.app_passwords import note_use
from kethop_office.accounts.actions.sign_in import note_failure, note_pace
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AppPassword
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.app_passwords import live_app_password
from kethop_office.accounts.row_security.reader import become, reader_of
from kethop_office.api.limits import MOST_WRONG, count_wrong, seconds_to_wait
from kethop_office.api.problems import Stop
from kethop_office.common.levels import lowest_level

__all__ = ["DOOR", "ProgramRequest", "choose_language"]

_READING = {"GET", "HEAD", "OPTIONS"}


class ProgramRequest(HttpRequest):
    """A request that passed the door."""

    actor: Actor
    app_password: AppPassword


class ByName(HttpBasicAuth):
    """Name of the account and password of the program."""

    @override
    def authenticate(self, request: HttpRequest, username: str, password: str) -> AppPassword:
        """Open, or say why not."""
        return _opened(request, live_app_password(password, username), username)


class ByToken(HttpBearer):
    """Password of the program alone."""

    @override
    def authenticate(self, request: HttpRequest, token: str) -> AppPassword:
        """Open, or say why not."""
        return _opened(request, live_app_password(token), "")


DOOR = [ByName(), ByToken()]


def choose_language(request: HttpRequest, otherwise: str = "") -> None:
    """Answer in the language that the program asks for; else in that of its account."""
    wanted = translation.get_language_from_request(request) if "Accept-Language" in request.headers else otherwise
    translation.activate(wanted or "vi")


def _opened(request: HttpRequest, found: AppPassword | None, username: str) -> AppPassword:
    if found is None:
        choose_language(request)
        tries = count_wrong(request.META.get("REMOTE_ADDR", ""))
        if tries == 1:  # one event for a row of tries: a program tries the same wrong one again and again
            note_failure(username)
        if tries > MOST_WRONG:
            raise Stop(429, "api.too_many_tries", wait=300)
        raise Stop(401, "api.unknown")
    choose_language(request, found.user.language)
    if wait := seconds_to_wait(str(found.pk)):
        raise Stop(429, "api.too_fast", wait=wait)
    if request.method not in _READING and found.scope != AppPassword.Scope.WRITE:
        raise Stop(403, "api.read_only")
    note_use(found)
    actor = actor_of(found.user, working=lowest_level())  # what leaves the office is of the node's lowest level
    become(reader_of(actor))
    _keep_pace(request, actor)
    request.actor = actor  # type: ignore[attr-defined]  # as ActorMiddleware notes it on a page's request
    request.app_password = found  # type: ignore[attr-defined]  # as above
    return found


def _keep_pace(request: HttpRequest, actor: Actor) -> None:
    """Count costly work with that of the account's pages."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    measure = pace.measure_of(request, name)
    wait = pace.count(actor.user_id, measure) if measure else None
    if wait is None:
        return
    if wait.is_first:
        note_pace(actor, measure)
    raise Stop(429, wait.code, wait=wait.seconds, **wait.fields)
