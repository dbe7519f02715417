"""The threads of a process write in the order in which they asked."""

import threading
import time

import pytest
from django.db import OperationalError, connections, transaction

from kethop_office.common.sqlite_in_turn import base
from kethop_office.common.sqlite_in_turn.turns import Turns


def _begin_in_order(turns, count, done):
    """Start threads that ask for the turn one after another, and wait until all of them wait."""
    threads = []
    for number in range(count):
        thread = threading.Thread(target=lambda number=number: (turns.take(10), done.append(number), turns.give()))
        thread.start()
        threads.append(thread)
        while len(turns._waiting) < number + 1:
            time.sleep(0.001)
    return threads


def test_first_come_first_served():
    turns, done = Turns(), []
    assert turns.take(0)
    threads = _begin_in_order(turns, 12, done)
    assert done == []
    turns.give()
    for thread in threads:
        thread.join(10)
    assert done == list(range(12))
    assert turns.take(0)


def test_who_waited_too_long_stands_in_nobody_s_way():
    turns, done = Turns(), []
    assert turns.take(0)
    assert not turns.take(0.01)
    (thread,) = _begin_in_order(turns, 1, done)
    turns.give()
    thread.join(10)
    assert done == [0]
    assert turns.take(0)


def test_no_two_have_the_turn_and_none_is_lost():
    turns, inside, most, had = Turns(), [], [], []

    def work(seconds):
        for _ in range(200):
            if turns.take(seconds):
                inside.append(1)
                most.append(len(inside))
                had.append(1)
                inside.pop()
                turns.give()

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (5, 5, 5, 0, 0.0001)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(most) == 1
    assert len(had) >= 600
    assert turns.take(0)


@pytest.fixture
def file(tmp_path, settings, django_db_blocker):
    """Two connections to one file, as two threads have them."""
    known = settings.DATABASES["default"] | {
        "ENGINE": "kethop_office.common.sqlite_in_turn",
        "NAME": str(tmp_path / "a.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.2},
    }
    full = connections.configure_settings({"default": known})["default"]
    made = [base.DatabaseWrapper(full, "first"), base.DatabaseWrapper(full, "second")]
    with django_db_blocker.unblock():
        with made[0].cursor() as cursor:
            cursor.execute("CREATE TABLE a (b INTEGER UNIQUE)")
        yield made
        for one in made:
            one.close()


def _write(connection, number):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO a VALUES (%s)", [number])


class _ActError(Exception):
    """Of this test."""


@pytest.mark.one_database
@pytest.mark.parametrize("way", ["commit", "rollback", "close", "refused"])
def test_the_turn_is_given_back_however_a_transaction_ends(file, way):
    first, second = file
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    _write(first, 1)
    with pytest.raises(OperationalError, match="locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    if way == "close":
        first.close()
    elif way == "refused":
        with pytest.raises(Exception, match="UNIQUE"):
            _write(first, 1)
        first.rollback()
    else:
        getattr(first, way)()
    second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    _write(second, 2)
    second.commit()
    assert not base._turns[str(second.settings_dict["NAME"])]._is_taken


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_gives_its_turn_back():
    if transaction.get_connection().vendor != "sqlite":
        pytest.skip("of SQLite alone")
    for _ in range(3):
        with pytest.raises(_ActError), transaction.atomic():
            raise _ActError
    with transaction.atomic():
        assert transaction.get_connection()._held is not None
    assert transaction.get_connection()._held is None
