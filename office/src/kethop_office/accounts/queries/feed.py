"""The calendar that an application reads by an account's secret address."""

from collections.abc import Iterable
from datetime import date, timedelta

from kethop_office.accounts.models import User
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.accounts.queries.working_days import working_days
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.common.levels import lowest_level
from kethop_office.common.registrations import TaskRow

__all__ = ["WARN_DAYS", "dated_tasks", "feed_owner", "warning_day"]

WARN_DAYS = 3


def feed_owner(key: str) -> User | None:
    """Return the account of a calendar address; None for an address that was never given, was replaced, or is locked."""
    return User.objects.filter(feed_key=key, is_active=True).first() if key else None


def dated_tasks(owner: User) -> Iterable[TaskRow]:
    """Return the running tasks of an account that have a last day; what leaves the office is of the node's lowest level."""
    actor = actor_of(owner, working=lowest_level())
    with reading(reader_of(actor)):
        return [row for row in tasks_of(actor) if row.due_on is not None and row.state != "paused"]


def warning_day(due_on: date) -> date:
    """Return the day three working days before a last day."""
    calendar = working_days()
    return calendar.before(due_on, WARN_DAYS) if calendar.knows(due_on) else due_on - timedelta(days=WARN_DAYS)
