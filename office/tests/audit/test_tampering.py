"""Someone with the database's own rights is at the events: found at the exact one, or by a head that was kept outside."""

import json

import pytest
from django.db import connection

from kethop_office.audit.actions.heads import sign_head
from kethop_office.audit.chain.canonical import event_hash
from kethop_office.audit.chain.heads import VerifierKey, opened
from kethop_office.audit.models import AuditEvent, SignedHead
from kethop_office.audit.queries import verify
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("seq", [1, 2, 17, 30])
def test_an_edit_is_found_at_its_event(log, unguarded, seq) -> None:
    run("UPDATE audit_auditevent SET body = replace(body, 'happened', 'happenet') WHERE seq = %s", seq)
    assert (verify().broken_seq, verify().reason, verify().checked) == (seq, "hash", seq - 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "test.other"), ("object_key", "test:2"), ("level", 9), ("at", "2020-01-01 00:00:00+00:00")],
)
def test_a_column_that_pages_filter_by_says_what_the_body_says(log, unguarded, column, value) -> None:
    run(f"UPDATE audit_auditevent SET {column} = %s WHERE seq = 12", value)  # noqa: S608 - columns of this list
    assert (verify().broken_seq, verify().reason) == (12, "columns")


@pytest.mark.parametrize("seq", [1, 2, 17, 29])
def test_a_deletion_is_found_at_its_event(log, unguarded, seq) -> None:
    run("DELETE FROM audit_auditevent WHERE seq = %s", seq)
    assert (verify().broken_seq, verify().reason) == (seq, "gap")


def test_an_insertion_is_found_behind_it(log, unguarded) -> None:
    """An event is forged with a right hash of its own; what stood there is numbered on."""
    rows = list(AuditEvent.objects.filter(seq__gte=10).order_by("-seq"))
    for row in rows:
        run("UPDATE audit_auditevent SET seq = seq + 1 WHERE seq = %s", row.seq)
    old = rows[-1]
    body = json.dumps(json.loads(old.body) | {"act": "test.forged"}, sort_keys=True, separators=(",", ":"))
    AuditEvent.objects.create(
        seq=10,
        prev=old.prev,
        body=body,
        hash=event_hash(old.prev, body),
        act="test.forged",
        object_key=old.object_key,
        level=old.level,
        at=old.at,
    )
    assert (verify().broken_seq, verify().reason) == (11, "prev")


def test_events_in_another_order_are_found(log, unguarded) -> None:
    for old, new in ((10, 1000), (11, 10), (1000, 11)):
        run("UPDATE audit_auditevent SET seq = %s WHERE seq = %s", new, old)
    assert (verify().broken_seq, verify().reason) == (10, "prev")


def rewrite(first: int) -> None:
    """Write everything from an event on anew, hashes and columns: whole in itself."""
    rows = list(AuditEvent.objects.filter(seq__gte=first).order_by("seq"))
    run("DELETE FROM audit_auditevent WHERE seq >= %s", first)
    prev = rows[0].prev
    for row in rows:
        row.body = row.body.replace('"object":"test:1"', '"object":"test:3"')
        row.object_key = json.loads(row.body)["object"]
        row.prev, row.hash = prev, event_hash(prev, row.body)
        row.save(force_insert=True)
        prev = row.hash


@pytest.mark.parametrize("kind", ["truncate", "rewrite"])
def test_a_cut_or_rewritten_chain_is_found_by_an_outside_head_alone(begun, log, unguarded, kind) -> None:
    kept = opened(sign_head(None).note, VerifierKey.read(begun))
    assert verify([kept]).broken_seq is None
    SignedHead.objects.all().delete()  # who rewrites the chain does away with what this machine knows of it
    if kind == "truncate":
        run("DELETE FROM audit_auditevent WHERE seq > 20")
    else:
        rewrite(5)
    assert verify().broken_seq is None, "inside nothing shows it"
    found = verify([kept])
    assert found.reason == {"truncate": "cut", "rewrite": "head"}[kind]
    assert found.broken_seq == {"truncate": 21, "rewrite": 1}[kind]


def test_a_head_on_the_machine_narrows_the_place_of_a_rewriting(begun, log, happen, unguarded) -> None:
    first = sign_head(None)
    for _ in range(10):
        happen()
    second = sign_head(None)
    rewrite(first.size + 3)
    found = verify()
    assert (found.broken_seq, found.until, found.reason) == (first.size + 1, second.size, "head")


def test_a_head_goes_on_from_the_one_before_and_hides_no_rewriting(begun, log, happen, unguarded) -> None:
    """What was signed once stays in every later root: a head signed after the rewriting does not cover it."""
    sign_head(None)
    rewrite(3)
    SignedHead.objects.filter(size__gt=0).update(root="00" * 32)
    happen()
    later = sign_head(None)
    SignedHead.objects.exclude(size=later.size).delete()
    assert verify().reason == "head"


def test_a_chain_with_a_hole_is_not_signed(begun, log, unguarded) -> None:
    run("DELETE FROM audit_auditevent WHERE seq = 9")
    with pytest.raises(Refused, match="audit.broken"):
        sign_head(None)
