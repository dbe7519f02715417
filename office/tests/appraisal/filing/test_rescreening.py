"""What a version of a layer would change is shown before it is in use, and given to the officers afterwards."""

from datetime import UTC, datetime

import pytest
from rescreening_desk import FAR, HERE, LAYER, by, deliver, deliver_again, engine_here, park, publish, refused

from kethop_office.accounts.models import Job, Notice
from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.appraisal.actions import rescreened, screening
from kethop_office.appraisal.actions.rescreening import asking, comparing, ordering
from kethop_office.appraisal.actions.rescreening.park_work import note_park, order_park
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import (
    CaseEvent,
    Finding,
    RescreenedCase,
    RescreenedPark,
    Rescreening,
    ScreeningRun,
)
from kethop_office.appraisal.queries.rescreening.pages import cases_of, parks_of, progress_of
from kethop_office.appraisal.queries.rescreening.words import change_lines
from kethop_office.registry.actions.layers import retire_layer
from kethop_office.registry.models import Layer, LayerDraft


@pytest.fixture
def keeper(house, monkeypatch):
    engine_here(monkeypatch)
    house.account("keeper", house.lead, "steward", "officer")
    return house


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
    told = Notice.objects.get(kind="rescreen.changed", user=keeper.users["officer"])
    assert (told.reference, told.path) == (case.reference, task.path)
    run = screening.screen_again(officer, keeper.fresh(case))
    run.refresh_from_db()
    assert run.state == "done"
    line.refresh_from_db()
    assert (line.settlement, line.settled_by) == ("screened", keeper.users["officer"])
    assert not [task for task in tasks_of(officer) if task.kind == "rescreening"]
    says = set(run.findings.filter(topic="security_works").values_list("outcome", flat=True))
    assert says >= {now for _was, now in outcomes(line, "an ninh quốc gia") if now}, "as the comparison said"


def test_the_officer_notes_with_a_reason_that_it_stands(keeper):
    case = keeper.valid()
    line = publish(keeper, deliver(keeper, HERE)[0]).cases.get()
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


def test_a_line_of_a_preview_is_settled_by_nobody(keeper):
    keeper.valid()
    _draft, row = deliver(keeper, HERE)
    with refused("rescreen.settled"):
        rescreened.note_case(by(keeper, "officer"), row.cases.get(), "Lý do đủ dài để hiểu")


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
    first = publish(keeper, deliver(keeper, HERE)[0]).cases.get()
    second = publish(keeper, deliver(keeper, FAR)[0]).cases.get()
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
    assert Notice.objects.filter(kind="rescreen.unasked").exists()
    assert [task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]


def test_an_engine_that_does_not_open_makes_work_of_every_case(keeper, monkeypatch):
    keeper.valid()
    draft, _row = deliver(keeper, HERE)

    def ended(what, **given):
        raise EngineEnded

    monkeypatch.setattr(desk, "ask", ended)
    row = publish(keeper, draft)
    assert (row.state, row.error_code) == ("failed", "engine.ended")
    assert [(one.state, one.code, one.needs_settling) for one in row.cases.all()] == [
        ("unasked", "rescreen.left", True)
    ]


def test_a_case_without_a_finished_run_of_its_newest_file_is_listed_as_not_asked(keeper):
    case = keeper.valid()
    ScreeningRun.objects.filter(case=case).update(state="failed")
    _draft, row = deliver(keeper, HERE)
    assert [(one.state, one.code) for one in row.cases.all()] == [("unasked", "rescreen.no_run")]


def test_an_ended_case_and_one_that_was_never_valid_are_not_asked(keeper):
    ended, _new = keeper.valid(), keeper.filed()
    type(ended).objects.filter(pk=ended.pk).update(stage="withdrawn")
    _draft, row = deliver(keeper, HERE)
    assert (row.state, row.cases.count()) == ("done", 0)


