"""Take away what has served: ended jobs, their tasks, ended sessions."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from kethop_office.accounts.models import Job
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["DAYS_OF_JOBS", "tidy"]

DAYS_OF_JOBS = 90


def tidy() -> int:
    """Delete jobs that ended more than 90 days ago, finished tasks and ended sessions; return how many jobs.

    What a job made for a case, such as a screening run, belongs to the case and stays.
    """
    now = clock.now()
    with transaction.atomic():
        old = Job.objects.filter(ended_at__lt=now - timedelta(days=DAYS_OF_JOBS))
        count = old.count()
        old.delete()
        DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=1)).delete()
        Session.objects.filter(expire_date__lt=now).delete()
        if count:
            record("job.deleted", actor=None, object_key="job", at=now, detail={"count": count})
    return count
