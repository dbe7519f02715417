"""Read events, and what they say of the clock."""

import json
from datetime import datetime

from django.db.models import QuerySet

from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock

__all__ = ["CLOCK_ACCEPTED", "clock_is_back", "clock_moments", "events", "floor_moment"]

CLOCK_ACCEPTED = "audit.clock_accepted"


def events(act: str = "", object_key: str = "", rank: int | None = None) -> QuerySet[AuditEvent]:
    """Return events, newest first, by the beginning of the act, by object, and up to a level; they hold no text of a case."""
    found = AuditEvent.objects.order_by("-seq")
    found = found.filter(act__startswith=act) if act else found
    found = found if rank is None else found.filter(level__lte=rank)
    return found.filter(object_key=object_key) if object_key else found


def floor_moment() -> datetime:
    """Return the moment that the office goes by: the clock's, but not when it tells less than it has told before.

    So a deadline or a grant that has passed does not come back when the machine's clock is put back. After a clock that was ahead
    has been set right, an administrator says so (``kethop-office audit accept-clock``), and the clock holds again.
    """
    now = clock.now()
    if clock.is_told():
        return now
    last = AuditEvent.objects.order_by("-seq").values_list("at", flat=True).first()
    if last is None or last - now <= clock.BACK:
        return now if last is None else max(now, last)
    accepted = AuditEvent.objects.filter(act=CLOCK_ACCEPTED).order_by("-seq").first()
    if accepted is None or accepted.at != last:
        return last
    return max(now, datetime.fromisoformat(json.loads(accepted.body)["detail"]["clock"]))


def clock_is_back() -> bool:
    """Return whether the machine's clock tells less than it has told before, and nobody has said that it is right."""
    return floor_moment() - clock.now() > clock.BACK


def clock_moments() -> tuple[datetime, datetime]:
    """Return the moment that the office goes by and that of the machine's clock."""
    return floor_moment(), clock.now()
