"""Ask the office one thing, leave nothing written, and keep everything that came out of it."""

import logging
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from unittest import mock

from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, TestCase
from need_to_know.canaries import rows_of
from need_to_know.masking import ARCHIVE, DATABASE, PACKED, masked, undated

from kethop_office.accounts.actions import job_runs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Job
from kethop_office.api import limits
from kethop_office.common import disk
from kethop_office.common.files import read_blob
from kethop_office.common.logs import LineFormatter

__all__ = ["Asked", "Told", "Upload", "ask", "turned", "undone"]

WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NAMES = re.compile(r"[\w-]{10,}", re.ASCII)
"""What may be a key or a reference."""
DATES = {"Date", "Expires", "Last-Modified"}


@dataclass(frozen=True)
class Upload:
    """A file that a form sends."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """One request.

    Parameters
    ----------
    reader : str
        Account, ``""`` for who has not signed in, ``program:`` before the account of a program.
    place : str
        Name of the address.
    ids : tuple of str
        What names records in it; written as ``<id>`` where the answer repeats it.
    headers : dict
        What a program says beside.
    first : Asked or None
        What the same reader asks just before: what follows has a button only then.
    """

    reader: str
    method: str
    place: str
    path: str
    ids: tuple[str, ...] = ()
    data: Mapping[str, object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    first: "Asked | None" = None

    def __str__(self) -> str:
        more = f" {dict(self.data)}" if self.data else ""
        return f"{self.reader or 'nobody'} {self.method} {self.path}{more} ({self.place})"

    def __hash__(self) -> int:
        return hash(str(self))


@dataclass
class Told:
    """What came out: the answer, what was mailed, logged and made by jobs, and how many statements it took, what they wrote to."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    mails: list[bytes] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    statements: int = 0
    written: set[str] = field(default_factory=set)
    error: str = ""
    is_keeping: bool = False

    def parts(self) -> list[bytes | str]:
        """Return everything in which a token may stand."""
        told = [f"{name}: {value}" for name, value in [*self.headers.items(), *self.cookies.items()]]
        held = [rows_of(one) if one[:4] == DATABASE else one for one in (self.body, *self.mails, *self.files)]
        return [*held, *told, *self.lines]  # of a database the rows: who takes a word out of the file breaks it

    def plain(self, ids: tuple[str, ...] = ()) -> tuple[object, ...]:
        """Return what must be the same for two readers who know the same, the ids of the request masked."""
        mask = masked(ids)
        is_packed = self.body[:4] in {ARCHIVE, DATABASE} or PACKED.search(self.headers.get("Content-Type", ""))
        skipped = DATES | ({"Content-Length"} if is_packed else set())
        headers = sorted((name, mask(value.encode())) for name, value in self.headers.items() if name not in skipped)
        cookies = sorted((name, mask(value.encode())) for name, value in self.cookies.items())
        mailed = [mask(undated(one)) for one in (*self.mails, *self.files)]
        return self.status, headers, cookies, mask(undated(self.body)), mailed


def turned(asked: Asked, same: Mapping[str, str], keep: frozenset[str] = frozenset()) -> Asked:
    """Return a request with each name of a record, in its path and in what it sends, turned into that of its twin."""
    met: dict[str, str] = {}

    def turn(found: re.Match[str]) -> str:
        if found[0] in keep or found[0] not in same:
            return found[0]
        return met.setdefault(found[0], same[found[0]])

    path = NAMES.sub(turn, asked.path)
    data = asked.data and {name: _turned(value, turn) for name, value in asked.data.items()}
    first = asked.first and turned(asked.first, same, keep)
    ids = (*(one for one in asked.ids if one not in met), *met.values())
    return replace(asked, path=path, data=data, ids=ids, first=first)


def _turned(value: object, turn: Callable[[re.Match[str]], str]) -> object:
    if isinstance(value, list):
        return [_turned(one, turn) for one in value]
    return NAMES.sub(turn, value) if isinstance(value, str) else value


