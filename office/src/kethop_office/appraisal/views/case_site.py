"""The site of a case: map, the table that stands for it, corners, profile, versions."""

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.drawing import order_drawing
from kethop_office.appraisal.actions.site_export import order_site_file
from kethop_office.appraisal.bridge.site_maps import Difference, difference
from kethop_office.appraisal.models import Case, SiteDrawing
from kethop_office.appraisal.queries.at_point import at_point
from kethop_office.appraisal.queries.coordinates import line_of
from kethop_office.appraisal.queries.shell import case_path
from kethop_office.appraisal.queries.site_page import KINDS, drawings_of, map_rows, said
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.maps import place_of
from kethop_office.appraisal.views.site_view import PictureView, chosen, epsg_of, picture_of, site_map
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common.refusal import Refused

__all__ = ["draw", "identify", "order_file", "print_sheet", "site"]


@require_GET
@signed_in
def site(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the site."""
    actor = request.actor
    case = found_case(actor, reference)
    carries = standing_of(actor, case).carries
    drawings = drawings_of(actor, case.pk)
    shown = chosen(drawings, request.GET.get("version", ""))
    compared = request.GET.get("compare", "")
    earlier = chosen(drawings, compared) if compared else None
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    is_static = request.user.prefers_static_map or request.GET.get("static") == "1"
    zoom = PictureView.read(request.GET)
    rows = map_rows(actor, case, shown, carries=carries, kind=kind)
    level = max([case.level, *(row.rank for row in rows)])
    drawn = site_map(actor, case, shown, earlier, level=level, zoom=zoom, is_static=is_static)
    return render_section(
        request,
        case,
        "site",
        "appraisal/case_site.html",
        {
            **_facts(shown),
            "drawing": shown,
            "drawings": drawings,
            "rows": rows,
            "kind": kind,
            "kinds": list(KINDS.items()),
            "profile": _profile(shown) if carries and shown else None,
            "map": drawn,
            "zoom": zoom,
            "is_static": is_static,
            "change": _change(earlier, shown),
            "page_level": level,
        },
    )


@require_GET
@signed_in
def identify(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say what lies at a point of the map (``lon``, ``lat``), as a part of the page."""
    case = found_case(request.actor, reference)
    place = place_of(request.GET)
    shown = chosen(drawings_of(request.actor, case.pk), request.GET.get("version", ""))
    found = at_point(request.actor, case, shown, place, carries=standing_of(request.actor, case).carries)
    line = line_of(int(epsg_of(shown) or 0), *place) if shown else line_of(0, *place)
    context = {"found": found, "line": line, "kinds": list(KINDS.items())}
    return render(request, "appraisal/_at_point.html", context)


@require_GET
@signed_in
def print_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the sheet for printing: a round scale, with scale bar, north, grid, legend, system, day and level."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if drawing is None or picture_of(drawing, "sheet") is None:
        raise Http404
    sheets = drawing.facts.get("sheets", {}).get(get_language() or "vi", {})
    context = {
        **_facts(drawing),
        "case": case,
        "drawing": drawing,
        "scale": sheets.get("scale"),
        "page_level": case.level,
    }
    return render(request, "appraisal/site_print.html", context)


@require_POST
@signed_in
def draw(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the site drawn, and show the job."""
    return _ordered(request, reference, order_drawing)


@require_POST
@signed_in
def order_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the site written as a GeoPackage, and show the job."""
    return _ordered(request, reference, order_site_file)


def _ordered(request: HttpRequest, reference: str, order: Callable[[Actor, Case], Job]) -> HttpResponse:
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        return redirect(f"/job/{order(actor, case).pk}/")
    except Refused as refusal:
        messages.error(request, str(SENTENCES[refusal.code]) % refusal.fields)
        return redirect(case_path(case, "site"))


def _facts(drawing: SiteDrawing | None) -> dict[str, object]:
    facts = drawing.facts if drawing else {}
    return {
        "facts": facts,
        "operation": said(facts.get("operation")),
        "grid": said(facts.get("grid")),
        "notes": [said(note) for note in facts.get("notes", [])],
        "area_m2": _decimal(facts.get("area_m2")),
        "length_m": _decimal(facts.get("length_m")),
    }


def _change(earlier: SiteDrawing | None, later: SiteDrawing | None) -> Difference | None:
    if earlier is None or later is None or earlier.shape is None or later.shape is None:
        return None
    return difference(bytes(earlier.shape), bytes(later.shape))


def _profile(drawing: SiteDrawing) -> dict[str, object] | None:
    profile = drawing.facts.get("profile")
    if not profile:
        return None
    names = ("from_m", "to_m", "start_m", "end_m")
    stretches = [
        {"surface": said(item["surface"]), **{name: _decimal(item[name]) for name in names}}
        for item in profile["stretches"]
    ]
    numbers = {name: _decimal(profile[name]) for name in ("site_m", "ground_m", "top_m", "permitted_m", "beyond_m")}
    return {**profile, **numbers, "governing": said(profile["governing"]), "stretches": stretches}


def _decimal(text: object) -> Decimal | None:
    return Decimal(str(text)) if text is not None else None
