"""The pages of parks, imports and layers, in both languages and for each reader."""

import io
import re

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from sessions_at import works_at

from kethop_office.accounts.models import Job, Role
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.registry.actions.layers import keep_layers
from kethop_office.registry.actions.parks import add_park
from kethop_office.registry.models import ImportRow, ImportRun, IndustrialPark, Layer, LayerDraft, ParkDoubt, ParkMerge

pytestmark = pytest.mark.usefixtures("units", "db")  # in this order

HEADS = ["TT", "Tên KCN", "Loại", "Tỉnh", "Xã", "Diện tích (ha)", "Tỷ lệ lấp đầy"]
ROWS = [
    [1, "KCN Ví dụ Một", "KCN", "Bắc Ninh", "Xã Tam Đa", "1.234,5", 65],
    [2, "KCN Ví dụ Hai", "KCN", "Vĩnh Phúc", None, "35,52", 2021],
    [3, "CCN Ví dụ Ba", "CCN", "Bắc Ninh", "=A1", "1.234", "0,6"],
    [4, None, "KCN", "Bắc Ninh", None, "12", None],
]


def workbook(rows=ROWS, *, title=True) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh mục")
        first = 0
        if title:
            sheet.merge_range(0, 0, 0, 6, "DANH MỤC KHU CÔNG NGHIỆP (VÍ DỤ)")
            first = 2
        sheet.write_row(first, 0, HEADS)
        for number, row in enumerate(rows, start=first + 1):
            sheet.write_row(number, 0, row)
        sheet.write_formula(first + len(rows) + 2, 1, "=B4", None, "")
        sheet.write_string(first + len(rows) + 2, 2, "KCN")
    return buffer.getvalue()


def upload(client, data, name="danh-muc.xlsx") -> Job:
    answer = client.post(
        "/registry/import/new/", {"file": SimpleUploadedFile(name, data), "level": "0", "source": "Sở Ví dụ"}
    )
    assert answer.status_code == 302, answer.content.decode()
    return Job.objects.get(pk=answer.url.strip("/").split("/")[-1])


def columns_form(run) -> dict[str, str]:
    return {f"column-{number}": field for number, field in run.mapping.items()}


def bring_in(client, data, *, policy="keep") -> ImportRun:
    assert upload(client, data).state == Job.State.DONE
    run = ImportRun.objects.order_by("-created_at", "-pk").filter(state="mapping").get()
    client.post(f"/registry/import/{run.pk}/columns/", columns_form(run))
    client.post(f"/registry/import/{run.pk}/", {"policy": policy})
    run.refresh_from_db()
    assert run.state == ImportRun.State.TAKEN
    return run


@pytest.fixture
def steward(account):
    return account("steward.1", Role.STEWARD)


@pytest.fixture
def client(open_as, steward):
    return open_as(steward)


def test_a_workbook_goes_all_the_way_and_back(client):
    assert upload(client, workbook()).state == Job.State.DONE
    run = ImportRun.objects.get()
    assert run.head_row == 3
    assert run.heads == HEADS
    page = client.get(f"/registry/import/{run.pk}/columns/").content.decode()
    assert "Tên KCN" in page
    answer = client.post(f"/registry/import/{run.pk}/columns/", columns_form(run))
    assert answer.url.startswith("/job/")
    page = client.get(f"/registry/import/{run.pk}/").content.decode()
    assert "Nhập vào danh sách khu" in page
    assert "Diện tích có thể là 1.234 hoặc 1,234." in page
    client.post(f"/registry/import/{run.pk}/", {"policy": "keep"})
    states = dict(run.rows.values_list("number", "state"))
    assert states == {4: "kept", 5: "kept", 6: "kept", 7: "waiting", 9: "waiting"}
    codes = {
        (row, code.removeprefix("park.doubt."), column)
        for row, code, column in ParkDoubt.objects.values_list("row__number", "code", "column")
    }
    assert codes >= {
        (5, "occupancy_year", "Tỷ lệ lấp đầy"),
        (5, "province_old", "Tỉnh"),
        (6, "formula_text", "Xã"),
        (6, "area_ambiguous", "Diện tích (ha)"),
        (6, "occupancy_fraction", "Tỷ lệ lấp đầy"),
        (7, "no_name", "Tên KCN"),
        (9, "unread_formula", "Tên KCN"),
    }
    park = IndustrialPark.objects.get(name="KCN Ví dụ Một")
    assert str(park.area_ha) == "1234.5000"
    assert (park.province, len(park.commune_codes)) == ("24", 1)
    assert client.get(f"/registry/import/{run.pk}/rows/?state=waiting").content.decode().count("Để ngoài") == 2
    waiting = client.get(f"/registry/import/{run.pk}/rows/?state=waiting").content.decode()
    assert waiting.count("Chưa nhập được dòng vì:") == 2, "the name is not there, or cannot be read"
    assert "Chưa nhập được dòng vì:" not in client.get(f"/registry/import/{run.pk}/rows/?state=kept").content.decode()
    assert "Các khu do lần nhập này thêm sẽ bị xóa" in client.get(f"/registry/import/{run.pk}/undo/").content.decode()
    client.post(f"/registry/import/{run.pk}/undo/")
    assert not IndustrialPark.objects.exists()
    assert run.rows.count() == 5


