"""One lead office, one proponent, two consulted offices, and a proposal on a real commune with an invented site."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings as office_settings
from django.test import Client
from rescreening_desk import engine_here

from kethop_office.accounts import sessions
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Office, User
from kethop_office.appraisal.actions import drafts, filing, receiving, validation
from kethop_office.common import clock
from kethop_office.procedures.actions import take_in_folder
from kethop_office.territory.models import Unit, UnitName

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CORNERS = "1\t2344072,76\t552756,73\n2\t2344130,14\t553379,54\n3\t2343632,11\t553433,08\n4\t2343500,00\t553100,00\n5\t2343600,00\t552700,00\n"
FACTS = {
    "approval_authority": "provincial_chairman",
    "related_to_defence": False,
    "project_type": "industrial_park",
    "sector": "investment",
    "asks_for_land": True,
    "foreign_investor": False,
    "public_investment": False,
    "defence_land": False,
}
LEAD_ROLES = ("clerk", "officer", "reviewer", "approver")


class House:
    """The offices, an account for each role, and short ways to bring a case where a test needs it."""

    at = AT
    corners = CORNERS

    def __init__(self):
        self.lead = self.office("Sở Tài chính (ví dụ)", "authority", province="24")
        self.proponent = self.office("Công ty ví dụ", "proponent")
        self.command = self.office(
            "Bộ Chỉ huy quân sự tỉnh Bắc Ninh", "military", body="provincial_military_command", province="24"
        )
        self.users = {}
        self.roles = {}
        for role in LEAD_ROLES:
            self.account(role, self.lead, role)
        self.account("second_officer", self.lead, "officer")
        self.account("proponent", self.proponent, "proponent")
        self.account("consultee_officer", self.command, "consultee_officer")

    def office(self, name, kind, **more):
        return Office.objects.create(
            kind=kind, name_vi=name, name_en=name, short_vi=name[:60], short_en=name[:60], **more
        )

    def account(self, key, office, *roles):
        user = User.objects.create(username=key.replace("_", "-"), title=key)
        for role in roles:
            Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
        self.users[key], self.roles[key] = user, frozenset((office.pk, role) for role in roles)
        return user

    def actor(self, key, at=AT, rank=0):
        return Actor(self.users[key].pk, key, self.roles[key], rank, at)

    def answers(self, **details):
        return {
            "kind": {"kind": "project", "lead_office": str(self.lead.pk)},
            "details": {
                "title": "Khu công nghiệp Tam Đa (ví dụ)",
                "title_en": "Tam Da industrial park (example)",
                "proponent": "Công ty ví dụ",
                "communes": ["09208"],
                "facts": dict(FACTS),
                **details,
            },
            "site": {"way": "table", "crs": "EPSG:9209", "column_order": "x-north", "area_ha": "37.2"},
            "heights": {"height": "20"},
            "files": {"items": []},
        }

    def draft(self, who="proponent", **details):
        actor = self.actor(who)
        office = self.proponent if who == "proponent" else self.lead
        draft = drafts.start_draft(actor, office=office, answers=self.answers(**details))
        return drafts.attach_site(actor, draft, CORNERS.encode(), name="-", version=draft.version)

    def filed(self, who="proponent", **details):
        draft = self.draft(who, **details)
        return filing.file_submission(self.actor(who), draft, version=draft.version).case

    def received(self, **details):
        case = self.filed(**details)
        receiving.receive(self.actor("clerk"), case, receipt_number="812", version=case.content_version)
        return self.fresh(case)

    def valid(self, **details):
        case = self.received(**details)
        validation.accept(self.actor("officer"), case, self.validity(), version=case.content_version)
        return self.fresh(case)

    def validity(self, **changes):
        day = AT.date()
        fields = {"complete_on": day, "law_date": day, "checklist": [{"key": "title", "answer": "yes", "note": ""}]}
        return validation.Validity(**{**fields, **changes})

    @staticmethod
    def fresh(case):
        return type(case).objects.select_related("lead_office", "proponent", "procedure").get(pk=case.pk)


@pytest.fixture
def territory(db):
    """Two units, unless a test before left the whole country there."""
    given = {"level": "province", "code": "24", "name": "Bắc Ninh", "type": "tỉnh"}
    province, _ = Unit.objects.get_or_create(key="province:24", defaults=given)
    given = {"level": "commune", "code": "09208", "name": "Tam Đa", "type": "xã", "parent": province}
    commune, _ = Unit.objects.get_or_create(key="commune:09208", defaults=given)
    for folded in ("tam da", "xa tam da"):
        UnitName.objects.get_or_create(unit=commune, folded=folded)
    return commune


@pytest.fixture
def house(territory, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.KETHOP_FILES = tmp_path / "files"
    settings.KETHOP_LAYERS = tmp_path / "layers"
    take_in_folder("vn")
    return House()


@pytest.fixture
def keeper(house, monkeypatch):
    """Two keepers of layers, one of whom carries cases too; the engine answers in this process."""
    engine_here(monkeypatch)
    house.account("keeper", house.lead, "steward", "officer")
    house.account("only_keeper", house.lead, "steward")
    return house


@pytest.fixture
def page(keeper):
    def signed(key, language="vi"):
        user = keeper.users[key]
        user.language = language
        user.save()
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.begin(session)
        session.save()
        client.cookies[office_settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return signed
