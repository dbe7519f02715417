"""Write the chain."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from kethop_office.audit.models import AuditEvent

__all__ = ["Detail", "record"]

Detail = str | int | bool | None | list[str]

FIRST = "0" * 64
_LOCK = 0x6B657468  # any number, the same in every process of the office


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

    Parameters
    ----------
    act : str
        Such as ``case.validated``.
    actor, acting_for : UUID or None
        Account, and the one it signs for; None for the office's own scheduler.
    object_key : str
        Kind and key, such as ``case:3f…``.
    at : datetime
        The moment; never told earlier than the event before.
    detail : mapping
        Short facts, no classified text, no float.

    Raises
    ------
    RuntimeError
        Outside a transaction: act and event must stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{act}: an event is recorded inside the transaction of its act")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditEvent.objects.order_by("-seq").first()
    seq, prev, moment = (last.seq + 1, last.hash, max(at, last.at)) if last else (1, FIRST, at)
    body = _canonical(
        {
            "v": 1,
            "node": settings.KETHOP_NODE,
            "seq": seq,
            "at": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": str(actor) if actor else None,
            "acting_for": str(acting_for) if acting_for else None,
            "act": act,
            "object": object_key,
            "level": level,
            "compartment": str(compartment) if compartment else None,
            "detail": dict(detail or {}),
        }
    )
    digest = hashlib.sha256(b"\x00" + bytes.fromhex(prev) + body.encode()).hexdigest()
    return AuditEvent.objects.create(
        seq=seq, prev=prev, body=body, hash=digest, act=act, object_key=object_key, level=level, at=moment
    )


def _canonical(body: Mapping[str, object]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text)
