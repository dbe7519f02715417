"""Read procedures that run."""

from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.procedures.models import ProcedureRun, StepInstance

__all__ = ["OPEN", "is_running", "open_steps", "running", "steps_of"]

State = StepInstance.State
OPEN = (State.WAITING, State.RUNNING, State.PAUSED)
ACTIVE = (State.RUNNING, State.PAUSED)


def running(run: ProcedureRun) -> list[StepInstance]:
    """Return the steps that wait for someone, paused ones too, but not items whose turn has not come."""
    steps = run.steps.filter(state__in=ACTIVE).select_related("definition", "office", "assignee")
    return list(steps.order_by("definition__order", "position"))


def is_running(run: ProcedureRun, element: str, item: str = "") -> bool:
    """Return whether a step (or one item of it) waits for someone; a multiple step also while it only takes items."""
    steps = run.steps.filter(definition__element=element, state__in=ACTIVE)
    if item:
        return steps.filter(item=item).exists()
    # read afresh: the caller's row may be older than the last act
    opened = ProcedureRun.objects.filter(pk=run.pk).values_list("open_elements", flat=True).first() or {}
    return element in opened or steps.exists()


def steps_of(run: ProcedureRun) -> list[StepInstance]:
    """Return all steps of a run, oldest first."""
    steps = run.steps.select_related("definition", "office", "assignee", "ended_by")
    return list(steps.order_by("started_at", "definition__order", "position"))


def open_steps(actor: Actor) -> QuerySet[StepInstance]:
    """Return the steps that wait for one of the actor's roles in one of its offices, within its permission."""
    mine = Q(assignee=actor.user_id)
    for office, role in actor.roles:
        mine |= Q(office=office, role=role)
    visible = StepInstance.objects.visible_to(actor)
    return visible.filter(mine, state__in=ACTIVE, definition__kind="user").select_related("definition", "office", "run")
