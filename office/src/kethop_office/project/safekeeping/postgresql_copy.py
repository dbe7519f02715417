"""PostgreSQL: every table in one snapshot, as a script of ``COPY`` that psql reads too, and what is in it.

No tool of another version is needed, and nothing that migrations make is copied: a restore builds the tables by the
migrations that the copy names, then fills them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from kethop_office.accounts.row_security import policies
from kethop_office.common.levels import holds_several
from kethop_office.project.safekeeping.copies import (
    CHAIN,
    FILES,
    MIGRATIONS,
    Contents,
    Say,
    Sum,
    Table,
    chain_of,
    grouped,
)
from kethop_office.project.safekeeping.fault import Fault

__all__ = ["PostgresqlCopy", "Section", "sections"]

_SETTINGS = (
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
)
_FAIL = "row_security = off"
"""Row security fails a statement rather than hide rows from it."""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position"""
_SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename"""
_NOT_ALLOWED = "42501"
_COPY = re.compile(rb'COPY "(\w+)" \(((?:"\w+"(?:, )?)+)\) FROM stdin;\n')
_SETVAL = re.compile(rb"SELECT pg_catalog\.setval\('\"(\w+)\"', (\d+), true\);\n")
_END = b"\\.\n"
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

Row = tuple[str | None, ...]


class Section:
    """Rows of one table in a script.

    Parameters
    ----------
    table : str
        Its name.
    columns : list of str
        Which columns the lines have.
    """

    def __init__(self, table: str, columns: list[str], file: IO[bytes]) -> None:
        self.table = table
        self.columns = columns
        self._file = file
        self._is_read = False

    def lines(self) -> Iterator[bytes]:
        """Return the lines that were not read yet, each with its end; before the next section is asked for."""
        while not self._is_read:
            line = self._file.readline()
            if not line:
                raise ValueError(f"{self.table}: the copy ends in the middle")
            self._is_read = line == _END
            if not self._is_read:
                yield line

    def rows(self) -> Iterator[Row]:
        """Return the lines as values."""
        for line in self.lines():
            yield _values(line)


def sections(file: IO[bytes]) -> Iterator[Section | tuple[str, int]]:
    """Yield the tables of a script, and then its sequences with the last number of each.

    Raises
    ------
    ValueError
        It is no such script.
    """
    while line := file.readline():
        if found := _COPY.fullmatch(line):
            yield Section(found[1].decode(), re.findall(r'"(\w+)"', found[2].decode()), file)
        elif found := _SETVAL.fullmatch(line):
            yield found[1].decode(), int(found[2])
        elif line.strip() and not line.startswith(b"--"):
            raise ValueError(f"a line that is none of a copy: {line[:60]!r}")


class PostgresqlCopy:
    """A copy of a PostgreSQL database.

    Parameters
    ----------
    path : Path
        The script.
    """

    kind = "postgresql"

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def take(cls, folder: Path, say: Say) -> "PostgresqlCopy":
        """Copy the live database in one read-only snapshot, as the keeper who sees every level; what hides rows is refused."""
        target = folder / "database.sql"
        apart: Any = connection.copy()
        apart.connect()
        try:
            with apart.connection.cursor() as cursor, target.open("wb") as file:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                for setting in (*_SETTINGS, *_nothing_hidden(apart)):
                    cursor.execute(f"SET LOCAL {setting}")
                _write(cursor, file, say)
                cursor.execute("COMMIT")
        except Exception as error:
            if getattr(error, "sqlstate", None) != _NOT_ALLOWED:
                raise
            raise _half_blind() from error
        finally:
            apart.close()
        target.chmod(0o600)
        return cls(target)

    @classmethod
    def inside(cls, target: Path) -> "PostgresqlCopy":
        """Copy what the running transaction sees, to compare it."""
        with connection.cursor() as cursor, target.open("wb") as file:
            for setting in (*_SETTINGS, _FAIL):
                cursor.execute(f"SET LOCAL {setting}")
            _write(cursor, file, lambda _line: None)
        return cls(target)

    def contents(self) -> Contents:
        """Read every row."""
        tables: dict[str, Table] = {}
        files: dict[str, int] = {}
        applied: list[tuple[str, str]] = []
        chain = chain_of(())
        with self.path.open("rb") as file:
            for section in sections(file):
                if not isinstance(section, Section):
                    continue
                passed = Sum()
                rows = _named_rows(section, passed)
                if section.table == CHAIN:
                    chain = chain_of((int(row["seq"]), row["prev"], row["hash"], row["body"]) for row in rows)
                elif section.table == FILES:
                    files = {row["sha256"]: int(row["size"]) for row in rows}
                elif section.table == MIGRATIONS:
                    applied = [(row["app"], row["name"]) for row in rows]
                for line in section.lines():
                    passed.add(line)
                tables[section.table] = passed.table
        return Contents(tables, files, grouped(applied), chain)


def _nothing_hidden(apart: BaseDatabaseWrapper) -> list[str]:
    """Return the setting under which no row is passed over in silence.

    The policies of a node with several levels show the keeper every row; so no other policy may stand there.
    """
    if not holds_several():
        return [_FAIL]
    if policies.unprotected(apart) or policies.strange(apart):
        raise _half_blind()
    return []


def _half_blind() -> Fault:
    return Fault(
        "Vai trò của cơ sở dữ liệu không đọc được mọi dòng. Sao lưu bằng vai trò chủ sở hữu: đặt DATABASE_URL của vai trò đó; chạy kethop-office init để đặt lại bảo vệ theo hàng.",
        "The database's role may not read every row. Back up as the owner: set DATABASE_URL to that role; kethop-office init puts row security right.",
    )


def _named_rows(section: Section, passed: Sum) -> Iterator[dict[str, str]]:
    """Return rows by the names of their columns, and count them as they pass."""
    for line in section.lines():
        passed.add(line)
        yield {name: value or "" for name, value in zip(section.columns, _values(line), strict=True)}


def _write(cursor: Any, file: IO[bytes], say: Say) -> None:  # noqa: ANN401 - psycopg's own, which is optional
    file.write(b"-- Ket hop: data of every table; psql -f reads it into tables that are there.\n")
    names = [name for (name,) in _all(cursor, _TABLES)]
    for number, name in enumerate(names, 1):
        columns = ", ".join(f'"{column}"' for (column,) in _all(cursor, _COLUMNS, [name]))
        file.write(f'COPY "{name}" ({columns}) FROM stdin;\n'.encode())
        rows = f'(SELECT {columns} FROM "{name}" ORDER BY seq)' if name == CHAIN else f'"{name}" ({columns})'  # noqa: S608 - names from the database itself
        with cursor.copy(f"COPY {rows} TO STDOUT") as copy:
            for data in copy:
                file.write(data)
        file.write(_END)
        say(f"Cơ sở dữ liệu: {number}/{len(names)} bảng · database: tables")
    for name, last in _all(cursor, _SEQUENCES):
        file.write(f"SELECT pg_catalog.setval('\"{name}\"', {last}, true);\n".encode())


def _all(cursor: Any, query: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:  # noqa: ANN401 - as above
    cursor.execute(query, values)
    return list(cursor.fetchall())


def _values(line: bytes) -> Row:
    """Return the values of a line of ``COPY`` in its text form."""
    return tuple(
        None if field == r"\N" else _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), field)
        for field in line.decode().removesuffix("\n").split("\t")
    )
