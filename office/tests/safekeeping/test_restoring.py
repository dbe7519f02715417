"""Restoring: into an empty place only, whole or not at all, and each refusal says what to do."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from drill import CASE, Office
from safekeeping.conftest import SAMPLED

pytestmark = pytest.mark.one_database

CUT = """
import os
from click.testing import CliRunner
from kethop_office.project.commands import cli
from kethop_office.project.safekeeping import restore
whole, calls = os.replace, 0
def cut(old, new):
    global calls
    calls += 1
    if ".restoring" in str(old) and str(new).endswith({ending!r}):
        os._exit(9)
    return whole(old, new)
restore.os.replace = cut
cli.main(args=["restore", {usb!r}, "--identity", {identity!r}])
"""


@pytest.fixture
def kept(small, keys, tmp_path) -> Path:
    """Back the small office up."""
    done = small.run("backup", str(tmp_path / "usb"), "--recipient", keys[1])
    assert done.returncode == 0, done.stderr
    return tmp_path / "usb"


def restore(office: Office, usb: Path, identity: Path, **variables: str):
    return office.run("restore", str(usb), "--identity", str(identity), **variables)


def contents(office: Office) -> list[str]:
    return sorted(path.name for path in office.folder.iterdir()) if office.folder.exists() else []


@pytest.mark.parametrize("ending", ["files", "secret-key", "office.sqlite3"])
def test_one_that_is_killed_is_known_and_can_be_done_again(small, kept, keys, make_office, ending) -> None:
    (small.folder / "secret-key").write_text("k\n")
    small.run("backup", str(kept), "--recipient", keys[1])
    back = make_office("back")
    cut = back.script(CUT.format(ending=ending, usb=str(kept), identity=str(keys[0])))
    assert cut.returncode == 9
    for command in (["check"], ["init"], ["backup", str(kept)]):
        refused = back.run(*command)
        assert refused.returncode == 2
        assert "cut off" in refused.stderr
    done = restore(back, kept, keys[0])
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(back) == ["files", "office.sqlite3", "secret-key"]


def test_a_damaged_one_brings_nothing_back(kept, keys, make_office, tmp_path) -> None:
    for number, part in enumerate(("database.age", "contents.age", "pieces")):
        usb = Path(shutil.copytree(kept, tmp_path / f"usb{number}"))
        found = sorted(usb.rglob("*.age"))
        path = next(one for one in found if part in one.as_posix())
        data = bytearray(path.read_bytes())
        data[-20] ^= 1
        path.write_bytes(bytes(data))
        back = make_office(f"back{number}")
        done = restore(back, usb, keys[0])
        assert (done.returncode, contents(back)) == (2, [])
        assert "another backup" in done.stderr


def test_only_into_an_empty_place_and_only_with_the_identity(small, kept, keys, make_office, tmp_path) -> None:
    before = small.tables()
    done = restore(small, kept, keys[0])
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert small.tables() == before
    (tmp_path / "no-key").write_text("nothing\n")
    done = restore(make_office("back"), kept, tmp_path / "no-key")
    assert (done.returncode, "AGE-SECRET-KEY-1" in done.stderr) == (2, True)
    new = make_office("other").run("keys", "new", str(tmp_path / "new-key"))
    assert "KETHOP_BACKUP_RECIPIENT=age1" in new.stdout
    assert (tmp_path / "new-key").stat().st_mode & 0o777 == 0o600
    again = make_office("other").run("keys", "new", str(tmp_path / "new-key"))
    assert again.returncode == 2
    back = make_office("back")
    done = restore(back, kept, tmp_path / "new-key")
    assert (done.returncode, contents(back)) == (2, [])
    assert "wrong identity" in done.stderr


def test_keys_may_lie_elsewhere(small, kept, keys, make_office) -> None:
    next(kept.rglob("keys.age")).unlink()
    assert small.run("check", str(kept)).returncode == 0
    back = make_office("back")
    done = restore(back, kept, keys[0])
    assert done.returncode == 0
    assert "keys were not with the backup" in done.stdout
    assert contents(back) == ["files", "office.sqlite3"]


@pytest.mark.parametrize("database", SAMPLED)
def test_what_a_newer_program_wrote_is_refused(new_office, make_office, keys, tmp_path, database) -> None:
    """By a restore, and by every command that opens the database."""
    office = new_office(database)
    newer = CASE + "\nfrom django.db.migrations.recorder import MigrationRecorder\nfrom django.db import connection\n"
    newer += 'MigrationRecorder(connection).record_applied("registry", "9999_from_the_future")\n'
    assert office.script(CASE).returncode == 0
    assert office.run("backup", str(tmp_path / "usb"), "--recipient", keys[1]).returncode == 0
    assert office.script(newer.replace(CASE, "", 1)).returncode == 0
    for command in ("init", "check", "serve"):
        done = office.run(command)
        assert done.returncode == 2, done.stdout
        assert "newer version" in done.stderr
        assert "registry.9999_from_the_future" in done.stderr
    back = make_office("back", database)
    if database == "postgresql":
        tables = office.tables()
        done = restore(office, tmp_path / "usb", keys[0])  # not into tables that are there
        assert done.returncode == 2
        assert "has tables" in done.stderr
        assert office.tables() == tables
    assert restore(back, tmp_path / "usb", keys[0]).returncode == 0
    assert back.tables()["common_blob"] == office.tables()["common_blob"]


def test_a_listing_that_names_a_place_outside_is_refused(tmp_path) -> None:
    from kethop_office.project.safekeeping.listing import read_listing  # noqa: PLC0415

    contents = {"tables": {}, "files": {}, "migrations": {}, "chain": {"events": 0, "head": "", "broken": None}}
    said = {"id": "", "node": "", "program": "", "kind": "sqlite", "database": [1, ""], "contents": contents}
    for path in ("../x", "/etc/x", "a/../../x", "", "a\0b", "a\\..\\b"):
        others = [{"path": path, "sha256": "0" * 64, "bytes": 1, "piece": "p"}]
        (tmp_path / "contents").write_text(
            json.dumps({**said, "files": {}, "others": others, "missing": [], "keys": []})
        )
        with pytest.raises(ValueError, match="outside"):
            read_listing(tmp_path / "contents")


def test_a_damaged_database_is_not_backed_up(small, keys, tmp_path) -> None:
    with sqlite3.connect(small.folder / "office.sqlite3") as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(
            "INSERT INTO accounts_clearance (id, rank, starts, ends, decision, user_id)"
            " VALUES ('0', 0, '2026-01-01', '2026-01-02', '', 'nobody')"
        )
    done = small.run("backup", str(tmp_path / "usb"), "--recipient", keys[1])
    assert done.returncode == 2
    assert "is damaged" in done.stderr
    assert small.run("check").returncode == 1
