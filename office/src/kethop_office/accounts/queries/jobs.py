"""Read an account's own jobs; nobody else's are known."""

import re
from collections.abc import Iterator
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Job

__all__ = ["MOST_LISTED", "named_in_jobs", "own_job", "own_jobs"]

MOST_LISTED = 100
_HASH = re.compile(r"[0-9a-f]{64}")


def own_jobs(actor: Actor) -> tuple[list[Job], int]:
    """Return the account's latest jobs, the newest first, and how many there are in all."""
    rows = Job.objects.visible_to(actor).filter(user_id=actor.user_id)
    return list(rows.order_by("-created_at", "pk")[:MOST_LISTED]), rows.count()


def own_job(actor: Actor, key: UUID) -> Job:
    """Return one of the account's jobs.

    Raises
    ------
    Job.DoesNotExist
        No such job, or another account's.
    """
    return Job.objects.visible_to(actor).select_related("file").get(pk=key, user_id=actor.user_id)


def named_in_jobs() -> Iterator[str]:
    """Yield the hashes of files that jobs were given: one that waits, or may be run again, still reads them."""
    for arguments in Job.objects.exclude(arguments={}).values_list("arguments", flat=True).iterator():
        yield from (value for value in arguments.values() if isinstance(value, str) and _HASH.fullmatch(value))
