"""Every act leaves an event: read from the source of every action, and watched while a demonstration is played."""

import functools
import importlib
import re
import secrets
import sys
from collections import Counter

import pytest
from audit_reach import reach
from django.db import connection, transaction
from django.test import override_settings

from kethop_office.audit.actions import recording

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]

# Functions of modules of actions that the office calls by themselves and that leave no event, each with its reason.
NO_ACT = {
    "accounts.actions.drafts.drop_draft": "what was typed and not sent is nobody's record yet",
    "accounts.actions.drafts.drop_draft_by_id": "the same, from the own list",
    "accounts.actions.drafts.drop_old_drafts": "cleaning of what was typed and not sent",
    "accounts.actions.drafts.keep_draft": "what is typed is kept every few seconds; sending it is the act",
    "accounts.actions.feed.drop_old_entries": "cleaning of what a calendar was told",
    "accounts.actions.feed.refresh_feed": "what a calendar was told last, so that its entries stay the same",
    "accounts.actions.notices.drop_old_notices": "cleaning of the desk",
    "accounts.actions.notices.mark_mailed": "progress of a job, whose end is told",
    "accounts.actions.notices.read_all": "a reader's own mark on its desk",
    "accounts.actions.notices.read_one": "a reader's own mark on its desk; what is classified is told as read",
    "api.actions.once.fingerprint": "reckons, and writes nothing",
    "api.actions.once.forget_old": "cleaning of keys of requests that nobody repeats",
    "api.actions.once.make_once": "keeps the key of a request in the transaction of what it makes; that is told",
    "accounts.actions.setup.create_levels": "the law's five levels, the same in every office, laid down by init",
    "territory.actions.take_in": "the public list of administrative units, laid down by init",
    "audit.actions.heads.deliver": "the file of a head whose signing was told",
    "appraisal.actions.setting.set_letter": "done by a job, whose end is told",
    "appraisal.actions.setting.set_report": "done by a job, whose end is told",
    "appraisal.actions.stages.follow_items": "follows an act on the procedure, inside its transaction; that is told",
    "appraisal.actions.stages.follow_step": "follows an act on the procedure, inside its transaction; that is told",
}
TELLS_MORE = {
    "accounts.actions.job_runs._end": "also tells what the job has read",
    "appraisal.actions.destroying._tell_done": "called by an act that tells the case instead, where it declines",
    "appraisal.actions.initiative.offer_advice": "also tells the case, where it finds one",
    "appraisal.actions.rescreening.following.look_at_pack": "also orders a comparison where the pack is another",
}
ROOM = "kethop_office."
BOOKKEEPING = re.compile(
    r'"(?:django_|audit_|kethop_cache|accounts_(?:draft|notice|feedentry)|common_(?:lifesign|schedulemark)|account_)'
)
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+("\w+"|\w+)', re.IGNORECASE)


@pytest.fixture(scope="module")
def graph():
    return reach()


def called_by_itself(graph, name: str) -> bool:
    """Return whether something that is no action calls a function, or nothing at all does by its name: a job, a signal."""
    callers = {caller for caller, named in graph.calls.items() if name in named}
    return not callers or any(".actions" not in caller for caller in callers)


def silent(graph, without: str = "") -> set[str]:
    """Return the public functions that are called by themselves and lead to no event."""
    telling = graph.telling(without)
    alone = {name for name in graph.public - telling if called_by_itself(graph, name)}
    return {name.removeprefix(ROOM) for name in alone} - _reads_only(graph)


def _reads_only(graph) -> set[str]:
    """What is called ``check_…`` or gives a key changes nothing."""
    return {"accounts.actions.admin.check_admin", "audit.actions.heads.verifier_key", "audit.actions.recording.record"}


def test_every_function_of_every_action_leads_to_an_event(graph) -> None:
    assert len(graph.public) > 200, "the modules were read"
    assert silent(graph) == set(NO_ACT)


