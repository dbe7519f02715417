"""Take a comparison away as a workbook: told in the audit log, made with the rights of who asks for it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, Outcome, enqueue
from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.rescreening.ordering import tell
from kethop_office.appraisal.models import Rescreening
from kethop_office.appraisal.queries.rescreening.pages import visible_rescreening
from kethop_office.appraisal.queries.rescreening.tables import rescreening_sheets
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.common.workbook import workbook_bytes

__all__ = ["EXPORT_JOB", "export_rescreening", "order_export"]

EXPORT_JOB = "appraisal.export_rescreening"


def order_export(actor: Actor, row: Rescreening, *, language: str) -> Job:
    """Order the workbook from the worker."""
    return enqueue(EXPORT_JOB, {"rescreening": str(row.pk), "language": language}, actor=actor, level=actor.rank)


def export_rescreening(progress: JobProgress, *, rescreening: str, language: str) -> Outcome:
    """Make the workbook of what the account may know of.

    Raises
    ------
    Refused
        ``rescreen.gone``.
    """
    actor = progress.actor
    if actor is None:
        raise Refused("rescreen.gone")
    try:
        row = visible_rescreening(actor, UUID(rescreening))
    except Rescreening.DoesNotExist as error:
        raise Refused("rescreen.gone") from error
    progress.stage("rescreen.writing")
    with translation.override(language):
        sheets, notes = rescreening_sheets(actor, row)
        data = workbook_bytes(sheets, notes)
    with transaction.atomic():
        tell(row, "rescreen.exported", actor)
    return Outcome({}, store_bytes(data), f"sang-loc-lai_{timezone.localtime(actor.at):%Y%m%d}.xlsx")
