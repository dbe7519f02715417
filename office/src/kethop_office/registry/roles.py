"""Who keeps the registry."""

from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.common.refusal import Refused

__all__ = ["LAYER_KEEPERS", "PARK_KEEPERS", "check_label", "check_layer_keeper", "check_park_keeper"]

PARK_KEEPERS = (Role.OFFICER, Role.STEWARD)
LAYER_KEEPERS = (Role.STEWARD,)


def check_park_keeper(actor: Actor) -> UUID:
    """Return the office for which an account keeps parks.

    Raises
    ------
    Refused
        ``parks.role``.
    """
    offices = sorted(office for office, role in actor.roles if role in PARK_KEEPERS)
    if not offices:
        raise Refused("parks.role")
    return offices[0]


def check_layer_keeper(actor: Actor) -> None:
    """Refuse who does not keep layers.

    Raises
    ------
    Refused
        ``layers.role``.
    """
    if not actor.has_any(LAYER_KEEPERS):
        raise Refused("layers.role")


def check_label(actor: Actor, level: int) -> None:
    """Refuse a level that the account may not read itself.

    Raises
    ------
    Refused
        ``parks.level``.
    """
    if level > actor.rank:
        raise Refused("parks.level")
