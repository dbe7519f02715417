"""Whatever is made of classified records leaves one event before it leaves the machine; without the event it does not leave."""

import inspect
import json
from collections.abc import Iterator

import pytest
from django.db import DatabaseError
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory
from sessions_at import works_at

from kethop_office.accounts import job_kinds
from kethop_office.accounts.actions.jobs import enqueue
from kethop_office.accounts.job_kinds import Outcome
from kethop_office.accounts.models import Job, Notice, Role, User
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.reads import ReadsMiddleware
from kethop_office.appraisal.models import Case
from kethop_office.audit import scope
from kethop_office.audit.actions import reads
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.files import store_bytes

pytestmark = pytest.mark.django_db


def told() -> list[dict[str, object]]:
    rows = AuditEvent.objects.filter(act="record.read").order_by("seq")
    return [json.loads(row.body) for row in rows]


@pytest.fixture
def notices(account):
    user = account("officer.1", rank=30)
    made = [
        Notice.objects.create(
            user=user, kind="step.overdue", reference="R", path="/tasks/", at=clock.now(), level=level
        )
        for level in (0, 10, 20, 30, 40)
    ]
    return user, made


@pytest.fixture
def open_at(open_as):
    """Open a session that works at the level of its account."""

    def opened(user: User, rank: int) -> Client:
        client = open_as(user)
        works_at(client, rank)
        return client

    return opened


def test_one_event_for_a_page_with_the_keys_of_what_was_read(notices, open_at) -> None:
    user, made = notices
    assert open_at(user, 30).get("/notice/").status_code == 200
    (said,) = told()
    assert sorted(said["detail"]["notice"]) == sorted(str(made[index].pk) for index in (2, 3))
    assert (said["level"], said["object"], said["actor"]) == (30, "view:accounts:notices", str(user.pk))
    assert said["req"]


def test_nothing_classified_leaves_no_event(notices, open_as, account) -> None:
    user, _made = notices
    open_as(user).get("/help/")
    other = account("officer.2")
    Notice.objects.create(user=other, kind="step.overdue", reference="R", path="/tasks/", at=clock.now(), level=10)
    assert open_as(other).get("/notice/").status_code == 200
    assert told() == []


def test_internal_records_are_told_where_the_office_says_so(settings, open_at, account) -> None:
    settings.KETHOP_AUDIT_READS_FROM = 10
    user = account("officer.2", rank=10)
    Notice.objects.create(user=user, kind="step.overdue", reference="R", path="/tasks/", at=clock.now(), level=10)
    open_at(user, 10).get("/notice/")
    assert [said["level"] for said in told()] == [10]


