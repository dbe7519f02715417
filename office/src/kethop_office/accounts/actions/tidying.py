"""Take away what has served: ended jobs, their tasks, ended sessions, the rows of files that nothing names."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kethop_office.accounts.models import Job
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.unnamed import forget_unnamed

__all__ = ["DAYS_OF_JOBS", "DAYS_OF_TASKS", "tidy"]

DAYS_OF_JOBS = 90
DAYS_OF_TASKS = 1


def tidy() -> int:
    """Delete jobs that ended more than 90 days ago, finished tasks and ended sessions; return how many jobs.

    What a job made for a case, such as a screening run, belongs to the case and stays. A file that nothing names after that, such as
    an export, is forgotten: the sweeper takes it. The caller is the office's own clock, which reads every record.
    """
    now = clock.now()
    with transaction.atomic():
        old = Job.objects.filter(ended_at__lt=now - timedelta(days=DAYS_OF_JOBS))
        count = old.count()
        old.delete()
        DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=DAYS_OF_TASKS)).delete()
        Session.objects.filter(expire_date__lt=now).delete()
        _forget_counters()
        unnamed = forget_unnamed()
        if unnamed:
            record("files.forgotten", actor=None, object_key="files", at=now, detail={"count": unnamed})
        if count:
            record("job.deleted", actor=None, object_key="job", at=now, detail={"count": count})
    return count


def _forget_counters() -> None:
    """Delete what the cache in the database holds beyond its time, such as counters of requests: it does so itself only when full."""
    store = caches["default"]
    if not isinstance(store, DatabaseCache):
        return
    table = connection.ops.quote_name(store.cache_model_class._meta.db_table)  # noqa: SLF001 - Django's documented way to the name
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - the setting's own name
