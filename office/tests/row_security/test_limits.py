"""The highest label that a database takes, and what the office says of a wall that does not stand."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from kethop_office.accounts.row_security import limits
from kethop_office.accounts.row_security.check import fault
from kethop_office.project import environ

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(settings):
    settings.KETHOP_LEVELS = [10]
    limits.install(connection, 10)


def test_a_label_above_the_node_is_refused_by_the_database(held, ground):
    park = ground.park(level=10)
    for act in (
        lambda: ground.park(level=20),
        lambda: type(park).objects.filter(pk=park.pk).update(level=11),
        lambda: ground.case("Trên mức", level=30),
        lambda: type(park).objects.bulk_create([type(park)(name="x", level=40, changed_at=park.changed_at)]),
    ):
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
            act()
    park.refresh_from_db()
    assert park.level == 10


def test_an_office_whose_database_was_not_told_its_levels_does_not_start(settings):
    assert fault() is None
    settings.KETHOP_LEVELS = [20]
    assert "kethop-office init" in fault()[1]
    limits.install(connection, 20)
    assert fault() is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="says what SQLite may not do")
def test_sqlite_never_holds_several_levels(settings):
    settings.KETHOP_LEVELS = [0, 40]
    assert "PostgreSQL" in fault()[1]


def test_levels_are_read_in_order_and_several_need_postgresql(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert environ.levels() == [0]
    monkeypatch.setenv("KETHOP_LEVELS", "20")
    assert environ.levels() == [20]
    monkeypatch.setenv("KETHOP_LEVELS", "20, 0")
    with pytest.raises(environ.EnvironmentFault, match="SQLite"):
        environ.levels()
    monkeypatch.setenv("DATABASE_URL", "postgresql://kethop@localhost/office")
    assert environ.levels() == [0, 20]
    for wrong in ("", "5", "0,0", "mật", "0;20"):
        monkeypatch.setenv("KETHOP_LEVELS", wrong)
        with pytest.raises(environ.EnvironmentFault, match="KETHOP_LEVELS"):
            environ.levels()
