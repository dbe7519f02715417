"""What a request or a job is being answered with: its number, and which classified rows the program has read for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

__all__ = ["Scope", "enter", "opened", "reading", "request_id"]


@dataclass(slots=True)
class Scope:
    """One answer that is being prepared.

    Parameters
    ----------
    req : str
        Number that the events of this answer share.
    rank : int
        Highest level that the reader is cleared for.
    rows : dict
        Keys of the classified rows that were read and not told yet, by kind.
    level : int
        Highest level among them.
    """

    req: str
    rank: int
    rows: dict[str, set[UUID]] = field(default_factory=dict)
    level: int = 0

    def note(self, kind: str, key: UUID, level: int) -> None:
        """Note one row."""
        self.rows.setdefault(kind, set()).add(key)
        self.level = max(self.level, level)


_current: ContextVar[Scope | None] = ContextVar("audit_scope", default=None)


@contextmanager
def opened(rank: int, req: str = "") -> Iterator[Scope]:
    """Prepare an answer for a reader; one inside another, such as a job run at once, is told by itself."""
    with enter(Scope(req or uuid4().hex, rank)) as scope:
        yield scope


@contextmanager
def enter(scope: Scope) -> Iterator[Scope]:
    """Go on with an answer, such as with the next piece of a stream."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def reading() -> Scope | None:
    """Return the answer that is being prepared; None for what the office does by itself."""
    return _current.get()


def request_id() -> str | None:
    """Return the number that events of this answer carry."""
    scope = _current.get()
    return scope.req if scope else None
