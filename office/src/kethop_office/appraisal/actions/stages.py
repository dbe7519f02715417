"""The stage of a case follows from the steps that its procedure has open."""

from uuid import UUID

from kethop_office.appraisal.models import Case
from kethop_office.procedures.models import ProcedureRun, StepInstance

__all__ = ["follow_items", "follow_step", "stage_of"]

_STAGES = {
    "receive": Case.Stage.FILED,
    "validate": Case.Stage.VALIDATION,
    "complete": Case.Stage.COMPLETION,
    "screen": Case.Stage.SCREENING,
    "prepare_consultation": Case.Stage.CONSULTATION,
    "consult": Case.Stage.CONSULTATION,
    "draft_report": Case.Stage.REPORT,
    "review": Case.Stage.REVIEW,
    "approve": Case.Stage.APPROVAL,
    "decide": Case.Stage.DECISION,
}


def follow_step(*, step: StepInstance, **_named: object) -> None:
    """Set the stage of the case whose procedure opened a step; sent by the procedure, inside its transaction."""
    _follow(step.run_id, step.definition.element)


def follow_items(*, run: ProcedureRun, element: str, **_named: object) -> None:
    """Set the stage of the case whose procedure came to a step that takes items; sent as ``follow_step`` is."""
    _follow(run.pk, element)


def stage_of(element: str) -> Case.Stage | None:
    """Return the stage of a case while a step is open; None for a step that means none."""
    return _STAGES.get(element)


def _follow(run: UUID, element: str) -> None:
    stage = stage_of(element)
    if stage is not None:
        Case.objects.filter(procedure=run).exclude(stage=stage).update(stage=stage)
