"""A compartment says the level of what lies in it, from the migration on that gave it one."""

from importlib import import_module

import pytest
from django.apps import apps
from ground import NOON, Ground

from kethop_office.accounts.models import Compartment
from kethop_office.common import clock

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_those_that_were_made_before_are_told_their_level(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    ground = Ground()
    rooms = {level: Compartment.objects.create(kind="case") for level in (0, 20, 40)}
    for level, room in rooms.items():
        ground.case("Khu", level, room)
    import_module("kethop_office.appraisal.migrations.0007_level_of_compartments").say_it(apps, None)
    for level, room in rooms.items():
        room.refresh_from_db()
        assert room.level == level
