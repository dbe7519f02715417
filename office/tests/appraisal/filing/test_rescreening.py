"""What a version of a layer would change is shown before it is in use, and given to the officers afterwards."""

from datetime import UTC, datetime

from django.utils import translation
from rescreening_desk import FAR, HERE, LAYER, by, deliver, deliver_again, park, publish, refused

from kethop_office.accounts.models import Compartment, Job, Notice
from kethop_office.accounts.notice_words import told
from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.appraisal.actions import rescreened, screening
from kethop_office.appraisal.actions.rescreening.park_work import note_park, order_park
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import (
    CaseEvent,
    Finding,
    RescreenedPark,
    Rescreening,
    ScreeningRun,
)
from kethop_office.appraisal.queries.rescreening.pages import cases_of, known_changes, parks_of, progress_of
from kethop_office.appraisal.queries.rescreening.words import change_lines
from kethop_office.registry.actions.layers import retire_layer
from kethop_office.registry.models import Layer, LayerDraft
from kethop_office.registry.queries.layer_drafts import version_beside

CHANGE = "Lớp dữ liệu “Vùng ví dụ”, số liệu đến 31/10/2026"


def outcomes(row, topic):
    return [
        ((item["before"] or {}).get("outcome"), (item["now"] or {}).get("outcome"))
        for item in row.changes
        if item["kind"] == "finding" and topic in item["label"]["vi"].lower()
    ]


def test_a_version_shows_what_it_would_change_and_changes_nothing(house):
    """Here with an engine in a process of its own, as the office has it."""
    keeper = house
    keeper.account("keeper", house.lead, "steward", "officer")
    case = keeper.valid()
    before = list(Finding.objects.values_list("key", "outcome", "text_vi").order_by("pk"))
    draft, row = deliver(keeper, HERE)
    assert (row.state, row.phase, row.subject) == ("done", "before", "layer")
    line = row.cases.get()
    assert (line.case, line.state, line.is_after) == (case, "changed", False)
    assert (None, "hit") in outcomes(line, "an ninh quốc gia")
    assert all(one.label and one.what for one in change_lines(line))
    assert not Layer.objects.filter(layer=LAYER).exists()
    assert draft.is_open
    assert list(Finding.objects.values_list("key", "outcome", "text_vi").order_by("pk")) == before
    assert ScreeningRun.objects.count() == 1
    assert not Notice.objects.filter(kind__startswith="rescreen").exists()
    assert not [task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]
    assert line.compared_at == datetime(2026, 11, 23, 2, 0, tzinfo=UTC), "by the clock of the office"
    job = Job.objects.get(kind="appraisal.rescreen")
    assert (job.user, job.done, job.total, job.result) == (None, 0, 0, {}), "it is nobody's and tells no number"


def test_after_it_is_in_use_the_officer_has_a_task_and_screens_again(keeper):
    case = keeper.valid()
    draft, _row = deliver(keeper, HERE)
    row = publish(keeper, draft)
    assert (row.state, row.subject, row.layer) == ("done", "layer", LAYER)
    line = row.cases.get()
    assert (line.state, line.needs_settling, line.is_after) == ("changed", True, True)
    assert ScreeningRun.objects.count() == 1, "no case is screened by itself"
    officer = by(keeper, "officer")
    task = next(task for task in tasks_of(officer) if task.kind == "rescreening")
    assert (task.reference, task.group) == (case.reference, "mine")
    assert task.verb == f"Sàng lọc lại: kết quả khác · {CHANGE}"
    notice = Notice.objects.get(kind="rescreen.cases", user=keeper.users["officer"])
    assert (notice.reference, notice.path) == ("", f"/rescreening/{row.pk}/")
    assert told(officer, notice) == f"Hồ sơ phải xem lại: 1 · {CHANGE}"
    with translation.override("en"):
        assert "1 · Data layer “Example zones”, data to 31\N{NO-BREAK SPACE}Oct\N{NO-BREAK SPACE}2026" in told(
            officer, notice
        )
    hidden_change_is_not_named(keeper, row)
    run = screening.screen_again(officer, keeper.fresh(case))
    run.refresh_from_db()
    assert run.state == "done"
    line.refresh_from_db()
    assert (line.settlement, line.settled_by) == ("screened", keeper.users["officer"])
    assert not [task for task in tasks_of(officer) if task.kind == "rescreening"]
    says = set(run.findings.filter(topic="security_works").values_list("outcome", flat=True))
    assert says >= {now for _was, now in outcomes(line, "an ninh quốc gia") if now}, "as the comparison said"


