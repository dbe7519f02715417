"""Fill a PostgreSQL database from a copy; know a database that a newer program wrote."""

from collections.abc import Mapping
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from kethop_office.project.safekeeping.copies import Contents, Say
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.postgresql_copy import PostgresqlCopy, Section, sections

__all__ = ["load", "refuse_newer", "refuse_tables", "unknown_migrations"]

Applied = Mapping[str, list[str]]


def unknown_migrations(applied: Applied) -> list[str]:
    """Return the changes that a database has seen and this program does not know."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {
        replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces
    }
    found = ((app, name) for app, names in applied.items() if app in loader.migrated_apps for name in names)
    return [f"{app}.{name}" for app, name in found if (app, name) not in known]


def refuse_newer(applied: Applied) -> None:
    """Refuse a database that a newer program wrote.

    Raises
    ------
    Fault
        It has changes that this program does not know.
    """
    unknown = unknown_migrations(applied)
    if unknown:
        raise Fault(
            f"Cơ sở dữ liệu do phiên bản mới hơn tạo ({unknown[0]}). Cài phiên bản đó hoặc mới hơn rồi chạy lại.",
            f"A newer version made the database ({unknown[0]}). Install that version, or a later one, and run again.",
        )


def refuse_tables() -> None:
    """Refuse a database that has any table.

    Raises
    ------
    Fault
        It has.
    """
    if connection.introspection.table_names():
        raise Fault(
            "Cơ sở dữ liệu đích đã có bảng. Tạo một cơ sở dữ liệu trống rồi đặt DATABASE_URL.",
            "The target database has tables. Make an empty database and set DATABASE_URL.",
        )


def load(script: Path, contents: Contents, say: Say) -> None:
    """Build the tables as they were by the migrations that the copy names, fill them, and compare; inside one transaction.

    Raises
    ------
    Fault
        The program's tables are not those of the copy, or a row did not arrive as it was.
    """
    _build(contents.migrations)
    _empty()
    with script.open("rb") as file, connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL DEFERRED"
        )  # a migration may have set them otherwise; tables come by their names
        for number, section in enumerate(sections(file), 1):
            if isinstance(section, Section):
                columns = ", ".join(f'"{column}"' for column in section.columns)
                with cursor.copy(f'COPY "{section.table}" ({columns}) FROM STDIN') as copy:
                    for line in section.lines():
                        copy.write(line)
                say(f"Cơ sở dữ liệu: {number}/{len(contents.tables)} bảng · database: tables")
            else:
                cursor.execute("SELECT setval(%s::regclass, %s, true)", [f'"{section[0]}"', section[1]])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = PostgresqlCopy.inside(script.with_suffix(".again"))
    if found.contents() != contents:
        raise Fault(
            "Dữ liệu nạp vào không khớp với bản sao lưu. Không có gì được khôi phục.",
            "What was loaded differs from the backup. Nothing was restored.",
        )
    found.path.unlink()


def _build(applied: Applied) -> None:
    executor = MigrationExecutor(connection)
    nodes = {(app, name) for app, names in applied.items() for name in names} & set(executor.loader.graph.nodes)
    inner = {parent.key for node in nodes for parent in executor.loader.graph.node_map[node].parents}
    executor.migrate(sorted(nodes - inner))
    call_command("createcachetable", verbosity=0)


def _empty() -> None:
    """Take away what migrations put into tables: it is in the copy too."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")')  # noqa: S608 - a name from the database itself
            row = cursor.fetchone()
            if row and row[0]:
                cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - as above
