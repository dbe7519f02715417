"""The one place where the office reads the time, so that a test or a story may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

__all__ = ["BACK", "at", "is_told", "now", "today"]

BACK = timedelta(minutes=5)
"""A clock that is further than this behind what it has said before was put back."""

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the moment, aware, in UTC; inside ``at`` the moment that is told."""
    return _told.get() or timezone.now()


def is_told() -> bool:
    """Return whether a story is being told, so that nobody waits for what it orders."""
    return _told.get() is not None


def today() -> date:
    """Return the day in the office's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Tell a story: within the block it is another moment. Only the demonstration and the tests use it."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
