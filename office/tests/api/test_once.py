"""Requests that come twice, also at once: one act."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from kethop_office.api.actions.once import KEPT, fingerprint, forget_old, make_once
from kethop_office.api.models import MadeOnce
from kethop_office.audit.actions import record
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = fingerprint(b"POST /api/v1/drafts", b"{}")


def test_five_at_once_make_one(programs) -> None:
    password, results, faults = programs.world.users["officer"].app_passwords.get(), [], []
    barrier = threading.Barrier(5)

    def make():
        record("test.made", actor=None, object_key="test:1", at=clock.now())
        return "the one"

    def send():
        try:
            barrier.wait()
            results.append(make_once(password, "key", ASKED, make))
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert sorted(results) == [("the one", False)] * 4 + [("the one", True)]
    assert AuditEvent.objects.filter(act="test.made").count() == 1


def test_another_request_with_the_key_is_refused_and_another_program_has_keys_of_its_own(programs) -> None:
    users = programs.world.users
    one, other = users["officer"].app_passwords.get(), users["clerk"].app_passwords.get()
    make_once(one, "key", ASKED, lambda: "a")
    with pytest.raises(Refused, match=r"api\.key_reused"):
        make_once(one, "key", fingerprint(b"POST /api/v1/drafts", b"[]"), lambda: "b")
    assert make_once(other, "key", ASKED, lambda: "c") == ("c", True)


def test_a_refused_act_leaves_no_key_and_old_keys_are_forgotten(programs) -> None:
    password = programs.world.users["officer"].app_passwords.get()

    def refuse():
        raise Refused("draft.sent")

    with pytest.raises(Refused, match=r"draft\.sent"):
        make_once(password, "key", ASKED, refuse)
    assert not MadeOnce.objects.exists()
    make_once(password, "key", ASKED, lambda: "a")
    assert forget_old() == 0
    MadeOnce.objects.update(at=clock.now() - KEPT - timedelta(seconds=1))
    assert forget_old() == 1


def test_parts_of_a_request_do_not_run_together() -> None:
    assert fingerprint(b"ab", b"c") != fingerprint(b"a", b"bc")