def test_doubtful_rows_wait_when_the_officer_says_so(client):
    run = bring_in(client, workbook(), policy="wait")
    assert dict(run.rows.values_list("number", "state")) == {
        4: "kept",
        5: "waiting",
        6: "waiting",
        7: "waiting",
        9: "waiting",
    }
    row = run.rows.get(number=5)
    client.post(f"/registry/import/row/{row.pk}/take/")
    row.refresh_from_db()
    assert row.state == ImportRow.State.KEPT
    assert row.park.name == "KCN Ví dụ Hai"
    assert ParkDoubt.objects.filter(park=row.park, code="park.doubt.occupancy_year").exists()
    nameless = run.rows.get(number=7)
    client.post(f"/registry/import/row/{nameless.pk}/take/")
    assert client.post(f"/registry/import/row/{nameless.pk}/leave/", {"reason": ""}).status_code == 400
    client.post(f"/registry/import/row/{nameless.pk}/leave/", {"reason": "Dòng cộng của bảng"})
    nameless.refresh_from_db()
    assert (nameless.state, nameless.note) == (ImportRow.State.LEFT, "Dòng cộng của bảng")


def test_columns_are_remembered_for_the_next_file(client):
    assert upload(client, workbook()).state == Job.State.DONE
    run = ImportRun.objects.get()
    form = columns_form(run) | {"column-0": "skip", "column-5": "keep"}
    client.post(f"/registry/import/{run.pk}/columns/", form)
    upload(client, workbook(ROWS[:2]), "lan-hai.xlsx")
    again = ImportRun.objects.get(file_name="lan-hai.xlsx")
    assert (again.mapping["0"], again.mapping["5"]) == ("skip", "keep")


def test_an_import_that_others_worked_on_is_not_undone(client):
    run = bring_in(client, workbook())
    park = IndustrialPark.objects.get(name="KCN Ví dụ Một")
    form = client.get(f"/registry/park/{park.pk}/edit/").context["form"]
    values = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    answer = client.post(f"/registry/park/{park.pk}/edit/", values | {"investor": "Công ty Ví dụ"})
    assert answer.status_code == 302, answer.context["form"].errors
    answer = client.post(f"/registry/import/{run.pk}/undo/", follow=True)
    assert "đã được sửa sau đó" in answer.content.decode()
    assert IndustrialPark.objects.count() == 3


