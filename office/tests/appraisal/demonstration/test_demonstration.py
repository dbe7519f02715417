"""A small demonstration has every state that the office knows, is told as invented, and every page of it opens."""

import os
import secrets

import pytest
from django.db import transaction
from django.test import Client, override_settings

from kethop_office.accounts import sessions
from kethop_office.accounts.actions.setup import create_levels
from kethop_office.accounts.models import Job, Office
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.appraisal.actions.base_maps import take_in_base_maps
from kethop_office.appraisal.demonstration import fill
from kethop_office.appraisal.demonstration.fates import EACH_ONCE, fate_of
from kethop_office.appraisal.demonstration.people import ACCOUNTS
from kethop_office.appraisal.models import (
    Approval,
    Case,
    CaseLink,
    FindingOverride,
    Inquiry,
    InquiryRemoval,
    Response,
    ScreeningRun,
)
from kethop_office.appraisal.queries.letters import letters_of
from kethop_office.appraisal.queries.shell import case_shell
from kethop_office.audit.queries import verify
from kethop_office.common import clock
from kethop_office.common.demonstration import Mark
from kethop_office.procedures.actions import take_in_folder
from kethop_office.territory.actions import take_in
from kethop_office.territory.bridge import read_tables

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
COUNT = EACH_ONCE
IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    said = []
    with (
        override_settings(
            KETHOP_IS_DEMO=True,
            KETHOP_FILES=folder / "files",
            KETHOP_LAYERS=folder / "layers",
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        ),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        create_levels()
        take_in(read_tables("vn"))
        take_in_folder("vn")
        take_in_base_maps(lambda _: None)
        yield fill.make(said.append, password=secrets.token_urlsafe(), count=COUNT)
        transaction.set_rollback(True)


def values(rows, name):
    return set(rows.values_list(name, flat=True))


def test_every_promised_state_occurs_once_at_least(made):
    assert made.refused == []
    assert made.cases == COUNT
    assert values(Case.objects, "stage") == set(Case.Stage.values)
    assert values(Case.objects, "clock") == set(Case.Clock.values)
    assert values(Inquiry.objects, "state") == set(Inquiry.State.values)
    assert values(Inquiry.objects, "origin") == set(Inquiry.Origin.values)
    assert values(Response.objects, "outcome") >= set(Response.Outcome.values)
    assert values(Response.objects, "state") == set(Response.State.values)
    assert values(FindingOverride.objects, "state") == set(FindingOverride.State.values)
    assert values(InquiryRemoval.objects, "state") == set(InquiryRemoval.State.values)
    assert {"done", "failed"} <= values(ScreeningRun.objects, "state")
    assert Approval.objects.exclude(voided_at=None).exists()
    assert CaseLink.objects.exists()


def test_everything_says_that_it_is_invented(made):
    assert all("(ví dụ)" in title for title in values(Case.objects, "title"))
    assert all("(example)" in title for title in values(Case.objects, "title_en"))
    assert not Case.objects.filter(is_illustrative=False).exists()
    bodies = Office.objects.exclude(kind="proponent").exclude(body=Office.ADMINISTRATION)
    assert all(name.endswith("(minh họa)") for name in values(bodies, "name_vi"))


def test_the_chain_of_events_holds(made):
    assert verify().broken_seq is None


def test_a_fate_each_before_any_twice():
    assert len({fate_of(number) for number in range(1, COUNT + 1)}) == COUNT


def test_the_worker_goes_on_case_by_case_until_all_are_told(made, monkeypatch):
    marks = [Mark("", COUNT, COUNT + 2)]
    monkeypatch.setattr(fill, "read_mark", lambda: marks[-1])
    monkeypatch.setattr(fill, "write_mark", marks.append)
    progress = type("Progress", (), {"stage": staticmethod(lambda *_: None)})
    with transaction.atomic():
        assert fill.tell_next(progress, COUNT + 1) == {"number": COUNT + 1, "refused": ""}
        following = Job.objects.get(kind=fill.NEXT_CASE)
        assert following.arguments == {"number": COUNT + 2}
        assert fill.tell_next(progress, **following.arguments)["refused"] == ""
        assert Case.objects.count() == COUNT + 2
        assert Job.objects.filter(kind=fill.NEXT_CASE).count() == 1
        transaction.set_rollback(True)
    assert [mark.made for mark in marks] == [COUNT, COUNT + 1, COUNT + 2]


def test_each_role_finds_its_work_and_a_case_waits_for_its_letters_in_one_line(made):
    for name in ("proponent", "clerk", "officer", "reviewer.bql", "approver.ubnd", "police.officer"):
        assert [task for task in tasks_of(actor_of(made.people.users[name])) if task.is_own and task.group == "mine"]
    waiting = [task for task in tasks_of(actor_of(made.people.users["officer"])) if task.bodies]
    assert waiting
    assert len({task.reference for task in waiting}) == len(waiting)
    assert all(task.due_on is None or task.due_on >= clock.today() for task in waiting)


def test_a_section_counts_only_the_letters_that_its_reader_finds_there(made):
    for name in ("proponent", "police.officer", "officer"):
        actor = actor_of(made.people.users[name])
        for case in Case.objects.visible_to(actor).order_by("reference")[:12]:
            counted = [item.count for item in case_shell(actor, case, "").sections if item.key == "documents"]
            assert counted in ([], [str(letters_of(actor, case).count() or "")])


def client_of(user):
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.begin(session)
    session.save()
    return client


SECTIONS = (
    "",
    "submission",
    "site",
    "findings",
    "consultations",
    "conditions",
    "report",
    "approvals",
    "documents",
    "events",
    "related",
    "decision",
)
PLACES = (
    "/tasks/",
    "/case/",
    "/inbox/",
    "/approve/",
    "/territory/",
    "/procedure/",
    "/registry/park/",
    "/registry/layer/",
)


@pytest.mark.prove  # a sample in a test run
def test_every_page_of_a_case_opens_for_each_role_or_is_not_there(made):
    roles = {role: name for name, _, _, _, role in reversed(ACCOUNTS)}
    cases = list(Case.objects.order_by("reference"))
    faults = []
    for turn, name in enumerate(roles.values()):
        client = client_of(made.people.users[name])
        pages = [
            f"/case/{case.reference}/{SECTIONS[(place + turn) % len(SECTIONS)]}"
            for place, case in enumerate(cases)
            if IS_PROOF or (place + turn) % 5 == 0
        ]
        for path in (*PLACES, *pages):
            answer = client.get(path)
            if answer.status_code not in {200, 301, 302, 403, 404}:
                faults.append((name, path, answer.status_code))
    assert faults == []


def test_the_lead_s_officers_and_its_filer_read_their_cases_whole(made):
    for case in Case.objects.order_by("reference")[:: COUNT // 5]:
        client = client_of(case.officer or made.people.users["clerk"])
        for section in SECTIONS:
            answer = client.get(f"/case/{case.reference}/{section}", follow=True)
            assert answer.status_code == 200, (case.reference, section)
