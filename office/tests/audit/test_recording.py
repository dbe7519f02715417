"""An event tells the honest moment, stands or falls with its act, and holds nothing that could be guessed."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from kethop_office.accounts.actions.audit_log import note_verified
from kethop_office.accounts.models import AccessGrant, Compartment
from kethop_office.accounts.queries import actor_of, may_read
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import CaseEvent
from kethop_office.audit import scope
from kethop_office.audit.actions import record
from kethop_office.audit.actions.clock import accept
from kethop_office.audit.chain.canonical import CanonicalError, salted
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries import clock_is_back, floor_moment, verify
from kethop_office.common import clock, health, schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    moments = [NOON]
    monkeypatch.setattr(clock, "now", lambda: moments[0])

    def move(**by: float) -> datetime:
        moments[0] += timedelta(**by)
        return moments[0]

    return move


def body(event: AuditEvent) -> dict[str, object]:
    return json.loads(AuditEvent.objects.get(pk=event.pk).body)


def test_an_event_has_every_field(happen) -> None:
    actor, giver = uuid4(), uuid4()
    with scope.opened(0, "thu-1"), transaction.atomic():
        event = record(
            "test.signed",
            actor=actor,
            acting_for=giver,
            object_key="test:1",
            at=clock.now(),
            detail={"n": 1, "x": ["ế"]},
        )
    said = body(event)
    assert said.pop("at").endswith("Z")
    assert said == {
        "v": 2,
        "node": "kethop",
        "seq": 1,
        "actor": str(actor),
        "acting_for": str(giver),
        "act": "test.signed",
        "object": "test:1",
        "level": 0,
        "compartment": None,
        "req": "thu-1",
        "detail": {"n": 1, "x": ["ế"]},
    }
    assert body(happen())["req"] is None


def test_an_event_is_not_written_outside_its_act() -> None:
    with connection.cursor() as cursor:
        assert cursor is not None
    was, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError, match="inside the transaction"):
            record("test.alone", actor=None, object_key="test:1", at=NOON)
    finally:
        connection.in_atomic_block = was


@transaction.atomic
def failing(happen) -> None:
    happen()
    raise ZeroDivisionError


@transaction.atomic
def unwritable() -> None:
    Compartment.objects.create(kind="case")
    record("test.unwritable", actor=None, object_key="test:1", at=clock.now(), detail={"x": 0.5})


def test_an_event_falls_with_its_act_and_an_act_with_its_event(happen) -> None:
    happen()
    with pytest.raises(ZeroDivisionError):
        failing(happen)
    assert AuditEvent.objects.count() == 1
    with pytest.raises(CanonicalError):
        unwritable()
    assert not Compartment.objects.exists()
    happen()
    assert verify().checked == 2


@pytest.mark.parametrize("detail", [{"Sha": "x"}, {"x": 2**53}, {"x": 1.5}])
def test_what_has_no_canonical_form_is_no_event(happen, detail) -> None:
    with pytest.raises(CanonicalError):
        happen(detail=detail)


def test_a_bare_hash_of_a_labelled_record_is_refused(happen) -> None:
    assert happen(detail={"hash": "ab" * 32}).seq == 1
    with pytest.raises(CanonicalError, match="must be salted"):
        happen(level=10, detail={"hash": "ab" * 32})
    assert happen(level=20, detail={"salted_hash": "ab" * 32}).seq == 2


def test_a_case_tells_only_salted_hashes_and_keeps_the_salt(case_at, account) -> None:
    case = case_at(20)
    actor = actor_of(account("officer.1", rank=20))
    with transaction.atomic():
        line = tell(case, "test.said", actor=actor, fields={"reason": "Đồi 7"}, hashes={"content": "cd" * 32})
    line = CaseEvent.objects.get(pk=line.pk)
    event = AuditEvent.objects.get(object_key=f"case:{case.pk}")
    said = json.loads(event.body)["detail"]
    assert said["salted_fields"] == salted(
        line.salt, json.dumps(line.fields, ensure_ascii=False, separators=(",", ":"))
    )
    assert said["salted_content"] == salted(line.salt, "cd" * 32)
    assert "Đồi" not in event.body
    assert "cd" * 32 not in event.body


def test_a_told_moment_stands_beside_the_honest_one(happen) -> None:
    with clock.at(NOON - timedelta(days=200)):
        first = happen()
    with clock.at(NOON - timedelta(days=300)):
        second = happen()
    third = happen()
    assert body(first)["told_at"] == "2026-05-07T05:00:00.000000Z"
    assert body(second)["told_at"] == "2026-01-27T05:00:00.000000Z"
    assert "told_at" not in body(third)
    assert body(first)["at"] <= body(second)["at"] <= body(third)["at"]
    assert "clock_back" not in body(second)
    assert verify().broken_seq is None


def test_a_clock_that_steps_back_is_told_and_the_moment_never_goes_back(now, happen) -> None:
    happen()
    now(minutes=-4)
    little = happen()
    now(minutes=-60)
    much = happen()
    assert body(little)["at"] == body(much)["at"] == "2026-11-23T05:00:00.000000Z"
    assert "clock_back" not in body(little)
    assert body(much)["clock_back"] == "2026-11-23T03:56:00.000000Z"
    assert verify().broken_seq is None


def test_while_the_clock_is_back_nothing_is_due_and_no_right_comes_back(
    now, happen, account, office, monkeypatch
) -> None:
    monkeypatch.setattr(schedule, "_works", {})
    ran = []
    schedule.every(1, "test.work", lambda: ran.append(1))
    user = account("officer.1")
    compartment = Compartment.objects.create(kind="case")
    AccessGrant.objects.create(
        compartment=compartment,
        office=office,
        mode="read",
        starts=NOON - timedelta(days=9),
        ends=NOON - timedelta(minutes=30),
        event="test",
    )
    happen()
    assert not may_read(actor_of(user), 0, compartment.pk)
    now(hours=-1)
    assert clock_is_back()
    assert floor_moment() == NOON
    assert not may_read(actor_of(user), 0, compartment.pk), "half an hour before its end by the clock, but it has ended"
    assert schedule.tick() == {}
    assert ran == []
    assert health.state_of_health()["clock"] == "back"
    accept()
    assert not clock_is_back()
    assert may_read(actor_of(user), 0, compartment.pk), "someone said that the clock is right now"
    assert schedule.tick() == {"test.work": True}
    now(minutes=10)
    happen()
    assert verify().broken_seq is None
    assert floor_moment() == clock.now()


def test_the_office_s_own_check_is_told(begun, account) -> None:
    found = verify()
    note_verified(None, found)
    said = body(AuditEvent.objects.get(act="audit.verified"))
    assert said["detail"] == {"checked": found.checked, "broken": None, "heads": 0}
