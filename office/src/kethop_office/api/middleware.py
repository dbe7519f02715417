"""What is done around every request of a program: no cookie is looked at, every error is a problem, nothing is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from kethop_office.api.problems import PROBLEM, coded
from kethop_office.common.requests import incident_of

__all__ = ["ApiMiddleware", "is_for_programs"]

_PLACES = ("/api/", "/ogc/")
_CODES = {404: "api.not_found", 405: "api.method", 413: "api.too_large"}


def is_for_programs(path: str) -> bool:
    """Return whether an address is one that programs call."""
    return path.startswith(_PLACES) or f"{path}/" in _PLACES


class ApiMiddleware:
    """Stands before sessions: a program shows a password of its own, so that no page of a browser can act through it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if not is_for_programs(request.path):
            return self.get_response(request)
        request.COOKIES = {}
        if "lang" in request.GET:  # pages take it and send the reader on; a program says Accept-Language
            asked = request.GET.copy()
            del asked["lang"]
            request.GET = asked  # type: ignore[assignment]  # a copy that nobody changes any more
        response = _too_large(request) or self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type", "") != PROBLEM:
            with translation.override(translation.get_language_from_request(request)):
                response = _as_problem(request, response)
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response


def _too_large(request: HttpRequest) -> HttpResponseBase | None:
    """Refuse a body before it is read; the server in front gives its length."""
    is_form = (request.content_type or "").startswith("multipart/")
    most = settings.KETHOP_UPLOAD_BYTES if is_form else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
        return None
    with translation.override(translation.get_language_from_request(request)):
        return coded(413, "api.too_large")


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    status = response.status_code
    if status >= 500:
        return coded(status, "api.failed", incident=incident_of(request))
    headers = {"Allow": response["Allow"]} if "Allow" in response else {}
    return coded(status, _CODES.get(status, "api.unreadable"), headers)
