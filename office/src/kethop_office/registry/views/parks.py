"""The list of parks and the page of each."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required, signed_in
from kethop_office.common import maps
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import registered_panels
from kethop_office.common.workbook import workbook_bytes
from kethop_office.registry.actions.parks import add_park, edit_park, note_export
from kethop_office.registry.actions.taking_in import settle_doubt
from kethop_office.registry.forms.parks import ParkFilterForm, ParkForm, ReasonForm
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.queries.exports import export_notes, export_sheets
from kethop_office.registry.queries.imports import visible_doubt
from kethop_office.registry.queries.parks import (
    counted,
    open_merges,
    park_page,
    park_view,
    selected_parks,
    visible_park,
)
from kethop_office.registry.queries.words import in_words
from kethop_office.registry.roles import PARK_KEEPERS
from kethop_office.registry.views.common import found, said
from kethop_office.territory.queries import present_units

__all__ = ["edit", "export", "new_park", "park", "park_list", "settle"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = ("name", "kind", "status", "province", "communes", "address", "lon", "lat", "area_ha", "occupancy")
_SHOWN_MORE = ("investor", "industries", "source", "source_on")


@require_safe
@signed_in
def park_list(request: SignedInRequest) -> HttpResponse:
    """Show parks: filters and a page of lines by name."""
    form = ParkFilterForm(request.GET)
    filters = form.filters()
    parks = selected_parks(request.actor, filters)
    page = park_page(parks, request.GET.get("place", ""))
    number, is_more = counted(parks)
    query = urlencode(filters.plain())
    names = {unit.code: unit.full_name for unit in present_units("province")}
    context = {
        "form": form,
        "page": page,
        "rows": [(one, names.get(one.province, "")) for one in page.parks],
        "number": number,
        "is_more": is_more,
        "query": query,
        "is_filtered": bool(filters.plain()),
        "before": f"?{query}&{urlencode({'place': page.before})}" if page.before else "",
        "after": f"?{query}&{urlencode({'place': page.after})}" if page.after else "",
        "is_keeper": request.actor.has_any(PARK_KEEPERS),
        "merges": len(open_merges(request.actor)),
        "page_level": max((one.level for one in page.parks), default=0),
    }
    return render(request, "registry/parks.html", context)


@require_safe
@signed_in
def park(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one park: values, place, doubts, versions, and what other rooms know of it."""
    one = found(visible_park, request.actor, key)
    view = park_view(request.actor, one)
    panels = [panel(request.actor, one) for panel in registered_panels("park")]
    units = present_units("commune", codes=one.commune_codes) if one.communes else []
    provinces = {unit.code: unit for unit in present_units("province")}
    context = {
        "view": view,
        "park": one,
        "doubts": [(doubt, in_words(doubt.code, doubt.fields)) for doubt in view.doubts],
        "notes": [(doubt, in_words(doubt.code, doubt.fields)) for doubt in view.notes],
        "province": provinces.get(one.province),
        "communes": units,
        "panels": [panel for panel in panels if panel],
        "map": _map(request, one),
        "is_keeper": request.actor.has_any(PARK_KEEPERS) and not one.merged_into_id,
        "page_level": one.level,
    }
    return render(request, "registry/park.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def new_park(request: SignedInRequest) -> HttpResponse:
    """Add a park."""
    form = ParkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = add_park(request.actor, form.values())
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Đã thêm khu."))
            return redirect("registry:park", key=one.pk)
    return render(request, "registry/park_form.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def edit(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Change a park. When somebody else was quicker, both values are shown and nothing typed is lost."""
    one = found(visible_park, request.actor, key)
    form = ParkForm(request.POST or None, initial=_initial(one))
    if request.method == "POST" and form.is_valid():
        try:
            edit_park(request.actor, one, form.cleaned_data["version"] or 0, form.values())
        except Refused as refused:
            if refused.code == "parks.stale":
                return _conflict(request, one, form)
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("registry:park", key=one.pk)
    context = {"form": form, "park": one, "page_level": one.level}
    return render(request, "registry/park_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def settle(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say how a doubt was settled."""
    doubt = found(visible_doubt, request.actor, key)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Đã xử lý thế nào")
    back = reverse("registry:park", kwargs={"key": doubt.park_id}) if doubt.park_id else "/registry/import/"
    if request.method == "POST" and form.is_valid():
        try:
            settle_doubt(request.actor, doubt, form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Đã ghi cách xử lý."))
            return redirect(back)
    told = in_words(doubt.code, doubt.fields)
    context = {"form": form, "doubt": doubt, "told": told, "back": back, "page_level": doubt.level}
    return render(request, "registry/doubt.html", context, status=400 if form.errors else 200)


@require_safe
@signed_in
def export(request: SignedInRequest) -> HttpResponse:
    """Give the filtered list and its doubts as a workbook."""
    form = ParkFilterForm(request.GET)
    filters = form.filters()
    sheets = export_sheets(request.actor, selected_parks(request.actor, filters))
    told = [(str(form.fields[name].label), value) for name, value in filters.plain().items()]
    data = workbook_bytes(sheets, export_notes(request.actor, sheets, told))
    note_export(request.actor, len(list(sheets[0].rows)))
    name = f"khu-cong-nghiep_{request.actor.at:%Y%m%d}.xlsx"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _conflict(request: SignedInRequest, one: IndustrialPark, form: ParkForm) -> HttpResponse:
    labels = {name: form.fields[name].label for name in (*_SHOWN, *_SHOWN_MORE)}
    theirs, mine = _initial(one), form.values()
    differing = [
        (labels[name], theirs[name], mine[name])
        for name in labels
        if str(theirs[name] or "").strip() != str(mine[name] or "").strip()
    ]
    again = ParkForm({**form.data.dict(), "version": str(one.version)} if isinstance(form.data, QueryDict) else None)
    again.add_error(None, said(Refused("parks.stale")))
    context = {"form": again, "park": one, "differing": differing, "page_level": one.level}
    return render(request, "registry/park_form.html", context, status=409)


def _initial(one: IndustrialPark) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(one, name) for name in (*_SHOWN, *_SHOWN_MORE)}
    for name in ("area_ha", "occupancy"):
        values[name] = values[name].normalize() if values[name] is not None else None  # type: ignore[attr-defined]  # decimals
    return {**values, "communes": one.communes.strip(), "version": one.version}


def _map(request: SignedInRequest, one: IndustrialPark) -> maps.MapPage | None:
    if one.lon is None or one.lat is None:
        return None
    feature = {
        "type": "Feature",
        "properties": {"name": one.name},
        "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
    }
    has_outline = isinstance(one.outline, dict)
    shapes = [{**feature, "geometry": one.outline} if has_outline else feature]
    return maps.MapPage(
        "park",
        _("Vị trí"),
        (one.lon - 0.05, one.lat - 0.04, one.lon + 0.05, one.lat + 0.04),
        [maps.MapSource("park", data={"type": "FeatureCollection", "features": shapes})],
        [
            maps.MapLayer(
                "park",
                one.name,
                "park",
                "park" if has_outline else "point",
                "infrastructure",
                level=one.level,
                label_property="name",
            )
        ],
        level=one.level,
        table_id="place",
        is_static=bool(request.user.prefers_static_map),
    )
