"""Sweep files that no row names away, and say so in the chain."""

from django.db import transaction

from kethop_office.accounts.actions.jobs import enqueue
from kethop_office.accounts.job_kinds import JobProgress
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.sweeping import Swept, sweep

__all__ = ["JOB", "order_sweep", "sweep_files", "sweep_in_worker"]

JOB = "accounts.sweep_files"


def order_sweep() -> None:
    """Order the sweep from the worker: it reads every folder, too long for the clock's own transaction."""
    enqueue(JOB, {}, actor=None)


def sweep_in_worker(progress: JobProgress) -> dict[str, str | int | bool | None]:
    """Sweep, and return the counts."""
    progress.stage("accounts.sweeping")
    swept = sweep_files()
    return {"set_aside": swept.set_aside, "deleted": swept.deleted, "missing": len(swept.missing)}


def sweep_files(*, dry_run: bool = False) -> Swept:
    """Sweep; what was moved, deleted or found missing is an event.

    Raises
    ------
    Refused
        ``files.busy``.
    """
    swept = sweep(dry_run=dry_run)
    counts = {
        "set_aside": swept.set_aside,
        "deleted": swept.deleted,
        "returned": swept.returned,
        "missing": len(swept.missing),
    }
    if not dry_run and any(counts.values()):
        with transaction.atomic():
            record("files.swept", actor=None, object_key="files", at=clock.now(), detail=counts)
    return swept