def test_without_the_event_the_answer_is_not_given(notices, open_at, monkeypatch) -> None:
    user, made = notices
    client = open_at(user, 30)

    def away(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(reads, "record", away)
    answer = client.get("/notice/")
    assert answer.status_code == 500
    assert str(made[2].pk) not in answer.content.decode()


def test_single_values_are_told_too(case_at) -> None:
    low, high = case_at(0), case_at(20)
    with scope.opened(30) as answer:
        assert len(list(Case.objects.values_list("reference", flat=True))) == 2
        assert answer.rows == {"case": {high.pk}}
    with scope.opened(30) as answer:
        assert Case.objects.order_by("-level").values("reference")[:1].get()["reference"] == high.reference
        assert answer.rows == {"case": {high.pk}}
    with scope.opened(30) as answer:
        assert list(Case.objects.order_by("level").values_list("reference")[:1]) == [(low.reference,)]
        assert [
            row["reference"] for row in Case.objects.values("reference").iterator() if row["reference"] == "x"
        ] == []
        assert answer.rows == {"case": {high.pk}}, "the piece that was cut off was not read, the whole list was"


def test_every_way_to_a_whole_row_is_told(case_at) -> None:
    high = case_at(20)
    ways = [
        lambda: Case.objects.get(pk=high.pk),
        lambda: list(Case.objects.all()),
        lambda: list(Case.objects.all().iterator()),
        Case.objects.filter(pk=high.pk).first,
        lambda: Case.objects.in_bulk([high.pk]),
        lambda: list(Case.objects.raw("SELECT * FROM appraisal_case")),
        lambda: Case._base_manager.get(pk=high.pk),
        lambda: Case.objects.filter(pk=high.pk).union(Case.objects.none()).get(),
        high.refresh_from_db,
        lambda: list(high.lead_office.cases.all()),
        lambda: Case.objects.select_related("amendment_of").get(amendment_of=high),
        lambda: Case.objects.get(amendment_of=high).amendment_of,
    ]
    Case.objects.create(
        reference="KH-2026-00001",
        kind="project",
        title="T",
        proponent_name="P",
        lead_office=high.lead_office,
        filed_on=high.filed_on,
        created_at=clock.now(),
        amendment_of=high,
    )
    for way in ways:
        with scope.opened(30) as answer:
            way()
        assert answer.rows == {"case": {high.pk}}, inspect.getsource(way)


def test_counts_tell_of_no_single_record(case_at) -> None:
    case_at(20)
    with scope.opened(30) as answer:
        assert Case.objects.count() == 1
        assert Case.objects.exists()
    assert answer.rows == {}


def read_case(progress, key: str) -> Outcome:
    row = Case.objects.get(pk=key)
    return Outcome({"path": "/"}, store_bytes(row.title.encode()), "a.txt")


@pytest.fixture
def reading_job(monkeypatch):
    monkeypatch.setitem(job_kinds._functions, "test.read", read_case)


@pytest.mark.django_db(transaction=True)
def test_a_job_tells_what_it_read_with_its_end(reading_job, case_at, account) -> None:
    high = case_at(20)
    user = account("officer.1", rank=20)
    job = enqueue("test.read", {"key": str(high.pk)}, actor=actor_of(user), level=20)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    (said,) = told()
    assert said["detail"] == {"case": [str(high.pk)]}
    assert (said["object"], said["req"], said["actor"]) == ("job:test.read", f"job:{job.pk}", str(user.pk))


def test_a_job_s_file_is_told_when_it_is_taken(open_at, account) -> None:
    user = account("officer.1", rank=20)
    blob = store_bytes(b"made of secrets")
    job = Job.objects.create(
        user=user, kind="test.read", level=20, state="done", file=blob, file_name="a.txt", created_at=clock.now()
    )
    answer = open_at(user, 20).get(f"/job/{job.pk}/file/")
    assert b"".join(answer.streaming_content) == b"made of secrets"
    (said,) = told()
    assert said["detail"] == {"job": [str(job.pk)]}


def test_a_stream_tells_each_piece_before_it_is_given(case_at, account) -> None:
    high, more = case_at(20), case_at(30)
    user = account("auditor.1", Role.AUDITOR, rank=30)

    def pieces() -> Iterator[bytes]:
        yield b"head"
        yield Case.objects.get(pk=high.pk).title.encode()
        yield Case.objects.get(pk=more.pk).title.encode()

    request = RequestFactory().get("/")
    request.actor = actor_of(user)
    answer = ReadsMiddleware(lambda _request: StreamingHttpResponse(pieces()))(request)
    stream = iter(answer.streaming_content)
    assert next(stream) == b"head"
    assert told() == []
    next(stream)
    assert [said["detail"] for said in told()] == [{"case": [str(high.pk)]}]
    assert list(stream)
    assert [said["level"] for said in told()] == [20, 30]


def test_a_long_list_goes_on_in_the_next_event(case_at, account, monkeypatch) -> None:
    monkeypatch.setattr(reads, "MOST_KEYS", 2)
    keys = {case_at(20 + number % 2).pk for number in range(5)}
    with scope.opened(30) as answer:
        list(Case.objects.all())
        assert reads.record_reads(answer, None, "view:x") == 3
        assert reads.record_reads(answer, None, "view:x") == 0
    assert {key for said in told() for key in said["detail"]["case"]} == {str(key) for key in keys}
