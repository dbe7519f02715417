"""The ground on which the wall is tried."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from destroying import period
from ground import NOON, Ground

from kethop_office.accounts.models import Compartment, Membership
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.models import Case
from kethop_office.common import clock

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Leave the wall's tests to the run that has it."""
    if os.environ.get("KETHOP_TEST_LEVELS") == "several":
        return
    for item in items:
        if item.path == HERE / "test_wall.py":
            item.add_marker(pytest.mark.skip(reason="test_on_postgresql runs it where the database has several levels"))


@pytest.fixture
def ground(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Ground()


@pytest.fixture
def compartment(db):
    return Compartment.objects.create(kind="case")


@pytest.fixture
def own_files(settings, tmp_path):
    settings.KETHOP_FILES = tmp_path / "files"


@pytest.fixture
def by(ground, monkeypatch):
    people = {
        "officer": ground.account("officer.2"),
        "approver": ground.account("approver.1", role="approver"),
        "both": ground.account("approver.2", role="approver"),
        "clerk": ground.account("clerk.1", role="clerk"),
        "admin": ground.account("admin.1", role="admin"),
        "stranger": ground.account("officer.3"),
    }
    Membership.objects.create(user=people["both"], office=ground.own, role="officer", starts=date(2026, 1, 1))
    people["stranger"].memberships.update(office=ground.other)

    def acting(name):
        return actor_of(people[name])

    def wait(**time):
        now = clock.now() + timedelta(**time)
        monkeypatch.setattr(clock, "now", lambda: now)

    acting.wait = wait
    return acting


@pytest.fixture
def ended(ground, by):
    """Return what makes a case that ended on a day, in a compartment of its own."""

    def make(closed_on=date(2006, 11, 22), **values):
        compartment = Compartment.objects.create(kind="case")
        ground.grant(compartment, office=ground.own, ends=3000)
        case = ground.case("Khu công nghiệp mẫu", compartment=compartment)
        Case.objects.filter(pk=case.pk).update(stage="withdrawn", closed_on=closed_on, **values)
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def case(ended, by):
    period(by, 20)
    return ended()
