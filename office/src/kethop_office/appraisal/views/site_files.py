"""Pictures and files of a site."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.models import SiteDrawing
from kethop_office.appraisal.queries.site_page import KINDS, MapRow, drawings_of, map_rows, said, site_feature
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.views.frame import actor_on, found_case
from kethop_office.appraisal.views.site_view import PictureView, chosen, picture_of
from kethop_office.common.figures import date_text
from kethop_office.common.files import read_blob
from kethop_office.common.levels import level_word
from kethop_office.common.workbook import Sheet, workbook_bytes

__all__ = ["picture", "shape_file", "table_file"]

_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@require_GET
@signed_in
def picture(request: HttpRequest, reference: str, kind: str = "picture") -> HttpResponse:
    """Give a picture that the worker drew; ``z``, ``x`` and ``y`` show a part of it, larger."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if kind == "profile" and not standing_of(actor, case).carries:
        raise Http404
    blob = picture_of(drawing, kind) if drawing else None
    if blob is None:
        raise Http404
    data = read_blob(blob)
    if kind == "picture":
        data = PictureView.read(request.GET).cut(data)
    response = HttpResponse(data, content_type="image/svg+xml; charset=utf-8")
    response["Content-Security-Policy"] = _SVG_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@signed_in
def shape_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the site as GeoJSON (WGS 84, longitude first)."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    drawing = chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
    if drawing is None or drawing.shape is None:
        raise Http404
    feature = site_feature(case, drawing)
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
    drawing = chosen(drawings_of(actor, case.pk), request.GET.get("version", ""))
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
