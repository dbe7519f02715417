"""Take a whole import of cases back, as long as nobody has worked on any of them."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.case_import import check_importer, tell_import
from kethop_office.appraisal.actions.case_removal import remove_case
from kethop_office.appraisal.models import Case, CaseImport, CaseImportRow
from kethop_office.appraisal.queries.case_imports import footprint
from kethop_office.common.refusal import Refused

__all__ = ["undo_case_import"]

_NAMED = 5
State = CaseImportRow.State


@transaction.atomic
def undo_case_import(actor: Actor, run: CaseImport) -> CaseImport:
    """Remove the cases that an import made; the file, its rows and doubts stay readable, and it can be imported again.

    Raises
    ------
    Refused
        ``cases.importer``; ``import.state``; ``cases.worked_on`` (``count``, ``names``): someone has worked on cases of this
        import, and that is not thrown away.
    """
    check_importer(actor, run.office_id)
    run = CaseImport.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
    if run.state != CaseImport.State.TAKEN:
        raise Refused("import.state", state=run.get_state_display())
    made = {
        row.case_id: row.made for row in run.rows.filter(kind=CaseImportRow.Kind.CASE, state=State.KEPT) if row.case_id
    }
    found = list(
        Case.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=made).order_by("reference")
    )
    touched = [case.reference for case in found if made[case.pk] != footprint(case)]
    if touched or len(found) < len(made):  # one that the actor no longer sees has been worked on too
        number = len(touched) + len(made) - len(found)
        raise Refused("cases.worked_on", count=number, names=", ".join(touched[:_NAMED]) or "…")
    CaseImportRow.objects.filter(case__in=made).update(case=None, made={})  # what was read of the file stays
    for case in found:
        remove_case(case)
    run.rows.filter(state__in=[State.KEPT, State.SAME, State.WAITING]).update(state=State.UNDONE)
    run.state, run.undone_at = CaseImport.State.UNDONE, actor.at
    run.save(update_fields=["state", "undone_at"])
    tell_import("cases.import_undone", run, actor, {"removed": len(found)})
    return run
