"""Pages that belong to no room."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kethop_office.common.bridge import engine_version
from kethop_office.common.requests import incident_of

__all__ = ["health", "server_error"]


def health(_request: HttpRequest) -> JsonResponse:
    """Say that the office is up and which engine it runs."""
    return JsonResponse({"status": "up", "engine": engine_version()})


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the act was not done, with the incident's number that the log has."""
    return render(request, "shell/incident.html", {"incident": incident_of(request)}, status=500)
