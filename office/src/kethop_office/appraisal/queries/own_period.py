"""The case's own period as a page shows it: what it is, what was added, and who may change it."""

from dataclasses import dataclass

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Extension, LocalPeriod
from kethop_office.appraisal.queries.periods import local_period

__all__ = ["OwnPeriod", "own_period"]


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """The period of a case.

    Parameters
    ----------
    period : LocalPeriod or None
        What the lead office has set; None where it has set none, or the file is not valid yet.
    extensions : tuple of Extension
        What was added, first to last.
    may_set, may_extend : bool
        Whether this reader may: an approver of the lead office, while the case is open.
    """

    period: LocalPeriod | None
    extensions: tuple[Extension, ...]
    may_set: bool
    may_extend: bool


def own_period(actor: Actor, case: Case) -> OwnPeriod:
    """Return the period of a case that the actor carries."""
    period = local_period(case)
    rows = Extension.objects.visible_to(actor).filter(case=case, inquiry=None).order_by("granted_at")
    may = case.is_open and actor.has(Role.APPROVER, case.lead_office_id)
    return OwnPeriod(period, tuple(rows), may, may and period is not None)
