"""Triggers under the ORM: the database itself refuses to change or remove an event.

They are put in place after every ``migrate``, because SQLite loses a table's triggers when a migration rebuilds the table.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from kethop_office.audit.models import AuditEvent

__all__ = ["install", "is_installed", "remove"]

TABLE = AuditEvent._meta.db_table  # noqa: SLF001 - Django's documented way to the table's name
_SQLITE = {
    f"{TABLE}_no_{act}": f"""
        CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END"""
    for act in ("update", "delete")
}
_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$"""
_POSTGRESQL = {
    f"{TABLE}_no_change": f"""
        CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"{TABLE}_no_truncate": f"""
        CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place where they are missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for statement in _triggers(connection).values():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only a test that empties its own database does so."""
    place = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Return whether every trigger is in place."""
    postgresql = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'"
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite, [TABLE])
        found: set[Any] = {name for (name,) in cursor.fetchall()}
    return found.issuperset(_triggers(connection))


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
