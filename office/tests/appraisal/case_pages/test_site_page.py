"""The site of a case: drawn by the engine once, shown as map, picture and table, each reader its part."""

import json
from pathlib import Path

import mapbox_vector_tile
import pyogrio.raw
import pytest
import shapely

from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.base_maps import take_in_base_maps
from kethop_office.appraisal.bridge.site_maps import difference
from kethop_office.appraisal.bridge.tiles import Shape, cut, extent
from kethop_office.appraisal.models import Finding, MapShape, ScreeningRun, SiteDrawing, Submission, ValidatedSubmission
from kethop_office.appraisal.queries.coordinates import typed_place
from kethop_office.common import clock
from kethop_office.common.files import read_blob, store_bytes
from kethop_office.registry.models import Layer

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"


@pytest.fixture
def company(make):
    return make.office("Công ty Minh Họa", kind="proponent")


@pytest.fixture
def case(make, finance, officer, company):
    case = make.case(finance, "Kho hàng minh họa", seen_by=(company,), proponent=company)
    site = EXAMPLES / "sites" / "warehouse.csv"
    proposal = (EXAMPLES / "warehouse.yaml").read_text(encoding="utf-8")
    name = next(line.split(":", 1)[1].strip() for line in proposal.splitlines() if line.strip().startswith("file:"))
    site = EXAMPLES / name
    Submission.objects.create(
        case=case,
        number=1,
        proposal=store_bytes(proposal.encode()),
        site=store_bytes(site.read_bytes()),
        site_name=site.name,
        filed_by=officer,
        filed_at=case.created_at,
        level=0,
        compartment=case.compartment,
    )
    return case


def test_before_it_is_drawn_the_page_offers_to_draw(make, officer, case):
    page = make.client(officer).get(f"/case/{case.reference}/site")
    assert "Vẽ bản đồ khu đất" in page.content.decode()


def test_the_site_is_drawn_once_and_shown(make, officer, case, company, tmp_path):
    client = make.client(officer)
    response = client.post(f"/case/{case.reference}/site/draw")
    job = Job.objects.get()
    assert response.url == f"/job/{job.pk}/"
    assert job.state == "done", (job.error_code, job.error_fields)
    drawing = SiteDrawing.objects.get()
    assert abs(float(drawing.facts["area_m2"]) - 60_000) < 1
    client.post(f"/case/{case.reference}/site/draw")
    assert SiteDrawing.objects.count() == 1
    text = client.get(f"/case/{case.reference}/site").content.decode()
    assert "104°45′" in text
    assert "2.35" in text or "Điểm khép góc" in text
    assert "chưa xác định vì lớp không trả lời được" in text
    theirs = make.client(make.user("chu-dau-tu", (company, "proponent")))
    seen = theirs.get(f"/case/{case.reference}/site").content.decode()
    assert "Điểm khép góc" in seen
    assert "lớp không trả lời được" not in seen
    assert "Mặt cắt độ cao" not in seen
    assert theirs.get(f"/case/{case.reference}/site/profile.svg").status_code == 404
    _pictures_and_files(client, case, tmp_path)


