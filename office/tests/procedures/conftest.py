"""Offices and accounts for tests of procedures, and the drawings of the pack taken in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, User
from kethop_office.procedures import actions

PACKS = Path(__file__).parents[3] / "packs"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class House:
    """One lead office, one proponent and two consulted offices, with an account for each role."""

    def __init__(self):
        self.lead = self.office("Sở Tài chính", "authority")
        self.proponent = self.office("Công ty mẫu", "proponent")
        self.command = self.office("Bộ Chỉ huy quân sự", "military")
        self.police = self.office("Công an tỉnh", "police")
        roles = ["clerk", "officer", "reviewer", "approver"]
        self.actors = {role: self.actor(role, self.lead) for role in roles}
        self.actors["proponent"] = self.actor("proponent", self.proponent)
        self.actors["consultee_officer"] = self.actor("consultee_officer", self.command)

    def office(self, name, kind):
        return Office.objects.create(kind=kind, name_vi=name, name_en=name, short_vi=name, short_en=name)

    def actor(self, role, office, rank=10):
        user = User.objects.create(username=f"{role.replace('_', '-')}-{User.objects.count()}", title=role)
        return Actor(user.pk, role, frozenset({(office.pk, role)}), rank, AT)

    @property
    def offices(self):
        lead = ["clerk", "officer", "reviewer", "approver"]
        return {**dict.fromkeys(lead, self.lead.pk), "proponent": self.proponent.pk}

    def start(self, key="project_appraisal"):
        return actions.start(key, actor=self.actors["clerk"], offices=self.offices, level=0, compartment=None)


@pytest.fixture
def house(db):
    return House()


@pytest.fixture
def drawings(db):
    return actions.take_in_folder("vn")