def hidden_change_is_not_named(keeper, row):
    """A line is the case's; the change has a label of its own, and a reader of the line need not be one of it."""
    officer, line = by(keeper, "officer"), row.cases.get()
    assert known_changes(officer, [line]) == {row.pk: row}
    for hidden in ({"level": 20}, {"level": 0, "compartment": Compartment.objects.create(kind="layer")}):
        Rescreening.objects.filter(pk=row.pk).update(**hidden)
        assert known_changes(officer, [line]) == {}
        (task,) = [task for task in tasks_of(officer) if task.kind == "rescreening"]
        assert task.verb == "Sàng lọc lại: kết quả khác sau khi dữ liệu hoặc quy tắc thay đổi"
        rescreened.tell_officers(line)
        notice = Notice.objects.filter(user=officer.user_id, kind="rescreen.cases").get(path__startswith="/tasks/")
        assert told(officer, notice) == "Hồ sơ phải xem lại: 1 · dữ liệu hoặc quy tắc đã thay đổi"
    Rescreening.objects.filter(pk=row.pk).update(level=0, compartment=None)


def test_the_officer_notes_with_a_reason_that_it_stands(keeper):
    case = keeper.valid()
    draft, preview = deliver(keeper, HERE)
    with refused("rescreen.settled"):  # a line of a preview is settled by nobody
        rescreened.note_case(by(keeper, "officer"), preview.cases.get(), "Lý do đủ dài để hiểu")
    line = publish(keeper, draft).cases.get()
    with refused("rescreen.reason"):
        rescreened.note_case(by(keeper, "officer"), line, "  ngắn  ")
    with refused("case.not_yours"):
        rescreened.note_case(by(keeper, "reviewer"), line, "Lý do đủ dài để hiểu")
    rescreened.note_case(by(keeper, "officer"), line, "Vùng này thuộc giai đoạn sau của dự án")
    line.refresh_from_db()
    assert (line.settlement, line.reason) == ("noted", "Vùng này thuộc giai đoạn sau của dự án")
    assert CaseEvent.objects.filter(case=case, code="rescreen.noted").count() == 1
    with refused("rescreen.settled"):
        rescreened.note_case(by(keeper, "officer"), line, "Vùng này thuộc giai đoạn sau của dự án")
    assert ScreeningRun.objects.count() == 1


def test_a_version_that_says_the_same_changes_nothing(keeper):
    case = keeper.valid()
    publish(keeper, deliver(keeper, HERE)[0])
    screening.screen_again(by(keeper, "officer"), keeper.fresh(case))
    _draft, row = deliver(keeper, HERE, FAR)
    line = row.cases.get()
    assert line.state == "far", "one zone more, far away"
    assert progress_of(by(keeper, "officer"), row).changed == 0
    row = publish(keeper, LayerDraft.objects.get(state="draft"))
    assert row.cases.get().state == "far"
    assert not [task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]


def test_a_layer_that_is_retired_makes_what_rests_on_it_unknown_again(keeper):
    case = keeper.valid()
    publish(keeper, deliver(keeper, HERE)[0])
    screening.screen_again(by(keeper, "officer"), keeper.fresh(case))
    retire_layer(by(keeper, "keeper"), Layer.objects.get(layer=LAYER, is_current=True))
    row = Rescreening.objects.get(subject="retirement")
    assert ("hit", None) in outcomes(row.cases.get(), "an ninh quốc gia")


def test_a_later_comparison_takes_the_work_of_an_earlier_one(keeper):
    case = keeper.valid()
    first_draft = deliver(keeper, HERE)[0]
    first = publish(keeper, first_draft).cases.get()
    later_draft = deliver(keeper, FAR)[0]
    second = publish(keeper, later_draft).cases.get()
    steward = by(keeper, "keeper")
    beside = [version_beside(steward, LayerDraft.objects.get(pk=one.pk)) for one in (first_draft, later_draft)]
    assert beside == [None, Layer.objects.get(sha256=first_draft.sha256)], "beside a version stands what it replaced"
    Layer.objects.filter(pk=beside[1].pk).update(level=20)
    assert version_beside(steward, LayerDraft.objects.get(pk=later_draft.pk)) is None, "read by its own label"
    first.refresh_from_db()
    assert (first.settlement, second.needs_settling) == ("overtaken", True)
    tasks = [task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]
    assert [task.path for task in tasks] == [f"/case/{case.reference}/rescreened/{second.pk}/"]


