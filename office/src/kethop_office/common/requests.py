"""What is done around every request: a line in the log, an incident number when it fails, nothing kept by the browser."""

import logging
import time
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from kethop_office.common.logs import new_incident

__all__ = ["LogMiddleware", "NoStoreMiddleware", "OwnPagesMiddleware", "incident_of"]

_log = logging.getLogger("kethop.requests")
_NOT_NEEDED = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
)
"""What no page of the office asks a browser for."""
_Handler = Callable[[HttpRequest], HttpResponse]


def incident_of(request: HttpRequest) -> str:
    """Return the number of the incident that ended the request, made on the first call."""
    number = getattr(request, "incident", None) or new_incident()
    request.incident = number  # type: ignore[attr-defined]  # a note on the request, as Django's own middleware makes
    return number


@receiver(got_request_exception, dispatch_uid="kethop.requests")
def _tell(request: HttpRequest | None = None, **_kwargs: object) -> None:
    """Log an error that a view did not expect."""
    facts = {"incident": incident_of(request), "view": _view(request)} if request else {}
    _log.exception("request failed", extra={"facts": facts})


class LogMiddleware:
    """Log name of the view, method, status and time; never the path, which may hold the number of a case.

    Of what was refused also the key of the account that asked, so that one who tries doors is found.
    """

    def __init__(self, get_response: _Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log."""
        start = time.perf_counter()
        response = self.get_response(request)
        facts: dict[str, object] = {
            "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            "view": _view(request),
            "status": response.status_code,
            "ms": round((time.perf_counter() - start) * 1000),
        }
        if hasattr(request, "incident"):
            facts["incident"] = request.incident
        actor = getattr(request, "actor", None)
        if actor is not None and 400 <= response.status_code < 500:
            facts["account"] = str(actor.user_id)
        if facts["view"] or response.status_code >= 400:
            _log.info("request", extra={"facts": facts})
        return response


class OwnPagesMiddleware:
    """Keep answers from other sites' pages, and our pages from what a browser could let them do."""

    def __init__(self, get_response: _Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with two headers more."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", _NOT_NEEDED)
        return response


class NoStoreMiddleware:
    """Forbid browser and proxies to keep a page of a signed-in account, so that nothing stays after sign-out."""

    def __init__(self, get_response: _Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that the answer is not to be kept."""
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            add_never_cache_headers(response)
        return response


def _view(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
