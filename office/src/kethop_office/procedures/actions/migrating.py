"""Move running cases to another version of their procedure, by an explicit mapping."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.common.refusal import Refused
from kethop_office.procedures.actions.moving import Move, act, locked
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion, StepInstance
from kethop_office.procedures.queries import OPEN, definitions_of, plan_migration

__all__ = ["migrate", "migrate_all"]


@transaction.atomic
def migrate(run: ProcedureRun, version: ProcedureVersion, mapping: Mapping[str, str], *, actor: Actor) -> None:
    """Move a run to another version; what is done stays as it was done, on the version on which it was done.

    Raises
    ------
    Refused
        ``procedure.ended``, ``procedure.not_rule_officer``, ``procedure.other_procedure``, or
        ``procedure.migration_refused`` with field ``obstacles`` when a running step has no counterpart.
    """
    move = locked(run, actor)
    if not any(actor.has(Role.RULE_OFFICER, UUID(office)) for office in move.run.offices.values()):
        raise Refused("procedure.not_rule_officer")
    if move.run.version.key != version.key:
        raise Refused("procedure.other_procedure", key=move.run.version.key)
    plan = plan_migration(move.run, version, mapping)
    if plan.obstacles:
        raise Refused("procedure.migration_refused", obstacles=plan.obstacles)
    before = move.run.version.number
    moved = _moved(move, version, plan.moves)
    move.run.open_elements = {plan.moves[key]: visit for key, visit in move.run.open_elements.items()}
    move.run.version = version
    move.started = [step for step, element in moved if step.definition.element != element]
    detail = [f"{old}>{new}" for old, new in plan.moves.items()]
    act(run, move, "migrated", key=version.key, before=before, after=version.number, moves=detail)


@transaction.atomic
def migrate_all(
    runs: Sequence[ProcedureRun],
    version: ProcedureVersion,
    mapping: Mapping[str, str],
    *,
    actor: Actor,
) -> int:
    """Move several runs, or none of them.

    Raises
    ------
    Refused
        As ``migrate``.
    """
    for run in runs:
        migrate(run, version, mapping, actor=actor)
    return len(runs)


def _moved(move: Move, version: ProcedureVersion, moves: Mapping[str, str]) -> list[tuple[StepInstance, str]]:
    """Give open steps their new definition, role and office; return them with the element that they had."""
    found = []
    definitions = definitions_of(version.pk)
    for step in move.run.steps.select_related("definition").filter(state__in=OPEN):
        element = step.definition.element
        new = definitions[moves[element]]
        if new.lane != step.definition.lane:
            held = move.run.offices.get(new.lane)
            step.role = new.lane
            step.office_id = UUID(held) if held else step.office_id
            step.assignee = None
        step.definition = new
        step.save(update_fields=["definition", "role", "office", "assignee"])
        found.append((step, element))
    return found
