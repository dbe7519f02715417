"""Pages that belong to no room."""

import secrets

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kethop_office.common.bridge import engine_version

__all__ = ["health", "server_error"]

_LETTERS = "BCDFGHKLMNPQRSTVX"


def health(_request: HttpRequest) -> JsonResponse:
    """Say that the office is up and which engine it runs."""
    return JsonResponse({"status": "up", "engine": engine_version()})


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the act was not done, with the incident's number that the log has (``request.incident``)."""
    incident = getattr(request, "incident", "") or new_incident()
    return render(request, "shell/incident.html", {"incident": incident}, status=500)


def new_incident() -> str:
    """Return a number that a reader can say on the telephone, such as ``K7-2291``."""
    return f"{secrets.choice(_LETTERS)}{secrets.randbelow(10)}-{secrets.randbelow(9000) + 1000}"
