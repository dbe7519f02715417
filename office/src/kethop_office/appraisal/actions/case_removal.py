"""Remove a case with every row that hangs on it: the one routine for it, whoever asks and why."""

from uuid import UUID

from django.db import connection
from django.db.models import F, Model, Q

from kethop_office.accounts.actions.compartments import remove_compartment
from kethop_office.accounts.models import Labelled
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.appraisal.models import (
    Approval,
    Case,
    CaseArchive,
    CaseDecision,
    CaseEvent,
    CaseImport,
    CaseImportDoubt,
    CaseImportRow,
    CaseLink,
    CaseUnit,
    CaseWord,
    CompletionRequest,
    DecisionCondition,
    Extension,
    Finding,
    FindingOverride,
    Inquiry,
    InquiryRemoval,
    Letter,
    OpinionTreatment,
    ProposalDraft,
    Recommendation,
    ReportSection,
    ReportVersion,
    RescreenedCase,
    Response,
    ResponseFile,
    Review,
    ScreeningRun,
    SiteDrawing,
    Submission,
    SubmissionFile,
    Suspension,
    ValidatedSubmission,
)
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures

__all__ = ["refuse_needed", "remove_case"]

_ROWS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (CaseWord, ("case",)),
    (FindingOverride, ("finding__case",)),
    (ResponseFile, ("response__case",)),
    (OpinionTreatment, ("case",)),
    (DecisionCondition, ("case",)),
    (Letter, ("case",)),
    (Suspension, ("case",)),
    (Extension, ("case",)),
    (InquiryRemoval, ("inquiry__case",)),
    (Response, ("case",)),
    (Inquiry, ("case",)),
    (CaseDecision, ("case",)),
    (Approval, ("case",)),
    (Review, ("case",)),
    (ReportVersion, ("case",)),
    (ReportSection, ("case",)),
    (Recommendation, ("case",)),
    (SiteDrawing, ("case",)),
    (RescreenedCase, ("case",)),
    (Finding, ("case",)),
    (ScreeningRun, ("case",)),
    (CompletionRequest, ("case",)),
    (ValidatedSubmission, ("case",)),
    (SubmissionFile, ("submission__case",)),
    (Submission, ("case",)),
    (ProposalDraft, ("case",)),
    (CaseArchive, ("case",)),
    (CaseImportDoubt, ("row__case",)),
    (CaseImportRow, ("case",)),
    (CaseEvent, ("case",)),
    (CaseUnit, ("case",)),
    (CaseLink, ("case", "other")),
)
"""What hangs on a case and by which way, what points to others first: none is left for a PROTECT to find."""


def remove_case(case: Case) -> int:
    """Delete a case and everything of it, in the caller's transaction, and return how many rows that were.

    With it go the table that it was imported from, when no other case of it is left, its procedure, the desk of its compartment (notices, jobs, typed text, changes of its label) and the grants; the
    compartment itself stays where another record names it. Files that nobody else names are left to the sweeper. The caller
    decides who may do this, and tells it in the chain.

    Raises
    ------
    Case.DoesNotExist
        It is gone, or this reader does not see it.
    Refused
        ``case.needed``: another case amends this one, or a row of it lies above its own level. One sentence for both, and for
        what the reader does not see as for what it sees.
    RuntimeError
        Outside a transaction: all rows go, or none.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a case is removed inside the transaction of its act")
    # Before the office's own account takes over, the wall itself refuses a session that may not write to this case.
    if not Case.objects.filter(pk=case.pk).update(content_version=F("content_version") + 1):
        raise Case.DoesNotExist(case.pk)
    with keeping("removal"):
        own = Case.objects.get(pk=case.pk)
        _refuse_needed(own)
        return _removed(own)


def refuse_needed(case: Case) -> None:
    """Refuse what others still need: in one sentence, which does not say whether the reader may know of them.

    Raises
    ------
    Refused
        ``case.needed``: as for ``remove_case``, and a standing link with a case that still goes on.
    """
    with keeping("removal"):
        links = CaseLink.objects.filter(_of(case.pk, ("case", "other")), ended_at=None).select_related("case", "other")
        if any(one.is_open for link in links for one in (link.case, link.other) if one.pk != case.pk):
            raise Refused("case.needed")
        _refuse_needed(case)


def _refuse_needed(case: Case) -> None:
    if Case.objects.filter(amendment_of=case.pk).exists():
        raise Refused("case.needed")
    for model, ways in _ROWS:
        if issubclass(model, Labelled) and model.objects.filter(_of(case.pk, ways), level__gt=case.level).exists():
            raise Refused("case.needed")


def _removed(case: Case) -> int:
    # a row that points to another of its own kind would protect it
    Inquiry.objects.filter(case=case.pk).update(stepped_in_for=None, again_for=None)
    count, imports = 0, [one.pk for one in CaseImport.objects.filter(rows__case=case.pk).distinct()]
    for model, ways in _ROWS:
        count += model._default_manager.filter(_of(case.pk, ways)).delete()[0]  # noqa: SLF001 - Django's documented name
    count += Case.objects.filter(pk=case.pk).delete()[0]
    if case.procedure_id is not None:
        count += procedures.remove(case.procedure_id)
    if case.compartment_id is not None:
        count += remove_compartment(case.compartment_id, but_of=case.lead_office_id)
    return count + _removed_imports(imports, case.lead_office_id)


def _removed_imports(keys: list[UUID], office: UUID) -> int:
    """Delete the imports of which no case is left: the table that was filed tells of each."""
    count = 0
    for one in CaseImport.objects.filter(pk__in=keys).exclude(rows__case__isnull=False):
        count += one.delete()[0]
        if one.compartment_id is not None:
            count += remove_compartment(one.compartment_id, but_of=office)
    return count


def _of(key: UUID, ways: tuple[str, ...]) -> Q:
    found = Q()
    for way in ways:
        found |= Q(**{way: key})
    return found
