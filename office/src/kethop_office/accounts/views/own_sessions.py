"""The open sessions of the own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, signed_in
from kethop_office.accounts.actions.own import end_sessions
from kethop_office.accounts.queries.own_sessions import open_sessions
from kethop_office.common.levels import holds_several, level_word

__all__ = ["end", "listed"]


@require_safe
@signed_in
def listed(request: SignedInRequest) -> HttpResponse:
    """Show them."""
    found = open_sessions(request.user, request.session.session_key)
    rows = [(one, level_word(one.rank)) for one in found]
    context = {"rows": rows, "has_levels": holds_several(), "has_others": any(not one.is_this for one in found)}
    return render(request, "accounts/own_sessions.html", context)


@require_POST
@recently_authenticated
def end(request: SignedInRequest) -> HttpResponse:
    """End one of the others, or all of them; this one ends by signing out."""
    others = [one for one in open_sessions(request.user, request.session.session_key) if not one.is_this]
    handle = request.POST.get("session", "")
    chosen = [one.key for one in others if handle in {one.handle, "others"}]
    if chosen:
        end_sessions(request.actor, chosen)
        messages.success(request, gettext("Đã kết thúc %(count)s phiên khác.") % {"count": len(chosen)})
    else:
        messages.error(request, gettext("Phiên này đã kết thúc từ trước. Không còn gì phải làm."))
    return redirect("accounts:own-sessions")
