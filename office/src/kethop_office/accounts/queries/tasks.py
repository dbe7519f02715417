"""The work list of an account, from every room that registered lines of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.queries.working_days import WorkingDays, working_days
from kethop_office.common import clock
from kethop_office.common.registrations import TaskRow, registered_tasks
from kethop_office.common.wording import sentences
from kethop_office.common.words import Words

__all__ = ["GROUP_LIMIT", "SOON_DAYS", "Desk", "Line", "TaskGroup", "desk", "paused_tasks", "tasks_of"]

GROUP_LIMIT = 200
SOON_DAYS = 3
_ORDER = ("overdue", "soon", "later", "waiting", "undated")


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its working days left; None where it has no last day, or the calendar none of its year."""

    task: TaskRow
    left: int | None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Lines under one heading.

    Parameters
    ----------
    key : str
        ``overdue``, ``soon``, ``later``, ``waiting`` or ``undated``.
    lines : tuple of Line
        At most ``GROUP_LIMIT`` unless all were asked for.
    total : int
        How many there are.
    whom : tuple of (str, int)
        For ``waiting``: how many by office.
    """

    key: str
    lines: tuple[Line, ...]
    total: int
    whom: tuple[tuple[str, int], ...] = ()

    @property
    def left_out(self) -> int:
        """How many are not in ``lines``."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Desk:
    """The work list of one account."""

    groups: tuple[TaskGroup, ...]
    paused: int
    kinds: tuple[tuple[str, Words], ...]
    days_off: tuple[date, ...]


def tasks_of(actor: Actor) -> list[TaskRow]:
    """Return every line that a room has for the actor."""
    return [row for source in registered_tasks() for row in source(actor)]


def desk(actor: Actor, *, whose: str = "mine", kind: str = "", full: str = "") -> Desk:
    """Return the work list.

    Parameters
    ----------
    whose : str
        ``mine``, ``office`` (of others in the same office) or ``all``.
    kind : str
        Kind of work; empty for all.
    full : str
        Key of the group that is shown whole.
    """
    rows = tasks_of(actor)
    kinds = sorted({row.kind for row in rows})
    wanted = [row for row in rows if _is_wanted(row, whose, kind)]
    calendar, today = working_days(), clock.today()
    running = [Line(row, _left(row, calendar, today)) for row in wanted if row.state != "paused"]
    last = calendar.after(today, SOON_DAYS)
    found = {key: [line for line in running if _group(line.task, today, last) == key] for key in _ORDER}
    return Desk(
        groups=tuple(_grouped(key, found[key], is_full=full == key) for key in _ORDER),
        paused=sum(row.state == "paused" for row in wanted),
        kinds=tuple((key, sentences().get(f"task.{key}", key)) for key in kinds),
        days_off=tuple(day for day in _days(today, last) if day.weekday() < 5 and not calendar.is_working(day)),
    )


def paused_tasks(actor: Actor) -> list[TaskRow]:
    """Return the lines whose clock stands still, the longest first."""
    rows = (row for row in tasks_of(actor) if row.state == "paused")
    return sorted(rows, key=lambda row: (row.since or date.max, row.reference))


def _is_wanted(row: TaskRow, whose: str, kind: str) -> bool:
    if kind and row.kind != kind:
        return False
    return whose == "all" or row.is_own == (whose == "mine")


def _left(row: TaskRow, calendar: WorkingDays, today: date) -> int | None:
    if row.due_on is None or not calendar.knows(row.due_on):
        return None
    return calendar.left(today, row.due_on)


def _group(row: TaskRow, today: date, last: date) -> str:
    if row.group == "waiting":
        return "waiting"
    if row.due_on is None:
        return "undated"
    if row.due_on < today:
        return "overdue"
    return "soon" if row.due_on <= last else "later"


def _grouped(key: str, lines: list[Line], *, is_full: bool) -> TaskGroup:
    ordered = sorted(lines, key=lambda line: (line.task.due_on or date.max, line.task.reference, line.task.verb))
    bodies = [body for line in lines for body in line.task.bodies or (line.task.whom,) if body]
    whom = Counter(bodies if key == "waiting" else ())
    return TaskGroup(
        key=key,
        lines=tuple(ordered if is_full else ordered[:GROUP_LIMIT]),
        total=len(lines),
        whom=tuple(whom.most_common()),
    )


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
