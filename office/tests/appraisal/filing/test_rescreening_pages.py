"""The pages of re-screening, from the version that is sent to the task that is settled; and another pack."""

from django.core.files.uploadedfile import SimpleUploadedFile
from layer_files import layer_files
from rescreening_desk import HERE, LAYER, deliver, park

from kethop_office.accounts.models import Job, User
from kethop_office.appraisal.models import Rescreening
from kethop_office.common import clock
from kethop_office.common.files import read_blob
from kethop_office.common.tables.reading import read_file
from kethop_office.registry.models import Layer, LayerDraft

SAID = {
    "vi": {
        "replaces": "thay phiên bản đang dùng",
        "change": "Vùng ví dụ”, số liệu đến 31/10/2026",
        "act": ">Sàng lọc lại</button>",
        "settled": "đã được xử lý",
    },
    "en": {
        "replaces": "takes the place of the one in use",
        "change": "Example zones”, data to 31\N{NO-BREAK SPACE}Oct\N{NO-BREAK SPACE}2026",
        "act": ">Screen again</button>",
        "settled": "has been settled",
    },
}


def test_from_the_version_to_the_task(keeper, page):
    case, steward = keeper.valid(), page("keeper")
    sidecar, data = layer_files(LAYER, [HERE])
    files = {
        "sidecar": SimpleUploadedFile(f"{LAYER}.yaml", sidecar),
        "file": SimpleUploadedFile("a.parquet", data),
    }
    assert steward.post("/registry/layer/new/", files).url.startswith("/job/")
    draft = LayerDraft.objects.get()
    row = Rescreening.objects.get()
    publishing = f"/registry/layer/draft/{draft.pk}/publish/"
    for language, said in SAID.items():
        preview_is_shown(page("keeper", language), page("officer", language), case, row)
        shown = page("keeper", language).get(publishing).content.decode()
        assert said["replaces"] not in shown, "nothing of this layer is in use yet"
    again = steward.post(f"/rescreening/draft/{draft.pk}/", {"is_thorough": "on"})
    assert Rescreening.objects.get(is_thorough=True).pk.hex in again.url.replace("-", "")
    steward.post(publishing)
    after = Rescreening.objects.get(phase="after").cases.get()
    shown = steward.get(f"/registry/layer/draft/{draft.pk}/").content.decode()
    assert f"/rescreening/{after.rescreening_id}/" in shown, "what was found afterwards"
    previews = Rescreening.objects.filter(phase="before").values_list("pk", flat=True)
    assert any(f"/rescreening/{one}/" in shown for one in previews), "and before, as it was kept"
    assert f"/rescreening/draft/{draft.pk}/" not in shown, "nothing is compared with itself"
    LayerDraft.objects.update(state="draft")
    for language, said in SAID.items():
        assert said["replaces"] in page("keeper", language).get(publishing).content.decode()
    LayerDraft.objects.update(state="published")
    path = f"/case/{case.reference}/rescreened/{after.pk}/"
    for language, said in SAID.items():
        change_is_named(page("officer", language), case, path, said)
    line_is_noted(page, case, path)


def preview_is_shown(steward, officer, case, row):
    shown = steward.get(f"/registry/layer/draft/{row.draft_id}/").content.decode()
    assert f"/rescreening/{row.pk}/" in shown
    assert shown.count('scope="col"') == 2, "no column of a version that is not there"
    for path in (f"/rescreening/{row.pk}/", f"/rescreening/{row.pk}/progress/", "/rescreening/"):
        answer = steward.get(path)
        assert answer.status_code == 200
        assert " style=" not in answer.content.decode()
    shown = steward.get(f"/rescreening/{row.pk}/").content.decode()
    assert case.reference in shown
    assert "?of=cases&amp;state=same" not in shown, "a part without lines is no link"
    assert case.reference not in steward.get(f"/rescreening/{row.pk}/?state=same").content.decode()
    line = row.cases.get()
    preview = officer.get(f"/case/{case.reference}/rescreened/{line.pk}/").content.decode()
    assert "run_again" not in preview
    assert f"/case/{case.reference}/findings/run" not in preview


