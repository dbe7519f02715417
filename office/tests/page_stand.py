"""Pages and endpoints on which the scripts of the shell are tried, without any room behind them."""

import json
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from kethop_office.common.fields import AnsweredField, DayField
from kethop_office.common.maps import Drawing, MapLayer, MapPage, MapSource
from kethop_office.project.urls import urlpatterns as office_urls

STATE: dict[str, object] = {}
ENDPOINTS = {"session": "/stand/session/", "draft": "/stand/draft/", "search": "/stand/search/", "sign_in": "/sign-in/"}
BOX = (106.00, 21.18, 106.03, 21.20)
BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="x">
<process id="p"><userTask id="receive" name="Tiếp nhận hồ sơ"/><userTask id="validate" name="Kiểm tra tính hợp lệ"/></process>
<bpmndi:BPMNDiagram id="x"><bpmndi:BPMNPlane id="y" bpmnElement="p">
<bpmndi:BPMNShape id="s1" bpmnElement="receive"><dc:Bounds x="10" y="10" width="120" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="s2" bpmnElement="validate"><dc:Bounds x="200" y="10" width="120" height="80"/></bpmndi:BPMNShape>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""

FORM = """{% extends "shell/page.html" %}{% block title %}Thử{% endblock %}{% block content %}<h1>Thử</h1>
<form data-draft="try.form" data-draft-object="case:1" data-draft-version="3" method="post"><label for="t">Lý do</label>
<textarea id="t" name="reason"></textarea><label for="p">Mật khẩu</label><input id="p" type="password" name="secret">
<p class="kh-saved" data-draft-note></p><button>Gửi</button></form>
<a href="/help/keyboard/">Trang phím tắt</a>
<div data-poll="/stand/poll/"><div data-poll-part data-poll-open="1"><p data-announce>Đã đọc 0/3 dòng</p></div></div>
<table data-rows="" data-paste data-paste-add="#more" data-copy><thead><tr><th scope="col">X</th><th scope="col">Y</th></tr></thead><tbody><tr>
<td><input aria-label="X" name="x"></td><td><input aria-label="Y" name="y"><button type="button" data-row-remove>Bỏ dòng</button></td>
</tr></tbody></table><button type="button" id="more" data-row-add="table">Thêm dòng</button>
<button hx-post="/stand/part/" hx-target="#part" type="button">Đổi</button><div id="part"></div>{% endblock %}"""

PHONE = """{% extends "shell/page.html" %}{% load kethop %}{% block title %}Thử{% endblock %}{% block content %}<h1>Thử</h1>
{% govuk_field form.day %}{% govuk_field form.choice %}<table class="kh-cards"><thead><tr><th scope="col">Dòng</th><th scope="col">Hạn</th>
<th scope="col">Điểm nghi</th></tr></thead><tbody><tr><th scope="row" class="govuk-table__header">2</th>
<td class="govuk-table__cell" data-label="Hạn"></td><td class="govuk-table__cell kh-cards__wide" data-label="Điểm nghi"><p id="wide">Ô dài</p></td>
</tr></tbody></table><h2>{{ reference|unbroken }}</h2>{% endblock %}"""

MAP = """{% extends "shell/page.html" %}{% load kethop %}{% block title %}Bản đồ{% endblock %}
{% block styles %}{% include "shell/_map_styles.html" %}{% endblock %}
{% block content %}<h1>Bản đồ</h1>{% include "shell/_map.html" %}
<label for="crs">Hệ tọa độ</label><input id="crs" value="9209">
<table id="vertices" data-rows=""><caption>Điểm khép góc</caption><thead><tr><th scope="col">X</th><th scope="col">Y</th></tr></thead><tbody><tr>
<td><input aria-label="X" data-north name="north"></td><td><input aria-label="Y" data-east name="east"></td></tr></tbody></table>
<label for="lines">Bảng tọa độ</label><textarea id="lines"></textarea>{% endblock %}
{% block scripts %}{% include "shell/_map_scripts.html" %}{% endblock %}"""

DIAGRAM = """{% extends "shell/page.html" %}{% load kethop %}{% block title %}Quy trình{% endblock %}
{% block styles %}<link rel="stylesheet" href="{% asset 'diagram.css' %}">{% endblock %}
{% block content %}<h1>Quy trình</h1><figure class="kh-diagram" data-diagram-url="/stand/bpmn/" data-running="validate" data-done="receive">
<div class="kh-diagram__canvas" data-diagram-canvas></div><figcaption>Đang kiểm tra tính hợp lệ.</figcaption></figure>{% endblock %}
{% block scripts %}<script type="module" src="{% asset 'diagram.js' %}"></script>{% endblock %}"""