class Stopping:
    """A progress whose worker is ended, or stop asked for, after some questions."""

    actor = None

    def __init__(self, row, after, raises=None):
        self.row, self.left, self.raises = row, after, raises

    def stage(self, key, done=0, total=0):  # noqa: ARG002 - as a job's progress is called
        if key == "rescreen.asking":
            self.left -= 1
            if self.left < 0 and self.raises:
                raise self.raises

    def is_stop_asked(self):
        return False


def several(house, number=3):
    return [house.valid(title=f"Khu công nghiệp {index} (ví dụ)") for index in range(number)]


def begun_again(row):
    Rescreening.objects.filter(pk=row.pk).update(state="queued", listed_at=None, is_thorough=True)
    row.cases.all().delete()
    return Rescreening.objects.get(pk=row.pk)


def test_a_worker_that_is_killed_loses_one_question_and_the_next_goes_on(keeper, monkeypatch):
    several(keeper)
    _draft, row = deliver(keeper, HERE)
    whole = sorted(row.cases.values_list("name", "state"))
    row = begun_again(row)
    with pytest.raises(KeyboardInterrupt):
        comparing.compare(Stopping(row, 1, KeyboardInterrupt()), rescreening=str(row.pk))
    row.refresh_from_db()
    assert row.state == "running"
    assert sorted(row.cases.values_list("state", flat=True)) == ["changed", "waiting", "waiting"]
    asked = []
    ask = asking.ask_case
    monkeypatch.setattr(comparing, "ask_case", lambda one, candidate: (asked.append(one), ask(one, candidate)))
    assert ordering.go_on_with_all() == 1
    row.refresh_from_db()
    assert (row.state, len(asked)) == ("done", 2)
    assert sorted(row.cases.values_list("name", "state")) == whole


def test_a_preview_is_stopped_and_gone_on_with(keeper):
    several(keeper)
    _draft, row = deliver(keeper, HERE)
    row = begun_again(row)
    Rescreening.objects.filter(pk=row.pk).update(state="running", is_stop_asked=True)
    comparing.compare(Stopping(row, 9), rescreening=str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.cases.filter(state="waiting").count()) == ("stopped", 3)
    assert progress_of(by(keeper, "officer"), row).state == "stopped"
    with refused("rescreen.ended"):
        ordering.stop(by(keeper, "keeper"), row)
    with refused("layers.role"):
        ordering.go_on(by(keeper, "officer"), row)
    ordering.go_on(by(keeper, "keeper"), row)
    row.refresh_from_db()
    assert (row.state, row.cases.filter(state="changed").count()) == ("done", 3)


def test_a_stop_after_a_change_leaves_work_not_silence(keeper):
    several(keeper, 2)
    row = publish(keeper, deliver(keeper, HERE)[0])
    RescreenedCase.objects.filter(rescreening=row).update(state="waiting")
    Rescreening.objects.filter(pk=row.pk).update(state="running", is_stop_asked=True)
    comparing.compare(Stopping(row, 9), rescreening=str(row.pk))
    assert set(row.cases.values_list("state", "code")) == {("unasked", "rescreen.left")}
    assert len([task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]) == 2
    ordering.go_on(by(keeper, "keeper"), Rescreening.objects.get(pk=row.pk))
    assert set(row.cases.values_list("state", "code")) == {("changed", "")}


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
    assert Notice.objects.filter(kind="rescreen.parks", user=keeper.users["keeper"]).count() == 1
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
    keeper.account("only_keeper", keeper.lead, "steward")
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


def test_the_job_is_nobodys_and_tells_no_number(keeper):
    keeper.valid()
    deliver(keeper, HERE)
    job = Job.objects.get(kind="appraisal.rescreen")
    assert (job.user, job.done, job.total, job.result) == (None, 0, 0, {})


def test_days_are_those_of_the_office(keeper):
    keeper.valid()
    _draft, row = deliver(keeper, HERE)
    assert row.cases.get().compared_at == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
