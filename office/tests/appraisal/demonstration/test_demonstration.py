"""A small demonstration has every state that the office knows, is told as invented, and every page of it opens."""

import pytest
from django.db import transaction
from django.test import Client, override_settings

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions.base_maps import take_in_base_maps
from kethop_office.appraisal.demonstration import fill
from kethop_office.appraisal.demonstration.fates import fates
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
from kethop_office.audit.queries import verify
from kethop_office.procedures.actions import take_in_folder
from kethop_office.territory.actions import take_in
from kethop_office.territory.bridge import read_tables

pytestmark = pytest.mark.one_database
COUNT = 46


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
        take_in(read_tables("vn"))
        take_in_folder("vn")
        take_in_base_maps(lambda _: None)
        yield fill.make(said.append, password="minh-hoa-thu-nghiem", count=COUNT)  # noqa: S106 - of made accounts
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
    bodies = Office.objects.exclude(kind="proponent").exclude(body="office_administration")
    assert all(name.endswith("(minh họa)") for name in values(bodies, "name_vi"))


def test_the_chain_of_events_holds(made):
    assert verify().broken_seq is None


def test_a_fate_each_before_any_twice():
    told = list(fates(COUNT))
    assert len(set(told)) == COUNT


def client_of(user):
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.begin(session)
    session.save()
    return client


def test_every_page_of_a_case_opens_for_each_role_or_is_not_there(made):
    cases = list(Case.objects.order_by("reference")[:COUNT:4])
    faults = []
    for name, user in made.people.users.items():
        client = client_of(user)
        for path in (
            "/tasks/",
            "/case/",
            "/inbox/",
            "/approve/",
            "/territory/",
            "/procedure/",
            "/registry/parks/",
            "/registry/layer/",
        ):
            answer = client.get(path)
            if answer.status_code >= 500:
                faults.append((name, path))
        for case in cases:
            for section in (
                "",
                "submission",
                "site",
                "findings",
                "consultations",
                "opinions",
                "conditions",
                "report",
                "approvals",
                "decision",
                "documents",
                "letters",
                "log",
                "related",
            ):
                path = f"/case/{case.reference}/{section}"
                answer = client.get(path)
                if answer.status_code not in {200, 301, 302, 403, 404}:
                    faults.append((name, path, answer.status_code))
    assert faults == []
