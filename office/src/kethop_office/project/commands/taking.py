"""Take the next waiting task of django-tasks-db and run it, as its own ``db_worker`` does, in our own loop."""

from django.db import OperationalError
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from kethop_office.common import signs

__all__ = ["run_next"]


def run_next() -> bool:
    """Run the next waiting task; False when none waits."""
    taken = _take()
    if taken is None:
        return False
    result = taken.task_result
    try:
        taken.set_successful(result.task.call(*result.args, **result.kwargs))
    except BaseException as error:
        taken.set_failed(error)
        if not isinstance(error, Exception):
            raise
    return True


def _take() -> "DBTaskResult[..., object] | None":
    tasks = DBTaskResult.objects.ready().filter(backend_name="default")
    if not tasks.exists():  # a look without the lock, which on SQLite would keep writers waiting each second
        return None
    with exclusive_transaction(tasks.db):
        try:
            taken = tasks.get_locked()
            if taken is not None:
                taken.claim(signs.own_name()[:64])
        except OperationalError as error:
            if is_locked_database_exception(error):
                return None
            raise
    return taken
