"""Background jobs: joined, told, stopped, failed with a sentence, interrupted and run again."""

import os
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from kethop.errors import Place, SiteError
from kethop_office.accounts import job_kinds, jobs
from kethop_office.accounts.actions import job_runs
from kethop_office.accounts.actions.jobs import run_again, stop
from kethop_office.accounts.actions.tidying import tidy
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Clearance, Job, User
from kethop_office.accounts.queries import actor_of
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock, signs
from kethop_office.common.files import store_bytes
from kethop_office.common.logs import LineFormatter
from kethop_office.common.models import LifeSign
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return actor_of(User.objects.create(username="cv1", title="Chuyên viên 1"))


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(job_kinds, "_functions", {})
    return jobs.register


@pytest.fixture
def waiting(settings):
    """Let jobs wait, as they do for the task worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("act", flat=True))


def test_a_job_runs_with_its_arguments_and_account(register, actor) -> None:
    register("test.count", lambda progress, upto: {"counted": upto, "by": progress.actor.title, "path": "/x/"})
    job = jobs.enqueue("test.count", {"upto": 3}, actor=actor)
    assert job.state == Job.State.DONE
    assert job.result == {"counted": 3, "by": "Chuyên viên 1", "path": "/x/"}
    assert acts() == ["job.queued", "job.finished"]


def test_a_job_of_the_scheduler_has_no_account(register) -> None:
    register("test.count", lambda progress: {"alone": progress.actor is None})
    assert jobs.enqueue("test.count", {}, actor=None).result == {"alone": True}


def test_a_file_is_kept_with_its_name(register, actor) -> None:
    def export(progress):
        return jobs.Outcome({"rows": 1}, store_bytes(b"a;b"), "danh-sach.csv")

    register("test.export", export)
    job = jobs.enqueue("test.export", {}, actor=actor)
    assert (job.file.size, job.file_name, job.result) == (3, "danh-sach.csv", {"rows": 1})


def test_a_kind_nobody_knows_is_a_bug(actor) -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("test.unknown", {}, actor=actor)


def test_equal_jobs_of_one_account_are_joined(register, actor, waiting) -> None:
    register("test.count", lambda progress, upto: None)
    first = jobs.enqueue("test.count", {"upto": 3}, actor=actor)
    assert jobs.enqueue("test.count", {"upto": 3}, actor=actor) == first
    assert jobs.enqueue("test.count", {"upto": 4}, actor=actor) != first
    other = actor_of(User.objects.create(username="cv2", title="Chuyên viên 2"))
    assert jobs.enqueue("test.count", {"upto": 3}, actor=other) != first


def test_what_a_reader_orders_comes_before_the_same_that_nobody_waited_for(register, actor, waiting) -> None:
    register("test.patient", lambda _progress: None)
    with clock.at(clock.now()):
        job = jobs.enqueue("test.patient", {}, actor=actor)
    assert DBTaskResult.objects.get().priority == jobs.PATIENT
    assert jobs.enqueue("test.patient", {}, actor=actor) == job
    assert DBTaskResult.objects.get().priority == 0


def test_the_database_refuses_a_second_equal_job_at_the_same_moment(register, actor, waiting) -> None:
    register("test.count", lambda progress: None)
    first = jobs.enqueue("test.count", {}, actor=actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.count", fingerprint=first.fingerprint, created_at=clock.now())


def test_an_ended_job_is_run_anew(register, actor) -> None:
    register("test.count", lambda progress: None)
    assert jobs.enqueue("test.count", {}, actor=actor) != jobs.enqueue("test.count", {}, actor=actor)


def test_progress_is_written_when_the_stage_changes_else_twice_a_second(register, actor, monkeypatch) -> None:
    now, written = [0.0], []
    monkeypatch.setattr(job_runs.time, "monotonic", lambda: now[0])

    def work(progress):
        for step in range(100):
            now[0] = step / 100
            progress.stage("test.reading", step, 100)
            written.append(Job.objects.get().done)
        progress.stage("test.writing")
        return {"stage": Job.objects.get().stage}

    register("test.work", work)
    assert jobs.enqueue("test.work", {}, actor=actor).result == {"stage": "test.writing"}
    assert set(written) == {0, 50}


def test_a_stopped_job_ends_where_it_says_how_far_it_is(register, actor) -> None:
    def work(progress):
        stop(Job.objects.get(), actor=actor)
        progress.stage("test.reading", 1, 2)
        pytest.fail("it went on")

    register("test.work", work)
    assert jobs.enqueue("test.work", {}, actor=actor).state == Job.State.STOPPED


def test_a_job_may_keep_its_best_result_when_stopped(register, actor) -> None:
    def solve(progress):
        stop(Job.objects.get(), actor=actor)
        return {"kept": progress.is_stop_asked()}

    register("test.solve", solve)
    job = jobs.enqueue("test.solve", {}, actor=actor)
    assert (job.state, job.result) == (Job.State.DONE, {"kept": True})


def test_a_waiting_job_that_is_stopped_never_begins(register, actor, waiting) -> None:
    register("test.work", lambda progress: pytest.fail("it began"))
    job = jobs.enqueue("test.work", {}, actor=actor)
    stop(job, actor=actor)
    job_runs.run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.STOPPED


def test_only_its_account_stops_a_job_or_runs_it_again(register, actor, waiting) -> None:
    register("test.work", lambda progress: None)
    job = jobs.enqueue("test.work", {}, actor=actor)
    other = actor_of(User.objects.create(username="cv2", title="Chuyên viên 2"))
    for act in (stop, run_again):
        with pytest.raises(Refused, match="job.not_yours"):
            act(job, actor=other)


def test_what_ended_is_not_stopped_and_what_is_open_or_done_not_run_again(register, actor, settings) -> None:
    register("test.work", lambda progress: None)
    done = jobs.enqueue("test.work", {}, actor=actor)
    with pytest.raises(Refused, match="job.has_ended"):
        stop(done, actor=actor)
    with pytest.raises(Refused, match="job.is_done"):
        run_again(done, actor=actor)
    Job.objects.filter(pk=done.pk).update(state=Job.State.RUNNING)
    with pytest.raises(Refused, match="job.still_open"):
        run_again(done, actor=actor)


def test_an_error_of_the_engine_is_told_in_both_languages(register, actor) -> None:
    def work(progress):
        raise SiteError("site.crs_missing", place=Place("khu-dat.geojson"))

    register("test.work", work)
    job = jobs.enqueue("test.work", {}, actor=actor)
    assert (job.state, job.error_code, job.incident) == (Job.State.FAILED, "site.crs_missing", "")
    assert "khu-dat.geojson" in job.error_fields["vi"]
    assert "khu-dat.geojson" in job.error_fields["en"]


def test_a_refusal_keeps_its_code_and_fields(register, actor) -> None:
    def work(progress):
        raise Refused("test.refused", day=clock.today(), count=3)

    register("test.work", work)
    job = jobs.enqueue("test.work", {}, actor=actor)
    assert job.error_code == "test.refused"
    assert job.error_fields == {"day": str(clock.today()), "count": 3}


def test_an_unexpected_error_gives_an_incident_and_logs_no_content(register, actor, caplog) -> None:
    def work(progress):
        raise ValueError("secret text of a case")

    register("test.work", work)
    job = jobs.enqueue("test.work", {}, actor=actor)
    assert (job.state, job.error_code) == (Job.State.FAILED, "job.unexpected")
    assert "secret" not in str(job.error_fields)
    line = LineFormatter().format(next(record for record in caplog.records if record.name == "kethop.jobs"))
    assert job.incident in line
    assert "ValueError" in line
    assert "secret" not in line


def test_a_worker_that_is_ended_leaves_an_interrupted_job(register, actor, waiting) -> None:
    def work(progress):
        raise SystemExit

    register("test.work", work)
    job = jobs.enqueue("test.work", {}, actor=actor)
    with pytest.raises(SystemExit):
        job_runs.run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.INTERRUPTED
    again = run_again(job, actor=actor)
    assert (again.state, again.arguments, again != job) == (Job.State.QUEUED, job.arguments, True)


@pytest.mark.parametrize(
    ("worker", "age", "lives"),
    [
        (signs.own_name, 0, True),
        (signs.own_name, 121, False),
        (lambda: f"{signs.own_name().split(':')[0]}:99999999:dead", 0, False),
        (lambda: "another-machine:1:aa", 30, True),
        (lambda: "another-machine:1:aa", 121, False),
    ],
)
def test_a_job_whose_worker_is_gone_is_marked(register, actor, waiting, worker, age, lives) -> None:
    register("test.work", lambda progress: None)
    job = jobs.enqueue("test.work", {}, actor=actor)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, worker=worker())
    LifeSign.objects.create(name=worker(), at=clock.now() - timedelta(seconds=age))
    assert job_runs.mark_interrupted() == (not lives)
    job.refresh_from_db()
    assert job.state == (Job.State.RUNNING if lives else Job.State.INTERRUPTED)


def test_jobs_that_ended_long_ago_are_taken_away(register, actor) -> None:
    register("test.work", lambda progress: None)
    old, new = (jobs.enqueue("test.work", {}, actor=actor) for _ in range(2))
    Job.objects.filter(pk=old.pk).update(ended_at=clock.now() - timedelta(days=91))
    assert tidy() == 1
    assert list(Job.objects.all()) == [new]
    assert acts()[-1] == "job.deleted"
    assert tidy() == 0


def test_signs_of_life_come_and_go() -> None:
    assert signs.last_sign() is None
    signs.say_alive()
    assert signs.is_alive(signs.own_name(), clock.now())
    assert str(os.getpid()) in signs.own_name()
    signs.say_goodbye()
    assert not signs.is_alive(signs.own_name(), clock.now())


def test_a_clearance_above_the_node_labels_no_job_above_it(register, settings) -> None:
    settings.KETHOP_LEVELS = [0]
    user = User.objects.create(username="cv2", title="Chuyên viên 2")
    Clearance.objects.create(user=user, rank=10, decision="QĐ ví dụ", starts=date(2020, 1, 1), ends=date(2100, 1, 1))
    register("test.label", lambda _progress: {})
    assert actor_of(user).rank == 0
    assert jobs.enqueue("test.label", {}, actor=actor_of(user), level=actor_of(user).rank).level == 0


def test_a_row_that_the_database_refuses_is_not_taken_for_an_order_twice(register, actor, monkeypatch) -> None:
    def refuse(**_fields):
        raise IntegrityError("refused")

    register("test.refused", lambda _progress: {})
    monkeypatch.setattr(Job.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        jobs.enqueue("test.refused", {}, actor=actor)
