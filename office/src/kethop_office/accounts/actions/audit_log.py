"""Checking the log, taking it away and signing its head leave their own events."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.audit.actions import Detail, record
from kethop_office.audit.actions.heads import sign_head
from kethop_office.audit.models import SignedHead
from kethop_office.audit.queries import Verification
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["note_export", "note_verified", "sign_now"]


def note_verified(actor: Actor | None, found: Verification) -> None:
    """Record that the chain was checked, and what was found; None for a command on the machine itself.

    Raises
    ------
    Refused
        ``audit.role``.
    """
    _note(actor, "audit.verified", {"checked": found.checked, "broken": found.broken_seq, "heads": found.heads})


def note_export(actor: Actor | None, level: int) -> None:
    """Record that the chain was taken away, up to which level.

    Raises
    ------
    Refused
        ``audit.role``.
    """
    _note(actor, "audit.exported", {"level": level})


def sign_now(actor: Actor) -> SignedHead:
    """Sign the head of the chain now.

    Raises
    ------
    Refused
        ``audit.role``; as ``audit.actions.heads.sign_head``.
    """
    _check(actor)
    return sign_head(actor.user_id)


def _note(actor: Actor | None, act: str, detail: dict[str, Detail]) -> None:
    if actor is not None:
        _check(actor)
    at = actor.at if actor else clock.now()
    with transaction.atomic():
        record(act, actor=actor.user_id if actor else None, object_key="audit:chain", at=at, detail=detail)


def _check(actor: Actor) -> None:
    if not actor.has_any({Role.ADMIN, Role.AUDITOR}):
        raise Refused("audit.role")
