"""Read what an account was told."""

from datetime import timedelta

from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Notice

__all__ = ["NOTICE_DAYS", "notices", "unread"]

NOTICE_DAYS = 90


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of an account that it may still read, newest first; one that lost its grant is gone."""
    since = actor.at - timedelta(days=NOTICE_DAYS)
    return Notice.objects.visible_to(actor).filter(user=actor.user_id, at__gt=since).order_by("-at")


def unread(actor: Actor) -> int:
    """Return how many notices are not read."""
    return notices(actor).filter(read_at=None).count()
