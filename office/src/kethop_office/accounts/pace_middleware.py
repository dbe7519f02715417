"""Who asks for too much costly work waits, and is told how long."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from kethop_office.accounts import pace
from kethop_office.accounts.actions.sign_in import note_pace
from kethop_office.common.wording import sentence

__all__ = ["PaceMiddleware"]


class PaceMiddleware:
    """Counts before the request's own transaction begins, so that the count outlives it, and answers inside of it.

    Stands after ``ActorMiddleware`` and before ``RowSecurityMiddleware``. Programs are counted at their own door.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:  # noqa: ANN401 - a request with what middleware adds
        """Answer a request."""
        measure = pace.measure_of(request, _name(request)) if request.actor else ""
        request.pace_wait = pace.count(request.actor.user_id, measure) if measure else None
        return self.get_response(request)

    def process_view(self, request: Any, *_view: object) -> HttpResponseBase | None:  # noqa: ANN401 - as above
        """Answer 429 in place of the view: to a script the sentence, to a part of a page its part, to a reader a page."""
        wait = request.pace_wait
        if wait is None:
            return None
        if wait.is_first:  # one event for a row of them
            note_pace(request.actor, wait.measure)
        answer = _answer(request, wait)
        answer["Retry-After"] = str(wait.seconds)
        return answer


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _answer(request: HttpRequest, wait: pace.Wait) -> HttpResponse:
    said = sentence(wait.code, wait.fields)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
    template = "accounts/_too_fast.html" if request.headers.get("HX-Request") else "accounts/too_fast.html"
    return render(request, template, {"sentence": said}, status=429)
