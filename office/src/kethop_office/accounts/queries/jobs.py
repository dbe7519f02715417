"""Read an account's own jobs; nobody else's are known."""

from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Job

__all__ = ["MOST_LISTED", "own_job", "own_jobs"]

MOST_LISTED = 100


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
