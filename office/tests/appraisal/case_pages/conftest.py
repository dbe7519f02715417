"""Cases, offices and readers made by hand."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from kethop_office.accounts.models import AccessGrant, ClassificationLevel, Compartment, Membership, Office, User
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.models import Case, CaseUnit
from kethop_office.common import clock

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _set_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _levels(db):
    for rank, code, vi, en in ((0, "open", "không mật", "not secret"), (20, "mat", "Mật", "Mật")):
        ClassificationLevel.objects.update_or_create(rank=rank, defaults={"code": code, "name_vi": vi, "name_en": en})


class Makers:
    """Make rows with few words."""

    def __init__(self):
        self.serial = 0

    def office(self, name, kind="authority", body="", **more):
        return Office.objects.create(
            kind=kind, body=body, name_vi=name, name_en=f"{name} (en)", short_vi=name, short_en=f"{name} (en)", **more
        )

    def user(self, name, *held):
        user = User.objects.create_user(username=name, title=name)
        for office, role in held:
            Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
        return user

    def actor(self, user):
        return actor_of(user, NOW)

    def case(self, office, title="Khu công nghiệp", *, seen_by=(), units=(("08851", "Xã Tam Đa", "25"),), **more):
        self.serial += 1
        compartment = Compartment.objects.create(kind="case")
        for seer in (office, *seen_by):
            AccessGrant.objects.create(
                compartment=compartment,
                office=seer,
                mode="read",
                starts=datetime(2026, 1, 1, tzinfo=UTC),
                ends=datetime(2099, 1, 1, tzinfo=UTC),
                event="case.filed",
            )
        values = {
            "reference": f"KH-2026-{self.serial:05d}",
            "kind": "project",
            "proponent_name": "Công ty Minh Họa",
            "filed_on": date(2026, 10, 1),
            "clock": Case.Clock.RUNNING,
            "stage": Case.Stage.CONSULTATION,
            "created_at": NOW,
            "compartment": compartment,
            **more,
        }
        case = Case.objects.create(title=title, lead_office=office, **values)
        for code, name, province in units:
            CaseUnit.objects.create(
                case=case, code=code, name=name, province_code=province, level=case.level, compartment=compartment
            )
        index_case(case.pk)
        case.refresh_from_db()
        return case

    def client(self, user):
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def make():
    return Makers()


@pytest.fixture
def finance(make):
    return make.office("Sở Tài chính")


@pytest.fixture
def officer(make, finance):
    return make.user("chuyen-vien-1", (finance, "officer"))
