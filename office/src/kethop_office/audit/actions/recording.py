"""Write the chain."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kethop_office.audit.chain.canonical import FIRST, CanonicalError, Value, canonical, event_hash, moment_text
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.scope import request_id
from kethop_office.common import clock

__all__ = ["Detail", "record"]

Detail = str | int | bool | None | list[str]

VERSION = 2
_LOCK = 0x6B657468  # any number, the same in every process of the office
_HASH = re.compile(r"[0-9a-f]{64}")
_TABLE = AuditEvent._meta.db_table  # noqa: SLF001 - Django's documented way to the table's name
_LAST = f"SELECT seq, hash, at FROM {_TABLE} ORDER BY seq DESC LIMIT 1"  # noqa: S608 - the model's own name
_INSERT = (
    f"INSERT INTO {_TABLE} (seq, prev, body, hash, act, object_key, level, at) "  # noqa: S608 - the model's own name
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


def record(  # noqa: PLR0913 - what an event is made of
    act: str,
    *,
    actor: UUID | None,
    object_key: str,
    at: datetime,
    level: int = 0,
    compartment: UUID | None = None,
    acting_for: UUID | None = None,
    detail: Mapping[str, Detail] | None = None,
) -> AuditEvent:
    """Append one event, inside the transaction of the act that it tells of.

    The event's own moment is that of the machine's clock when it is written, never earlier than that of the event before.

    Parameters
    ----------
    act : str
        Such as ``case.validated``.
    actor, acting_for : UUID or None
        Account, and the one it signs for; None for the office's own scheduler.
    object_key : str
        Kind and key, such as ``case:3f…``.
    at : datetime
        The moment of the act; of a story that is told it is kept beside the honest one, as ``told_at``.
    detail : mapping
        Short facts, no classified text, no float. What tells of a text is its salted hash, see ``chain.canonical.salted``.

    Raises
    ------
    RuntimeError
        Outside a transaction: act and event must stand or fall together.
    CanonicalError
        The detail cannot be written, or of a labelled record it holds a hash that could be guessed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{act}: an event is recorded inside the transaction of its act")
    facts = dict(detail or {})
    _refuse_guessable(act, level, facts)
    now = timezone.now() if clock.is_told() else clock.now()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one journey; each statement sees what was committed before it began
            cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK}); {_LAST}")
            cursor.nextset()
        else:
            cursor.execute(_LAST)
        seq, prev, moment = _next(cursor.fetchone(), now)
        body: dict[str, Value] = {
            "v": VERSION,
            "node": settings.KETHOP_NODE,
            "seq": seq,
            "at": moment_text(moment),
            "actor": _key(actor),
            "acting_for": _key(acting_for),
            "act": act,
            "object": object_key,
            "level": int(level),
            "compartment": _key(compartment),
            "req": request_id(),
            "detail": facts,
        }
        if moment - now > clock.BACK:
            body["clock_back"] = moment_text(now)
        if clock.is_told():
            body["told_at"] = moment_text(at)
        text = canonical(body)
        digest = event_hash(prev, text)
        kept = connection.ops.adapt_datetimefield_value(moment)
        cursor.execute(_INSERT, [seq, prev, text, digest, act, object_key, int(level), kept])
    return AuditEvent(
        seq=seq, prev=prev, body=text, hash=digest, act=act, object_key=object_key, level=level, at=moment
    )


def _next(last: tuple[int, str, datetime] | None, now: datetime) -> tuple[int, str, datetime]:
    """Return number, link and moment of the event to come."""
    if last is None:
        return 1, FIRST, now
    seq, prev, before = last
    return seq + 1, prev, max(now, before if before.tzinfo else before.replace(tzinfo=UTC))


def _key(key: UUID | None) -> str | None:
    return str(key) if key else None


def _refuse_guessable(act: str, level: int, facts: Mapping[str, Detail]) -> None:
    """Refuse a bare hash of what a labelled record holds: who guesses the text finds it by its hash."""
    for name, value in facts.items():
        if level and isinstance(value, str) and _HASH.fullmatch(value) and not name.startswith("salted_"):
            raise CanonicalError(f"{act}: {name} is the hash of a labelled record and must be salted")
