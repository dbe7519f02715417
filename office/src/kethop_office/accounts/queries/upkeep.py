"""Read what an administrator watches."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Job
from kethop_office.audit.queries import events
from kethop_office.common import clock
from kethop_office.common.models import LifeSign, ScheduleMark

__all__ = ["JobHealth", "failed_sign_ins", "job_health", "last_check"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JobHealth:
    """How background work does.

    Parameters
    ----------
    by_state : mapping
        How many jobs of the last week, by state.
    by_kind : list
        Kind, state, how many, newest, of the last week.
    oldest_queued : datetime or None
        Since when the longest waits.
    signs : list of LifeSign
        Last sign of life of each process.
    marks : list of ScheduleMark
        When scheduled work last ran, and failed.
    """

    by_state: dict[str, int]
    by_kind: list[dict[str, object]]
    oldest_queued: datetime | None
    signs: list[LifeSign]
    marks: list[ScheduleMark]


def job_health(actor: Actor) -> JobHealth:
    """Return how background work of the last week does, without what it is about.

    Jobs that the actor may not know of are not counted: a number tells of the case that it rises with. Whether work goes
    on at all is told by the signs of life.
    """
    known = Job.objects.visible_to(actor)
    recent = known.filter(created_at__gt=clock.now() - 7 * _DAY)
    words = dict(Job.State.choices)
    waiting = known.filter(state=Job.State.QUEUED).order_by("created_at").first()
    return JobHealth(
        by_state=dict(recent.values_list("state").annotate(number=Count("pk"))),
        by_kind=[
            {**row, "state_word": words[row["state"]]}
            for row in recent.values("kind", "state").annotate(number=Count("pk"), newest=Max("created_at"))
        ],
        oldest_queued=waiting.created_at if waiting else None,
        signs=list(LifeSign.objects.order_by("name")),
        marks=list(ScheduleMark.objects.order_by("key")),
    )


def last_check(kind: str) -> Job | None:
    """Return the last finished job of a kind that holds no label."""
    done = Job.objects.filter(kind=kind, state=Job.State.DONE, level=0, compartment=None)
    return done.order_by("-ended_at").first()


def failed_sign_ins() -> int:
    """Return how many sign-ins failed in the last day."""
    return events("account.sign_in_failed").filter(at__gt=clock.now() - _DAY).count()
