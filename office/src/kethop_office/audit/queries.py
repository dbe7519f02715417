"""Read the chain: its events, whether it is whole, and its lines for an auditor."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from kethop_office.audit.models import AuditEvent

__all__ = ["Verification", "events", "lines", "verify"]

FIRST = "0" * 64
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain found.

    Parameters
    ----------
    checked : int
        Events that were found whole, in order from the first.
    last_at : datetime or None
        Moment of the last of them.
    broken_seq : int or None
        Number of the first event that is not as it was written; None when all are.
    reason : str
        ``gap``, ``prev``, ``hash`` or ``columns``; empty when all are whole.
    """

    checked: int
    last_at: datetime | None
    broken_seq: int | None = None
    reason: str = ""


def verify() -> Verification:
    """Check the whole chain, event by event, in constant memory, and stop at the first that is broken.

    A cut tail or a rewritten chain is whole in itself: only a head kept outside shows that.
    """
    prev, checked, last_at = FIRST, 0, None
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=_CHUNK):
        reason = _fault(event, checked + 1, prev)
        if reason:
            return Verification(checked, last_at, checked + 1 if reason == "gap" else event.seq, reason)
        prev, last_at, checked = event.hash, event.at, checked + 1
    return Verification(checked, last_at)


def events(act: str = "", object_key: str = "") -> QuerySet[AuditEvent]:
    """Return events, newest first, by the beginning of the act and by object; they hold no text of a case."""
    found = AuditEvent.objects.order_by("-seq")
    found = found.filter(act__startswith=act) if act else found
    return found.filter(object_key=object_key) if object_key else found


def lines() -> Iterator[str]:
    """Return the chain as lines of JSON with ``seq``, ``prev``, ``hash`` and ``body``, which a verifier reads alone."""
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=_CHUNK):
        row = {"seq": event.seq, "prev": event.prev, "hash": event.hash, "body": event.body}
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _fault(event: AuditEvent, seq: int, prev: str) -> str:
    if event.seq != seq:
        return "gap"
    if event.prev != prev:
        return "prev"
    digest = hashlib.sha256(b"\x00" + bytes.fromhex(prev) + event.body.encode()).hexdigest()
    if digest != event.hash:
        return "hash"
    return "" if _agrees(event) else "columns"


def _agrees(event: AuditEvent) -> bool:
    """Return whether the columns that pages filter by say the same as the body that is hashed."""
    body = json.loads(event.body)
    at = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    said = (body["seq"], body["act"], body["object"], body["level"], body["at"])
    return said == (event.seq, event.act, event.object_key, event.level, at)
