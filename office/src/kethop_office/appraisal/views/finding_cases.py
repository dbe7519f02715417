"""The search of every page."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.appraisal.queries.finding_cases import found_by_words

__all__ = ["find"]


@require_GET
@signed_in
def find(request: SignedInRequest) -> HttpResponse:
    """Give the cases that the words of ``q`` lead to, of those that the reader may know of."""
    found = found_by_words(request.actor, request.GET.get("q", ""))
    results = [{"text": text, "path": path} for text, path in found]
    return JsonResponse(
        {"results": results}, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"}
    )
