"""What every act of administration checks and records."""

from collections.abc import Mapping
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.audit.actions import Detail, record
from kethop_office.common.refusal import Refused

__all__ = ["check_admin", "note"]


def check_admin(actor: Actor) -> None:
    """Refuse who does not administer.

    Raises
    ------
    Refused
        ``admin.role``.
    """
    if not actor.has(Role.ADMIN):
        raise Refused("admin.role")


def note(actor: Actor, act: str, kind: str, key: UUID, detail: Mapping[str, Detail] | None = None) -> None:
    """Record an act on an account, office, membership, delegation, clearance or grant; no name, no title."""
    record(act, actor=actor.user_id, object_key=f"{kind}:{key}", at=actor.at, detail=detail)
