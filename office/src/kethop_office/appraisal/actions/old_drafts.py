"""Delete proposals that were begun and never sent, when nobody has touched them for as long as the setting says."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from kethop_office.appraisal.models import ProposalDraft
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["drop_old_proposals"]


def drop_old_proposals() -> int:
    """Delete them, those put away included; what was sent belongs to its case and stays. Return how many."""
    now = clock.now()
    with transaction.atomic():
        old = ProposalDraft.objects.filter(sent_at=None, saved_at__lte=now - timedelta(days=settings.KETHOP_DRAFT_DAYS))
        count = old.delete()[0]
        if count:
            record("draft.dropped", actor=None, object_key="draft", at=now, detail={"count": count})
    return count
