"""The work list."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.queries.drafts import drafts
from kethop_office.accounts.queries.tasks import GROUP_LIMIT, desk, paused_tasks
from kethop_office.common import clock

__all__ = ["home", "paused", "tasks"]

_HEADINGS = {
    "overdue": (_("Quá hạn"), _("Không có việc quá hạn.")),
    "soon": (_("Hôm nay và 3 ngày làm việc tới"), _("Không có việc đến hạn trong 3 ngày làm việc tới.")),
    "later": (_("Hạn sau đó"), _("Không có việc nào.")),
    "waiting": (_("Chờ người khác"), _("Không chờ ai.")),
    "undated": (_("Không có hạn"), _("Không có việc nào.")),
}
_WHOSE = (("mine", _("của tôi")), ("office", _("của người khác trong đơn vị")), ("all", _("tất cả")))


@require_safe
def home(_request: object) -> HttpResponse:
    """Lead to the work list."""
    return redirect("accounts:tasks")


@require_safe
@signed_in
def tasks(request: SignedInRequest) -> HttpResponse:
    """Show what is to be done, by date."""
    asked = request.GET.get("whose", "mine")
    whose = asked if asked in dict(_WHOSE) else "mine"
    kind = request.GET.get("kind", "")
    found = desk(request.actor, whose=whose, kind=kind, full=request.GET.get("full", ""))
    groups = [
        {
            "group": group,
            "heading": _HEADINGS[group.key][0],
            "nothing": _HEADINGS[group.key][1],
            "full": f"?{urlencode({'whose': whose, 'kind': kind, 'full': group.key})}#{group.key}",
        }
        for group in found.groups
        if group.total or group.key != "later"
    ]
    context = {
        "today": clock.today(),
        "groups": groups,
        "found": found,
        "limit": GROUP_LIMIT,
        "whose": whose,
        "whose_choices": _WHOSE,
        "kind": kind,
        "is_idle": not any(group.total for group in found.groups if group.key in {"overdue", "soon"}),
        "drafts": drafts(request.actor)[:GROUP_LIMIT],
        "feed_path": reverse("accounts:feed", args=[request.user.feed_key]) if request.user.feed_key else "",
    }
    return render(request, "accounts/tasks.html", context)


@require_safe
@signed_in
def paused(request: SignedInRequest) -> HttpResponse:
    """Show what stands still."""
    return render(request, "accounts/paused.html", {"rows": paused_tasks(request.actor)})
