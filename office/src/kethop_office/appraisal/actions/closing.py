"""End a case before its decision, and take it up again."""

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import clock
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.screening import request_screening
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.cases import is_proponent
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures

__all__ = ["reopen", "withdraw"]


def withdraw(actor: Actor, case: Case, *, reason: str, version: int) -> Case:
    """Take a case back before it is decided: by its proponent, or recorded by an officer of the lead office.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``, ``case.no_reason``.
    """
    said = reason.strip()
    if not said:
        raise Refused("case.no_reason")
    with transaction.atomic():
        row = lock_case(case.pk)
        if not (is_proponent(actor, row) or actor.has(Role.OFFICER, row.lead_office_id)):
            raise Refused("case.not_yours")
        if row.content_version != version:
            raise Refused("case.stale", reference=row.reference)
        if not row.is_open:
            raise Refused("case.closed", reference=row.reference)
        if row.procedure is not None and row.procedure.ended_at is None:
            procedures.end(row.procedure, actor=actor)
        row.stage, row.closed_on = Case.Stage.WITHDRAWN, timezone.localtime(actor.at).date()
        row.content_version += 1
        row.save(update_fields=["stage", "closed_on", "content_version"])
        clock.stop(row, actor)
        tell(row, "case.withdrawn", actor=actor, fields={"reason": said}, is_internal=False)
    return row


def reopen(actor: Actor, case: Case, *, reason: str, version: int) -> Case:
    """Take up again a case that was withdrawn or returned, where it stood: at its file, or at the screening of a valid one.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.no_reason``, ``case.not_closed``.
    """
    said = reason.strip()
    if not said:
        raise Refused("case.no_reason")
    with transaction.atomic():
        row = lock_case(case.pk)
        if not actor.has(Role.OFFICER, row.lead_office_id):
            raise Refused("case.not_yours")
        if row.content_version != version:
            raise Refused("case.stale", reference=row.reference)
        if row.stage not in {Case.Stage.WITHDRAWN, Case.Stage.RETURNED}:
            raise Refused("case.not_closed")
        is_valid = row.law_date is not None
        row.closed_on = None
        row.stage = Case.Stage.SCREENING if is_valid else Case.Stage.FILED
        row.content_version += 1
        row.save(update_fields=["stage", "closed_on", "content_version"])
        if row.procedure is not None:
            procedures.reopen(row.procedure, _step(row), actor=actor)
        clock.recompute(row)
        tell(row, "case.reopened", actor=actor, fields={"reason": said}, is_internal=False)
        if is_valid:
            request_screening(actor, row)
    return row


def _step(case: Case) -> str:
    if case.law_date is not None:
        return "screen"
    is_received = case.submissions.exclude(received_at=None).exists()
    return "validate" if is_received else "receive"
