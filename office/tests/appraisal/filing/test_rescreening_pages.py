"""The pages of re-screening, from the version that is sent to the task that is settled; and another pack."""

import re
import shutil
from datetime import timedelta

import pytest
from django.conf import settings as office_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from layer_files import layer_files
from rescreening_desk import HERE, LAYER, by, deliver, engine_here, park, publish, refused

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.rescreening import following, ordering
from kethop_office.appraisal.models import PackSeen, RescreenedCase, Rescreening, ScreeningRun
from kethop_office.appraisal.queries.rescreening.pages import cases_of, row_page
from kethop_office.common import clock
from kethop_office.common.files import read_blob
from kethop_office.common.tables.reading import read_file
from kethop_office.registry.bridge.layers import pack_layers
from kethop_office.registry.models import LayerDraft


@pytest.fixture
def keeper(house, monkeypatch):
    engine_here(monkeypatch)
    house.account("keeper", house.lead, "steward", "officer")
    house.account("only_keeper", house.lead, "steward")
    return house


@pytest.fixture
def page(keeper):
    def signed(key, language="vi"):
        user = keeper.users[key]
        user.language = language
        user.save()
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.begin(session)
        session.save()
        client.cookies[office_settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return signed


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_version_to_the_task(keeper, page, language):
    case = keeper.valid()
    steward, officer = page("keeper", language), page("officer", language)
    sidecar, data = layer_files(LAYER, [HERE])
    files = {
        "sidecar": SimpleUploadedFile(f"{LAYER}.yaml", sidecar),
        "file": SimpleUploadedFile("a.parquet", data),
    }
    assert steward.post("/registry/layer/new/", files).url.startswith("/job/")
    draft = LayerDraft.objects.get()
    row = Rescreening.objects.get()
    shown = steward.get(f"/registry/layer/draft/{draft.pk}/").content.decode()
    assert f"/rescreening/{row.pk}/" in shown
    for path in (f"/rescreening/{row.pk}/", f"/rescreening/{row.pk}/progress/", "/rescreening/"):
        answer = steward.get(path)
        assert answer.status_code == 200
        assert " style=" not in answer.content.decode()
    assert case.reference in steward.get(f"/rescreening/{row.pk}/").content.decode()
    assert case.reference not in steward.get(f"/rescreening/{row.pk}/?state=same").content.decode()
    line = row.cases.get()
    preview = officer.get(f"/case/{case.reference}/rescreened/{line.pk}/").content.decode()
    assert "run_again" not in preview
    assert f"/case/{case.reference}/findings/run" not in preview
    again = steward.post(f"/rescreening/draft/{draft.pk}/", {"is_thorough": "on"})
    assert Rescreening.objects.get(is_thorough=True).pk.hex in again.url.replace("-", "")
    steward.post(f"/registry/layer/draft/{draft.pk}/publish/")
    after = Rescreening.objects.get(phase="after").cases.get()
    path = f"/case/{case.reference}/rescreened/{after.pk}/"
    assert path in officer.get("/tasks/").content.decode() or path in officer.get("/", follow=True).content.decode()
    assert path in officer.get(f"/case/{case.reference}/findings").content.decode()
    assert officer.get(path).status_code == 200
    assert officer.get(f"{path}note/").status_code == 200
    assert officer.post(f"{path}note/", {"reason": ""}).status_code == 400
    assert officer.post(f"{path}note/", {"reason": "ngắn"}).status_code == 422
    assert officer.post(f"{path}note/", {"reason": "Vùng thuộc giai đoạn sau của dự án"}).status_code == 302
    assert path not in officer.get(f"/case/{case.reference}/findings").content.decode()
    assert "Vùng thuộc giai đoạn sau của dự án" in officer.get(path).content.decode()


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
    assert "1/1" not in shown
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


def test_pages_of_lines_follow_one_another(keeper, page):
    case = keeper.valid()
    _draft, row = deliver(keeper, HERE)
    first = row.cases.get()
    for number in range(5):
        twin = type(case).objects.get(pk=case.pk)
        twin.pk, twin.procedure, twin.reference = None, None, f"KH-2026-1{number:04}"
        twin._state.adding = True
        twin.save()
        RescreenedCase.objects.create(
            rescreening=row,
            case=twin,
            name=twin.reference,
            state="changed",
            changes=first.changes,
            level=twin.level,
            compartment=twin.compartment,
        )
    seen, place = [], ""
    while True:
        found = row_page(cases_of(by(keeper, "officer"), row), place, size=2)
        seen += [one.name for one in found.rows]
        place = found.after
        if not place:
            break
    assert seen == sorted(seen)
    assert len(seen) == 6
    back = row_page(cases_of(by(keeper, "officer"), row), found.before, size=2)
    assert [one.name for one in back.rows] == seen[2:4]
    assert row_page(cases_of(by(keeper, "officer"), row), "no place", size=2).rows[0].name == seen[0]


@pytest.fixture
def other_pack(tmp_path, settings):
    """Return a copy of the pack in another version, whose sentences are others."""
    folder = tmp_path / "vn-next"
    shutil.copytree(pack_layers(settings.KETHOP_PACK).parent, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.replace("version: 1.0.0", "version: 1.1.0"), encoding="utf-8")
    messages = folder / "messages.yaml"
    lines = messages.read_text(encoding="utf-8")
    messages.write_text(re.sub(r"vi: (?=\w)", "vi: Sửa đổi, ", lines), encoding="utf-8")
    return folder


def test_the_next_pack_is_seen_before_and_followed_after(keeper, page, other_pack, settings, monkeypatch):
    case = keeper.valid()
    with refused("rescreen.no_next_pack"):
        ordering.order_for_pack(by(keeper, "keeper"))
    following.follow_pack()
    assert PackSeen.objects.get().version == "1.0.0"
    assert not Rescreening.objects.exists(), "the first pack that is seen is no change"
    settings.KETHOP_PACK_NEXT = str(other_pack)
    assert "/rescreening/pack/" in page("keeper").get("/rescreening/").content.decode()
    page("keeper").post("/rescreening/pack/")
    row = Rescreening.objects.get(phase="before", subject="pack")
    assert (row.state, row.pack_version) == ("done", "1.1.0")
    assert row.cases.get().state == "changed"
    settings.KETHOP_PACK, settings.KETHOP_PACK_NEXT = str(other_pack), ""
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    following.follow_pack()
    after = Rescreening.objects.get(phase="after", subject="pack")
    assert (after.state, after.pack_version, PackSeen.objects.count()) == ("done", "1.1.0", 2)
    line = after.cases.get()
    assert (line.case, line.state, line.needs_settling) == (case, "changed", True)
    assert line.changes == row.cases.get().changes
    before = Job.objects.filter(kind=following.PACK_JOB).count()
    following.follow_pack()
    assert Job.objects.filter(kind=following.PACK_JOB).count() == before, "the same files are not opened again"
    assert ScreeningRun.objects.count() == 1


def test_a_next_pack_that_does_not_load_says_why(keeper, other_pack, settings):
    keeper.valid()
    (other_pack / "pack.yaml").write_text("schema_version: 1\n", encoding="utf-8")
    settings.KETHOP_PACK_NEXT = str(other_pack)
    row = ordering.order_for_pack(by(keeper, "keeper"))
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.error_fields["vi"]
    assert row.cases.get().state == "waiting"
    assert publish(keeper, deliver(keeper, HERE)[0]).state == "done"