def _pictures_and_files(client, case, tmp_path):
    whole = client.get(f"/case/{case.reference}/site/picture.svg")
    part = client.get(f"/case/{case.reference}/site/picture.svg?z=1&x=0.5&y=0.5")
    assert whole["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert b'viewBox="0 0 900' in whole.content
    assert b'viewBox="225.00 ' in part.content
    assert client.get(f"/case/{case.reference}/site/picture.svg?z=x").content == whole.content
    assert client.get(f"/case/{case.reference}/site/sheet.svg").status_code == 200
    assert "Tỷ lệ 1:" in client.get(f"/case/{case.reference}/site/print").content.decode()
    feature = json.loads(client.get(f"/case/{case.reference}/site/site.geojson").content)
    assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid
    assert client.get(f"/case/{case.reference}/site/table.xlsx").content[:2] == b"PK"
    client.post(f"/case/{case.reference}/site/file")
    job = Job.objects.get(kind="appraisal.site_file")
    assert job.state == "done", (job.error_code, job.error_fields)
    path = tmp_path / "site.gpkg"
    path.write_bytes(read_blob(job.file))
    meta, _index, shapes, _columns = pyogrio.raw.read(path, layer="khu_dat")
    assert meta["crs"] == "EPSG:9208"
    assert shapely.from_wkb(shapes[0]).area == pytest.approx(60_000, rel=1e-3)
    static = client.get(f"/case/{case.reference}/site?static=1").content.decode()
    assert "Phóng to" in static


def test_findings_stand_in_the_table_for_those_who_carry_the_case(make, officer, case, company):
    submission = Submission.objects.get()
    label = {"case": case, "level": 0, "compartment": case.compartment}
    valid = ValidatedSubmission.objects.create(
        submission=submission,
        number=1,
        proposal=submission.proposal,
        complete_on=case.filed_on,
        law_date=case.filed_on,
        frozen_by=officer,
        frozen_at=case.created_at,
        **label,
    )
    run = ScreeningRun.objects.create(
        validation=valid,
        number=1,
        state="done",
        law_date=case.filed_on,
        requested_by=officer,
        requested_at=case.created_at,
        **label,
    )
    for order, outcome in enumerate(("clear", "hit", "unknown")):
        Finding.objects.create(
            run=run,
            key=outcome,
            order=order,
            topic="t",
            topic_vi=f"Chủ đề {outcome}",
            topic_en="T",
            outcome=outcome,
            text_vi=f"Câu {outcome}",
            text_en="S",
            **label,
        )
    page = make.client(officer).get(f"/case/{case.reference}/site")
    assert [row.name for row in page.context["rows"]] == ["Chủ đề hit", "Chủ đề unknown", "Xã Tam Đa"]
    only = make.client(officer).get(f"/case/{case.reference}/site?kind=unit")
    assert [row.name for row in only.context["rows"]] == ["Xã Tam Đa"]
    theirs = make.client(make.user("chu-dau-tu", (company, "proponent"))).get(f"/case/{case.reference}/site")
    assert [row.name for row in theirs.context["rows"]] == ["Xã Tam Đa"]


def test_what_changed_between_two_versions():
    before = shapely.to_wkb(shapely.box(105.6, 21.3, 105.61, 21.31))
    after = shapely.to_wkb(shapely.box(105.605, 21.3, 105.615, 21.31))
    found = difference(before, after)
    assert found.added_ha == pytest.approx(found.removed_ha, rel=1e-6)
    assert found.common_ha == pytest.approx(found.added_ha, rel=1e-6)
    assert difference(before, before).added_ha == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2344072,76 552756,73", ("grid", 2344072.76, 552756.73)),
        ("2.344.072,76; 552.756,73", ("grid", 2344072.76, 552756.73)),
        ("552756.73 2344072.76", ("grid", 2344072.76, 552756.73)),
        ("21.19 106.01", ("degrees", 21.19, 106.01)),
        ("106,01 21,19", ("degrees", 21.19, 106.01)),
        ("21°11′24,0″ B 106°00′36,0″ Đ", ("degrees", 21.19, 106.01)),
        ("106°00'36\" E, 21°11'24\" N", ("degrees", 21.19, 106.01)),
        ("một hai", None),
        ("21.19", None),
        ("2344072 21", None),
    ],
)
def test_typed_coordinates(text, place):
    found = typed_place(text)
    if place is None:
        assert found is None
    else:
        assert (found.kind, found.first, found.second) == (place[0], pytest.approx(place[1]), pytest.approx(place[2]))


