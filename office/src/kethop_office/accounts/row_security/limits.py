"""The highest label that the database takes: that of the node, whatever program writes."""

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from kethop_office.accounts.row_security.policies import labelled

__all__ = ["install", "is_installed"]

NAME = "kethop_level_limit"


def install(connection: BaseDatabaseWrapper, highest: int) -> None:
    """Refuse labels above ``highest`` on every table with labels.

    Raises
    ------
    IntegrityError
        PostgreSQL: there are rows above it already.
    """
    with connection.cursor() as cursor:
        for model in labelled():
            table = model._meta.db_table  # noqa: SLF001 - Django's documented way to the table's name
            statements = _sqlite(table, highest) if connection.vendor == "sqlite" else _postgresql(table, highest)
            for statement in statements:
                cursor.execute(statement)


def is_installed(highest: int, connection: BaseDatabaseWrapper = default_connection) -> bool:
    """Return whether every table with labels refuses those above ``highest``."""
    wanted = f"level > {highest} " if connection.vendor == "sqlite" else f"level <= {highest})"
    catalogue = (
        "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        if connection.vendor == "sqlite"
        else "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue, [f"%{NAME}%"])
        found = [name.strip('"') for name, text in cursor.fetchall() if wanted in text]
    each = 2 if connection.vendor == "sqlite" else 1
    return all(found.count(model._meta.db_table) == each for model in labelled())  # noqa: SLF001 - as above


def _sqlite(table: str, highest: int) -> list[str]:
    return [
        statement
        for act, when in (("insert", "INSERT"), ("update", "UPDATE OF level"))
        for statement in (
            f"DROP TRIGGER IF EXISTS {table}_{NAME}_{act}",
            (
                f"CREATE TRIGGER {table}_{NAME}_{act} BEFORE {when} ON {table} WHEN NEW.level > {highest} "
                f"BEGIN SELECT RAISE(ABORT, 'the label is above the level of this node'); END"
            ),
        )
    ]


def _postgresql(table: str, highest: int) -> list[str]:
    return [
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {NAME}",
        f"ALTER TABLE {table} ADD CONSTRAINT {NAME} CHECK (level <= {highest})",
    ]