def test_what_cannot_be_asked_is_never_the_same(keeper, monkeypatch):
    case = keeper.valid()
    draft, _row = deliver(keeper, HERE)

    def ended(what, **given):
        raise EngineEnded

    whole = desk.ask
    monkeypatch.setattr(desk, "ask", lambda what, **given: (ended if what == "judgement" else whole)(what, **given))
    line = publish(keeper, draft).cases.get()
    assert (line.case, line.state, line.code, line.needs_settling) == (case, "unasked", "engine.ended", True)
    assert Notice.objects.filter(kind="rescreen.cases").exists()
    assert "chưa so sánh được" in next(
        task.verb for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"
    )


def test_an_engine_that_does_not_open_makes_work_of_every_case(keeper, monkeypatch):
    keeper.valid()
    park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    draft, _row = deliver(keeper, HERE)

    def ended(what, **given):
        raise EngineEnded

    monkeypatch.setattr(desk, "ask", ended)
    row = publish(keeper, draft)
    assert (row.state, row.error_code) == ("failed", "engine.ended")
    assert [(one.state, one.code, one.needs_settling) for one in row.cases.all()] == [
        ("unasked", "rescreen.left", True)
    ]
    assert Notice.objects.filter(kind="rescreen.parks", user=keeper.users["keeper"]).count() == 1


def test_what_has_no_finished_run_is_listed_as_not_asked_and_what_has_ended_is_not_listed(keeper):
    case = keeper.valid()
    ScreeningRun.objects.filter(case=case).update(state="failed")
    _draft, row = deliver(keeper, HERE)
    assert [(one.state, one.code) for one in row.cases.all()] == [("unasked", "rescreen.no_run")]
    type(case).objects.filter(pk=case.pk).update(stage="withdrawn")
    keeper.filed()
    row = Rescreening.objects.get(draft=deliver_again(keeper, HERE))
    assert (row.state, row.cases.count()) == ("done", 0), "neither one that has ended nor one that was never valid"


def test_parks_are_asked_at_their_place(keeper):
    near = park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    park(keeper, "KCN chưa rõ nơi (ví dụ)")
    draft, row = deliver(keeper, HERE)
    states = {one.park.name: (one.state, one.code) for one in row.parks.select_related("park")}
    assert states == {near.name: ("changed", ""), "KCN chưa rõ nơi (ví dụ)": ("unasked", "rescreen.park_no_site")}
    line = publish(keeper, draft).parks.get(park=near)
    assert line.needs_settling
    tasks = [task for task in tasks_of(by(keeper, "keeper")) if task.kind == "rescreening"]
    assert [task.title for task in tasks] == [near.name], "nobody can ask a park that has no place"
    notice = Notice.objects.get(kind="rescreen.parks", user=keeper.users["keeper"])
    assert told(by(keeper, "keeper"), notice) == f"Khu công nghiệp phải xem lại · {CHANGE}"
    job = order_park(by(keeper, "keeper"), line)
    job.refresh_from_db()
    line.refresh_from_db()
    assert (job.state, line.settlement) == ("done", "screened")
    _draft, row = deliver(keeper, HERE, FAR)
    assert row.parks.get(park=near).state == "far", "what was kept is what is in use now"
    later = publish(keeper, deliver_again(keeper, FAR)).parks.get(park=near)
    note_park(by(keeper, "keeper"), later, "Khu chưa hoạt động, xem lại khi có dự án")
    with refused("rescreen.settled"):
        order_park(by(keeper, "keeper"), RescreenedPark.objects.get(pk=later.pk))


def test_who_does_not_carry_a_case_is_shown_none_of_it(keeper):
    keeper.valid()
    park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    _draft, row = deliver(keeper, HERE)
    seen = {}
    for key in ("officer", "keeper", "only_keeper", "clerk", "consultee_officer", "proponent"):
        actor = by(keeper, key)
        seen[key] = (cases_of(actor, row).count(), parks_of(actor, row).count(), progress_of(actor, row).total)
    assert seen == {
        "officer": (1, 1, 2),
        "keeper": (1, 1, 2),
        "only_keeper": (0, 1, 1),
        "clerk": (1, 0, 1),
        "consultee_officer": (0, 0, 0),
        "proponent": (0, 0, 0),
    }
