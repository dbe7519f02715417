"""The site of a case: map, the table that stands for it, corners, profile, versions."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.appraisal.actions.drawing import order_drawing
from kethop_office.appraisal.bridge.site_maps import Difference, difference, geojson
from kethop_office.appraisal.models import Case, SiteDrawing
from kethop_office.appraisal.queries.shell import case_path
from kethop_office.appraisal.queries.site_page import KINDS, MapRow, drawings_of, map_rows, said
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common.figures import date_text
from kethop_office.common.files import read_blob
from kethop_office.common.levels import level_word
from kethop_office.common.maps import MapLayer, MapPage, MapSource
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.common.workbook import Sheet, workbook_bytes

__all__ = ["draw", "picture", "print_sheet", "shape_file", "site", "table_file"]

_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_VIEW = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MOST_ZOOM = 6
_PAN = 0.25  # of what is seen


@require_GET
@signed_in
def site(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the site."""
    actor = request.actor
    case = found_case(actor, reference)
    carries = standing_of(actor, case).carries
    drawings = drawings_of(actor, case.pk)
    chosen = _chosen(drawings, request.GET.get("version", ""))
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    rows = map_rows(actor, case, chosen, carries=carries, kind=kind)
    earlier = _chosen(drawings, request.GET.get("compare", "")) if request.GET.get("compare") else None
    change = _change(earlier, chosen)
    is_static = request.user.prefers_static_map or request.GET.get("static") == "1"
    zoom = _View.read(request.GET)
    return render_section(
        request,
        case,
        "site",
        "appraisal/case_site.html",
        {
            "drawing": chosen,
            "drawings": drawings,
            "facts": chosen.facts if chosen else {},
            "operation": said(chosen.facts.get("operation")) if chosen else "",
            "grid": said(chosen.facts.get("grid")) if chosen else "",
            "notes": [said(note) for note in chosen.facts.get("notes", [])] if chosen else [],
            "area_m2": _decimal(chosen.facts.get("area_m2")) if chosen else None,
            "length_m": _decimal(chosen.facts.get("length_m")) if chosen else None,
            "rows": rows,
            "kind": kind,
            "kinds": list(KINDS.items()),
            "profile": _profile(chosen) if carries and chosen else None,
            "map": _map(case, chosen, earlier, rows, is_static=is_static, zoom=zoom),
            "zoom": zoom,
            "is_static": is_static,
            "earlier": earlier,
            "change": change,
        },
    )


@require_GET
@signed_in
def print_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the sheet for printing: a round scale, with scale bar, north, grid, legend, system, day and level."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = _chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if drawing is None or _file(drawing, "sheet") is None:
        raise Http404
    sheets = drawing.facts.get("sheets", {}).get(get_language() or "vi", {})
    return render(
        request,
        "appraisal/site_print.html",
        {
            "case": case,
            "drawing": drawing,
            "scale": sheets.get("scale"),
            "grid": said(drawing.facts.get("grid")),
            "operation": said(drawing.facts.get("operation")),
            "page_level": case.level,
        },
    )


