"""Begin, end and take up again a run."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Compartment
from kethop_office.common.refusal import Refused
from kethop_office.procedures.actions.moving import SCHEDULER, Move, act, locked
from kethop_office.procedures.game import Marking, Travel
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion
from kethop_office.procedures.queries import current_version, graph_of
from kethop_office.procedures.reading import states_of

__all__ = ["end", "remove", "reopen", "start"]


@transaction.atomic
def start(
    key: str,
    *,
    actor: Actor,
    offices: Mapping[str, UUID],
    level: int,
    compartment: Compartment | UUID | None,
    element: str = "",
) -> ProcedureRun:
    """Begin a run on the current version of a procedure.

    Parameters
    ----------
    key : str
        Name of the procedure.
    offices : mapping of UUID
        Office that does the steps of a lane, by lane; a lane whose office is only known with an item is left out.
    level, compartment : int, Compartment or None
        Label of the object for which it runs.
    element : str
        Step at which it begins, for what ran elsewhere before; empty for the first.

    Raises
    ------
    Refused
        ``procedure.unknown``, ``procedure.step_unknown``.
    """
    try:
        version = current_version(key)
    except ProcedureVersion.DoesNotExist:
        raise Refused("procedure.unknown", key=key) from None
    run = ProcedureRun.objects.create(
        version=version,
        offices={lane: str(office) for lane, office in offices.items()},
        started_at=actor.at,
        level=level,
        compartment_id=compartment.pk if isinstance(compartment, Compartment) else compartment,
    )
    move = Move(run, actor.at, None if actor.user_id == SCHEDULER else actor.user_id)
    move.enter(_alone(move, element) if element else move.graph.begin())
    act(run, move, "started", key=key, number=version.number, **({"element": element} if element else {}))
    return run


@transaction.atomic
def end(run: ProcedureRun, *, actor: Actor) -> None:
    """End a run before its end is reached: what is open is cancelled.

    Raises
    ------
    Refused
        ``procedure.ended``.
    """
    move = locked(run, actor)
    move.cancel(node.id for node in move.graph.tasks)
    move.run.arrived = []
    act(run, move, "stopped")


@transaction.atomic
def reopen(run: ProcedureRun, element: str, *, actor: Actor) -> None:
    """Take up again a run that ended, at one step; only where the drawing knows a state with this step alone.

    Raises
    ------
    Refused
        ``procedure.still_running``, ``procedure.step_unknown``.
    """
    move = locked(run, actor, is_over=True)
    move.enter(_alone(move, element))
    act(run, move, "reopened", element=element)


def _alone(move: Move, element: str) -> Travel:
    """Return the way to one step; only where the drawing knows a state with this step alone."""
    if Marking(frozenset({element})) not in states_of(graph_of(move.run.version_id)):
        raise move.refused("procedure.step_unknown", element)
    return Travel((element,), frozenset())


def remove(run: UUID) -> int:
    """Delete a run with its steps, when the object for which it ran is removed; return how many rows that were."""
    return ProcedureRun.objects.filter(pk=run).delete()[0]
