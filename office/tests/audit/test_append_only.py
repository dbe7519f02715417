"""The database itself keeps the events as they were written."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kethop_office.audit import append_only
from kethop_office.audit.actions import record
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    with transaction.atomic():
        return record("test.happened", actor=None, object_key="test:1", at=clock.now())


@pytest.mark.parametrize("change", [lambda rows: rows.update(act="test.other"), lambda rows: rows.delete()])
def test_an_event_is_neither_changed_nor_removed(event, change) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEvent.objects.filter(pk=event.pk))
    assert AuditEvent.objects.get(pk=event.pk).act == "test.happened"


def test_the_table_is_not_emptied(event) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {append_only.TABLE}")
    assert AuditEvent.objects.filter(pk=event.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_migration_puts_lost_triggers_back() -> None:
    append_only.remove(connection)
    assert not append_only.is_installed(connection)
    call_command("migrate", verbosity=0)
    assert append_only.is_installed(connection)
