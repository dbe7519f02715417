"""What is taken away: real numbers and days, text that stays text, nothing that may not be known."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pyogrio.raw
import pytest
from python_calamine import CalamineWorkbook
from taken_away import formulas, traces

from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.exporting import export_now
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.audit.models import AuditEvent
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused


@pytest.fixture
def cases(make, finance):
    make.case(finance, "=HYPERLINK(1)", area_ha=Decimal("37.1900"), next_due_on=date(2026, 11, 27), lon=105.6, lat=21.3)
    make.case(finance, "Cụm công nghiệp", proponent_name="+84 Công ty")
    make.case(make.office("Sở khác"), "Không thấy được")


def test_workbook_has_real_numbers_days_and_says_what_it_holds(make, officer, cases):
    data = export_now(make.actor(officer), CaseFilters(text="cong"), "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Hồ sơ").to_python()
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Tên"] == "=HYPERLINK(1)"
    assert first["Hạn"] == date(2026, 11, 27)
    assert first["Số ngày làm việc còn lại"] == 4
    assert first["Diện tích (ha)"] == 37.19
    assert len(rows) == 3
    notes = dict(book.get_sheet_by_name("Đọc tôi").to_python()[1:])
    assert notes["Số hồ sơ"] == "2"
    assert notes["Người xuất"] == "chuyen-vien-1"
    assert notes["Độ mật cao nhất"] == "không mật"
    assert "cong" in notes["Điều kiện lọc"]
    assert AuditEvent.objects.filter(act="cases.exported").count() == 1


def test_csv_and_geojson(make, officer, cases):
    actor = make.actor(officer)
    rows = list(csv.DictReader(io.StringIO(export_now(actor, CaseFilters(), "csv").decode("utf-8-sig"))))
    assert [row["Tên"] for row in rows] == ["'=HYPERLINK(1)", "Cụm công nghiệp"]
    assert rows[1]["Chủ đầu tư, cơ quan trình"] == "'+84 Công ty"
    document = json.loads(export_now(actor, CaseFilters(), "geojson"))
    assert [item["geometry"] for item in document["features"]] == [
        {"type": "Point", "coordinates": [105.6, 21.3]},
        None,
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv", "geojson", "gpkg"])
def test_no_format_tells_who_or_what_made_it(make, officer, cases, form):
    if form == "gpkg":
        make.client(officer).post("/case/export", {"format": "gpkg", "query": ""})
    data = read_blob(Job.objects.get().file) if form == "gpkg" else export_now(make.actor(officer), CaseFilters(), form)
    assert traces(f"cases.{form}", data) == []
    if form == "xlsx":
        assert formulas(data) == []


def test_what_is_large_goes_to_the_worker(make, officer, cases, monkeypatch):
    monkeypatch.setattr("kethop_office.appraisal.actions.exporting.AT_ONCE", 1)
    client = make.client(officer)
    response = client.post("/case/export", {"format": "xlsx", "query": "sort=name"})
    job = Job.objects.get()
    assert response.url == f"/job/{job.pk}/"
    job.refresh_from_db()
    assert job.state == "done", job.error_code
    assert job.result["rows"] == 2
    assert read_blob(job.file)[:2] == b"PK"


def test_geopackage_holds_cases_and_notes(make, officer, cases, tmp_path):
    client = make.client(officer)
    client.post("/case/export", {"format": "gpkg", "query": ""})
    job = Job.objects.get()
    assert job.state == "done", job.error_code
    path = tmp_path / "out.gpkg"
    path.write_bytes(read_blob(job.file))
    assert "ho_so" in {name for name, _kind in pyogrio.list_layers(path)}
    _meta, _index, _shapes, columns = pyogrio.raw.read(path, layer="ho_so", read_geometry=False)
    assert {"KH-2026-00001", "KH-2026-00002"} == set(columns[0])


def test_unknown_format_is_refused(make, officer, cases):
    with pytest.raises(Refused, match=r"export\.unknown_format"):
        export_now(make.actor(officer), CaseFilters(), "exe")
    assert (
        "Không có dạng tệp này"
        in make.client(officer).post("/case/export", {"format": "exe"}, follow=True).content.decode()
    )
