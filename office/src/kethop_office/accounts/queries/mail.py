"""Read who is mailed, and what waits to be mailed at once."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from kethop_office.accounts.mail_kinds import INQUIRY_CODES
from kethop_office.accounts.models import Notice, User
from kethop_office.common import clock
from kethop_office.common.levels import lowest_level

__all__ = ["readers", "unmailed"]

_STALE = timedelta(days=2)


def readers() -> QuerySet[User]:
    """Return active accounts with a mail address."""
    return User.objects.filter(is_active=True).exclude(email="").order_by("username")


def unmailed() -> QuerySet[Notice]:
    """Return notices of the kinds that are mailed at once and have not been, of the last two days.

    Mail leaves the node: of a node with several levels only what has the lowest label is mailed.
    """
    at_once = Q(kind__endswith=".overdue") | Q(kind__in=INQUIRY_CODES)
    fresh = Notice.objects.filter(at_once, level__lte=lowest_level(), mailed_at=None, at__gt=clock.now() - _STALE)
    return fresh.select_related("user").order_by("at")
