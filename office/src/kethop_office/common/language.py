"""The reader's language: ``?lang=`` once, then kept; Vietnamese until someone chooses."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import translation

__all__ = ["LanguageMiddleware", "register_keeper"]

_keepers: list[Callable[[HttpRequest, str], None]] = []


def register_keeper(keeper: Callable[[HttpRequest, str], None]) -> None:
    """Call a function with request and language when a reader chooses one (accounts keeps it with the account)."""
    if keeper not in _keepers:
        _keepers.append(keeper)


class LanguageMiddleware:
    """Sets the language of a request.

    The browser's own wish is not asked: most machines of Vietnamese offices say English. The account's language,
    set later by ``accounts``, wins over the cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose, activate, and answer; a chosen language is kept and leaves the address."""
        known = dict(settings.LANGUAGES)
        wanted = request.GET.get("lang", "")
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = next((code for code in (wanted, kept) if code in known), settings.LANGUAGE_CODE)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if wanted in known and request.method == "GET":
            return self._kept(request, wanted)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response

    def _kept(self, request: HttpRequest, language: str) -> HttpResponseBase:
        for keeper in _keepers:
            keeper(request, language)
        rest = [(key, value) for key, values in request.GET.lists() if key != "lang" for value in values]
        response = HttpResponseRedirect(request.path + (f"?{urlencode(rest)}" if rest else ""))
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
