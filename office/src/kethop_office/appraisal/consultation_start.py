"""What the consultation registers when the office starts: its lines of work, its place in the head, its daily work."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.tick import every_day
from kethop_office.appraisal.queries.consultation_tasks import consultation_tasks
from kethop_office.common import navigation, schedule
from kethop_office.common.registrations import register_tasks

__all__ = ["register"]

READERS = frozenset({Role.CONSULTEE_OFFICER, Role.CONSULTEE_HEAD, Role.UPPER})
JUST_AFTER_MIDNIGHT = time(0, 10)


def register() -> None:
    """Register; again is the same as once."""
    register_tasks(consultation_tasks)
    navigation.register_place("appraisal:inbox", _("Hộp ý kiến"), roles=READERS, order=30)
    schedule.daily(JUST_AFTER_MIDNIGHT, "appraisal.last_days", every_day)
