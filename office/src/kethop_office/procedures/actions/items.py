"""Items of a multiple step: an inquiry that is asked, a level that approves."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.procedures.actions.moving import act, locked, open_step
from kethop_office.procedures.actions.stepping import end_item
from kethop_office.procedures.models import ProcedureRun, StepInstance
from kethop_office.procedures.queries import OPEN

__all__ = ["add_item", "cancel_item"]

State = StepInstance.State


@transaction.atomic
def add_item(
    run: ProcedureRun,
    element: str,
    item: str,
    *,
    office: Office | UUID | None,
    due_on: date | None,
    actor: Actor,
) -> StepInstance:
    """Add an item to a multiple step that a token has come to; of a sequential one, it waits for those before it.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``, ``procedure.item_twice``.
    """
    move = locked(run, actor)
    if element not in move.run.open_elements:
        raise move.refused("procedure.step_not_running", element)
    # items of this visit and of earlier ones; an item that is done may be asked again, one that is open may not
    rows = move.run.steps.filter(definition__element=element)
    if rows.filter(item=item, state__in=OPEN).exists():
        raise move.refused("procedure.item_twice", element, item=item)
    place = office.pk if isinstance(office, Office) else office
    is_first = not rows.filter(state__in=OPEN).exists()
    step = move.make(element, item, place, position=rows.count())
    step.due_on = due_on
    if move.graph.nodes[element].multiple == "sequential" and not is_first:
        step.state = State.WAITING
    else:
        move.started.append(step)
    step.save(update_fields=["due_on", "state"])
    act(run, move, "item_added", element=element, item=item, office=str(place) if place else None)
    return step


@transaction.atomic
def cancel_item(run: ProcedureRun, element: str, item: str, *, actor: Actor) -> None:
    """Cancel an item; the step goes on when it was the last that was open and others were done.

    With no item done, the step stays open for others: nobody having been asked is closed by ``close_items`` only.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``.
    """
    move = locked(run, actor)
    step = open_step(move, element, item)
    if element not in move.run.open_elements:
        raise move.refused("procedure.step_not_running", element)
    move.close(step, State.CANCELLED)
    left = move.run.steps.filter(definition__element=element, state__in=OPEN).exists()
    if left or _any_done(move.run, element, step):
        end_item(move, element, None)
    act(run, move, "item_cancelled", element=element, item=item)


def _any_done(run: ProcedureRun, element: str, cancelled: StepInstance) -> bool:
    """Return whether another item of this visit was done."""
    done = run.steps.filter(definition__element=element, state=State.DONE, visit=cancelled.visit)
    return done.exists()
