"""The site step: four ways in, the check panel, and what one press changes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.site_step import keep_site
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.forms.site_step import SiteForm
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.panels import Panel, site_panel
from kethop_office.appraisal.queries.questions import pack_questions
from kethop_office.appraisal.views.base_map import COUNTRY, base_map
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.views.new_case import draft_on, next_path, step_context
from kethop_office.appraisal.views.refusals import put_refusal, show_refusal
from kethop_office.common.files import read_blob
from kethop_office.common.maps import Drawing, MapPage
from kethop_office.common.refusal import Refused

__all__ = ["panel", "site"]

_TABLES = frozenset({"table", "map"})
_CHANGED = ("crs", "column_order")
_ROWS = 4


@require_http_methods(["GET", "POST"])
@signed_in
def site(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask where the site is; each saving shows the check panel again before the step is left."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    known = draft.answers.get("site", {})
    if request.method == "POST" and ("use" in request.POST or "undo" in request.POST):
        return _changed(request, actor, draft, known)
    found, ended = _panel(actor, draft, known)
    form = SiteForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(draft, known),
        actor=actor,
        systems=pack_questions().systems,
        layers=found.layers if found else (),
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _saved(request, actor, draft, form)
            except Refused as refusal:
                put_refusal(form, refusal, file="file")
                status = 409
    context = {
        **step_context(draft, "site"),
        "form": form,
        "panel": found,
        "engine_ended": ended,
        "changed": _shown_change(known),
        "points": _points(draft, known),
        "map": _map(actor, found),
    }
    return render(request, "appraisal/filing/site.html", context, status=status)


@require_POST
@signed_in
def panel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the check panel of what is typed, without saving it."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    form = SiteForm(request.POST, request.FILES, actor=actor, systems=pack_questions().systems)
    form.is_valid()
    given = form.cleaned_data
    typed = {name: given.get(name) for name in ("crs", "column_order", "layer", "unit", "area_reason", "repair")}
    typed["area_ha"] = f"{given['area_ha']:f}" if given.get("area_ha") else ""
    table = _table(request, str(given.get("way", "")), str(given.get("table", "")))
    found, ended = _panel(actor, draft, typed, table)
    context = {"panel": found, "engine_ended": ended, "draft": draft}
    return render(request, "appraisal/filing/_panel.html", context)


def _panel(
    actor: Actor, draft: ProposalDraft, known: Mapping[str, Any], table: bytes | None = None
) -> tuple[Panel | None, bool]:
    try:
        return site_panel(actor, draft, known, table), False
    except EngineEnded:
        return None, True


def _initial(draft: ProposalDraft, known: Mapping[str, Any]) -> dict[str, Any]:
    table = ""
    if known.get("way") in _TABLES and draft.site_file is not None:
        table = read_blob(draft.site_file).decode(errors="replace")
    shown = {name: value for name, value in known.items() if value != ""}
    if shown.get("area_ha"):
        shown["area_ha"] = Decimal(shown["area_ha"])
    return {**shown, **_places(known), "table": table, "version": draft.version}


def _places(known: Mapping[str, Any]) -> dict[str, str]:
    is_park = known.get("way") == "park"
    units = () if is_park else known.get("units", ())
    return {"units": "\n".join(units), "park": known.get("park_name", "") if is_park else ""}


def _table(request: HttpRequest, way: str, pasted: str) -> bytes | None:
    """Return the table as text: pasted, or the rows that were drawn or typed, north before east."""
    if way == "table":
        return pasted.encode() if pasted.strip() else None
    if way != "map":
        return None
    columns = [request.POST.getlist(f"point-{name}") for name in ("name", "north", "east")]
    rows = [(name.strip(), north.strip(), east.strip()) for name, north, east in zip(*columns, strict=False)]
    lines = [
        f"{name or number}\t{north}\t{east}" for number, (name, north, east) in enumerate(rows, 1) if north or east
    ]
    return "\n".join(lines).encode() if lines else None


def _points(draft: ProposalDraft, known: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the rows of the drawing table: what is kept, and empty ones to fill in."""
    kept: list[tuple[str, str, str]] = []
    if known.get("way") == "map" and draft.site_file is not None:
        for line in read_blob(draft.site_file).decode(errors="replace").splitlines():
            name, north, east = (*line.split("\t"), "", "", "")[:3]
            kept.append((name, north, east))
    return kept + [("", "", "")] * max(1, _ROWS - len(kept))


