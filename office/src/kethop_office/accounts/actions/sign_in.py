"""Events of the door: signing in, and asking for too much."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import User
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["note", "note_failure", "note_pace"]


def note(act: str, user: User, **detail: str) -> None:
    """Record what an account did at the door."""
    with transaction.atomic():
        record(act, actor=user.pk, object_key=f"account:{user.pk}", at=clock.now(), detail=detail)


def note_failure(username: str) -> None:
    """Record a sign-in that failed: the account, if there is one of this name; never what was typed."""
    user = User.objects.filter(username=username).first()
    with transaction.atomic():
        record(
            "account.sign_in_failed",
            actor=None,
            object_key=f"account:{user.pk}" if user else "account:unknown",
            at=clock.now(),
        )


def note_pace(actor: Actor, measure: str) -> None:
    """Record that an account was told to wait, because it asked for too much costly work."""
    with transaction.atomic():
        key = f"account:{actor.user_id}"
        record("account.told_to_wait", actor=actor.user_id, object_key=key, at=actor.at, detail={"measure": measure})
