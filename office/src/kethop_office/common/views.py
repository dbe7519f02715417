"""Pages that belong to no room."""

from django.http import HttpRequest, JsonResponse
from kethop import __version__

__all__ = ["health"]


def health(_request: HttpRequest) -> JsonResponse:
    """Say that the office is up and which engine it runs."""
    return JsonResponse({"status": "up", "engine": __version__})
