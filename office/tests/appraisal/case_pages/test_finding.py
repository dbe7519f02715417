"""The search of every page, and what lies at a point of the map of a case."""

import pytest
import shapely

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.models import Finding, MapShape, ScreeningRun, SiteDrawing, Submission, ValidatedSubmission
from kethop_office.common import navigation
from kethop_office.common.files import store_bytes

INSIDE, OUTSIDE = "lon=105.65&lat=21.25", "lon=105.75&lat=21.25"


def found(client, words):
    return client.get("/case/find", {"q": words}).json()["results"]


def test_the_search_of_every_page_finds_by_words_without_accents(make, officer, finance):
    case = make.case(finance, "Cầu cảng Đồng Đăng")
    make.case(finance, "Kho hàng")
    assert navigation.endpoints()["search"] == "/case/find"
    client = make.client(officer)
    wanted = [{"text": f"{case.reference} · Cầu cảng Đồng Đăng", "path": f"/case/{case.reference}/"}]
    assert found(client, "cau dong") == found(client, case.reference) == wanted
    assert found(client, "c") == found(client, "khongco") == found(client, "") == []


def test_the_search_knows_nothing_of_cases_of_others(make, officer, finance):
    other = make.office("Sở khác")
    hidden = make.case(other, "Cầu cảng kín")
    make.case(finance, "Cầu cảng cao", level=20)
    client = make.client(officer)
    assert found(client, "cầu cảng") == found(client, hidden.reference) == []


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get("/case/find?q=abc").status_code == 302


@pytest.fixture
def case(make, finance, officer):
    case = make.case(finance, "Kho hàng minh họa")
    shared = {"case": case, "level": 0, "compartment": case.compartment}
    blob = store_bytes(b"x")
    filed = Submission.objects.create(number=1, proposal=blob, filed_by=officer, filed_at=case.created_at, **shared)
    valid = ValidatedSubmission.objects.create(
        submission=filed,
        number=1,
        proposal=blob,
        complete_on=case.filed_on,
        law_date=case.filed_on,
        frozen_by=officer,
        frozen_at=case.created_at,
        **shared,
    )
    run = ScreeningRun.objects.create(
        validation=valid,
        number=1,
        state="done",
        law_date=case.filed_on,
        requested_by=officer,
        requested_at=case.created_at,
        **shared,
    )
    words = {"topic_vi": "Tĩnh không", "topic_en": "Clearance", "text_vi": "vướng", "text_en": "hit"}
    Finding.objects.create(run=run, key="k", order=1, topic="t", outcome="hit", **words, **shared)
    shape = shapely.box(105.6, 21.2, 105.7, 21.3)
    geometry = {"type": "Polygon", "coordinates": [[list(pair) for pair in shape.exterior.coords]]}
    relations = [
        {"object": "Đường điện", "label": {"vi": "Lưới điện"}, "rank": 0, "relation": "partial", "as_of": ""},
        {"object": "Lớp kín", "label": {"vi": "Lớp kín"}, "rank": 20, "relation": "partial", "as_of": ""},
        {"object": "Bến xa", "label": {"vi": "Bến"}, "rank": 0, "relation": "none", "as_of": ""},
    ]
    facts = {"shape": {"extent": list(shape.bounds), "geometry": geometry}, "relations": relations, "grid": {}}
    SiteDrawing.objects.create(
        submission=filed, content="c", shape=shape.wkb, facts=facts, drawn_at=case.created_at, **shared
    )
    return case


def ground(layer, name, west, level=0):
    shape = shapely.box(west, 21.0, west + 0.2, 21.4)
    wkb = {"shape": shape.wkb, "coarse": shape.wkb}
    box = {"west": west, "south": 21.0, "east": west + 0.2, "north": 21.4}
    MapShape.objects.create(layer=layer, version="v", code=name, name_vi=name, name_en=name, level=level, **box, **wkb)


def test_a_point_of_the_map_says_what_the_table_says(make, officer, case):
    ground("communes", "Xã Gần", 105.5)
    ground("communes", "Xã Xa", 105.72)
    ground("communes", "Xã Kín", 105.5, level=20)
    client = make.client(officer)
    path = f"/case/{case.reference}/site"
    assert f"{path}/identify" in client.get(path).content.decode()
    inside = client.get(f"{path}/identify?{INSIDE}").content.decode()
    for word in ("ở trong khu đất", "Tĩnh không", "Đường điện", "Xã Tam Đa", "Xã Gần"):
        assert word in inside, word
    for word in ("Lớp kín", "Bến xa", "Xã Kín", "Xã Xa"):
        assert word not in inside, word
    outside = client.get(f"{path}/identify?{OUTSIDE}").content.decode()
    assert "ở ngoài khu đất" in outside
    assert "Xã Xa" in outside
    assert "Tĩnh không" not in outside


@pytest.mark.parametrize("query", ["", "lon=1", "lon=x&lat=2", "lon=999&lat=1", "lon=nan&lat=1"])
def test_a_place_that_is_none_is_not_found(make, officer, case, query):
    assert make.client(officer).get(f"/case/{case.reference}/site/identify?{query}").status_code == 404


def test_a_point_of_a_case_of_others_is_not_found(make, case):
    stranger = make.client(make.user("nguoi-khac", (make.office("Sở khác"), "officer")))
    answers = {
        stranger.get(f"/case/{name}/site/identify?{INSIDE}").status_code for name in (case.reference, "KH-2026-99999")
    }
    assert answers == {404}


def test_a_reader_who_does_not_carry_the_case_sees_units_only(make, finance, case):
    company = make.office("Công ty", kind="proponent")
    mine = AccessGrant.objects.get(compartment=case.compartment, office=finance)
    mine.pk, mine.office, mine._state.adding = None, company, True
    mine.save()
    seen = make.client(make.user("chu-dau-tu", (company, "proponent"))).get(
        f"/case/{case.reference}/site/identify?{INSIDE}"
    )
    assert "Xã Tam Đa" in seen.content.decode()
    assert "Tĩnh không" not in seen.content.decode()
    assert "Đường điện" not in seen.content.decode()
