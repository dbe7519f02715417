"""Take away comparisons that have served."""

from datetime import timedelta

from django.db import transaction

from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["DAYS_OF_RESCREENINGS", "drop_old_rescreenings"]

DAYS_OF_RESCREENINGS = 365


def drop_old_rescreenings() -> int:
    """Delete comparisons that ended more than 365 days ago with their lines, and return how many.

    One that still has work for somebody stays. What was done in a case is in the log of the case, and stays with it.
    """
    now = clock.now()
    with transaction.atomic():
        old = Rescreening.objects.filter(ended_at__lt=now - timedelta(days=DAYS_OF_RESCREENINGS))
        for model in (RescreenedCase, RescreenedPark):
            left = model.objects.filter(RescreenedRow.WORK)
            old = old.exclude(pk__in=left.values_list("rescreening_id", flat=True))
        count = old.count()
        old.delete()
        if count:
            record("rescreen.dropped", actor=None, object_key="rescreening:old", at=now, detail={"count": count})
    return count
