"""Two rows that are one park: proposed by one person, decided by another."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actor import Actor
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.parks import decide_merge, propose_merge
from kethop_office.registry.forms.parks import MergeForm
from kethop_office.registry.models import ParkMerge
from kethop_office.registry.queries.parks import open_merges, similar_parks, visible_park
from kethop_office.registry.roles import PARK_KEEPERS
from kethop_office.registry.views.common import found, said

__all__ = ["decide", "merges", "propose"]


@require_safe
@role_required(*PARK_KEEPERS)
def merges(request: SignedInRequest) -> HttpResponse:
    """List the proposals that wait."""
    rows = list(open_merges(request.actor))
    level = max((row.level for row in rows), default=0)
    context = {"rows": rows, "own": request.actor.user_id, "page_level": level}
    return render(request, "registry/merges.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def propose(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Propose that another row is this park."""
    kept = found(visible_park, request.actor, key)
    others = similar_parks(request.actor, kept)
    form = MergeForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            dropped = found(visible_park, request.actor, form.other_key())
            propose_merge(request.actor, kept, dropped, form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Đã gửi đề nghị gộp. Người thứ hai sẽ quyết định."))
            return redirect("registry:park", key=kept.pk)
    context = {"form": form, "park": kept, "others": others, "page_level": kept.level}
    return render(request, "registry/merge_propose.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def decide(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show both rows and take the decision of the second person."""
    merge = found(_open_merge, request.actor, key)
    if request.method == "POST":
        is_one = request.POST.get("decision") == "join"
        try:
            decide_merge(request.actor, merge, is_one=is_one)
        except Refused as refused:
            messages.error(request, said(refused))
            return redirect("registry:merges")
        messages.success(request, _("Đã gộp hai khu.") if is_one else _("Đã ghi là hai khu khác nhau."))
        return redirect("registry:park", key=merge.kept_id)
    is_own = merge.proposed_by_id == request.actor.user_id
    return render(request, "registry/merge.html", {"merge": merge, "is_own": is_own, "page_level": merge.level})


def _open_merge(actor: Actor, key: UUID) -> ParkMerge:
    return open_merges(actor).get(pk=key)
