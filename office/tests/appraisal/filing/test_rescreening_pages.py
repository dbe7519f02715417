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
from kethop_office.accounts.models import Compartment, Job, Notice, User
from kethop_office.accounts.notice_words import told
from kethop_office.appraisal.actions.rescreened import tell_officers
from kethop_office.appraisal.actions.rescreening import following, ordering
from kethop_office.appraisal.models import CaseEvent, PackSeen, RescreenedCase, Rescreening, ScreeningRun
from kethop_office.appraisal.queries.rescreening.pages import cases_of, row_page
from kethop_office.common import clock
from kethop_office.common.files import read_blob
from kethop_office.common.tables.reading import read_file
from kethop_office.registry.bridge.layers import pack_layers
from kethop_office.registry.models import Layer, LayerDraft


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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_version_to_the_task(keeper, page, language):
    case, said = keeper.valid(), SAID[language]
    steward, officer = page("keeper", language), page("officer", language)
    sidecar, data = layer_files(LAYER, [HERE])
    files = {
        "sidecar": SimpleUploadedFile(f"{LAYER}.yaml", sidecar),
        "file": SimpleUploadedFile("a.parquet", data),
    }
    assert steward.post("/registry/layer/new/", files).url.startswith("/job/")
    draft = LayerDraft.objects.get()
    preview_is_shown(steward, officer, case, draft)
    publishing = f"/registry/layer/draft/{draft.pk}/publish/"
    assert said["replaces"] not in steward.get(publishing).content.decode(), "nothing of this layer is in use yet"
    steward.post(publishing)
    after = Rescreening.objects.get(phase="after").cases.get()
    shown = steward.get(f"/registry/layer/draft/{draft.pk}/").content.decode()
    assert f"/rescreening/{after.rescreening_id}/" in shown, "what was found afterwards"
    previews = Rescreening.objects.filter(phase="before").values_list("pk", flat=True)
    assert any(f"/rescreening/{one}/" in shown for one in previews), "and before, as it was kept"
    assert f"/rescreening/draft/{draft.pk}/" not in shown, "nothing is compared with itself"
    LayerDraft.objects.update(state="draft")
    assert said["replaces"] in steward.get(publishing).content.decode()
    LayerDraft.objects.update(state="published")
    line_is_noted(officer, case, f"/case/{case.reference}/rescreened/{after.pk}/", said)


def preview_is_shown(steward, officer, case, draft):
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


def line_is_noted(officer, case, path, said):
    reason = "Vùng thuộc giai đoạn sau của dự án"
    assert path in officer.get("/tasks/").content.decode() or path in officer.get("/", follow=True).content.decode()
    findings = officer.get(f"/case/{case.reference}/findings").content.decode()
    assert path in findings
    assert said["change"] in findings
    shown = officer.get(path).content.decode()
    assert said["change"] in shown
    assert said["act"] in shown
    assert f"/registry/layer/{Layer.objects.get(layer=LAYER).pk}/" in shown
    assert officer.get(f"{path}note/").status_code == 200
    assert officer.post(f"{path}note/", {"reason": ""}).status_code == 400
    assert officer.post(f"{path}note/", {"reason": "ngắn"}).status_code == 422
    assert officer.post(f"{path}note/", {"reason": reason}).status_code == 302
    assert path not in officer.get(f"/case/{case.reference}/findings").content.decode()
    shown = officer.get(path).content.decode()
    assert reason in shown
    assert User.objects.get(username="officer").shown_title in shown
    assert officer.get(f"{path}note/").url == path, "there is no form for what was noted"
    assert said["settled"] in officer.post(f"{path}note/", {"reason": reason}, follow=True).content.decode()


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


def with_twins(case, row):
    """Let a comparison have five more cases like its one."""
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
            is_after=first.is_after,
            state="changed",
            changes=first.changes,
            level=twin.level,
            compartment=twin.compartment,
        )


def test_pages_of_lines_follow_one_another(keeper, page):
    case = keeper.valid()
    _draft, row = deliver(keeper, HERE)
    with_twins(case, row)
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
    text_that_says_little_else(page("officer"), case, row.cases.get(case=case))


def text_that_says_little_else(officer, case, line):
    said = "Chưa biết đất thuộc ai. Coi như phải hỏi: {}."
    sides = [{"outcome": "unknown", "text": {"vi": said.format(who), "en": who}} for who in ("Bộ Quốc phòng", "Sở <b>")]
    line.changes = [{"kind": "finding", "label": {"vi": "Đất", "en": "Land"}, "before": sides[0], "now": sides[1]}]
    line.save()
    shown = officer.get(f"/case/{case.reference}/rescreened/{line.pk}/").content.decode()
    assert "Chưa biết đất thuộc ai" not in shown, "what stays is not said again"
    assert "<li>Coi như phải hỏi: Bộ Quốc phòng</li>" in shown
    assert "<li>Coi như phải hỏi: Sở &lt;b&gt;</li>" in shown
    assert "kết quả giữ nguyên, phần giải thích khác" in shown


def test_several_lines_are_noted_at_once_and_told_of_once(keeper, page):
    case = keeper.valid()
    park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    row = publish(keeper, deliver(keeper, HERE)[0])
    with_twins(case, row)
    for line in row.cases.all():
        tell_officers(line)
    actor, notice = by(keeper, "officer"), Notice.objects.get(kind="rescreen.cases", user=keeper.users["officer"])
    assert "phải xem lại: 6 ·" in told(actor, notice), "one notice of a comparison, however many cases"
    *lines, elsewhere, apart = row.cases.order_by("name")
    apart.case.compartment = apart.compartment = Compartment.objects.create(kind="case")
    apart.case.save(), apart.save()
    assert "phải xem lại: 5 ·" in told(actor, notice), "of what the reader may know of now"
    elsewhere.case.lead_office = keeper.command
    elsewhere.case.save()
    officer, path = page("officer"), f"/rescreening/{row.pk}/"
    shown = officer.get(path).content.decode()
    assert shown.count('name="lines"') == 4
    reason = "Vùng thuộc giai đoạn sau của dự án"

    def noted(*chosen, why=reason):
        form = {"of": "cases", "state": "changed", "lines": [one.pk for one in chosen], "reason": why}
        return officer.post(f"{path}note/", form).status_code, row.cases.filter(settlement="noted").count()

    assert noted(*lines, why="ngắn") == (422, 0)
    assert noted() == (400, 0)
    for other in (elsewhere, apart):
        assert noted(*lines, other) == (400, 0), "all that may be settled, or none"
    assert noted(*lines[:2]) == (302, 2)
    assert noted(*lines) == (400, 2), "two of them were settled meanwhile"
    assert noted(*lines[2:]) == (302, 4)
    assert CaseEvent.objects.filter(code="rescreen.noted").count() == 4, "each as if it had been noted alone"
    assert {line.reason for line in row.cases.filter(settlement="noted")} == {reason}
    assert 'name="lines"' not in officer.get(path).content.decode()
    form = {"of": "parks", "state": "changed", "lines": [row.parks.get().pk], "reason": reason}
    assert page("clerk").post(f"{path}note/", form).status_code == 400, "parks are for who keeps their register"
    assert officer.post(f"{path}note/", form).status_code == 302
    assert row.parks.get().settlement == "noted"


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
