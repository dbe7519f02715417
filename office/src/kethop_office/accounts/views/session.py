"""How long the session lasts, and what is typed and not yet sent: for the page's scripts."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts import sessions
from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actions.drafts import drop_draft_by_id, keep_draft
from kethop_office.accounts.forms.desk import DraftForm
from kethop_office.accounts.models import Draft
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["draft", "drop", "session"]


@require_http_methods(["GET", "POST"])
@signed_in
def session(request: SignedInRequest) -> HttpResponse:
    """Give the seconds left; POST is an activity and extends them."""
    if request.method == "POST":
        sessions.touch(request.session, at_once=True)
    times = sessions.remaining(request.session)
    return JsonResponse({"left": times.left, "longest": times.longest}, headers={"Cache-Control": "no-store"})


@require_POST
@signed_in
def draft(request: SignedInRequest) -> HttpResponse:
    """Keep what is in a form: fields ``form``, ``object``, ``path``, ``version``, ``level``, ``compartment``, ``data`` (JSON)."""
    sent = _fields(request)
    form = DraftForm({**sent, "typed": sent.get("data")})
    if not form.is_valid():
        return JsonResponse({"error": sentence("draft.unreadable")}, status=400)
    data = form.cleaned_data
    try:
        kept: Draft = keep_draft(
            request.actor,
            data["form"],
            data["object"],
            path=data["path"],
            data=data["typed"],
            base_version=data["version"] or 0,
            level=data["level"] or 0,
            compartment=data["compartment"],
        )
    except Refused as refused:
        return JsonResponse({"error": sentence(refused.code, refused.fields)}, status=409)
    moment = timezone.localtime(kept.saved_at)
    return JsonResponse({"saved": f"{moment:%H:%M}", "at": moment.isoformat()}, headers={"Cache-Control": "no-store"})


@require_POST
@signed_in
def drop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Drop one of the account's own drafts."""
    drop_draft_by_id(request.actor, key)
    messages.success(request, gettext("Đã bỏ bản nháp."))
    return redirect("accounts:tasks")


def _fields(request: HttpRequest) -> dict[str, object]:
    if request.content_type == "application/json":
        try:
            found = json.loads(request.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
    return dict(request.POST.items())
