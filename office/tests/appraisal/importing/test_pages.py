"""The pages of the import of running cases, in both languages and for each reader."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from kethop_office.accounts.models import Job
from kethop_office.appraisal.models import Case, CaseImport
from kethop_office.common.tables.reading import read_file

NEW = "/case/import/new/"


def upload(client, desk, data, name="ho-so.xlsx"):
    return client.post(NEW, {"file": SimpleUploadedFile(name, data), "office": str(desk.lead.pk)})


def columns_form(run):
    own = {f"column-{number}": field for number, field in run.mapping.items()}
    return own | {f"asked-{number}": field for number, field in run.asked_mapping.items()} | {"day_order": ""}


def test_a_table_goes_all_the_way_and_back(desk, book):
    client = desk.client()
    answer = upload(client, desk, book())
    assert answer.status_code == 302, answer.content.decode()
    run = CaseImport.objects.get()
    assert (run.sheet, run.asked_sheet, run.head_row) == (0, 1, 1)
    assert set(desk.heads) == set(run.heads)
    page = client.get(f"/case/import/{run.pk}/columns/").content.decode()
    assert "Cột của trang lấy ý kiến" in page
    answer = client.post(f"/case/import/{run.pk}/columns/", columns_form(run))
    assert answer.url.startswith("/job/"), answer.context["own"].errors
    page = client.get(f"/case/import/{run.pk}/").content.decode()
    assert "Nhập vào danh sách hồ sơ" in page
    client.post(f"/case/import/{run.pk}/", {"policy": "keep"})
    page = client.get(f"/case/import/{run.pk}/rows/?kind=case").content.decode()
    assert page.count("hồ sơ: đã nhập") == len(desk.cases)
    one = Case.objects.get(own_number="06/HS")
    page = client.get(f"/case/{one.reference}/").content.decode()
    assert "chưa sàng lọc ở đây" in page
    assert f"/case/import/{run.pk}/" in page
    assert "06/HS" in page
    assert (
        "hệ thống không chứng minh được việc trước đó" in client.get(f"/case/{one.reference}/events").content.decode()
    )
    assert one.reference in client.get("/case/?text=06/HS").content.decode(), "found by the number that people know"
    assert "Chỉ làm được khi chưa ai" in client.get(f"/case/import/{run.pk}/undo/").content.decode()
    client.post(f"/case/import/{run.pk}/undo/")
    assert not Case.objects.exists()
    assert client.get(f"/case/import/{run.pk}/rows/").status_code == 200


def test_sheets_and_columns_are_corrected_by_hand_and_remembered(desk, book):
    client = desk.client()
    upload(client, desk, book())
    run = CaseImport.objects.get()
    client.post(f"/case/import/{run.pk}/sheets/", {"sheet": "0", "head_row": "1", "asked_sheet": ""})
    run.refresh_from_db()
    assert (run.asked_sheet, run.asked_mapping) == (None, {})
    form = columns_form(run) | {"column-11": "skip"}
    assert client.post(f"/case/import/{run.pk}/columns/", form).url.startswith("/job/")
    upload(client, desk, book(), "lan-hai.xlsx")
    again = CaseImport.objects.get(file_name="lan-hai.xlsx")
    assert again.mapping["11"] == "skip"
    answer = client.post(
        f"/case/import/{again.pk}/sheets/",
        {"sheet": "0", "head_row": "1", "asked_sheet": "0", "asked_head_row": "1"},
        follow=True,
    )
    assert "hai trang khác nhau" in answer.content.decode()
    answer = client.post(f"/case/import/{again.pk}/columns/", columns_form(again) | {"column-0": "keep"})
    assert answer.status_code == 400
    assert "Số hồ sơ của cơ quan" in answer.content.decode()


def test_the_template_comes_back_as_it_went_out(desk):
    client = desk.client()
    answer = client.get("/case/import/template.xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    names = [sheet.name for sheet in read_file(answer.content, "mau.xlsx")]
    assert names[:2] == ["Hồ sơ - Cases", "Lấy ý kiến - Consultations"]
    upload(client, desk, answer.content, "mau.xlsx")
    run = CaseImport.objects.get()
    assert (run.sheet, run.asked_sheet) == (0, 1)
    assert "keep" not in {*run.mapping.values(), *run.asked_mapping.values()}, "every head of ours is known"


def test_a_file_that_cannot_be_read_says_why(desk):
    client = desk.client()
    assert upload(client, desk, b"\n\n", "a.csv").status_code == 302
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "không có dòng nào" in client.get(f"/job/{job.pk}/").content.decode()
    assert "chưa nhập gì" in client.get(f"/case/import/{CaseImport.objects.get().pk}/").content.decode()


@pytest.mark.parametrize(("data", "name"), [(b"not a zip", "a.xlsx"), (b"%PDF-1.7", "a.pdf"), (b"{}", "a.geojson")])
def test_a_file_of_another_kind_is_refused_at_its_field(desk, data, name):
    answer = upload(desk.client(), desk, data, name)
    assert answer.status_code == 400
    assert 'id="id_file-error"' in answer.content.decode()
    assert not CaseImport.objects.exists()


def test_a_csv_of_another_encoding_is_read_and_told(desk):
    heads = "case number;title;proponent;kind;received on;state"
    text = f"{heads}\n51/HS;Kho hàng;Công ty;project;2026-10-01;filed\n"
    run = desk.taken(text.encode("cp1258"), "ho-so.csv")
    assert run.notes == [{"code": "case.column.encoding", "fields": {"encoding": "cp1258"}}]
    assert Case.objects.get().proponent_name == "Công ty"


def test_who_may_not_import_finds_no_such_page(desk, book):
    run = desk.taken()
    paths = ["/case/import/", NEW, "/case/import/template.xlsx"]
    paths += [f"/case/import/{run.pk}/{part}" for part in ("", "columns/", "rows/", "undo/")]
    for who in ("reviewer.1", "soldier.1"):
        client = desk.client(who)
        assert {client.get(path).status_code for path in paths} == {404}, who
        assert "Hồ sơ nhập từ bảng" not in client.get("/case/").content.decode()
    stranger = desk.client("officer.2")
    hidden, wrong = (stranger.get(f"/case/import/{key}/") for key in (run.pk, "00000000-0000-4000-8000-000000000000"))
    assert hidden.status_code == wrong.status_code == 404
    assert "ho-so.xlsx" not in stranger.get("/case/import/").content.decode()
    waiting = run.rows.first()
    assert stranger.post(f"/case/import/row/{waiting.pk}/take/").status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages(desk, book, row, language):
    user = desk.users["officer.1"]
    user.language = language
    user.save()
    client = desk.client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert client.get("/case/import/").status_code == 200
    run = desk.taken(book([*desk.cases, row("", "bước lạ")]))
    waiting = run.rows.get(state="waiting")
    paths = ["/case/", "/case/import/", NEW, f"/case/import/row/{waiting.pk}/leave/"]
    paths += [
        f"/case/import/{run.pk}/{part}"
        for part in ("", "columns/", "rows/", "rows/?state=waiting", "rows/?code=case.doubt.stage_unclear")
    ]
    shown = ("submission", "findings", "consultations", "conditions", "report", "documents", "events", "site")
    paths += [f"/case/{one.reference}/" for one in Case.objects.all()]
    paths += [f"/case/{Case.objects.get(own_number='07/HS').reference}/{part}" for part in shown]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        assert f'<html lang="{language}"' in page
        assert page.count("<h1") == 1, path


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", ("7 hồ sơ<", "3 văn bản lấy ý kiến<")), ("en", ("7 cases<", "3 letters of consultation<"))],
)
def test_what_came_in_is_counted_in_words_of_the_language(desk, language, words):
    run = desk.taken()
    user = desk.users["officer.1"]
    user.language = language
    user.save()
    page = desk.client().get(f"/case/import/{run.pk}/").content.decode()
    for word in words:
        assert word in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Chưa nhập được dòng vì:", "Cần xem, không cản việc nhập:", "Chỉ báo để biết:")),
        ("en", ("The row cannot come in, because:", "To look at, does not stop the row:", "For information:")),
    ],
)
def test_what_blocks_a_row_is_told_first_and_apart(desk, book, row, language, words):
    blocked, others, notes = words
    cases = [
        row("21/HS", "đang sàng lọc", kind="chẳng rõ", officer="Không có ai", place=("", "")),
        row("22/HS", "đang sàng lọc", officer="Không có ai"),
        row("23/HS", "kiểm tra tính hợp lệ", law=""),
    ]
    asked = [["23/HS", "Sở Xây dựng trên giấy", "ý kiến", "2026-10-10", "", "", "", ""]]
    run = desk.taken(book(cases, asked), policy="wait")
    user = desk.users["officer.1"]
    user.language = language
    user.save()
    page = desk.client().get(f"/case/import/{run.pk}/rows/?state=waiting").content.decode()
    first, second, letter = (page.index(name) for name in ("2 · 21/HS", "3 · 22/HS", "2 · 23/HS"))
    told = page[first:second]
    assert told.index(blocked) < told.index("chẳng rõ") < told.index(others) < told.index("Không có ai")
    assert told.index("Không có ai") < told.index(notes)
    assert "/take/" not in told
    assert blocked not in page[second:letter]
    assert "/take/" in page[second:letter]
    assert blocked in page[letter:], "its case is not at the step at which anybody is asked"
    assert "/take/" not in page[letter:]
