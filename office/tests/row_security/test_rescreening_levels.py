"""A comparison reads every level and shows none: its rows have the labels of their cases, and each reader meets only the own."""

import json

import pytest
from layer_files import layer_files

from kethop_office.accounts.models import AccessGrant, Compartment, Notice, User
from kethop_office.accounts.notice_words import told
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import keeping, reader_of, reading
from kethop_office.appraisal.actions.rescreening import comparing, ordering
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.models import Case, RescreenedCase, Rescreening, ScreeningRun
from kethop_office.appraisal.queries.rescreening.pages import cases_of, known_changes, progress_of, visible_rescreenings
from kethop_office.common.files import store_bytes
from kethop_office.common.levels import holds_several
from kethop_office.registry.actions.layers import keep_layers
from kethop_office.registry.actions.publishing import order_check, order_publishing
from kethop_office.registry.models import Layer, LayerDraft

pytestmark = pytest.mark.django_db
TOPIC = {"vi": "Chủ đề", "en": "Topic"}


def answer(outcome):
    finding = {"id": f"a.{outcome}", "topic": "a", "topic_label": TOPIC, "outcome": outcome, "text": TOPIC}
    return {"errors": [], "findings": [finding], "inquiries": [], "extent": None}


class Quiet:
    actor = None

    def stage(self, _key, done=0, total=0):
        assert (done, total) == (0, 0), "a number of a job would count what its reader may not know of"


@pytest.fixture
def asked(monkeypatch):
    """The engine finds every case otherwise."""
    pack = {"id": "vn", "version": "1.0.0", "sha256": "a" * 64}
    opened = {"errors": [], "pack": pack, "opened": {}, "engine": "0"}

    def ask(what, **_given):
        return opened if what == "opened" else answer("hit")

    monkeypatch.setattr(desk, "ask", ask)


@pytest.fixture
def cases(ground, settings, tmp_path):
    """Return a case at level 0, one at 20, and one at 0 of a compartment that nobody was granted."""
    settings.KETHOP_FILES, settings.KETHOP_LAYERS = tmp_path / "files", tmp_path / "layers"
    run = store_bytes(json.dumps(answer("clear")).encode())
    store_bytes(b"proposal")
    found = {}
    for name, level, granted in (("open", 0, True), ("secret", 20, True), ("apart", 0, False)):
        compartment = Compartment.objects.create(kind="case", level=level)
        if granted:
            ground.grant(compartment, office=ground.own)
        found[name] = ground.case(f"Khu {name}", level=level, compartment=compartment)
    ScreeningRun.objects.update(state="done", file=run)
    return found


def begun(ground, *, level=0):
    steward = ground.account("steward.1", level, role="steward")
    with reading(reader_of(actor_of(steward))), keeping("clock"):
        row = ordering.begin(Rescreening(subject="layer", phase="after", layer="zones", level=level), actor_of(steward))
    with keeping("clock"):
        comparing.compare(Quiet(), rescreening=str(row.pk))
        row.refresh_from_db()
    return row


def seen(ground, name, rank, row):
    user = ground.account(name, rank)
    with reading(reader_of(actor_of(user))):
        actor = actor_of(user)
        lines = sorted(line.name for line in cases_of(actor, row))
        assert progress_of(actor, row).total == len(lines)
        return lines, visible_rescreenings(actor).filter(pk=row.pk).exists()


def test_each_reader_meets_the_own_lines_alone(ground, cases, asked):
    row = begun(ground)
    with keeping("clock"):
        lines = {line.name: line for line in row.cases.all()}
        assert {name: lines[case.reference].level for name, case in cases.items()} == {
            "open": 0,
            "secret": 20,
            "apart": 0,
        }
        assert {line.state for line in lines.values()} == {"changed"}
        assert all(lines[case.reference].compartment_id == case.compartment_id for case in cases.values())
    assert seen(ground, "officer.low", 0, row) == ([cases["open"].reference], True)
    assert seen(ground, "officer.high", 20, row) == (
        sorted([cases["open"].reference, cases["secret"].reference]),
        True,
    )
    with keeping("clock"):
        notice = Notice.objects.get(kind="rescreen.cases")
        assert (notice.user, notice.level, notice.reference) == (ground.user, 0, "")
    with reading(reader_of(actor_of(ground.user))):
        assert told(actor_of(ground.user), notice).startswith("Hồ sơ phải xem lại: 1 · "), (
            "nobody may know of the one apart, no one then was cleared for the secret one"
        )


