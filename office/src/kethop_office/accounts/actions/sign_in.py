"""Events of signing in."""

from django.db import transaction

from kethop_office.accounts.models import User
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["note", "note_failure"]


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
