"""The stage of a case follows from the steps that its procedure has open."""

from kethop_office.appraisal.models import Case
from kethop_office.procedures.models import StepInstance

__all__ = ["follow_step"]

_STAGES = {
    "receive": Case.Stage.FILED,
    "validate": Case.Stage.FILED,
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
    stage = _STAGES.get(step.definition.element)
    if stage is not None:
        Case.objects.filter(procedure=step.run_id).exclude(stage=stage).update(stage=stage)
