"""An office of an earlier shape becomes one of today's: no row, reference, file or event is lost.

`office-0001.jsonl.gz` is the state at the first migrations (`tools/build_old_office.py`). It is never written again; a shape that is
frozen later gets a file of its own beside it, and this test reads them all.
"""

import json
from functools import cache
from pathlib import Path

import postgresql
import pytest
from drill import Office, new_database
from safekeeping.conftest import BOTH, copy_of, make_office, migrated, seven_files, small  # noqa: F401 - fixtures

pytestmark = pytest.mark.one_database
STATES = sorted(Path(__file__).parent.glob("office-*.jsonl.gz"))

LOAD = """
import base64, gzip, json
from django.apps import apps as present
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from kethop_office.common.files import blob_path
lines = [json.loads(line) for line in gzip.open({state!r}, "rt", encoding="utf-8")]
nodes = {{tuple(node) for node in lines[0]["migrations"]}}
executor = MigrationExecutor(connection)
inner = {{parent.key for node in nodes for parent in executor.loader.graph.node_map[node].parents}}
then = executor.migrate(sorted(nodes - inner)).apps
call_command("createcachetable", verbosity=0)
blank = {{}}
with transaction.atomic():
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA defer_foreign_keys=ON")
    else:
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
    for line in lines[1:]:
        if "file" in line:
            path = blob_path(line["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(line["bytes"]))
            continue
        model = then.get_model(line["model"])
        fields = {{field.attname: field for field in model._meta.concrete_fields}}
        row = model()
        for name, value in line["fields"].items():
            field = fields[name]
            field = field.target_field if field.is_relation else field
            plain = value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
            setattr(row, name, plain)
        for field in model._meta.concrete_fields:
            field.auto_now = field.auto_now_add = False
        model._base_manager.bulk_create([row])
"""

COMPARE = """
import base64, gzip, json
from django.apps import apps
from django.db import connection, models
from kethop_office.audit.queries import verify
from kethop_office.audit import append_only
from kethop_office.common.files import read_blob
from kethop_office.common.models import Blob
lines = [json.loads(line) for line in gzip.open({state!r}, "rt", encoding="utf-8")]
said_anew = {{"appraisal.case": {{"stage": {{"filed": "validation"}}}}}}  # what a later shape says in other words
found = {{"rows": 0, "lost": [], "differs": [], "files": 0}}
by_model = {{}}
for line in lines[1:]:
    if "file" in line:
        found["files"] += read_blob(Blob.objects.get(pk=line["file"])) == base64.b64decode(line["bytes"])
        continue
    by_model.setdefault(line["model"], []).append(line["fields"])
for name, rows in by_model.items():
    model = apps.get_model(name)
    fields = {{field.attname: field for field in model._meta.concrete_fields if field.column and not field.generated}}
    present = set()
    for row in model._base_manager.all():
        said = {{}}
        for attname, field in fields.items():
            value = getattr(row, attname)
            said[attname] = value if value is None or isinstance(field, models.JSONField) else field.value_to_string(row)
        present.add(json.dumps({{one: said[one] for one in sorted(rows[0]) if one in said}}, sort_keys=True))
    gone = set(rows[0]) - set(fields)
    if gone:
        found["lost"].append([name, sorted(gone)])
    for row in rows:
        found["rows"] += 1
        as_now = {{one: said_anew.get(name, {{}}).get(one, {{}}).get(str(row[one]), row[one]) for one in row if one in fields}}
        as_then = {{one: row[one] for one in row if one in fields}}
        if not {{json.dumps(one, sort_keys=True) for one in (as_now, as_then)}} & present:
            found["differs"].append([name, row])
connection.check_constraints()
chain = verify()
events = [row for row in by_model["audit.auditevent"]]
found["chain"] = [chain.broken_seq, chain.checked >= len(events) > 50, append_only.is_installed(connection)]
print(json.dumps(found))
"""


