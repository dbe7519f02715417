"""The levels of approval on the page of an office."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kethop_office.accounts.access import role_required
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.accounts.queries import people
from kethop_office.appraisal.actions import levels
from kethop_office.appraisal.forms.levels import LevelForm
from kethop_office.appraisal.queries.versions import office_levels
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["add", "panel", "remove"]


def panel(_actor: Actor, office: Office) -> Mapping[str, object] | None:
    """Return the panel of the levels of an office; none for a proponent."""
    if office.kind == Office.Kind.PROPONENT:
        return None
    return {
        "template": "appraisal/approvals/_levels_panel.html",
        "levels": office_levels(office),
        "form": LevelForm(lead=office),
        "office": office,
    }


def _office(key: UUID) -> Office:
    try:
        return people.office(key)
    except Office.DoesNotExist as error:
        raise Http404 from error


@require_POST
@role_required("admin")
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a level after the last one."""
    office = _office(key)
    form = LevelForm(request.POST, lead=office)
    if not form.is_valid():
        context = {"office": office, "form": form, "levels": office_levels(office)}
        return render(request, "appraisal/approvals/level_form.html", context)
    try:
        levels.add_level(actor_on(request), office, **form.cleaned_data)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, gettext("Cấp phê duyệt đã được thêm."))
    return redirect("accounts:office", key=office.pk)


@require_POST
@role_required("admin")
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the last level away."""
    office = _office(key)
    try:
        levels.remove_last_level(actor_on(request), office)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, gettext("Cấp phê duyệt cuối đã được bỏ."))
    return redirect("accounts:office", key=office.pk)
