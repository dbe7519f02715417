"""Who acts, in which offices and roles, at which moment: a value that every query and action takes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["Actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at a moment.

    Parameters
    ----------
    user_id : UUID
        The account.
    title : str
        How it is shown.
    roles : frozenset of (UUID, str)
        Office and role, of memberships and delegations that hold today.
    rank : int
        Highest level it may read.
    at : datetime
        The moment, aware.
    """

    user_id: UUID
    title: str
    roles: frozenset[tuple[UUID, str]]
    rank: int
    at: datetime

    @property
    def offices(self) -> frozenset[UUID]:
        """Offices in which the account has any role."""
        return frozenset(office for office, _ in self.roles)

    def has(self, role: str, office: UUID | None = None) -> bool:
        """Return whether the account has a role (in an office)."""
        return any(own == role and office in {None, place} for place, own in self.roles)

    def has_any(self, roles: Collection[str], office: UUID | None = None) -> bool:
        """Return whether the account has one of several roles (in an office)."""
        return any(self.has(role, office) for role in roles)
