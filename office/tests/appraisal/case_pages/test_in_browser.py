"""The list, the overview, the log and the site in a real browser: accessible, narrow enough, under the office's own policy."""

import os
import re
from pathlib import Path

import pytest
import shapely
from browser import axe, context_of, in_turn, is_sideways
from django.conf import settings

from kethop_office.appraisal.models import MapShape, SiteDrawing, Submission
from kethop_office.common.files import store_bytes

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]

SHAPE = shapely.box(105.6, 21.3, 105.61, 21.31)
FACTS = {
    "shape": {"extent": [105.6, 21.3, 105.61, 21.31], "geometry": shapely.geometry.mapping(SHAPE)},
    "grid": {"code": "EPSG:9209", "is_filed": True, "vi": "Lưới VN-2000 105°30′", "en": "VN-2000 grid 105°30′"},
    "operation": {"vi": "EPSG:6960", "en": "EPSG:6960"},
    "area_m2": "371900.00",
    "corners": [
        {
            "role": "outer",
            "count": 1,
            "points": [
                {
                    "name": "1",
                    "filed_north": "2344072,76",
                    "filed_east": "552756,73",
                    "north_m": "2344072.76",
                    "east_m": "552756.73",
                }
            ],
        }
    ],
}


@pytest.fixture
def case(make, finance, officer):
    case = make.case(finance, "Khu công nghiệp Minh Họa", lon=105.605, lat=21.305, officer=officer)
    label = {"level": 0, "compartment": case.compartment}
    blob = store_bytes(
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 840'><rect width='900' height='840'/></svg>"
    )
    filing = Submission.objects.create(
        case=case, number=1, proposal=blob, filed_by=officer, filed_at=case.created_at, **label
    )
    SiteDrawing.objects.create(
        case=case,
        submission=filing,
        content="0" * 64,
        shape=shapely.to_wkb(SHAPE),
        dimension=2,
        facts=FACTS,
        picture_vi=blob,
        picture_en=blob,
        drawn_at=case.created_at,
        **label,
    )
    commune = shapely.to_wkb(shapely.box(105.4, 21.1, 105.8, 21.5))
    MapShape.objects.create(
        layer="communes",
        version="1",
        code="1",
        name_vi="Xã A",
        name_en="A",
        west=105.4,
        south=21.1,
        east=105.8,
        north=21.5,
        shape=commune,
        coarse=commune,
    )
    return case


@pytest.mark.parametrize("screen", in_turn(0, ("vi", 1400), ("en", 360)))
def test_pages_are_accessible_and_maps_are_drawn(chromium, live_server, make, officer, case, screen):
    language, width = screen
    context = context_of(chromium, language, width)
    cookie = make.client(officer).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    told = []
    page.on("console", lambda line: told.append(line.text) if "Content Security" in line.text else None)
    shots = os.environ.get("KETHOP_SHOTS")
    for place, path in enumerate(
        (
            "/case/?map=1&text=minh",
            f"/case/{case.reference}/",
            f"/case/{case.reference}/events",
            f"/case/{case.reference}/site",
            f"/case/{case.reference}/site?static=1",
        )
    ):
        page.goto(f"{live_server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        if "map=1" in path or path.endswith("/site"):
            page.wait_for_selector('.kh-map[data-state="idle"]')
        if shots:
            page.screenshot(path=Path(shots) / f"{place}-{language}-{width}.png", full_page=True)
        assert axe(page) == [], path
        assert not is_sideways(page), path
    assert not re.search(r"Content Security", " ".join(told)), told
    context.close()
