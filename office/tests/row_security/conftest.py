"""The ground on which the wall is tried."""

import os
from pathlib import Path

import pytest
from ground import NOON, Ground

from kethop_office.accounts.models import Compartment
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
