"""Look a place up by any old or present code or name."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kethop_office.common import clock
from kethop_office.territory.export import workbook
from kethop_office.territory.forms import SearchForm
from kethop_office.territory.models import Unit
from kethop_office.territory.queries import lineage_of, overview, resolve, unit_with_key

__all__ = ["export", "search", "unit"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_SHOWN = 100


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Show what a code or name stands for, and what it became."""
    form = SearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    text, day = wanted.get("q", ""), wanted.get("on")
    found = resolve(text, on=day) if text else None
    context = {
        "form": form,
        "day": day or clock.today(),
        "query": request.GET.urlencode(),
        "found": found,
        "shown": found.candidates[:MAX_SHOWN] if found else (),
        "left_out": max(0, len(found.candidates) - MAX_SHOWN) if found else 0,
        "overview": overview(),
    }
    return render(request, "territory/search.html", context)


@login_required
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Show one unit with its lineage both ways and the official wording."""
    try:
        found = unit_with_key(key)
    except Unit.DoesNotExist as error:
        raise Http404 from error
    return render(request, "territory/unit.html", {"unit": found, "lineage": lineage_of(found)})


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Give the found units with their lineage as a workbook."""
    form = SearchForm(request.GET)
    if not form.is_valid() or not form.cleaned_data["q"]:
        raise Http404
    found = resolve(form.cleaned_data["q"], on=form.cleaned_data["on"])
    response = HttpResponse(workbook(found, get_language() or "vi"), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_("don-vi-hanh-chinh")}.xlsx"'
    return response