class _Lines(logging.Handler):
    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told, self.form = told, LineFormatter()

    def emit(self, record: logging.LogRecord) -> None:
        line = re.sub(r'"ms": \d+|"at": "[^"]*"', "", self.form.format(record))
        self.told.lines.append(line)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _same_dice(seed: str) -> Iterator[None]:
    """Let what is drawn be the same each time; no name is drawn for a file, which may lie on the disk from before."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    writing = mock.patch.object(disk, "secrets", SimpleNamespace(token_hex=lambda _size: "part"))
    keys = mock.patch.object(random, "_urandom", dice.randbytes)
    with writing, keys, mock.patch.object(os, "urandom", dice.randbytes):
        yield


def ask(client: Client, asked: Asked) -> Told:
    """Make a request as the reader whose client it is."""
    told = Told()
    handler = _Lines(told)
    mail.outbox = []
    caches["tiles"].clear()
    limits._asked.clear()
    cookies = client.cookies.output()
    with ExitStack() as around:
        around.enter_context(undone())
        around.enter_context(_same_dice(f"{asked.reader} {asked.method} {asked.place}"))
        known = set(Job.objects.values_list("pk", flat=True)) if asked.method == "POST" else set()
        if asked.first:
            _sent_by(client, asked.first)
        around.enter_context(connection.execute_wrapper(_counter(told)))
        around.enter_context(_the_office_s_own_uncounted(told))
        root = logging.getLogger()
        around.callback(root.removeHandler, handler)
        root.addHandler(handler)
        _answer(client, asked, told)
        told.mails = [message.message().as_bytes() for message in mail.outbox]
        if asked.method == "POST":
            shutil.rmtree(settings.KETHOP_LAYERS, ignore_errors=True)  # a layer that was published
            told.files = [read_blob(job.file) for job in Job.objects.exclude(pk__in=known) if job.file]
    _as_before(client, cookies)
    return told


def _sent_by(client: Client, asked: Asked):
    more = {}
    if asked.method == "POST" and not asked.reader.startswith("program:"):
        more = {"data": {name: _sent(value) for name, value in (asked.data or {}).items()}}
    elif asked.data:
        more = {"data": asked.data, "content_type": "application/json"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return getattr(client, asked.method.lower())(asked.path, headers=asked.headers, **more)


def _answer(client: Client, asked: Asked, told: Told) -> None:
    client.raise_request_exception = False
    answer = _sent_by(client, asked)
    told.status = answer.status_code
    told.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told.headers = dict(answer.headers)
    told.cookies = {
        name: cookie.value.split(":")[0] for name, cookie in answer.cookies.items()
    }  # what is signed, undated
    if answer.status_code >= 500 and getattr(answer, "exc_info", None):
        told.error = repr(answer.exc_info[1])


def _sent(value: object) -> object:
    return SimpleUploadedFile(value.name, value.content) if isinstance(value, Upload) else value


def _counter(told: Told):
    def count(execute, sql, params, many, context):
        told.statements += not told.is_keeping
        if hit := WRITTEN.match(sql):
            told.written.add(hit[1])
        return execute(sql, params, many, context)

    return count


@contextmanager
def _the_office_s_own_uncounted(told: Told) -> Iterator[None]:
    """Leave out the statements of jobs that are nobody's: a worker does them for all readers, when the answer has gone."""
    run = job_runs._run

    def kept(job: Job, actor: Actor | None) -> None:
        told.is_keeping = actor is None
        try:
            run(job, actor)
        finally:
            told.is_keeping = False

    with mock.patch.object(job_runs, "_run", kept):
        yield


def _as_before(client: Client, cookies: str) -> None:
    if client.cookies.output() != cookies:
        client.cookies.clear()
        for line in cookies.splitlines():
            client.cookies.load(line.removeprefix("Set-Cookie: "))
