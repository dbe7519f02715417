"""Pages that show every component in its states."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kethop_office.common.maps import STYLES, MapLayer, MapPage, MapSource
from kethop_office.common.styleguide.forms import EveryFieldForm

__all__ = ["components", "confirm", "conflict", "form", "moving_map"]

SQUARE = (106.00, 21.18, 106.03, 21.20)
LEVELS = (0, 10, 20, 30, 40)
LOOKS = (
    "hit",
    "clear",
    "unknown",
    "holding",
    "paused",
    "overdue",
    "soon",
    "running",
    "done",
    "draft",
    "blocked",
    "neutral",
)
CLOCKS = (
    (date(2026, 11, 27), "running", 4, None, None),
    (date(2026, 11, 24), "running", 2, None, None),
    (date(2026, 11, 22), "running", 0, None, None),
    (date(2026, 11, 19), "running", -2, None, None),
    (None, "paused", None, date(2026, 11, 10), 3),
    (None, "none", None, None, None),
)
MOMENT = datetime(2026, 11, 22, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def components(request: HttpRequest) -> HttpResponse:
    """Show tags, clocks, tables, states and banners."""
    messages.success(request, gettext("Đã phân công cho Chuyên viên 2."))
    messages.info(request, gettext("Có 2 tin báo mới."))
    context = {"looks": LOOKS, "clocks": CLOCKS, "levels": LEVELS, "moment": MOMENT, "page_level": 20}
    return render(request, "styleguide/components.html", context)


def form(request: HttpRequest) -> HttpResponse:
    """Show every field; a POST with errors shows the summary."""
    shown = EveryFieldForm(request.POST or None, request.FILES or None)
    return render(request, "styleguide/form.html", {"form": shown})


def confirm(request: HttpRequest) -> HttpResponse:
    """Show the page before a legal act."""
    context = {
        "heading": gettext("Gửi lấy ý kiến"),
        "what": gettext("Phiếu lấy ý kiến sẽ được gửi cho Sở Xây dựng; thời hạn trả lời là 15 ngày làm việc."),
        "then": gettext("Sau khi gửi, chỉ có thể thu hồi bằng một văn bản riêng."),
        "button": gettext("Gửi lấy ý kiến"),
        "cancel_path": "/",
        "fields": {"version": 3},
    }
    return render(request, "shell/confirm.html", context)


def conflict(request: HttpRequest) -> HttpResponse:
    """Show the page after two people saved the same thing."""
    rows = [
        {
            "name": "conclusion",
            "label": gettext("Kết luận"),
            "base": gettext("Đủ điều kiện."),
            "theirs": gettext("Đủ điều kiện, kèm 2 điều kiện."),
            "mine": gettext("Chưa đủ điều kiện."),
            "is_conflict": True,
        },
        {
            "name": "note",
            "label": gettext("Ghi chú"),
            "joined": gettext("Đã trao đổi với chủ đầu tư."),
            "is_conflict": False,
        },
    ]
    context = {
        "rows": rows,
        "who": gettext("Chuyên viên 2"),
        "at": MOMENT,
        "version": 4,
        "action_path": "",
        "cancel_path": "/",
    }
    return render(request, "shell/conflict.html", context, status=409)


def moving_map(request: HttpRequest) -> HttpResponse:
    """Show a map with one shape of each look."""
    styles = sorted(STYLES)
    sources = [
        MapSource(
            "shapes", data={"type": "FeatureCollection", "features": [_square(i, s) for i, s in enumerate(styles)]}
        )
    ]
    layers = [
        MapLayer(
            s, s, "shapes", s, "site", where={"style": s}, label_property="style", level=20 if s == "forbidden" else 0
        )
        for s in styles
    ]
    page = MapPage("example", gettext("Bản đồ mẫu"), SQUARE, sources, layers, level=20, table_id="rows")
    return render(request, "styleguide/map.html", {"map": page, "page_level": 20, "styles": styles})


def _square(index: int, style: str) -> dict[str, object]:
    west, south = SQUARE[0] + 0.007 * (index % 4), SQUARE[1] + 0.0045 * (index // 4)
    ring = [[west, south], [west + 0.005, south], [west + 0.005, south + 0.003], [west, south + 0.003], [west, south]]
    return {"type": "Feature", "properties": {"style": style}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
