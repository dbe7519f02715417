"""Send a proposal: what was written becomes a submission that nobody changes any more."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.actions import clock
from kethop_office.appraisal.actions.case_start import CaseStart, begin_case
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.references import next_reference
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.actions.telling import tell_lead
from kethop_office.appraisal.actions.units import declare_units
from kethop_office.appraisal.bridge.proposals import proposal_bytes
from kethop_office.appraisal.models import Case, CompletionRequest, ProposalDraft, Submission, SubmissionFile
from kethop_office.appraisal.queries.drafts import copyable_cases, documents, filing_offices, lead_offices
from kethop_office.appraisal.queries.readiness import missing_answers
from kethop_office.common.files import store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures.queries import is_running

__all__ = ["file_submission"]


def file_submission(actor: Actor, draft: ProposalDraft, *, version: int, note: str = "") -> Submission:
    """Send a draft: a new case, what was asked for to complete one, or an amendment of a running one.

    Parameters
    ----------
    version : int
        Version of the draft that was on the page of answers.
    note : str
        What the filer adds in words.

    Raises
    ------
    Refused
        ``draft.not_yours``, ``draft.sent``, ``draft.changed``, ``draft.incomplete`` (``steps``), ``draft.not_allowed``,
        ``draft.no_lead``, ``draft.no_amended``, ``case.closed``, ``submission.pending``.
    """
    with transaction.atomic():
        own = ProposalDraft.objects.select_for_update(of=("self",)).select_related("office").get(pk=draft.pk)
        _refuse(actor, own, version)
        case = lock_case(own.case_id) if own.case_id else _new_case(actor, own)
        is_first = own.case_id is None
        if not is_first:
            _refuse_second(case)
        submission = _submission(actor, case, own, note)
        own.sent_at, own.case = actor.at, case
        own.save(update_fields=["sent_at", "case"])
        if is_first:
            fields = {"number": submission.number}
            tell(case, "case.filed", actor=actor, fields=fields, is_internal=False)
            tell_lead(case, "case.filed", fields, roles=(Role.CLERK, Role.OFFICER), section="submission")
        else:
            _go_on(actor, case, submission)
    return submission


def _refuse(actor: Actor, draft: ProposalDraft, version: int) -> None:
    if draft.user_id != actor.user_id:
        raise Refused("draft.not_yours")
    if draft.sent_at is not None:
        raise Refused("draft.sent")
    if draft.version != version:
        raise Refused("draft.changed")
    if not filing_offices(actor).filter(pk=draft.office_id).exists():
        raise Refused("draft.not_allowed")
    missing = missing_answers(draft)
    if missing:
        raise Refused("draft.incomplete", steps=", ".join(str(item.sentence) for item in missing))


def _refuse_second(case: Case) -> None:
    """Refuse a submission while an officer has not judged the one before."""
    if not case.is_open:
        raise Refused("case.closed", reference=case.reference)
    is_asked = case.completion_requests.filter(state=CompletionRequest.State.SENT).exists()
    last = case.submissions.order_by("-number").first()
    if last is not None and not is_asked and not last.validations.exists():
        raise Refused("submission.pending", number=last.number)


def _new_case(actor: Actor, draft: ProposalDraft) -> Case:
    kind, details = draft.answers["kind"], draft.answers["details"]
    lead = _lead(kind.get("lead_office", ""))
    is_own = draft.office.kind == Office.Kind.PROPONENT
    start = CaseStart(kind["kind"], lead, draft.office if is_own else None, draft.level, "case.filed")
    compartment, run = begin_case(actor, start)
    day = timezone.localtime(actor.at).date()
    return Case.objects.create(
        reference=next_reference("case", level=draft.level, on=day),
        kind=start.case_kind,
        title=details["title"],
        title_en=details.get("title_en", ""),
        proponent_name=details["proponent"],
        proponent=draft.office if is_own else None,
        lead_office=lead,
        procedure=run,
        pack=settings.KETHOP_PACK,
        filed_on=day,
        sector=str(details.get("facts", {}).get("sector", ""))[:20],
        is_illustrative=settings.KETHOP_IS_DEMO,
        created_at=actor.at,
        level=draft.level,
        compartment=compartment,
        amendment_of=_amended(actor, kind.get("amendment_of", "")),
    )


def _lead(key: str) -> Office:
    found = lead_offices().filter(pk=key).first() if key else None
    if found is None:
        raise Refused("draft.no_lead")
    return found


def _amended(actor: Actor, key: str) -> Case | None:
    found = copyable_cases(actor).filter(pk=key).first() if key else None
    if key and found is None:
        raise Refused("draft.no_amended")
    return found


def _submission(actor: Actor, case: Case, draft: ProposalDraft, note: str) -> Submission:
    proposal = proposal_bytes(
        draft.answers,
        pack=settings.KETHOP_PACK,
        submitted=timezone.localtime(actor.at).date(),
        site_name=draft.site_name,
        is_illustrative=case.is_illustrative,
    )
    label: dict[str, Any] = {"level": case.level, "compartment_id": case.compartment_id}
    submission = Submission.objects.create(
        case=case,
        number=case.submissions.count() + 1,
        proposal=store_bytes(proposal),
        site=draft.site_file,
        site_name=draft.site_name,
        answers={key: value for key, value in draft.answers.items() if key != "files"},
        note=note,
        filed_by_id=actor.user_id,
        filed_at=actor.at,
        **label,
    )
    for item in documents(draft):
        SubmissionFile.objects.create(
            submission=submission,
            blob=Blob.objects.get(pk=item["sha256"]),
            name=item["name"],
            media_type=item["media_type"],
            component=item["component"],
            **label,
        )
    declare_units(case, draft.answers)
    index_case(case.pk)
    return submission


def _go_on(actor: Actor, case: Case, submission: Submission) -> None:
    """Let the case go on: what was asked for has come, or an amendment waits for an officer."""
    answered = case.completion_requests.filter(state=CompletionRequest.State.SENT)
    answered.update(state=CompletionRequest.State.ANSWERED, answered_by=submission)
    if case.procedure is not None and is_running(case.procedure, "complete"):
        procedures.finish(case.procedure, "complete", actor=actor)
        code = "submission.completed"
    else:
        if case.suspensions.filter(inquiry=None, cause="completion", last=None).exists():
            clock.resume(case, actor)
        code = "submission.amended"
    fields = {"number": submission.number}
    tell(case, code, actor=actor, fields=fields, is_internal=False)
    tell_lead(case, code, fields, roles=(Role.CLERK, Role.OFFICER), section="submission")
