"""What a plain copy of a database holds, whichever database it came from."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

__all__ = [
    "CHAIN",
    "FILES",
    "MIGRATIONS",
    "Chain",
    "Contents",
    "Copy",
    "Say",
    "Sum",
    "Table",
    "chain_of",
    "fingerprint",
    "grouped",
    "lines_of",
]

Say = Callable[[str], None]
CHAIN = "audit_auditevent"
FILES = "common_blob"
MIGRATIONS = "django_migrations"
_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table: how many, and a sum over the hashes of all of them, in whatever order they lie."""

    rows: int
    sum: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The audit chain of a copy.

    Parameters
    ----------
    events : int
        Events, whole from the first.
    head : str
        Hash of the last.
    broken : int or None
        Number of the first event that is not as it was written.
    """

    events: int
    head: str
    broken: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds."""

    tables: Mapping[str, Table]
    files: Mapping[str, int]
    migrations: Mapping[str, list[str]]
    chain: Chain


class Copy(Protocol):
    """A plain copy of a database in one file."""

    kind: str
    path: Path

    def contents(self) -> Contents:
        """Read every row of it."""


class Sum:
    """Rows of a table as they pass."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, line: bytes) -> None:
        """Count a row."""
        self._rows += 1
        self._total += int.from_bytes(hashlib.sha256(line).digest())

    @property
    def table(self) -> Table:
        """What has passed."""
        return Table(self._rows, f"{self._total % 2**256:064x}")


def fingerprint(lines: Iterable[bytes]) -> Table:
    """Return the number of rows and the sum of their hashes."""
    found = Sum()
    for line in lines:
        found.add(line)
    return found.table


def chain_of(events: Iterable[tuple[int, str, str, str]]) -> Chain:
    """Check ``seq, prev, hash, body`` of every event, in order, by the definition of the chain alone."""
    prev, count = _FIRST, 0
    for seq, said_prev, said_hash, body in events:
        digest = hashlib.sha256(b"\x00" + bytes.fromhex(prev) + body.encode()).hexdigest()
        if (seq, said_prev, said_hash) != (count + 1, prev, digest):
            return Chain(count, prev, count + 1)
        prev, count = digest, seq
    return Chain(count, prev)


def grouped(applied: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the applied migrations by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(applied):
        found.setdefault(app, []).append(name)
    return found


def lines_of(rows: Iterator[tuple[object, ...]]) -> Iterator[bytes]:
    """Return rows of Python values as lines."""
    return (repr(row).encode() for row in rows)
