"""Find the passwords of programs."""

import hashlib

from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AppPassword
from kethop_office.common import clock

__all__ = ["app_passwords_of", "hash_of", "live_app_password"]


def hash_of(secret: str) -> str:
    """Return under which hash a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def app_passwords_of(actor: Actor) -> QuerySet[AppPassword]:
    """Return the actor's own passwords of programs that can be used, the newest first."""
    rows = AppPassword.objects.filter(user=actor.user_id, ended_at=None, ends_on__gte=clock.today())
    return rows.order_by("-made_at")


def live_app_password(secret: str, username: str | None = None) -> AppPassword | None:
    """Return the password of a program that a secret is, with its account; None where it opens nothing now.

    It is looked up by its hash, so that the time says nothing of how near a guess came.

    Parameters
    ----------
    username : str or None
        Name that was given with it; None where none was asked for.
    """
    rows = AppPassword.objects.filter(
        secret_hash=hash_of(secret), ended_at=None, ends_on__gte=clock.today(), user__is_active=True
    )
    found = rows.select_related("user").first()
    return None if found is None or username not in {None, found.user.username} else found