def _shown(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    context |= {"actor": SimpleNamespace(title="Chuyên viên 1"), "shell_endpoints": ENDPOINTS}
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form(request: HttpRequest) -> HttpResponse:
    return _shown(request, FORM, page_level=int(request.GET.get("level", 0)))


class PhoneForm(forms.Form):
    """A day, and a choice that always has an answer."""

    day = DayField(label="Áp dụng từ ngày")
    choice = AnsweredField(label="Hệ tọa độ", choices=[("", "theo tệp"), ("a", "khác")])


def phone(request: HttpRequest) -> HttpResponse:
    places = [
        SimpleNamespace(label=label, path=f"/help/?at={number}", is_current=number == 1, count=1234 if number else 0)
        for number, label in enumerate(("Việc của tôi", "Hồ sơ", "Chờ phê duyệt", "Khu công nghiệp", "Quản trị"))
    ]
    return _shown(request, PHONE, shell_places=places, form=PhoneForm(), reference="KH-2026-00123")


def moving_map(request: HttpRequest) -> HttpResponse:
    west, south, east, north = BOX
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    shape = {
        "type": "Feature",
        "properties": {"name": "Tam Đa"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    page = MapPage(
        "try",
        "Khu đất",
        BOX,
        [MapSource("site", data={"type": "FeatureCollection", "features": [shape]})],
        [MapLayer("belt", "Vành đai (ví dụ)", "site", "belt", "protected", label_property="name", level=20)],
        level=20,
        coordinates_url="/stand/coordinates/",
        identify_url="/stand/identify/",
        convert_url="/stand/convert/",
        table_id="vertices",
        drawing=Drawing(request.GET["draw"], "#crs") if request.GET.get("draw") else None,
    )
    return _shown(request, MAP, map=page)


def diagram(request: HttpRequest) -> HttpResponse:
    return _shown(request, DIAGRAM)


def bpmn(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BPMN, content_type="application/xml")


@require_POST
def draft(request: HttpRequest) -> JsonResponse:
    STATE["draft"] = {**request.POST.dict(), "data": json.loads(request.POST["data"])}
    if STATE.get("draft_fails"):
        return JsonResponse({"error": "Chưa lưu được."}, status=409)
    return JsonResponse({"saved": "14:02"})


def session(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        STATE["left"] = 1800
    if STATE.get("left", 1800) == 0:
        return HttpResponse(status=401)
    STATE["background"] = request.headers.get("X-KH-Background")
    return JsonResponse({"left": STATE.get("left", 1800), "longest": 3600})


def search(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"results": [{"text": f"KH-2026-00123 {request.GET['q']}", "path": "/help/about/"}]})


def poll(_request: HttpRequest) -> HttpResponse:
    STATE["polls"] = int(str(STATE.get("polls", 0))) + 1
    is_open = int(STATE["polls"] < 2)
    text = "Đã đọc 2/3 dòng" if is_open else "Đã xong"
    return HttpResponse(f'<div data-poll-part data-poll-open="{is_open}"><p data-announce>{text}</p></div>')


@require_POST
def part(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h2>Đã đổi</h2><p data-announce>Đã lọc: 37 hồ sơ</p>")


def coordinates(request: HttpRequest) -> JsonResponse:
    if "text" in request.GET:
        return JsonResponse({"lon": 106.01, "lat": 21.19})
    return JsonResponse({"text": f"VN-2000 105°30′ · WGS 84 {request.GET['lat'][:7]}"})


def identify(request: HttpRequest) -> HttpResponse:
    STATE["layers"] = request.GET.getlist("layer")
    return HttpResponse("<h3>Tại điểm này</h3><ul><li>Vành đai (ví dụ)</li></ul>")


def convert(request: HttpRequest) -> JsonResponse:
    pairs = [tuple(float(part) for part in pair.split(",")) for pair in request.GET["points"].split(";")]
    if request.GET["to"] == "crs":
        return JsonResponse({"points": [[f"{lat * 100000:.3f}", f"{lon * 5000:.3f}"] for lon, lat in pairs]})
    return JsonResponse({"points": [[east / 5000, north / 100000] for north, east in pairs]})


urlpatterns = [
    *office_urls,
    path("styleguide/", include("kethop_office.common.styleguide.urls")),
    *[
        path(f"stand/{view.__name__.replace('moving_', '')}/", view)
        for view in (
            form,
            phone,
            moving_map,
            diagram,
            bpmn,
            draft,
            session,
            search,
            poll,
            part,
            coordinates,
            identify,
            convert,
        )
    ],
]
handler500 = "kethop_office.common.views.server_error"