def test_a_stale_form_shows_both_and_keeps_what_was_typed(client, keeper):
    park = add_park(keeper, {"name": "KCN Ví dụ", "kind": "park"})
    old = {"name": "KCN Ví dụ", "kind": "park", "status": "operating", "version": "1"}
    assert client.post(f"/registry/park/{park.pk}/edit/", old).status_code == 302
    answer = client.post(f"/registry/park/{park.pk}/edit/", old | {"name": "KCN Tên Khác"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "KCN Tên Khác" in page
    assert "Khác với bản vừa lưu" in page
    assert re.search(r'name="version" value="2"', page)
    park.refresh_from_db()
    assert park.name == "KCN Ví dụ"


def test_joining_two_needs_a_second_person(client, keeper, account, open_as):
    kept = add_park(keeper, {"name": "KCN Ví dụ", "province": "24", "area_ha": "10"})
    dropped = add_park(
        keeper, {"name": "Khu công nghiệp Ví dụ", "province": "24", "area_ha": "12", "investor": "Công ty A"}
    )
    client.post(f"/registry/park/{kept.pk}/merge/", {"other": str(dropped.pk), "reason": "Cùng quyết định thành lập"})
    merge = ParkMerge.objects.get()
    page = client.post(f"/registry/park/merge/{merge.pk}/", {"decision": "join"}, follow=True).content.decode()
    assert "không tự quyết định" in page
    second = open_as(account("officer.2", Role.OFFICER))
    assert "Là một: gộp" in second.get(f"/registry/park/merge/{merge.pk}/").content.decode()
    second.post(f"/registry/park/merge/{merge.pk}/", {"decision": "join"})
    kept.refresh_from_db()
    dropped.refresh_from_db()
    assert dropped.merged_into == kept
    assert (kept.investor, str(kept.area_ha)) == ("Công ty A", "10.0000")
    assert kept.aliases == ["Khu công nghiệp Ví dụ"]
    assert "12" in kept.facts.values()
    assert "đã gộp vào khu khác" in client.get(f"/registry/park/{dropped.pk}/").content.decode()
    assert str(dropped.pk) not in client.get("/registry/park/").content.decode()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b'{"type": "FeatureCollection"}', "a.geojson", "FeatureCollection"),
        (b"\n\n", "a.csv", "không có dòng nào"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client, data, name, told):
    job = upload(client, data, name)
    assert job.state == Job.State.FAILED
    assert told in client.get(f"/job/{job.pk}/").content.decode()
    run = ImportRun.objects.get()
    assert run.state == ImportRun.State.FAILED
    assert "chưa nhập gì" in client.get(f"/registry/import/{run.pk}/").content.decode()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"not a zip", "a.xlsx", "không phải loại .xlsx"),
        (b"%PDF-1.7", "a.pdf", "không thuộc loại được nhận"),
        (b"MZ", "a.csv", "không phải loại .csv"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_its_field(client, data, name, told):
    answer = client.post("/registry/import/new/", {"file": SimpleUploadedFile(name, data), "level": "0"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert told in text
    assert 'id="id_file-error"' in text
    assert not ImportRun.objects.exists()


def test_a_far_away_cell_is_refused_before_it_is_laid_out(client):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Tên")
        sheet.write_string(1_048_575, 16_383, "x")
    assert upload(client, buffer.getvalue()).error_code == "table.too_many_rows"


def test_what_is_above_the_reader_is_not_there(open_as, account, client):
    cleared = account("steward.2", Role.STEWARD, rank=20)
    secret = add_park(actor_of(cleared), {"name": "Khu Ẩn Ví dụ"}, level=20)
    above = open_as(cleared)
    works_at(above, 20)
    assert above.get(f"/registry/park/{secret.pk}/").status_code == 200
    hidden, wrong = (
        client.get(f"/registry/park/{key}/") for key in (secret.pk, "00000000-0000-4000-8000-000000000000")
    )
    assert hidden.status_code == wrong.status_code == 404
    assert hidden.content == wrong.content or len(hidden.content) == len(wrong.content)
    assert "Khu Ẩn" not in client.get("/registry/park/?text=an vi du").content.decode()


def test_a_role_without_keeping_reads_only(open_as, account, keeper):
    add_park(keeper, {"name": "KCN Ví dụ"})
    reader = open_as(account("approver.1", Role.APPROVER))
    assert "KCN Ví dụ" in reader.get("/registry/park/").content.decode()
    for path in ("/registry/import/", "/registry/import/new/", "/registry/park/new/", "/registry/layer/new/"):
        assert reader.get(path).status_code == 404


def test_pages_follow_one_another(client, keeper):
    for number in range(120):
        add_park(keeper, {"name": f"KCN Ví dụ {number:03}"})
    seen: list[str] = []
    path = "/registry/park/"
    while path:
        page = client.get(path)
        seen += [park.name for park in page.context["page"].parks]
        path = f"/registry/park/{page.context['after']}" if page.context["after"] else ""
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == 120
    assert page.context["before"]


def test_layers_are_listed_with_their_health(client, open_as, account):
    assert keep_layers(None) == 3
    page = client.get("/registry/layer/").content.decode()
    assert "còn hạn" in page
    for layer in Layer.objects.all():
        assert client.get(f"/registry/layer/{layer.pk}/").status_code == 200
    proponent = open_as(account("proponent.1", Role.PROPONENT))
    assert proponent.get("/registry/layer/").status_code == 404
    assert proponent.get(f"/registry/layer/{Layer.objects.first().pk}/").status_code == 404


def test_a_delivered_layer_is_published_and_retired(client, tmp_path):
    folder = pack_folder() / "layers"
    sidecar = (folder / "aerodromes.yaml").read_text(encoding="utf-8").replace("id: aerodromes", "id: own_runways")
    data = (folder / "aerodromes.parquet").read_bytes()

    def send(text, name="own_runways.yaml", content=data):
        files = {
            "sidecar": SimpleUploadedFile(name, text.encode()),
            "file": SimpleUploadedFile("a.parquet", content),
        }
        return client.post("/registry/layer/new/", files)

    assert send(sidecar).url.startswith("/job/")
    assert not Layer.objects.filter(layer="own_runways").exists(), "it is checked, and not in use"
    draft = LayerDraft.objects.get(layer="own_runways")
    assert "own_runways" in client.get(f"/registry/layer/draft/{draft.pk}/").content.decode()
    assert str(draft.pk) in client.get("/registry/layer/").content.decode()
    assert client.get(f"/registry/layer/draft/{draft.pk}/publish/").status_code == 200
    assert client.post(f"/registry/layer/draft/{draft.pk}/publish/").url.startswith("/job/")
    assert client.post(f"/registry/layer/draft/{draft.pk}/publish/").url == f"/registry/layer/draft/{draft.pk}/"
    layer = Layer.objects.get(layer="own_runways")
    assert layer.is_current
    assert client.get(f"/registry/layer/{layer.pk}/retire/").status_code == 200
    client.post(f"/registry/layer/{layer.pk}/retire/")
    layer.refresh_from_db()
    assert not layer.is_current
    assert not list(settings.KETHOP_LAYERS.glob("own_runways.*"))
    answer = send(sidecar.replace("classification: open", "classification: secret"))
    shown = client.get(answer.url).content.decode()
    assert "mat (Mật)" in shown, "the words of the office beside the codes of the file"
    assert "&#x27;mat&#x27;" not in shown
    send(sidecar, content=data + b"x")
    assert Job.objects.order_by("-created_at", "-pk").filter(error_code="layers.file").exists()
    send((folder / "aerodromes.yaml").read_text(encoding="utf-8"), "aerodromes.yaml")
    assert Job.objects.filter(error_code="layers.id_unusable").exists()
    send(sidecar.replace("classification: open", "classification: mat"))
    assert not LayerDraft.objects.filter(level=20).exists()


def test_a_version_that_waits_is_withdrawn(client, open_as, account):
    folder = pack_folder() / "layers"
    text = (folder / "aerodromes.yaml").read_text(encoding="utf-8").replace("id: aerodromes", "id: own_runways")
    files = {
        "sidecar": SimpleUploadedFile("own_runways.yaml", text.encode()),
        "file": SimpleUploadedFile("a.parquet", (folder / "aerodromes.parquet").read_bytes()),
    }
    client.post("/registry/layer/new/", files)
    path = f"/registry/layer/draft/{LayerDraft.objects.get().pk}/"
    other = open_as(account("reviewer.1", Role.REVIEWER))
    assert other.get(path).status_code == other.post(f"{path}publish/").status_code == 404
    assert "own_runways" not in other.get("/registry/layer/").content.decode()
    assert client.get(f"{path}withdraw/").status_code == 200
    client.post(f"{path}withdraw/")
    assert LayerDraft.objects.get().state == "withdrawn"
    client.post(f"{path}publish/")
    client.post(f"{path}withdraw/")
    assert not Layer.objects.filter(layer="own_runways").exists()


def pack_folder():
    from kethop.cli.places import find_pack_folder  # noqa: PLC0415

    return find_pack_folder("vn")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages(client, steward, keeper, language):
    run = bring_in(client, workbook())
    keep_layers(None)
    park = run.rows.get(number=5).park
    doubt = ParkDoubt.objects.filter(park=park, is_note=False).first()
    steward.language = language
    steward.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    paths = [
        "/registry/park/",
        "/registry/park/?doubts=1&kind=park",
        "/registry/park/new/",
        f"/registry/park/{park.pk}/",
        f"/registry/park/{park.pk}/edit/",
        f"/registry/park/{park.pk}/merge/",
        "/registry/park/merge/",
        f"/registry/doubt/{doubt.pk}/",
        "/registry/import/",
        "/registry/import/new/",
        f"/registry/import/{run.pk}/",
        f"/registry/import/{run.pk}/columns/",
        f"/registry/import/{run.pk}/rows/",
        f"/registry/import/{run.pk}/undo/",
        f"/registry/import/row/{run.rows.get(number=7).pk}/leave/",
        "/registry/layer/",
        "/registry/layer/new/",
        f"/registry/layer/{Layer.objects.first().pk}/",
        "/territory/",
        "/territory/?q=vinh+phuc",
        "/territory/province:25/",
    ]
    for path in paths:
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in page
        assert page.count("<h1") == 1, path
        assert " style=" not in page
    assert client.get("/registry/park/export/").content[:2] == b"PK"
