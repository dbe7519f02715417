"""A comparison that is stopped, whose worker is killed, or whose version is withdrawn."""

import pytest
from rescreening_desk import HERE, by, deliver, publish, refused

from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.appraisal.actions.rescreening import asking, comparing, ordering
from kethop_office.appraisal.models import (
    RescreenedCase,
    Rescreening,
)
from kethop_office.appraisal.queries.rescreening.pages import progress_of
from kethop_office.appraisal.queries.rescreening.words import phase_of
from kethop_office.registry.actions.publishing import withdraw_draft

CHANGE = "Lớp dữ liệu “Vùng ví dụ”, số liệu đến 31/10/2026"


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


def several(house, number=2):
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
    assert sorted(row.cases.values_list("state", flat=True)) == ["changed", "waiting"]
    asked = []
    ask = asking.ask_case
    monkeypatch.setattr(comparing, "ask_case", lambda one, candidate: (asked.append(one), ask(one, candidate)))
    assert ordering.go_on_with_all() == 1
    row.refresh_from_db()
    assert (row.state, len(asked)) == ("done", 1)
    assert sorted(row.cases.values_list("name", "state")) == whole


def test_a_preview_is_stopped_and_gone_on_with(keeper, monkeypatch):
    several(keeper)
    draft, row = deliver(keeper, HERE)
    row = begun_again(row)
    Rescreening.objects.filter(pk=row.pk).update(state="running", is_stop_asked=True)
    comparing.compare(Stopping(row, 9), rescreening=str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.cases.filter(state="waiting").count()) == ("stopped", 2)
    assert progress_of(by(keeper, "officer"), row).state == "stopped"
    with refused("rescreen.ended"):
        ordering.stop(by(keeper, "keeper"), row)
    with refused("layers.role"):
        ordering.go_on(by(keeper, "officer"), row)
    ordering.go_on(by(keeper, "keeper"), row)
    row.refresh_from_db()
    assert (row.state, row.cases.filter(state="changed").count()) == ("done", 2)
    withdrawal_stops(keeper, monkeypatch, draft, begun_again(row))


def withdrawal_stops(keeper, monkeypatch, draft, waiting):
    """What waits does not begin, what runs asks nothing more, and neither is called a preview or gone on with."""
    about = {"subject": "layer", "phase": "before", "layer": draft.layer, "ordered_at": waiting.ordered_at}
    running = Rescreening.objects.create(draft=draft, state="running", **about)
    withdraw_draft(by(keeper, "keeper"), draft)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_stop_asked) == ("stopped", True)
    running.refresh_from_db()
    assert (running.state, running.is_stop_asked) == ("running", True)
    monkeypatch.setattr(comparing, "_candidate", None)  # to open an engine would fail
    comparing.compare(Stopping(running, 9), rescreening=str(running.pk))
    running = Rescreening.objects.get(pk=running.pk)
    assert (running.state, phase_of(running)) == ("stopped", "phiên bản đã rút, không dùng")
    with refused("layers.draft_ended"):
        ordering.go_on(by(keeper, "keeper"), running)


def test_a_stop_after_a_change_leaves_work_not_silence(keeper):
    several(keeper)
    row = publish(keeper, deliver(keeper, HERE)[0])
    RescreenedCase.objects.filter(rescreening=row).update(state="waiting")
    Rescreening.objects.filter(pk=row.pk).update(state="running", is_stop_asked=True)
    comparing.compare(Stopping(row, 9), rescreening=str(row.pk))
    assert set(row.cases.values_list("state", "code")) == {("unasked", "rescreen.left")}
    assert len([task for task in tasks_of(by(keeper, "officer")) if task.kind == "rescreening"]) == 2
    ordering.go_on(by(keeper, "keeper"), Rescreening.objects.get(pk=row.pk))
    assert set(row.cases.values_list("state", "code")) == {("changed", "")}
