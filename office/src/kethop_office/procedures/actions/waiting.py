"""Pause, resume, date and hand out steps."""

from datetime import date

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, User
from kethop_office.common.refusal import Refused
from kethop_office.procedures.actions.moving import act, locked, open_step, taking_part
from kethop_office.procedures.models import ProcedureRun, StepInstance
from kethop_office.procedures.queries import OPEN

__all__ = ["assign", "pause", "resume", "set_due"]

State = StepInstance.State


def set_due(run: ProcedureRun, element: str, due_on: date | None, *, item: str = "") -> None:
    """Write the last day of a step that the legal clock computed; the clock's own act is what is recorded."""
    run.steps.filter(definition__element=element, item=item, state__in=OPEN).update(due_on=due_on)


@transaction.atomic
def pause(run: ProcedureRun, element: str, *, item: str = "", actor: Actor) -> None:
    """Pause a running step.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``.
    """
    _change(run, element, item, (State.RUNNING, State.PAUSED), actor)


@transaction.atomic
def resume(run: ProcedureRun, element: str, *, item: str = "", actor: Actor) -> None:
    """Let a paused step go on.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``.
    """
    _change(run, element, item, (State.PAUSED, State.RUNNING), actor)


@transaction.atomic
def assign(step: StepInstance, user: User | None, *, actor: Actor) -> None:
    """Give a step to an account that has its role in its office, or to nobody.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``, ``procedure.not_taking_part``,
        ``procedure.assignee_without_role``.
    """
    run = step.run
    move = locked(run, actor)
    own = open_step(move, step.definition.element, step.item)
    taking_part(own, move, actor)
    if user is not None:
        day = actor.at.date()
        held = Membership.objects.filter(user=user, role=own.role, starts__lte=day).exclude(ends__lt=day)
        if not held.filter(office=own.office_id).exists():
            raise Refused("procedure.assignee_without_role", title=user.title)
    own.assignee = step.assignee = user
    own.save(update_fields=["assignee"])
    act(run, move, "assigned", element=own.definition.element, item=own.item, user=str(user.pk) if user else None)


def _change(run: ProcedureRun, element: str, item: str, change: tuple[State, State], actor: Actor) -> None:
    before, after = change
    move = locked(run, actor)
    step = open_step(move, element, item)
    if step.state != before:
        raise move.refused("procedure.step_not_running", element)
    step.state = after
    step.save(update_fields=["state"])
    act(run, move, "step_paused" if after == State.PAUSED else "step_resumed", element=element, item=item)
