"""Checking and taking away the log leaves its own events."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["note_export", "note_verified"]


def note_verified(actor: Actor, checked: int, broken_seq: int | None) -> None:
    """Record that the chain was checked, and what was found.

    Raises
    ------
    Refused
        ``audit.role``.
    """
    _note(actor, "audit.verified", {"checked": checked, "broken": broken_seq})


def note_export(actor: Actor) -> None:
    """Record that the chain was taken away.

    Raises
    ------
    Refused
        ``audit.role``.
    """
    _note(actor, "audit.exported", {})


def _note(actor: Actor, act: str, detail: dict[str, int | None]) -> None:
    if not actor.has_any({Role.ADMIN, Role.AUDITOR}):
        raise Refused("audit.role")
    with transaction.atomic():
        record(act, actor=actor.user_id, object_key="audit:chain", at=actor.at, detail=detail)
