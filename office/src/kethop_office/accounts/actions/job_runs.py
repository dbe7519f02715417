"""Run one job in the task worker, and say how it goes."""

import logging
import time
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django_tasks import task

from kethop_office.accounts import job_kinds
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.job_kinds import Outcome, Stopped
from kethop_office.accounts.models import Job
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.accounts.row_security.reader import keeping, working_as
from kethop_office.audit import scope
from kethop_office.audit.actions import record
from kethop_office.audit.actions.reads import record_reads
from kethop_office.common import clock, disk, signs
from kethop_office.common.bridge import engine_fault
from kethop_office.common.levels import LEVEL_WORDS
from kethop_office.common.logs import new_incident
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused

__all__ = ["Progress", "mark_interrupted", "run_job"]

_log = logging.getLogger("kethop.jobs")
SECONDS_BETWEEN_WRITES = 0.5


class Progress:
    """What a running job says of itself: written when the stage changes, else at most twice a second.

    Inside a transaction of the job's own nothing that it says can be read by others, and on SQLite nobody else can write: read
    and reckon first, then write in one short transaction.

    Parameters
    ----------
    job : Job
        The row.
    actor : Actor or None
        Whose job it is, with the roles of now.
    """

    def __init__(self, job: Job, actor: Actor | None) -> None:
        self.actor = actor
        self._key = job.pk
        self._stage = ""
        self._written = float("-inf")

    def stage(self, key: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done, as the key of a sentence with ``%(done)s`` and ``%(total)s``.

        Raises
        ------
        Stopped
            The reader asked to stop.
        """
        now = time.monotonic()
        if key == self._stage and now - self._written < SECONDS_BETWEEN_WRITES:
            return
        self._stage, self._written = key, now
        Job.objects.filter(pk=self._key).update(stage=key, done=done, total=total)
        if self.is_stop_asked():
            raise Stopped

    def is_stop_asked(self) -> bool:
        """Return whether the reader asked to stop, for a job that keeps its best result."""
        return Job.objects.filter(pk=self._key, is_stop_asked=True).exists()


@task()
def run_job(job_id: str) -> None:
    """Run a job that waits; one that was stopped or begun by another worker is left alone."""
    job = _begin(UUID(job_id))
    if job is None:
        return
    actor = actor_of(job.user, working=job.level) if job.user else None
    with scope.opened(actor.rank if actor else max(LEVEL_WORDS), f"job:{job.pk}"):
        _run(job, actor)


def _run(job: Job, actor: Actor | None) -> None:
    try:
        with working_as(actor) if actor else keeping("clock"):
            outcome = job_kinds.function_of(job.kind)(Progress(job, actor), **job.arguments)
    except Stopped:
        _end(job, Job.State.STOPPED)
    except Refused as refusal:
        _end(job, Job.State.FAILED, code=refusal.code, fields=_plain(refusal.fields))
    except Exception as error:  # noqa: BLE001 - whatever it is, the row must say that the job ended, and the log why
        _fail(job, error)
    except BaseException:  # the worker is being ended
        _end(job, Job.State.INTERRUPTED)
        raise
    else:
        _finish(job, outcome)


def mark_interrupted() -> int:
    """Mark as interrupted every running job whose worker is gone, and return how many there were."""
    now = clock.now()
    count = 0
    with keeping("clock"):
        for job in Job.objects.filter(state=Job.State.RUNNING):
            if not signs.is_alive(job.worker, now):
                count += _end(job, Job.State.INTERRUPTED)
    return count


def _begin(key: UUID) -> Job | None:
    with keeping("clock"):
        with transaction.atomic():
            found = Job.objects.filter(pk=key, state=Job.State.QUEUED)
            begun = found.update(state=Job.State.RUNNING, started_at=clock.now(), worker=signs.own_name())
        return Job.objects.select_related("user").get(pk=key) if begun else None


def _finish(job: Job, outcome: Outcome | Mapping[str, str | int | bool | None] | None) -> None:
    made = outcome if isinstance(outcome, Outcome) else Outcome(outcome or {})
    _end(job, Job.State.DONE, facts=dict(made.facts), file=made.file, file_name=made.file_name)


def _fail(job: Job, error: Exception) -> None:
    fault = engine_fault(error)
    if fault is not None:
        _end(job, Job.State.FAILED, code=fault.code, fields={"vi": fault.vi, "en": fault.en})
        return
    if disk.is_full(error):
        _log.error("job failed: disk full", extra={"facts": {"kind": job.kind}})
        _end(job, Job.State.FAILED, code="disk.full")
        return
    incident = new_incident()
    _log.error("job failed", exc_info=error, extra={"facts": {"incident": incident, "kind": job.kind}})
    _end(job, Job.State.FAILED, code="job.unexpected", fields={"incident": incident}, incident=incident)


def _end(  # noqa: PLR0913 - what an end is made of
    job: Job,
    state: Job.State,
    *,
    code: str = "",
    fields: Mapping[str, object] | None = None,
    facts: Mapping[str, object] | None = None,
    file: Blob | None = None,
    file_name: str = "",
    incident: str = "",
) -> int:
    """Write the end of a running job; one that already ended keeps its end."""
    with keeping("clock"), transaction.atomic():
        ended = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(
            state=state,
            ended_at=clock.now(),
            error_code=code,
            error_fields=dict(fields or {}),
            result=dict(facts or {}),
            file=file,
            file_name=file_name,
            incident=incident,
        )
        if ended:
            _tell_reads(job)
            record(
                "job.finished",
                actor=job.user_id,
                object_key=f"job:{job.pk}",
                at=clock.now(),
                level=job.level,
                compartment=job.compartment_id,
                detail={"kind": job.kind, "state": state.value},
            )
    return ended


def _tell_reads(job: Job) -> None:
    """Record what the job has read together with its end: without the event there is no result."""
    answer = scope.reading()
    if answer is not None:
        record_reads(answer, job.user_id, f"job:{job.kind}")


def _plain(fields: Mapping[str, object]) -> dict[str, str | int | float | bool | None]:
    return {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in fields.items()
    }