@require_GET
@signed_in
def picture(request: HttpRequest, reference: str, kind: str = "picture") -> HttpResponse:
    """Give a picture that the worker drew; ``z``, ``x`` and ``y`` show a part of it, larger."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = _chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if kind == "profile" and not standing_of(actor, case).carries:
        raise Http404
    blob = _file(drawing, kind) if drawing else None
    if blob is None:
        raise Http404
    data = read_blob(blob)
    if kind == "picture":
        data = _View.read(request.GET).cut(data)
    response = HttpResponse(data, content_type="image/svg+xml")
    response["Content-Security-Policy"] = _SVG_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@signed_in
def shape_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the site as GeoJSON (WGS 84, longitude first)."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = _chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if drawing is None or drawing.shape is None:
        raise Http404
    feature = {
        "type": "Feature",
        "geometry": geojson(bytes(drawing.shape)),
        "properties": {
            "reference": case.reference,
            "filing": drawing.submission.number,
            "level": str(level_word(case.level)),
            "filed_crs": drawing.facts.get("crs"),
            "operation": drawing.facts.get("operation"),
            "content_sha256": drawing.content,
        },
    }
    response = JsonResponse(feature, json_dumps_params={"ensure_ascii": False}, content_type="application/geo+json")
    name = f"{case.reference}_khu-dat_v{drawing.submission.number}_{actor.at:%Y%m%d}.geojson"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@signed_in
def table_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the table that stands for the map as a workbook, with the corners on a second sheet."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = _chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    rows = map_rows(actor, case, drawing, carries=standing_of(actor, case).carries)
    table = Sheet(_("Khu đất"), [str(head) for head in _heads()], [_cells(row) for row in rows])
    sheets = [table, *([_corner_sheet(drawing)] if drawing else [])]
    notes = [
        (_("Hồ sơ"), case.reference),
        (_("Người xuất"), actor.title),
        (_("Ngày xuất"), date_text(actor.at.date())),
        (_("Độ mật"), str(level_word(case.level))),
        (_("Số dòng"), str(len(rows))),
        (_("Hệ tọa độ"), said(drawing.facts.get("grid")) if drawing else ""),
    ]
    response = HttpResponse(
        workbook_bytes(sheets, notes),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{case.reference}_khu-dat.xlsx"'
    return response


@require_POST
@signed_in
def draw(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the site drawn, and show the job."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    try:
        job = order_drawing(actor, case)
    except Refused as refusal:
        messages.error(request, str(SENTENCES[refusal.code]) % refusal.fields)
        return redirect(case_path(case, "site"))
    return redirect(f"/job/{job.pk}/")


class _View:
    """Which part of a picture is seen: ``zoom`` doublings about a centre in parts of the whole."""

    def __init__(self, zoom: int, x: float, y: float) -> None:
        self.zoom, self.x, self.y = zoom, x, y

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "_View":
        """Return the view that an address asks for; what cannot be read is the whole."""
        try:
            zoom, x, y = int(values.get("z", 0)), float(values.get("x", 0.5)), float(values.get("y", 0.5))
        except ValueError:
            return cls(0, 0.5, 0.5)
        return cls(min(max(zoom, 0), _MOST_ZOOM), min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def cut(self, data: bytes) -> bytes:
        """Return the picture with its window set."""
        found = _VIEW.search(data)
        if found is None or not self.zoom:
            return data
        width, height = float(found[1]), float(found[2])
        part = 0.5**self.zoom
        west = min(max(self.x - part / 2, 0), 1 - part) * width
        north = min(max(self.y - part / 2, 0), 1 - part) * height
        window = f'viewBox="{west:.2f} {north:.2f} {width * part:.2f} {height * part:.2f}"'.encode()
        return data[: found.start()] + window + data[found.end() :]

    @property
    def query(self) -> str:
        """The view as it stands in an address."""
        return f"z={self.zoom}&x={self.x:.4f}&y={self.y:.4f}"

    def links(self) -> list[tuple[str, str]]:
        """Return the views beside, nearer and farther, with their names."""
        step = _PAN * 0.5**self.zoom
        moves = [
            (_("Phóng to"), _View(min(self.zoom + 1, _MOST_ZOOM), self.x, self.y)),
            (_("Thu nhỏ"), _View(max(self.zoom - 1, 0), self.x, self.y)),
            (_("Sang trái"), _View(self.zoom, max(self.x - step, 0), self.y)),
            (_("Sang phải"), _View(self.zoom, min(self.x + step, 1), self.y)),
            (_("Lên trên"), _View(self.zoom, self.x, max(self.y - step, 0))),
            (_("Xuống dưới"), _View(self.zoom, self.x, min(self.y + step, 1))),
            (_("Toàn cảnh"), _View(0, 0.5, 0.5)),
        ]
        return [(name, view.query) for name, view in moves]


def _map(
    case: Case,
    drawing: SiteDrawing | None,
    earlier: SiteDrawing | None,
    rows: list[MapRow],
    *,
    is_static: bool,
    zoom: _View,
) -> MapPage | None:
    if drawing is None or drawing.shape is None:
        return None
    west, south, east, north = (float(item) for item in drawing.facts["shape"]["extent"])
    margin = max(east - west, north - south, 0.004) * 0.3
    features = [{"type": "Feature", "geometry": geojson(bytes(drawing.shape)), "properties": {"role": "site"}}]
    layers = [
        MapLayer("site", _("Khu đất của hồ sơ"), "site", "site", "site", level=case.level, where={"role": "site"})
    ]
    if earlier is not None and earlier.shape is not None:
        features.append(
            {"type": "Feature", "geometry": geojson(bytes(earlier.shape)), "properties": {"role": "earlier"}}
        )
        label = _("Khu đất của lần trình %(number)s") % {"number": earlier.submission.number}
        layers.append(
            MapLayer("earlier", label, "site", "earlier", "site", level=case.level, where={"role": "earlier"})
        )
    path = case_path(case, "site")
    return MapPage(
        key="site-map",
        heading=_("Bản đồ khu đất"),
        bounds=(west - margin, south - margin, east + margin, north + margin),
        sources=[MapSource("site", data={"type": "FeatureCollection", "features": features})],
        layers=layers,
        level=max([case.level, *(row.rank for row in rows)]),
        coordinates_url=f"/map/coordinates?crs={_epsg(drawing)}",
        convert_url=f"/map/convert?crs={_epsg(drawing)}",
        picture_url=f"{path}/picture.svg?version={drawing.submission.number}&{zoom.query}"
        if _file(drawing, "picture")
        else "",
        picture_text=_("Ảnh bản đồ khu đất trên nền đơn vị hành chính; bảng bên dưới có cùng thông tin."),
        table_id="map-table",
        is_static=is_static,
    )


def _epsg(drawing: SiteDrawing) -> str:
    return str(drawing.facts.get("grid", {}).get("code", "")).removeprefix("EPSG:")


def _chosen(drawings: list[SiteDrawing], version: str) -> SiteDrawing | None:
    """Return the drawing of a filing by its number; the newest where none is named."""
    if version:
        return next((item for item in drawings if str(item.submission.number) == version), None)
    return drawings[0] if drawings else None


def _change(earlier: SiteDrawing | None, later: SiteDrawing | None) -> Difference | None:
    if earlier is None or later is None or earlier.shape is None or later.shape is None:
        return None
    return difference(bytes(earlier.shape), bytes(later.shape))


def _file(drawing: SiteDrawing, kind: str) -> Blob | None:
    language = "en" if get_language() == "en" else "vi"
    blob = getattr(drawing, f"{kind}_{language}", None)
    return blob if isinstance(blob, Blob) else None


def _decimal(text: object) -> Decimal | None:
    return Decimal(str(text)) if text else None


def _profile(drawing: SiteDrawing) -> dict[str, object] | None:
    profile = drawing.facts.get("profile")
    if not profile:
        return None
    stretches = [
        {
            **item,
            "surface": said(item["surface"]),
            **{name: _decimal(item[name]) for name in ("from_m", "to_m", "start_m", "end_m")},
        }
        for item in profile["stretches"]
    ]
    numbers = {name: _decimal(profile[name]) for name in ("site_m", "ground_m", "top_m", "permitted_m", "beyond_m")}
    return {**profile, **numbers, "governing": said(profile["governing"]), "stretches": stretches}


def _heads() -> list[str]:
    return [
        _("Đối tượng"),
        _("Loại"),
        _("Độ mật"),
        _("Quan hệ với khu đất"),
        _("Phần chồng lấn (ha)"),
        _("Phần chồng lấn (%)"),
        _("Lớp dữ liệu"),
        _("Số liệu đến"),
        _("Quy tắc"),
    ]


def _cells(row: MapRow) -> list[str | Decimal | None]:
    percent = row.share * 100 if row.share is not None else None
    kind, level = str(KINDS[row.kind]), str(level_word(row.rank))
    return [row.name, kind, level, row.relation, row.area_ha, percent, row.layer, row.as_of, row.rule]


def _corner_sheet(drawing: SiteDrawing) -> Sheet:
    heads = [
        _("Đường"),
        _("Điểm"),
        _("X (hướng Bắc) như nộp"),
        _("Y (hướng Đông) như nộp"),
        _("X (m)"),
        _("Y (m)"),
        _("Kinh độ"),
        _("Vĩ độ"),
    ]
    rows = [
        [
            number,
            point["name"],
            point["filed_north"],
            point["filed_east"],
            Decimal(point["north_m"]),
            Decimal(point["east_m"]),
            point["lon"],
            point["lat"],
        ]
        for number, path in enumerate(drawing.facts.get("corners", []), start=1)
        for point in path["points"]
    ]
    return Sheet(_("Điểm khép góc"), heads, rows)
