"""What every case begins with, filed here or taken over: who needs to know of it, and the steps that it goes."""

from dataclasses import dataclass

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant, Compartment, Office
from kethop_office.appraisal.actions.grants import grant_with_case
from kethop_office.appraisal.models import Case
from kethop_office.procedures import actions as procedures
from kethop_office.procedures.models import ProcedureRun

__all__ = ["CaseStart", "begin_case"]

_PLANS = frozenset({"strategy", "master_plan", "plan"})
_LANES_OF_LEAD = ("clerk", "officer", "reviewer", "approver")


@dataclass(frozen=True, slots=True)
class CaseStart:
    """How a case begins.

    Parameters
    ----------
    kind : str
        Kind of proposal, as the pack calls it.
    proponent : Office or None
        The proponent's own office here; None where it has none.
    event : str
        What gives the offices their right to read.
    step : str
        Step at which it stands; empty for the first.
    """

    kind: str
    lead: Office
    proponent: Office | None
    level: int
    event: str
    step: str = ""

    @property
    def case_kind(self) -> Case.Kind:
        """Kind of case."""
        return Case.Kind.PLAN if self.kind in _PLANS else Case.Kind.PROJECT


def begin_case(actor: Actor, start: CaseStart) -> tuple[Compartment, ProcedureRun]:
    """Make the compartment of a case with its grants, and begin its procedure, inside the transaction of its act."""
    compartment = Compartment.objects.create(kind="case", level=start.level)
    grant_with_case(compartment, start.lead, AccessGrant.Mode.WRITE, actor, event=start.event)
    if start.proponent is not None:
        grant_with_case(compartment, start.proponent, AccessGrant.Mode.READ, actor, event=start.event)
    run = procedures.start(
        "plan_appraisal" if start.case_kind == Case.Kind.PLAN else "project_appraisal",
        actor=actor,
        offices={
            **dict.fromkeys(_LANES_OF_LEAD, start.lead.pk),
            "proponent": (start.proponent or start.lead).pk,
        },
        level=start.level,
        compartment=compartment,
        element=start.step,
    )
    return compartment, run
