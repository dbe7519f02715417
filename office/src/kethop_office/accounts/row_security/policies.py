"""The policies: which rows of which table PostgreSQL shows to the reader it was told of, and what it lets that reader write.

A row with a label is shown when its level is not above the reader's and its compartment is granted, or is not asked for, as for the
office's own accounts, which read at the highest level of the node; it is written at exactly the reader's level. A row without a label that hangs on labelled ones, such as a link between two, is shown when all of them are.
"""

from collections.abc import Iterator
from hashlib import sha256

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from kethop_office.accounts.models import AccessGrant, Labelled

__all__ = ["dependents", "install", "labelled", "lift", "strange", "unprotected"]

NAME = "kethop_need_to_know"
_AS_KEPT = """md5(concat_ws(' ', p.polcmd, p.polroles::text,
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))"""
"""What the database itself says of a policy, as a hash: a policy that was changed by hand says something else."""


def labelled() -> list[type[Labelled]]:
    """Return every model whose rows carry a label."""
    return [model for model in apps.get_models() if issubclass(model, Labelled)]


def dependents() -> dict[type[models.Model], list[models.ForeignKey[models.Model]]]:
    """Return the models without a label that point to labelled ones, with those foreign keys."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        keys = [
            field
            for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Labelled)
        ]
        if keys and not issubclass(model, Labelled):
            found[model] = keys
    return found


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every policy in place that does not stand as it should, for the owner of the tables too."""
    standing = _standing(connection)
    with connection.cursor() as cursor:
        for table, shown, written in _rules(connection):
            mark = _mark(shown, written)
            if standing.get(table) == mark:
                continue
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"DROP POLICY IF EXISTS {NAME} ON {table}",
                f"CREATE POLICY {NAME} ON {table} USING ({shown}) WITH CHECK ({written})",
            ):
                cursor.execute(statement)
            cursor.execute(f"SELECT {_AS_KEPT} FROM pg_policy p WHERE polrelid = %s::regclass", [table])  # noqa: S608 - a constant
            (as_kept,) = cursor.fetchone()
            cursor.execute(f"COMMENT ON POLICY {NAME} ON {table} IS '{mark} {as_kept}'")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every policy away: a node of one level has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT polrelid::regclass::text FROM pg_policy WHERE polname = %s", [NAME])
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP POLICY {NAME} ON {table}")
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def unprotected(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables with labelled rows, or rows that hang on them, that the database does not guard as it should."""
    standing = _standing(connection)
    return sorted(
        table.strip('"') for table, shown, written in _rules(connection) if standing.get(table) != _mark(shown, written)
    )


def strange(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables of which a policy that is not this office's may keep rows from its database role."""
    standing = _standing(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND row_security_active(oid)
            """
        )
        return sorted(name for (name,) in cursor.fetchall() if connection.ops.quote_name(name) not in standing)


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the tables that have the policy, no other beside it, and as it was made, each with its mark."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT c.relname, obj_description(p.oid, 'pg_policy'), {_AS_KEPT}
            FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = %s AND p.polpermissive
              AND c.relnamespace = current_schema()::regnamespace
              AND (SELECT count(*) FROM pg_policy o WHERE o.polrelid = c.oid) = 1
            """,  # noqa: S608 - a constant
            [NAME],
        )
        marks = {name: ((said or "").split(" "), as_kept) for name, said, as_kept in cursor.fetchall()}
    return {connection.ops.quote_name(name): said[0] for name, (said, as_kept) in marks.items() if said[-1] == as_kept}


def _mark(shown: str, written: str) -> str:
    return sha256(f"{shown}\n{written}".encode()).hexdigest()


def _rules(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """Yield each table with the condition on rows that are shown, and on rows that are written."""
    quote = connection.ops.quote_name
    for model in labelled():
        table = quote(model._meta.db_table)  # noqa: SLF001 - as above
        granted = _granted(table, quote(AccessGrant._meta.db_table))  # noqa: SLF001 - as above
        # a CASE, of which the planner reckons with one row in two; a chain of AND and OR it takes for much rarer than it is
        shown = (
            f"CASE WHEN NOT ({table}.level <= {_rank()}) THEN false WHEN {_is('across')} THEN true ELSE {granted} END"
        )
        yield table, shown, f"{_is('keeper')} OR {table}.level = {_rank()}"
    for bare, keys in dependents().items():
        table = quote(bare._meta.db_table)  # noqa: SLF001 - as above
        shown = " AND ".join(_parent(table, key, quote(key.related_model._meta.db_table)) for key in keys)  # noqa: SLF001
        yield table, shown, shown


def _granted(table: str, grants: str) -> str:
    offices = _told(f"string_to_array(coalesce({_setting('offices')}, ''), ',')::uuid[]")
    moment = _told(f"nullif({_setting('at')}, '')::timestamptz")
    user = _told(f"nullif({_setting('user_id')}, '')::uuid")
    return f"""({table}.compartment_id IS NULL OR EXISTS (
        SELECT FROM {grants} g WHERE g.compartment_id = {table}.compartment_id
        AND (g.office_id = ANY ({offices}::uuid[]) OR g.user_id = {user})
        AND g.starts <= {moment} AND g.ends > {moment} AND g.revoked_at IS NULL))"""


def _parent(table: str, key: "models.ForeignKey[models.Model]", parent: str) -> str:
    column = f'{table}."{key.column}"'
    held = f"EXISTS (SELECT FROM {parent} p WHERE p.id = {column})"
    return f"({column} IS NULL OR {held})" if key.null else held


def _rank() -> str:
    """Return the reader's level; a connection that was told nothing has none, and sees nothing."""
    return _told(f"coalesce(nullif({_setting('rank')}, ''), '-1')::int")


def _is(what: str) -> str:
    return _told(f"coalesce({_setting(f'is_{what}')} = '1', false)")


def _setting(name: str) -> str:
    return f"current_setting('kethop.{name}', true)"


def _told(expression: str) -> str:
    """Return what follows from what the connection was told; worked out once a statement, not once a row."""
    return f"(SELECT {expression})"
