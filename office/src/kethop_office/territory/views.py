"""Look a place up by any old or present code or name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kethop_office.accounts.access import signed_in
from kethop_office.common import clock
from kethop_office.common.fields import read_date
from kethop_office.territory.export import workbook
from kethop_office.territory.models import Unit
from kethop_office.territory.queries import lineage_of, overview, resolve, unit_with_key

__all__ = ["export", "search", "unit"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_SHOWN = 100


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Show what a code or name stands for, and what it became."""
    text, typed = request.GET.get("q", "").strip(), request.GET.get("on", "").strip()
    day, problem = read_date(typed)
    found = resolve(text, on=day) if text and not problem else None
    context = {
        "text": text,
        "typed_day": typed,
        "day": day or clock.today(),
        "problem": problem,
        "found": found,
        "shown": found.candidates[:MAX_SHOWN] if found else (),
        "left_out": max(0, len(found.candidates) - MAX_SHOWN) if found else 0,
        "overview": overview(),
    }
    return render(request, "territory/search.html", context)


@signed_in
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Show one unit with its lineage both ways and the official wording."""
    try:
        found = unit_with_key(key)
    except Unit.DoesNotExist as error:
        raise Http404 from error
    return render(request, "territory/unit.html", {"unit": found, "lineage": lineage_of(found)})


@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Give the found units with their lineage as a workbook."""
    text = request.GET.get("q", "").strip()
    day, problem = read_date(request.GET.get("on", ""))
    if not text or problem:
        raise Http404
    response = HttpResponse(workbook(resolve(text, on=day), request.LANGUAGE_CODE), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_("don-vi-hanh-chinh")}.xlsx"'
    return response
