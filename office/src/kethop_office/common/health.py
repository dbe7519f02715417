"""How the office is, in words for a monitor: nothing of its content, nothing of its machine."""

from typing import TypedDict

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kethop_office.common import clock, schedule, signs

__all__ = ["Health", "state_of_health"]

_applied: list[bool] = []


class Health(TypedDict):
    """State of what the pages stand on.

    Parameters
    ----------
    database : str
        ``up`` or ``down``.
    migrations : str
        ``applied``, ``waiting`` or ``unknown``.
    worker : str
        ``up``, ``silent`` (no sign of life for two minutes) or ``unknown``.
    worker_seen : str or None
        The last sign of life of any task worker.
    clock : str
        ``running``, or ``back`` when the machine's clock was put back and scheduled work waits; ``unknown``.
    """

    database: str
    migrations: str
    worker: str
    worker_seen: str | None
    clock: str


def state_of_health() -> Health:
    """Look at database, migrations, worker and clock."""
    try:
        if not _are_applied():
            return Health(database="up", migrations="waiting", worker="unknown", worker_seen=None, clock="unknown")
        seen = signs.last_sign()
        is_back = schedule.waits_for_clock()
    except DatabaseError:
        return Health(database="down", migrations="unknown", worker="unknown", worker_seen=None, clock="unknown")
    is_alive = seen is not None and clock.now() - seen < signs.FRESH
    return Health(
        database="up",
        migrations="applied",
        worker="up" if is_alive else "silent",
        worker_seen=seen.isoformat(timespec="seconds") if seen else None,
        clock="back" if is_back else "running",
    )


def _are_applied() -> bool:
    """Return whether the database has the program's shape; once it has, it is not asked again."""
    if not _applied:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _applied.append(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