def test_a_change_of_a_secret_layer_lists_no_case_below_it(ground, cases, asked):
    row = begun(ground, level=20)
    with keeping("clock"):
        assert [line.name for line in row.cases.all()] == [cases["secret"].reference]
        lines = list(row.cases.all())
    assert seen(ground, "officer.low", 0, row) == ([], False)
    assert seen(ground, "officer.high", 20, row) == ([cases["secret"].reference], True)
    for name, known in (("low", []), ("high", [row.pk])):
        actor = actor_of(User.objects.get(username=f"officer.{name}"))
        with reading(reader_of(actor)):
            assert list(known_changes(actor, lines)) == known, "which layer it was is for who may know of the layer"


def test_a_label_that_is_raised_takes_its_lines_along(ground, cases, asked):
    from kethop_office.accounts.actions.labels import raise_label  # noqa: PLC0415

    row = begun(ground)
    case = cases["open"]
    officer = ground.account("officer.high", 20)
    with reading(reader_of(actor_of(officer, working=20) if holds_several() else actor_of(officer))):
        raise_label(actor_of(officer), case.compartment_id, 0, 20, reason="Ví dụ")
    assert seen(ground, "officer.low", 0, row) == ([], True)


def test_a_line_is_hidden_though_its_case_is_not(ground, cases, asked):
    """The row is asked by its own label, whatever the case is read by."""
    row = begun(ground)
    with keeping("clock"):
        hidden = Compartment.objects.create(kind="case")
        RescreenedCase.objects.filter(case=cases["open"]).update(compartment=hidden)
        assert Case.objects.filter(pk=cases["open"].pk).exists()
        assert not AccessGrant.objects.filter(compartment=hidden).exists()
    assert seen(ground, "officer.low", 0, row) == ([], True)


@pytest.fixture
def jobs_at_once(asked, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr(desk.OwnEngine, "ask", lambda _self, what, **given: desk.ask(what, **given))


@pytest.mark.usefixtures("cases", "jobs_at_once")
@pytest.mark.parametrize(("rank", "level"), [(0, "open"), (20, "mat")])
def test_a_version_is_sent_and_put_into_use_behind_the_wall(ground, rank, level):
    with keeping("clock"):
        keep_layers(None)
    steward = ground.account("steward.2", rank, role="steward")
    sidecar, data = layer_files("zones", [(105, 20, 106, 21)], level=level)
    with reading(reader_of(actor_of(steward))):
        job = order_check(actor_of(steward), "zones.yaml", sidecar, data)
    assert ended(job) == ("done", "")
    with keeping("clock"):
        draft = LayerDraft.objects.get()
    with reading(reader_of(actor_of(steward))):
        job = order_publishing(actor_of(steward), draft)
    assert ended(job) == ("done", "")
    with keeping("clock"):
        assert Layer.objects.get(layer="zones").level == rank
        rows = Rescreening.objects.order_by("phase")
        assert [(row.phase, row.state, row.level) for row in rows] == [
            ("after", "done", rank),
            ("before", "done", rank),
        ]


@pytest.mark.usefixtures("cases", "jobs_at_once")
def test_a_session_writes_no_open_layer_down_from_above(ground):
    if not holds_several():
        pytest.skip("a node of one level has no session below another")
    steward = ground.account("steward.2", 20, role="steward")
    sidecar, data = layer_files("zones", [(105, 20, 106, 21)])
    with reading(reader_of(actor_of(steward))):
        job = order_check(actor_of(steward), "zones.yaml", sidecar, data)
    assert ended(job) == ("failed", "layers.id_unusable")


def ended(job):
    with keeping("clock"):
        job.refresh_from_db()
        return job.state, job.error_code
