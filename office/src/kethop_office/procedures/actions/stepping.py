"""End a step, or let a message interrupt it."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.common.refusal import Refused
from kethop_office.procedures.actions.moving import Move, act, locked, open_step, taking_part
from kethop_office.procedures.models import ProcedureRun, StepInstance
from kethop_office.procedures.queries import OPEN

__all__ = ["close_items", "end_item", "finish", "message"]

State = StepInstance.State


@transaction.atomic
def finish(run: ProcedureRun, element: str, *, actor: Actor, outcome: str = "", item: str = "") -> StepInstance:
    """End a step (or one item of a multiple step) with an outcome; the drawing says what comes next.

    A paused step may be finished: what was waited for may come while it is paused.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``, ``procedure.not_its_turn``, ``procedure.not_taking_part``,
        ``procedure.outcome_unknown``.
    """
    move = locked(run, actor)
    step = open_step(move, element, item)
    if step.state == State.WAITING:
        raise move.refused("procedure.not_its_turn", element, item=item)
    taking_part(step, move, actor)
    allowed = move.graph.outcomes(element)
    if allowed and outcome not in allowed:
        raise move.refused("procedure.outcome_unknown", element, outcome=outcome)
    move.close(step, State.DONE, outcome)
    if element in move.run.open_elements:
        end_item(move, element, outcome)
    else:
        move.leave(element, outcome)
    act(run, move, "step_done", element=element, item=item, outcome=outcome)
    return step


@transaction.atomic
def close_items(run: ProcedureRun, element: str, *, actor: Actor) -> None:
    """Go on from a multiple step that has no open item: nobody is asked, or nobody else.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.step_not_running``, ``procedure.items_open``.
    """
    move = locked(run, actor)
    if element not in move.run.open_elements:
        raise move.refused("procedure.step_not_running", element)
    if move.run.steps.filter(definition__element=element, state__in=OPEN).exists():
        raise move.refused("procedure.items_open", element)
    _go_on(move, element)
    act(run, move, "items_closed", element=element)


@transaction.atomic
def message(run: ProcedureRun, name: str, *, actor: Actor) -> None:
    """Let a message interrupt the steps that it is attached to.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.message_not_awaited``.
    """
    move = locked(run, actor)
    steps = move.run.steps.filter(state__in=OPEN).values_list("definition__element", flat=True)
    events = move.graph.messages_of(name, {*steps, *move.run.open_elements})
    if not events:
        raise Refused("procedure.message_not_awaited", message=name)
    move.cancel(event.attached_to for event in events)
    for event in events:
        move.leave(event.id, "")
    act(run, move, "message", message=name)


def end_item(move: Move, element: str, outcome: str | None) -> None:
    """Do what the end of an item brings: the next item's turn, the end of the others, or the way on."""
    node = move.graph.nodes[element]
    if node.breaks_on and outcome == node.breaks_on:
        move.cancel([element])
        move.leave(element, outcome)
        return
    items = move.run.steps.select_related("definition").filter(definition__element=element, state__in=OPEN)
    left = list(items.order_by("position"))
    if not left:
        _go_on(move, element)
    elif node.multiple == "sequential" and left[0].state == State.WAITING:
        left[0].state, left[0].started_at = State.RUNNING, move.at
        left[0].save(update_fields=["state", "started_at"])
        move.started.append(left[0])


def _go_on(move: Move, element: str) -> None:
    """Leave a multiple step whose items are all done, by the one outcome that does not break it off."""
    move.shut([element])
    rest = move.graph.outcomes(element) - {move.graph.nodes[element].breaks_on}
    move.leave(element, next(iter(rest), ""))
