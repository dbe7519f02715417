"""Move the procedure of a case on; a case without a procedure (taken over from elsewhere) only changes its stage."""

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import ApprovalLevel, Case
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps
from kethop_office.procedures.actions.moving import SCHEDULER

__all__ = ["finish_step", "open_levels", "send_message", "set_stage"]


def set_stage(case: Case, stage: Case.Stage) -> None:
    """Write where the case stands; where it has a procedure, its steps have written that already."""
    if case.procedure is not None:
        case.refresh_from_db(fields=["stage"])
        return
    case.stage = stage
    case.save(update_fields=["stage"])


def finish_step(case: Case, element: str, *, actor: Actor, outcome: str = "", item: str = "") -> None:
    """End a step; one that does not run is refused, since then the case does not stand where the act is done."""
    if case.procedure:
        procedures.finish(case.procedure, element, actor=actor, outcome=outcome, item=item)


def open_levels(case: Case, levels: list[ApprovalLevel], *, actor: Actor) -> None:
    """Ask every level of approval, in order; the last one is where the decision is signed."""
    if case.procedure and levels and steps.is_running(case.procedure, "approve"):
        case.procedure.offices = {**case.procedure.offices, "approver": str(levels[-1].office_id)}
        case.procedure.save(update_fields=["offices"])
        for level in levels:
            office: Office = level.office
            procedures.add_item(
                case.procedure, "approve", str(level.rank), office=office, due_on=case.due_on, actor=actor
            )


def send_message(case: Case, name: str, *, actor: Actor | None) -> bool:
    """Send a message to the procedure, of an account or of the office's own scheduler; return whether a running step took it."""
    if case.procedure is None:
        return False
    try:
        procedures.message(case.procedure, name, actor=actor or Actor(SCHEDULER, "", frozenset(), 0, clock.now()))
    except Refused:
        return False
    return True