def change_is_named(officer, case, path, said):
    assert path in officer.get("/tasks/").content.decode() or path in officer.get("/", follow=True).content.decode()
    findings = officer.get(f"/case/{case.reference}/findings").content.decode()
    assert path in findings
    assert said["change"] in findings
    shown = officer.get(path).content.decode()
    assert said["change"] in shown
    assert said["act"] in shown
    assert f"/registry/layer/{Layer.objects.get(layer=LAYER).pk}/" in shown
    assert officer.get(f"{path}note/").status_code == 200


def line_is_noted(page, case, path):
    reason, officer = "Vùng thuộc giai đoạn sau của dự án", page("officer")
    assert officer.post(f"{path}note/", {"reason": ""}).status_code == 400
    assert officer.post(f"{path}note/", {"reason": "ngắn"}).status_code == 422
    assert officer.post(f"{path}note/", {"reason": reason}).status_code == 302
    assert path not in officer.get(f"/case/{case.reference}/findings").content.decode()
    shown = officer.get(path).content.decode()
    assert reason in shown
    assert User.objects.get(username="officer").shown_title in shown
    assert officer.get(f"{path}note/").url == path, "there is no form for what was noted"
    for language, said in SAID.items():
        answer = page("officer", language).post(f"{path}note/", {"reason": reason}, follow=True)
        assert said["settled"] in answer.content.decode()


def test_who_may_not_know_finds_no_page_and_no_number(keeper, page):
    case = keeper.valid()
    _draft, row = deliver(keeper, HERE)
    line = row.cases.get()
    for key in ("proponent", "consultee_officer"):
        client = page(key)
        for path in ("/rescreening/", f"/rescreening/{row.pk}/", f"/case/{case.reference}/rescreened/{line.pk}/"):
            assert client.get(path).status_code == 404
    blind = page("only_keeper")
    shown = blind.get(f"/rescreening/{row.pk}/").content.decode()
    assert case.reference not in shown
    assert "so sánh 1/1" not in shown
    assert blind.get(f"/case/{case.reference}/rescreened/{line.pk}/").status_code == 404
    seen = blind.get(f"/registry/layer/draft/{row.draft_id}/").content.decode()
    assert "có thay đổi" not in seen
    reviewer = page("reviewer")
    for act in ("stop", "go-on"):
        assert reviewer.post(f"/rescreening/{row.pk}/{act}/").status_code == 404


def test_the_workbook_holds_what_the_reader_may_know_of(keeper, page):
    case = keeper.valid()
    near = park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    _draft, row = deliver(keeper, HERE)
    words = {}
    for key in ("officer", "only_keeper"):
        page(key).post(f"/rescreening/{row.pk}/export/")
        job = Job.objects.filter(kind="appraisal.export_rescreening", user=keeper.users[key]).get()
        book = read_file(read_blob(job.file), job.file_name)
        words[key] = [[cell for line in sheet.rows for cell in line] for sheet in book]
    cases, parks, _notes = words["officer"]
    assert case.reference in cases
    assert near.name in parks
    assert "Áp dụng" in cases
    cases, parks, notes = words["only_keeper"]
    assert case.reference not in [*cases, *parks, *notes]
    assert near.name in parks
    row.cases.update(state="same", changes=[])
    shown = page("officer").get(f"/rescreening/{row.pk}/").content.decode()
    assert near.name in shown, "the page opens on what has changed"
    assert "Không có dòng nào ở phần này" not in shown
    LayerDraft.objects.update(state="withdrawn", ended_by=keeper.users["keeper"], ended_at=clock.now())
    shown = page("officer").get(f"/rescreening/{row.pk}/").content.decode()
    assert "đã rút phiên bản này" in shown
    assert "xem trước, chưa đưa vào dùng" not in shown