def test_the_proof_sees_an_event_that_is_left_out(graph) -> None:
    """Each function that records is robbed of its event in turn: some function of an action must be seen to tell nothing."""
    whole = graph.telling()
    telling = f"{ROOM}audit.actions.recording.record"
    robbed = [name for name, named in graph.calls.items() if telling in named and ".actions." in name]
    assert len(robbed) > 30
    unseen = {name for name in robbed if not (whole - graph.telling(name)) & graph.public}
    assert unseen == {f"{ROOM}{name}" for name in TELLS_MORE}


class Watch:
    """Calls of actions from outside of actions: what each wrote, and whether it told it."""

    def __init__(self) -> None:
        self.depth = 0
        self.done: Counter[str] = Counter()
        self.untold: dict[str, set[str]] = {}
        self._tables: set[str] = set()
        self._told = False

    def __call__(self, execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and self.depth:
            table = found[1] if found[1].startswith('"') else f'"{found[1]}"'
            self._told |= table == '"audit_auditevent"'
            if not BOOKKEEPING.match(table):
                self._tables.add(table)
        return execute(sql, params, many, context)

    def wrapped(self, name, function):
        @functools.wraps(function)
        def watched(*args, **kwargs):
            if self.depth == 0:
                self._tables, self._told = set(), False
            self.depth += 1
            try:
                given = function(*args, **kwargs)
            finally:
                self.depth -= 1
            if self.depth == 0 and self._tables:
                self.done[name] += 1
                if not self._told:
                    self.untold.setdefault(name, set()).update(self._tables)
            return given

        return watched


@pytest.fixture
def watch(graph, monkeypatch):
    """Put a watch around every public function of an action, wherever it is named."""
    watch = Watch()
    for name in sorted(graph.public - {f"{ROOM}{one}" for one in NO_ACT} - {f"{ROOM}audit.actions.recording.record"}):
        module, _, last = name.rpartition(".")
        function = getattr(importlib.import_module(module), last)
        if not called_by_itself(graph, name) or not callable(function):
            continue
        around = watch.wrapped(name.removeprefix(ROOM), function)
        for other in [module for key, module in sys.modules.items() if key.startswith(ROOM)]:
            for attribute, value in list(vars(other).items()):
                if value is function:
                    monkeypatch.setattr(other, attribute, around)
    with connection.execute_wrapper(watch):
        yield watch


def play(tmp_path, count: int) -> None:
    from kethop_office.accounts.actions.setup import create_levels  # noqa: PLC0415 - as the watch has put them
    from kethop_office.appraisal.actions.base_maps import take_in_base_maps  # noqa: PLC0415
    from kethop_office.appraisal.demonstration import fill  # noqa: PLC0415
    from kethop_office.procedures.actions import take_in_folder  # noqa: PLC0415

    with (
        override_settings(
            KETHOP_IS_DEMO=True,
            KETHOP_FILES=tmp_path / "files",
            KETHOP_LAYERS=tmp_path / "layers",
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        ),
        transaction.atomic(),
    ):
        create_levels()
        take_in_folder("vn")
        take_in_base_maps(lambda _: None)
        fill.make(lambda _line: None, password=secrets.token_urlsafe(), count=count)


@pytest.mark.usefixtures("units")
def test_every_act_of_a_demonstration_is_told(watch, tmp_path) -> None:
    play(tmp_path, 12)
    assert watch.untold == {}
    assert len(watch.done) >= 25, sorted(watch.done)


@pytest.mark.usefixtures("units")
def test_the_watch_sees_an_act_that_is_not_told(watch, tmp_path, monkeypatch) -> None:
    """The event is dropped everywhere: every act is seen to be untold."""
    record = recording.record

    def dropped(act, **_facts):
        return None

    for other in [module for key, module in sys.modules.items() if key.startswith(ROOM)]:
        for attribute, value in list(vars(other).items()):
            if value is record:
                monkeypatch.setattr(other, attribute, dropped)
    play(tmp_path, 4)
    assert set(watch.untold) == set(watch.done)
    assert len(watch.done) >= 10