def test_coordinates_are_told_found_and_converted(make, officer):
    client = make.client(officer)
    said = client.get("/map/coordinates/9209?lon=106.01&lat=21.19").json()["text"]
    assert said.startswith("VN-2000 105°30′ X 2.3")
    assert said.endswith("WGS 84 21°11′24,0″ B 106°00′36,0″ Đ")
    answer = client.get("/map/convert?crs=9209&to=wgs84&points=2344072.76,552756.73").json()["points"][0]
    back = client.get(f"/map/convert?crs=EPSG:9209&to=crs&points={answer[0]},{answer[1]}").json()["points"][0]
    assert [float(item) for item in back] == pytest.approx([2344072.76, 552756.73], abs=0.01)
    assert client.get("/map/coordinates/9209?text=abc").json()["error"]
    assert client.get("/map/convert?crs=9999&to=crs&points=1,2").status_code == 404
    assert client.get("/map/convert?crs=9209&points=1;2").status_code == 404


def test_tiles_hold_what_lies_in_them_and_hide_what_may_not_be_seen(make, officer, finance):
    square = shapely.to_wkb(shapely.box(105.5, 21.2, 105.7, 21.4))
    secret = make.case(make.office("Sở khác")).compartment
    common = {
        "version": "1",
        "west": 105.5,
        "south": 21.2,
        "east": 105.7,
        "north": 21.4,
        "shape": square,
        "coarse": square,
    }
    MapShape.objects.create(layer="communes", code="1", name_vi="Xã A", name_en="A", **common)
    MapShape.objects.create(layer="works", code="2", name_vi="B", name_en="B", level=20, **common)
    MapShape.objects.create(layer="hidden", code="3", name_vi="C", name_en="C", compartment=secret, **common)
    client = make.client(officer)
    found = client.get("/map/tile/communes/10/812/450.mvt")
    decoded = mapbox_vector_tile.decode(found.content)
    assert decoded["communes"]["features"][0]["properties"]["name"] == "Xã A"
    assert client.get("/map/tile/communes/10/0/0.mvt").content == b""
    for layer in ("works", "hidden", "nothing"):
        assert client.get(f"/map/tile/{layer}/10/812/450.mvt").status_code == 404
    assert client.get("/map/tile/communes/30/0/0.mvt").status_code == 404


def test_a_tile_covers_its_extent():
    west, south, east, north = extent(10, 812, 450)
    assert west < 105.5 < east
    assert south < 21.4 < north + 1
    whole = shapely.to_wkb(shapely.box(west, south, east, north))
    tile = mapbox_vector_tile.decode(cut("x", [Shape(whole, {"code": "1"})], (10, 812, 450)))
    ring = tile["x"]["features"][0]["geometry"]["coordinates"][0]
    assert min(x for x, _y in ring) <= 0
    assert max(x for x, _y in ring) >= 4096


def test_base_maps_are_taken_in_once(db):
    lines = []
    take_in_base_maps(lines.append)
    assert MapShape.objects.filter(layer="communes").count() == 3321
    assert MapShape.objects.filter(layer="provinces").count() == 34
    take_in_base_maps(lines.append)
    assert len(lines) == 1


def test_maps_show_no_layer_that_the_register_keeps_from_the_reader(make, officer, company):
    filer = make.user("chu-dau-tu", (company, "proponent"))
    shape = shapely.to_wkb(shapely.box(105.5, 21.2, 105.7, 21.4))
    box = {"west": 105.5, "south": 21.2, "east": 105.7, "north": 21.4, "shape": shape, "coarse": shape}
    for layer in ("communes", "works", "gone", "own", "unread"):
        MapShape.objects.create(layer=layer, code="1", name_vi="A", name_en="A", version="a" * 64, **box)
    read = {"read_at": clock.now()}
    Layer.objects.create(layer="communes", origin="pack", **read)
    Layer.objects.create(layer="works", origin="node", level=20, **read)
    Layer.objects.create(layer="gone", origin="node", is_current=False, **read)
    Layer.objects.create(layer="own", origin="node", **read)
    for user, seen in ((officer, {"communes", "own", "unread"}), (filer, {"communes", "unread"})):
        client = make.client(user)
        found = {
            layer
            for layer in ("communes", "works", "gone", "own", "unread")
            if client.get(f"/map/tile/{layer}/10/812/450.mvt").status_code == 200
        }
        assert found == seen
