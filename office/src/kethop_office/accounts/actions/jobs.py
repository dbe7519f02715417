"""Order work of the task worker, stop it, run it again."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from kethop_office.accounts import job_kinds
from kethop_office.accounts.actions.job_runs import run_job
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Compartment, Job
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["PATIENT", "enqueue", "run_again", "stop"]

PATIENT = -20
"""Priority of what nobody waits for: papers of invented cases, and the invented cases themselves a little before."""

Argument = str | int | bool | None | list[str] | list[int] | Mapping[str, str | int | bool | None]


def enqueue(
    kind: str,
    arguments: Mapping[str, Argument],
    *,
    actor: Actor | None,
    level: int = 0,
    compartment: Compartment | None = None,
    priority: int | None = None,
) -> Job:
    """Order a job, or return the equal one that the same account already has waiting or running.

    Parameters
    ----------
    kind : str
        As registered.
    arguments : mapping
        What the job's function is given; plain JSON, and no classified text.
    actor : Actor or None
        Whose job it is: it runs with this account's roles. None for the office's own scheduler.
    level, compartment : int, Compartment
        Label of what the job reads and makes.
    priority : int or None
        -100 to 100, larger first; None for 0, and for ``PATIENT`` in a story that is told.

    Raises
    ------
    KeyError
        No room registered the kind.
    """
    if kind not in job_kinds.kinds():
        raise KeyError(kind)
    owner = actor.user_id if actor else None
    fingerprint = _fingerprint(kind, arguments, owner, level, compartment)
    running = Job.objects.filter(fingerprint=fingerprint, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if priority is None:
        priority = PATIENT if clock.is_told() else 0
    if (same := running.first()) is not None:
        _hasten(same, priority)
        return same
    now = actor.at if actor else clock.now()
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                arguments=dict(arguments),
                user_id=owner,
                fingerprint=fingerprint,
                level=level,
                compartment=compartment,
                created_at=now,
            )
            _record("job.queued", job, actor)
    except IntegrityError:
        if (quicker := running.first()) is None:  # not another process that ordered the same: the row itself is refused
            raise
        return quicker
    run_job.using(priority=priority).enqueue(str(job.pk))
    job.refresh_from_db()
    return job


def _hasten(job: Job, priority: int) -> None:
    """Let a job that waits come up as early as this order wants it."""
    waiting = DBTaskResult.objects.ready().filter(priority__lt=priority, args_kwargs__args=[str(job.pk)])
    waiting.update(priority=priority)


def stop(job: Job, *, actor: Actor) -> None:
    """Ask a job to stop; one that has not begun ends at once.

    Raises
    ------
    Refused
        ``job.not_yours``, ``job.has_ended``.
    """
    with transaction.atomic():
        job = _own(job, actor)
        if not job.is_open:
            raise Refused("job.has_ended")
        job.is_stop_asked = True
        if job.state == Job.State.QUEUED:
            job.state, job.ended_at = Job.State.STOPPED, actor.at
        job.save(update_fields=["is_stop_asked", "state", "ended_at"])
        _record("job.stop_asked", job, actor)


def run_again(job: Job, *, actor: Actor) -> Job:
    """Order anew what was interrupted, stopped or failed, with the same arguments.

    Raises
    ------
    Refused
        ``job.not_yours``, ``job.still_open``, ``job.is_done``.
    """
    job = _own(job, actor, lock=False)
    if job.is_open:
        raise Refused("job.still_open")
    if job.state == Job.State.DONE:
        raise Refused("job.is_done")
    return enqueue(job.kind, job.arguments, actor=actor, level=job.level, compartment=job.compartment)


def _own(job: Job, actor: Actor, *, lock: bool = True) -> Job:
    rows = Job.objects.select_for_update(of=("self",)) if lock else Job.objects.all()
    found = rows.filter(pk=job.pk, user_id=actor.user_id).first()
    if found is None:
        raise Refused("job.not_yours")
    return found


def _record(act: str, job: Job, actor: Actor | None) -> None:
    record(
        act,
        actor=actor.user_id if actor else None,
        object_key=f"job:{job.pk}",
        at=actor.at if actor else clock.now(),
        level=job.level,
        compartment=job.compartment_id,
        detail={"kind": job.kind},
    )


def _fingerprint(
    kind: str, arguments: Mapping[str, Argument], owner: UUID | None, level: int, compartment: Compartment | None
) -> str:
    """Return the hash that equal orders share; the account is in it, so that nobody learns of another's job."""
    order = [kind, dict(arguments), str(owner), level, str(compartment.pk) if compartment else None]
    return hashlib.sha256(json.dumps(order, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
