"""Tell in the chain which classified records an answer was made of."""

from uuid import UUID

from django.db import transaction

from kethop_office.audit.actions.recording import record
from kethop_office.audit.scope import Scope
from kethop_office.common import clock

__all__ = ["MOST_KEYS", "record_reads"]

MOST_KEYS = 5_000
"""Keys in one event; the list of a larger answer goes on in the next."""


def record_reads(scope: Scope, actor: UUID | None, about: str) -> int:
    """Record what was read for an answer and not told yet, before the answer is given; return in how many events.

    Parameters
    ----------
    about : str
        What was answered: ``view:`` and the page's name, or ``job:`` and the kind.
    """
    if not scope.rows:
        return 0
    keys = [(kind, str(key)) for kind in sorted(scope.rows) for key in sorted(scope.rows[kind])]
    now = clock.now()
    with transaction.atomic():
        for start in range(0, len(keys), MOST_KEYS):
            read: dict[str, list[str]] = {}
            for kind, key in keys[start : start + MOST_KEYS]:
                read.setdefault(kind, []).append(key)
            record("record.read", actor=actor, object_key=about[:100], at=now, level=scope.level, detail=read)
    told = len(range(0, len(keys), MOST_KEYS))
    scope.rows, scope.level = {}, 0
    return told