def _map(actor: Actor, found: Panel | None) -> MapPage:
    """Return the map on which the rows of the table are drawn."""
    sources, layers = base_map(actor)
    extent = found.shape["extent"] if found and found.shape else None
    return MapPage(
        key="site-map",
        heading=gettext("Bản đồ khu đất"),
        bounds=_around(extent) if extent else COUNTRY,
        sources=sources,
        layers=layers,
        convert_url=reverse("appraisal:map_convert"),
        table_id="site-points",
        drawing=Drawing(table="#site-points", crs="#id_crs"),
    )


def _around(extent: list[float]) -> tuple[float, float, float, float]:
    west, south, east, north = extent
    margin = max(east - west, north - south, 0.005) * 0.5
    return west - margin, south - margin, east + margin, north + margin


def _saved(request: HttpRequest, actor: Actor, draft: ProposalDraft, form: SiteForm) -> HttpResponse:
    """Keep the step, look at what was kept, and go on only when it was looked at and is in order."""
    given = form.cleaned_data
    delivered = _delivered(request, form)
    draft, _panel_then = keep_site(actor, draft, form.answers(), delivered=delivered, version=given["version"])
    if "check" in request.POST or not draft.answers["site"]["is_in_order"]:
        return redirect("appraisal:draft_site", key=draft.pk)
    if "later" in request.POST:
        messages.success(request, gettext("Đã lưu bản nháp."))
        return redirect("appraisal:draft", key=draft.pk)
    return redirect(next_path(draft, "site"))


def _delivered(request: HttpRequest, form: SiteForm) -> tuple[bytes, str] | None:
    given, upload = form.cleaned_data, request.FILES.get("file")
    table = _table(request, given["way"], given["table"])
    if table is not None:
        return table, "-"
    if given["way"] == "file" and upload is not None:
        return upload.read(), upload.name or "site"
    return form.outline()


def _changed(request: HttpRequest, actor: Actor, draft: ProposalDraft, known: Mapping[str, Any]) -> HttpResponse:
    """Take over a proposal of the panel, or take that back; what was there before is kept for it."""
    if "undo" in request.POST:
        before = known.get("before", {})
        answers = {**{name: value for name, value in known.items() if name != "before"}, **before}
    else:
        crs, _, order = request.POST["use"].partition("|")
        before = {name: known.get(name, "") for name in _CHANGED}
        answers = {**known, "crs": crs, "column_order": order, "before": before}
    try:
        draft = drafts.save_answers(actor, draft, "site", answers, version=draft.version)
        found, _ = _panel(actor, draft, answers)
        answers["is_in_order"] = found is not None and found.is_in_order
        drafts.save_answers(actor, draft, "site", answers, version=draft.version)
    except Refused as refusal:
        show_refusal(request, refusal)
    return redirect("appraisal:draft_site", key=draft.pk)


def _shown_change(known: Mapping[str, Any]) -> dict[str, str] | None:
    """Return what a press changed: before and now, in words; None when nothing was."""
    before = known.get("before")
    if not before:
        return None
    names = dict(pack_questions().systems)
    return {
        "before": names.get(before.get("crs", ""), gettext("chưa chọn")),
        "now": names.get(known.get("crs", ""), gettext("chưa chọn")),
        "is_turned": "1" if before.get("column_order") != known.get("column_order") else "",
    }
