"""Pages that belong to no room."""

from django.http import HttpRequest, JsonResponse

from kethop_office.common.bridge import engine_version

__all__ = ["health"]


def health(_request: HttpRequest) -> JsonResponse:
    """Say that the office is up and which engine it runs."""
    return JsonResponse({"status": "up", "engine": engine_version()})
