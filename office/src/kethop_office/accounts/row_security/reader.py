"""Who reads, as the database is told: for a request inside its transaction, for a job as long as it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kethop_office.accounts.actor import Actor
from kethop_office.common import clock
from kethop_office.common.levels import highest_level, holds_several

__all__ = [
    "NOBODY",
    "Keeper",
    "Reader",
    "across_compartments",
    "become",
    "keeping",
    "reader_of",
    "reading",
    "withholding",
    "working_as",
]

Keeper = Literal["backup", "clock", "labels", "removal", "setup"]
"""The accounts of the office itself that read every record: each does one thing, and none shows what it read to anyone."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What the database compares rows with.

    Parameters
    ----------
    rank : int
        Highest level that is shown, and the only one that may be written; -1 shows nothing.
    user, offices, at : UUID, frozenset of UUID, datetime
        Whose grants count, at which moment.
    is_across : bool
        Whether grants are not asked for: a keeper, or the delivery of a letter to whom its sender cannot see.
    is_keeper : bool
        Whether it may write at every level.
    """

    rank: int
    user: UUID | None = None
    offices: frozenset[UUID] = frozenset()
    at: datetime | None = None
    is_across: bool = False
    is_keeper: bool = False


NOBODY = Reader(rank=-1)
_now: ContextVar[Reader] = ContextVar("reader", default=NOBODY)
_lasting: ContextVar[Reader] = ContextVar("lasting_reader", default=NOBODY)


def reader_of(actor: Actor | None) -> Reader:
    """Return the reader that an actor is; nobody without one."""
    return NOBODY if actor is None else Reader(actor.rank, actor.user_id, actor.offices, actor.at)


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Open a transaction in which rows are shown as to this reader; on a node of one level, do nothing."""
    if not holds_several():
        yield
        return
    is_inner = connection.in_atomic_block
    before = _now.get()
    with transaction.atomic():
        token = _now.set(reader)
        try:
            _tell(connection, reader, is_local=True)
            yield
            # a savepoint that is released keeps the setting, one that is rolled back loses it
            if is_inner and not connection.needs_rollback:
                _tell(connection, before, is_local=True)
        finally:
            _now.reset(token)


def become(reader: Reader) -> None:
    """Go on as this reader until the surrounding ``reading`` ends: a program's request is told only on the way who asks."""
    if holds_several() and connection.in_atomic_block:
        _now.set(reader)
        _tell(connection, reader, is_local=True)


@contextmanager
def working_as(actor: Actor | None) -> Iterator[None]:
    """Let the statements of a job, which opens many transactions, be the actor's as long as it runs."""
    with _lasting_as(reader_of(actor)):
        yield


@contextmanager
def keeping(keeper: Keeper) -> Iterator[None]:
    """Let one of the office's own accounts read and write what it keeps, at every level."""
    if keeper not in get_args(Keeper):
        raise ValueError(keeper)
    with _lasting_as(Reader(highest_level(), at=clock.now(), is_across=True, is_keeper=True)):
        yield


@contextmanager
def across_compartments() -> Iterator[None]:
    """Let an act reach, at the levels of its reader, what the reader was not granted: such as whom a letter is for.

    What is found is delivered to, never shown.
    """
    with reading(replace(_now.get(), is_across=True)):
        yield


@contextmanager
def withholding() -> Iterator[None]:
    """Read the names of everything, so that what the reader may not know of can be kept off a page: never to show them."""
    with reading(Reader(highest_level(), at=clock.now(), is_across=True)):
        yield


@contextmanager
def _lasting_as(reader: Reader) -> Iterator[None]:
    if not holds_several():
        yield
        return
    is_inner = connection.in_atomic_block
    before = _now.get() if is_inner else _lasting.get()
    token = _now.set(reader)
    lasting = None if is_inner else _lasting.set(reader)
    try:
        _tell(connection, reader, is_local=is_inner)
        yield
    finally:
        _now.reset(token)
        if lasting is not None:
            _lasting.reset(lasting)
        _tell_again(before, is_local=is_inner)


def _tell_again(reader: Reader, *, is_local: bool) -> None:
    """Tell the connection the reader that was before; one that cannot be told is closed, and a new one shows nothing."""
    if connection.connection is None or connection.needs_rollback:
        return  # a roll-back takes what was told in the transaction with it
    try:
        _tell(connection, reader, is_local=is_local)
    except DatabaseError:
        if is_local:
            raise
        connection.close()


def _tell(to: BaseDatabaseWrapper, reader: Reader, *, is_local: bool) -> None:
    told = {
        "rank": str(reader.rank),
        "user_id": str(reader.user or ""),
        "offices": ",".join(sorted(map(str, reader.offices))),
        "at": (reader.at or clock.now()).isoformat(),
        "is_across": "1" if reader.is_across else "0",
        "is_keeper": "1" if reader.is_keeper else "0",
    }
    calls = ", ".join(["set_config(%s, %s, %s)"] * len(told))
    with to.cursor() as cursor:
        cursor.execute(
            f"SELECT {calls}",
            [part for name, value in told.items() for part in (f"kethop.{name}", value, is_local)],
        )


def _tell_new(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Let a connection that is opened anew during a job go on as the job's reader."""
    if connection.vendor == "postgresql" and holds_several() and _lasting.get() != NOBODY:
        _tell(connection, _lasting.get(), is_local=False)


connection_created.connect(_tell_new, dispatch_uid="kethop.row_security")
