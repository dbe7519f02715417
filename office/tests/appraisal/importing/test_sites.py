"""A site that a row writes comes in with its case where it is in order, and is told with its cure where it is not."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.case_import import begin_import, choose_columns
from kethop_office.appraisal.actions.case_import_taking import take_import_row
from kethop_office.appraisal.actions.screening import request_screening
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import Case, CaseImport, CaseImportDoubt, ScreeningRun
from kethop_office.common.files import read_blob

CORNERS = "1  2344072,76  552756,73\n2  2344130,14  553379,54\n3  2343632,11  553433,08\n4  2343500,00  553100,00\n5  2343600,00  552700,00"
TURNED = "\n".join(f"{name} {east} {north}" for name, north, east in (line.split() for line in CORNERS.splitlines()))
EAST_NORTH = [tuple(line.replace(",", ".").split()[:0:-1]) for line in CORNERS.splitlines()]
WKT = f"POLYGON (({', '.join(f'{x} {y}' for x, y in [*EAST_NORTH, EAST_NORTH[0]])}))"
GEOJSON = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [[[106.01, 21.187], [106.016, 21.187], [106.016, 21.182], [106.01, 21.182], [106.01, 21.187]]],
    }
)
CRS = "VN-2000, kinh tuyến trục 105°30′, múi 3°"
HEADS = ["Ranh giới khu đất", "Hệ tọa độ"]


@pytest.fixture
def site_book(book, row):
    """Return what makes a table of one case with a site; a cell that begins with = stays a text or is a formula."""

    def made(site, crs=CRS, *, formula=False, **more):
        return book([[*row("61/HS", "đang sàng lọc", **more), site, crs]], [], more=HEADS, formula=formula)

    return made


def codes(run):
    found = CaseImportDoubt.objects.filter(row__run=run).values_list("code", flat=True)
    return {code.removeprefix("case.doubt.") for code in found}


def left(run):
    """Return the codes of what kept the site out, the closing word apart."""
    assert "site_unused" in codes(run), codes(run)
    return {code for code in codes(run) if code.startswith("site_")} - {"site_unused", "site_notice"}


@pytest.mark.parametrize(
    ("site", "crs", "name", "kept"),
    [
        (CORNERS, CRS, "-", CORNERS),
        (f"Điểm\tX\tY\n{CORNERS.replace('  ', chr(9))}", "EPSG:9209", "-", "552756,73"),
        (WKT, CRS, "ranh-gioi.geojson", "552756.73,2344072.76"),
        (f"SRID=9209;{WKT}", "", "ranh-gioi.geojson", "552756.73,2344072.76"),
        (GEOJSON, "", "ranh-gioi.geojson", "106.016"),
    ],
    ids=["corners", "headed", "wkt", "ewkt", "geojson"],
)
def test_a_site_comes_in_as_it_was_written(desk, site_book, site, crs, name, kept):
    run = desk.taken(site_book(site, crs))
    assert not {code for code in codes(run) if code.startswith("site_")} - {"site_notice"}
    case = Case.objects.get()
    filed = case.submissions.get()
    assert (filed.site_name, filed.answers["site"]["is_in_order"]) == (name, True)
    assert kept in read_blob(filed.site).decode()
    for proposal in (filed.proposal, case.validations.get().proposal):
        assert b"\nsite:\n" in read_blob(proposal)
    assert (filed.level, filed.compartment) == (run.level, case.compartment), "under the case's own label"
    assert not ScreeningRun.objects.exists(), "nothing is screened by itself"
    request_screening(desk.actor(), case)
    screened = case.runs.get()
    assert screened.state == ScreeningRun.State.DONE
    assert screened.site["extent"][0] == pytest.approx(106.01, abs=0.01)


@pytest.mark.parametrize(
    ("site", "crs", "more", "expected"),
    [
        ("xem bản vẽ kèm theo", CRS, {}, {"site_fault"}),
        ("1 2344072,76 552756,73\n2 2344130,14 553379,54\n3 1.234 553433,08", CRS, {}, {"site_fault"}),
        (CORNERS, "", {}, {"site_system"}),
        (CORNERS, "", {"place": ("Bắc Ninh", "")}, {"site_no_crs"}),
        (CORNERS, "VN-2000, kinh tuyến trục 107°00′, múi 3°", {}, {"site_system"}),
        (CORNERS, "HN-72", {}, {"site_crs_unclear"}),
        (TURNED, CRS, {}, {"site_swapped"}),
        (WKT, "", {}, {"site_no_crs"}),
        (f"SRID=9210;{WKT}", CRS, {}, {"site_crs_differs"}),
        (f"SRID=32648;{WKT}", "", {}, {"site_fault"}),
        ("POLYGON ((1 2, 3 4", CRS, {}, {"site_unread_wkt"}),
        ('{"type": "Polygon", "coordinates": [[[106, 21], [106.01, 21]]]', "", {}, {"site_fault"}),
        (CORNERS, CRS, {"place": ("Hà Nội", "")}, {"site_province"}),
        (CORNERS, CRS, {"place": ("Quảng Ninh", "Đặc khu Vân Đồn")}, {"site_system"}),
        (CORNERS, "", {"place": ("Cà Mau", "Xã Đất Mũi")}, {"site_system_open"}),
        ("1 2 3\n" * 6000, CRS, {}, {"site_long"}),
    ],
)
def test_a_site_that_cannot_be_used_is_told_and_left_out(desk, site_book, site, crs, more, expected):
    run = desk.taken(site_book(site, crs, **more))
    assert left(run) == expected
    case = Case.objects.get()
    filed = case.submissions.get()
    assert (filed.site, filed.site_name, filed.answers["site"]) == (None, "", {})
    assert "Ranh giới ghi trong tệp chưa dùng được" in filed.note
    page = desk.client().get(f"/case/import/{run.pk}/rows/").content.decode()
    assert "Ranh giới khu đất: " in page
    assert "nếu nhập ngay thì hồ sơ chưa có ranh giới" in page


def test_a_row_whose_site_is_left_out_waits_for_a_person_when_the_officer_says_so(desk, site_book):
    run = desk.taken(site_book(TURNED), policy="wait")
    row = run.rows.get()
    assert row.state == "waiting"
    assert take_import_row(desk.actor(), row).case.submissions.get().site is None


@pytest.mark.parametrize(("is_formula", "code"), [(False, "formula_text"), (True, "unread_formula")])
def test_formula_cells_are_never_taken_for_a_site(desk, site_book, is_formula, code):
    run = desk.taken(site_book("=A1&B1", formula=is_formula))
    assert code in codes(run)
    assert left(run) == set()
    assert Case.objects.get().submissions.get().site is None


@pytest.mark.parametrize(
    ("system", "comes_in"), [("commune", True), ("EPSG:9209", True), ("EPSG:9214", False), ("", False)]
)
def test_what_the_officer_says_holds_for_rows_that_do_not_say_their_system(desk, site_book, system, comes_in):
    run = desk.taken(site_book(CORNERS, ""), site_system=system)
    filed = Case.objects.get().submissions.get()
    assert (filed.site is not None) is comes_in
    assert ("site_by_commune" in codes(run)) is (system == "commune")
    if comes_in:
        assert filed.answers["site"]["crs"] == "EPSG:9209"


def test_the_row_is_heard_before_the_table(desk, site_book):
    desk.taken(site_book(CORNERS, CRS), site_system="EPSG:9214")
    assert Case.objects.get().submissions.get().answers["site"]["crs"] == "EPSG:9209"


def test_a_system_without_a_site_is_told_and_stops_nothing(desk, site_book):
    run = desk.taken(site_book("", CRS), policy="wait")
    assert "site_crs_alone" in codes(run)
    assert run.rows.get().state == "kept"


def test_an_engine_that_does_not_answer_leaves_the_site_out(desk, site_book, monkeypatch):
    from kethop_office.appraisal.queries import imported_sites  # noqa: PLC0415 - to stand in for it

    asked = imported_sites.ask

    def ended(what, **given):
        if what == "panel":
            raise EngineEnded
        return asked(what, **given)

    monkeypatch.setattr(imported_sites, "ask", ended)
    run = desk.taken(site_book(CORNERS))
    assert left(run) == {"site_engine"}


def test_a_check_that_ended_early_is_ordered_again_from_the_page(desk, site_book, monkeypatch):
    from kethop_office.appraisal.queries import case_imports  # noqa: PLC0415 - to stand in for it

    def ended():
        raise EngineEnded

    known = case_imports.known_systems
    monkeypatch.setattr(case_imports, "known_systems", ended)
    actor = desk.actor()
    run, _job = begin_import(actor, site_book(CORNERS), "ho-so.xlsx", office=desk.lead.pk)
    run.refresh_from_db()
    job = choose_columns(actor, run, run.mapping, run.asked_mapping, day_order="")
    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.FAILED, "engine.ended")
    client = desk.client()
    assert f"/case/import/{run.pk}/columns/" in client.get(f"/case/import/{run.pk}/").content.decode()
    monkeypatch.setattr(case_imports, "known_systems", known)
    choose_columns(actor, run, run.mapping, run.asked_mapping, day_order="")
    run.refresh_from_db()
    assert run.state == CaseImport.State.CHECKED


def test_a_table_without_sites_asks_nothing_of_the_engine(desk, book, monkeypatch):
    from kethop_office.appraisal.queries import imported_sites  # noqa: PLC0415 - to stand in for it

    def asked(*_what, **_given):
        raise AssertionError("asked")

    monkeypatch.setattr(imported_sites, "ask", asked)
    assert desk.checked(book()).state == CaseImport.State.CHECKED


def test_an_import_with_a_site_goes_back_while_nobody_has_worked_on_it(desk, site_book):
    run = desk.taken(site_book(CORNERS))
    client = desk.client()
    reference = Case.objects.get().reference
    assert client.get(f"/case/{reference}/site").status_code == 200, "looking at the site is no work"
    client.post(f"/case/import/{run.pk}/undo/")
    assert not Case.objects.exists()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_doubts_of_a_site_are_in_the_readers_language(desk, site_book, language):
    run = desk.taken(site_book(CORNERS, "VN-2000 107°00′ múi 3°"))
    user = desk.users["officer.1"]
    user.language = language
    user.save()
    page = desk.client().get(f"/case/import/{run.pk}/rows/").content.decode()
    words = {"vi": ("nằm trong Xã Tam Đa", "kinh tuyến trục 105°30′"), "en": ("lie in", "central meridian 105°30′")}
    for word in words[language]:
        assert word in page
    assert "“1  2344072,76  552756,73 …”" in page, "the first line of the cell tells which it is"
    assert "2344130,14" not in page
    assert page.index(words[language][0]) < page.index({"vi": "nếu nhập ngay", "en": "brought in now"}[language])


def test_the_page_of_columns_asks_and_the_check_hears(desk, site_book):
    client = desk.client()
    data = {"file": SimpleUploadedFile("ho-so.xlsx", site_book(CORNERS, "")), "office": str(desk.lead.pk)}
    client.post("/case/import/new/", data)
    run = CaseImport.objects.get()
    assert {"site", "site_crs"} <= set(run.mapping.values()), "known by their heads"
    page = client.get(f"/case/import/{run.pk}/columns/").content.decode()
    assert "kinh tuyến trục 105°30′" in page
    form = {f"column-{number}": field for number, field in run.mapping.items()}
    form |= {f"asked-{number}": field for number, field in run.asked_mapping.items()}
    answer = client.post(f"/case/import/{run.pk}/columns/", form | {"site_system": "EPSG:1"})
    assert answer.status_code == 400
    client.post(f"/case/import/{run.pk}/columns/", form | {"day_order": "", "site_system": "commune"})
    run.refresh_from_db()
    assert (run.site_system, run.state) == ("commune", CaseImport.State.CHECKED)
    assert "site_by_commune" in codes(run)
