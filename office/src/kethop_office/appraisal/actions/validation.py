"""Freeze a file as valid: from then on the law's date is fixed, the clock runs, and the engine may judge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import clock, material
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.receiving import open_case, unjudged_submission
from kethop_office.appraisal.actions.screening import request_screening
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.actions.telling import tell_proponent
from kethop_office.appraisal.bridge.proposals import proposal_bytes
from kethop_office.appraisal.models import Case, CompletionRequest, Submission, ValidatedSubmission
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures.queries import is_running

__all__ = ["Validity", "accept"]


@dataclass(frozen=True, slots=True)
class Validity:
    """What an officer states of a file.

    Parameters
    ----------
    complete_on : date
        Day on which the complete file was received.
    law_date : date
        The law of this day holds.
    checklist : sequence of mapping
        Each thing checked: ``key``, ``answer`` (``yes``, ``no``, ``not_applicable``), ``note``.
    note : str
        What the officer adds.
    """

    complete_on: date
    law_date: date
    checklist: Sequence[Mapping[str, str]]
    note: str = ""


def accept(actor: Actor, case: Case, validity: Validity, *, version: int) -> ValidatedSubmission:
    """Freeze the newest submission as valid, start the clock, and order the screening.

    An amendment of a running case takes its procedure back to the screening; the law's date stays.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``, ``submission.judged``, ``submission.not_received``,
        ``validity.before_received``, ``validity.after_today``, ``validity.law_after``, ``validity.law_fixed``,
        ``validity.checklist_open``, ``completion.asked``.
    """
    with transaction.atomic():
        case = open_case(actor, case, (Role.OFFICER,), version)
        submission = unjudged_submission(case)
        if case.completion_requests.filter(state=CompletionRequest.State.SENT).exists():
            raise Refused("completion.asked")
        _refuse(actor, case, submission, validity)
        row = _frozen(actor, case, submission, validity)
        is_first = case.law_date is None
        case.law_date = validity.law_date
        _take_over(case, submission)
        case.save(update_fields=["law_date", "title", "title_en", "proponent_name", "sector"])
        index_case(case.pk)
        code = "submission.accepted" if is_first else "submission.amendment_accepted"
        fields = {"number": submission.number, "complete_on": validity.complete_on.isoformat()}
        tell(case, code, actor=actor, fields=fields, is_internal=False)
        tell_proponent(case, code, fields)
        _move(actor, case)
        if is_first:
            clock.case_started(case, actor)
        material.changed(case, actor, "submission")
        request_screening(actor, case)
    return row


def _refuse(actor: Actor, case: Case, submission: Submission, validity: Validity) -> None:
    today = timezone.localtime(actor.at).date()
    received = timezone.localtime(submission.received_at).date() if submission.received_at else today
    if validity.complete_on < received:
        raise Refused("validity.before_received", day=received.strftime("%d/%m/%Y"))
    if validity.complete_on > today:
        raise Refused("validity.after_today")
    if validity.law_date > validity.complete_on:
        raise Refused("validity.law_after", day=validity.complete_on.strftime("%d/%m/%Y"))
    if case.law_date is not None and validity.law_date != case.law_date:
        raise Refused("validity.law_fixed", day=case.law_date.strftime("%d/%m/%Y"))
    if any(item["answer"] == "no" for item in validity.checklist):
        raise Refused("validity.checklist_open")


def _frozen(actor: Actor, case: Case, submission: Submission, validity: Validity) -> ValidatedSubmission:
    proposal = proposal_bytes(
        submission.answers,
        pack=settings.KETHOP_PACK,
        submitted=validity.law_date,
        site_name=submission.site_name,
        is_illustrative=case.is_illustrative,
    )
    return ValidatedSubmission.objects.create(
        case=case,
        submission=submission,
        number=case.validations.count() + 1,
        proposal=store_bytes(proposal),
        complete_on=validity.complete_on,
        law_date=validity.law_date,
        checklist=[dict(item) for item in validity.checklist],
        note=validity.note,
        frozen_by_id=actor.user_id,
        frozen_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )


def _take_over(case: Case, submission: Submission) -> None:
    """Show the case under the names that the valid file gives."""
    details = submission.answers.get("details", {})
    case.title = details.get("title", case.title)
    case.title_en = details.get("title_en", case.title_en)
    case.proponent_name = details.get("proponent", case.proponent_name)
    case.sector = str(details.get("facts", {}).get("sector", ""))[:20]


def _move(actor: Actor, case: Case) -> None:
    if case.procedure is None:
        return
    if is_running(case.procedure, "validate"):
        procedures.finish(case.procedure, "validate", actor=actor, outcome="valid")
    elif not is_running(case.procedure, "screen"):
        procedures.message(case.procedure, "amended", actor=actor)