def test_there_is_a_state_and_it_is_small() -> None:
    assert STATES
    assert all(10_000 < state.stat().st_size <= 300_000 for state in STATES)


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory):
    """Give offices of an earlier shape that were brought up to date; each is made once."""

    @cache
    def make(database: str, state: Path) -> Office:
        url = new_database(postgresql.running_server()) if database == "postgresql" else ""
        office = Office(tmp_path_factory.mktemp("upgraded"), url)
        for done in (office.script(LOAD.format(state=str(state))), office.run("manage", "migrate", "--verbosity=0")):
            assert done.returncode == 0, done.stderr[-3000:]
        return office

    return make


@pytest.mark.parametrize("database", BOTH)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_is_lost_on_the_way_to_today(upgraded, state, database) -> None:
    office: Office = upgraded(database, state)
    compared = office.script(COMPARE.format(state=str(state)))
    assert compared.returncode == 0, compared.stderr[-3000:]
    found = json.loads(compared.stdout.splitlines()[-1])
    assert (found["lost"], found["differs"][:3]) == ([], [])
    assert found["chain"] == [None, True, True]
    assert found["rows"] > 800
    assert found["files"] > 10
    if database == "sqlite":
        checked = office.run("check")
        assert checked.returncode == 0, checked.stdout


LATER = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL("CREATE TABLE later (id integer)")]
"""
SETTINGS = """
from settings_for_drill import *
INSTALLED_APPS = [*INSTALLED_APPS, "later"]
"""


class TestBeforeAnUpgrade:
    """`init` keeps the state before, or asks for a backup."""

    @staticmethod
    def later(tmp_path, office: Office) -> dict[str, str]:
        """Give the program one more room, with a change of the database."""
        (tmp_path / "code" / "later" / "migrations").mkdir(parents=True)
        for name in ("later/__init__.py", "later/migrations/__init__.py"):
            (tmp_path / "code" / name).write_text("")
        (tmp_path / "code" / "later" / "migrations" / "0001_initial.py").write_text(LATER)
        (tmp_path / "code" / "settings_later.py").write_text(SETTINGS)
        path = f"{tmp_path / 'code'}:{office.environment()['PYTHONPATH']}"
        return {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings_later"}

    def test_sqlite_is_copied(self, small, tmp_path) -> None:  # noqa: F811 - the fixture
        office: Office = small
        before = office.tables()
        later = self.later(tmp_path, office)
        refused = office.run("check", **later)
        assert refused.returncode == 2
        assert "kethop-office init" in refused.stderr
        done = office.script(KEEP, **later)
        assert done.returncode == 0, done.stderr[-2000:]
        (copy,) = (office.folder / "before-upgrade").glob("*.sqlite3")
        kept = Office(tmp_path / "kept")
        kept.folder.mkdir()
        copy.rename(kept.folder / "office.sqlite3")
        assert kept.tables() == before
        assert "later" in office.tables()
        assert office.script(KEEP, **later).returncode == 0  # nothing waits: no copy
        assert not list((office.folder / "before-upgrade").iterdir())

    @pytest.mark.parametrize("database", BOTH[1:])
    def test_postgresql_wants_a_backup_of_today(self, upgraded, copy_of, tmp_path, database) -> None:  # noqa: F811 - the fixture
        from kethop_office.project.safekeeping.seal import new_pair  # noqa: PLC0415

        office = copy_of(upgraded(database, STATES[0]))
        later = self.later(tmp_path, office)
        refused = office.script(KEEP, **later)
        assert refused.returncode == 2
        assert "no backup of the last 24 hours" in refused.stderr
        assert "later" not in office.tables()
        made = office.run("backup", str(tmp_path / "usb"), "--recipient", new_pair()[1])
        assert made.returncode == 0, made.stderr
        assert office.script(KEEP, **later).returncode == 0
        assert "later" in office.tables()


KEEP = """
import sys
import click
from kethop_office.project.commands.init import _migrate
try:
    _migrate(keeps_before=True)
except click.ClickException as error:
    error.show()
    sys.exit(2)
"""
