"""SQLite: a consistent copy by the database's own backup, and what is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kethop_office.project.safekeeping.copies import (
    CHAIN,
    FILES,
    MIGRATIONS,
    Contents,
    Say,
    chain_of,
    fingerprint,
    grouped,
    lines_of,
)
from kethop_office.project.safekeeping.fault import Fault

__all__ = ["SqliteCopy", "copy_database", "quick_fault"]


def copy_database(source: Path, target: Path) -> None:
    """Copy a database while others write: in one step, so that it is the state of one moment, and writers do not wait."""
    with closing(_open(source, "rw")) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=-1)
    target.chmod(0o600)


def quick_fault(path: Path, *, is_live: bool = False) -> str:
    """Return what SQLite finds wrong with a file: pages, rows, references; empty when nothing."""
    try:
        with closing(_open(path, "rw" if is_live else "immutable")) as connection:
            found = [line for (line,) in connection.execute("PRAGMA quick_check(3)") if line != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "; ".join([*found, *([f"{broken[0]} → {broken[2]}"] if broken else [])])


class SqliteCopy:
    """A copy of an SQLite database.

    Parameters
    ----------
    path : Path
        The file; nobody writes to it.
    """

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def take(cls, source: Path, folder: Path, say: Say) -> "SqliteCopy":
        """Copy a live database and check the copy.

        Raises
        ------
        Fault
            SQLite finds the copy damaged.
        """
        target = folder / "database.sqlite3"
        copy_database(source, target)
        say(f"Cơ sở dữ liệu: đã chép {target.stat().st_size} byte · database: copied")
        fault = quick_fault(target)
        if fault:
            raise Fault(
                f"Cơ sở dữ liệu hỏng ({fault}). Dừng văn phòng, khôi phục bản sao lưu gần nhất.",
                f"The database is damaged ({fault}). Stop the office and restore the latest backup.",
            )
        return cls(target)

    def contents(self) -> Contents:
        """Read every row."""
        with closing(_open(self.path, "immutable")) as connection:
            names = [
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                )
            ]
            tables = {
                name: fingerprint(lines_of(connection.execute(f"SELECT * FROM {_quoted(name)}")))  # noqa: S608 - quoted
                for name in sorted(names)
            }
            return Contents(
                tables,
                dict(connection.execute(f"SELECT sha256, size FROM {FILES}")) if FILES in tables else {},  # noqa: S608 - our own name
                grouped(connection.execute(f"SELECT app, name FROM {MIGRATIONS}")) if MIGRATIONS in tables else {},  # noqa: S608 - as above
                chain_of(
                    connection.execute(f"SELECT seq, prev, hash, body FROM {CHAIN} ORDER BY seq")  # noqa: S608 - as above
                    if CHAIN in tables
                    else ()
                ),
            )


def _open(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file; ``immutable`` reads it without leaving files beside it."""
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=30)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
