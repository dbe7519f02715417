"""Whose turn it is on the levels of approval: the office may read the case from then on, and is told."""

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.grants import grant_signing
from kethop_office.appraisal.models import ApprovalLevel, Case

__all__ = ["ask_level"]


def ask_level(case: Case, level: ApprovalLevel, kind: str, *, actor: Actor) -> None:
    """Ask a level to approve or to decide.

    Parameters
    ----------
    kind : str
        Kind of the notice: ``notice.approve`` or ``notice.decide``.
    """
    grant_signing(case, level, actor)
    notices.tell(
        level.office,
        kind,
        reference=case.reference,
        path=f"/approve/{case.pk}/",
        level=case.level,
        compartment=case.compartment_id,
        roles=[level.role],
    )
