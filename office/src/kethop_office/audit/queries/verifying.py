"""Read the whole chain and say whether it is whole."""

from collections.abc import Callable, Iterator, Sequence

from django.db import connection

from kethop_office.audit.chain.checking import Row, Verification, check
from kethop_office.audit.chain.heads import Checkpoint
from kethop_office.audit.models import AuditEvent, SignedHead
from kethop_office.audit.queries.heads import origin

__all__ = ["rows", "verify"]

_CHUNK = 2_000
_TABLE = AuditEvent._meta.db_table  # noqa: SLF001 - Django's documented way to the table's name
# the moment as text, because a million of them made into objects take longer than all else
_MOMENT = {
    "sqlite": "replace(at, ' ', 'T') || CASE WHEN at LIKE '%%.%%' THEN 'Z' ELSE '.000000Z' END",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}


def rows(after: int = 0) -> Iterator[Row]:
    """Return the events of one moment as they lie in the database, by number, a few at a time."""
    return map(Row._make, _tuples(after))


def _tuples(after: int = 0) -> Iterator[tuple[int, str, str, str, str, str, int, str]]:
    columns = f"seq, prev, body, hash, act, object_key, level, {_MOMENT[connection.vendor]}"
    statement = f"SELECT {columns} FROM {_TABLE} WHERE seq > %s ORDER BY seq"  # noqa: S608 - the model's own names
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, [after])
        while found := cursor.fetchmany(_CHUNK):
            yield from found


def verify(heads: Sequence[Checkpoint] = (), progress: Callable[[int], object] = lambda _checked: None) -> Verification:
    """Check the whole chain against given heads and the office's own, in constant memory.

    A cut tail or a rewritten chain is whole in itself: only a head kept outside shows that.
    """
    own = [Checkpoint(origin(), head.size, head.root) for head in SignedHead.objects.order_by("size")]
    return check(_tuples(), [*heads, *own], progress)
