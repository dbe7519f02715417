"""What was filed in a case and what became of it, within what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import (
    Case,
    CompletionRequest,
    Inquiry,
    Submission,
    SubmissionFile,
    ValidatedSubmission,
)
from kethop_office.appraisal.queries.cases import is_proponent
from kethop_office.appraisal.queries.standing import Standing, standing_of
from kethop_office.appraisal.queries.summaries import rows_of
from kethop_office.common.figures import date_text
from kethop_office.common.models import Blob
from kethop_office.procedures.queries import is_running

__all__ = [
    "FiledView",
    "Possible",
    "checklist_of",
    "filed_document",
    "filed_list",
    "filed_site",
    "filed_view",
    "may_read_files",
    "submission_with_key",
]


@dataclass(frozen=True, slots=True)
class Possible:
    """What the reader may do on this page now."""

    receive: bool
    accept: bool
    ask: bool
    give_back: bool
    continue_filing: bool
    withdraw: bool
    reopen: bool


@dataclass(frozen=True, slots=True)
class FiledView:
    """One submission beside the file frozen from it.

    Parameters
    ----------
    rows : sequence of (question, as filed, as validated, whether they differ)
        Answers side by side.
    """

    submission: Submission
    validation: ValidatedSubmission | None
    rows: Sequence[tuple[str, str, str, bool]]
    files: Sequence[SubmissionFile]
    requests: Sequence[CompletionRequest]
    others: Sequence[Submission]
    possible: Possible


def may_read_files(actor: Actor, case: Case, standing: Standing | None = None) -> bool:
    """Return whether the actor may take documents away: who carries the case, who filed it, and who was asked."""
    asked = Inquiry.objects.visible_to(actor).filter(case=case, consultee__in=actor.offices).exclude(sent_on=None)
    return is_proponent(actor, case) or (standing or standing_of(actor, case)).carries or asked.exists()


def filed_view(actor: Actor, case: Case, number: int | None) -> FiledView | None:
    """Return a submission by its number, the newest when None; None where there is none.

    Raises
    ------
    EngineEnded
        The engine, which knows the pack's questions, does not answer.
    """
    rows = Submission.objects.visible_to(actor).filter(case=case).select_related("filed_by", "site", "proposal")
    submission = rows.filter(number=number).first() if number else rows.order_by("-number").first()
    if submission is None:
        return None
    validation = submission.validations.select_related("frozen_by").order_by("-number").first()
    return FiledView(
        submission,
        validation,
        tuple(_side_by_side(submission, validation)),
        tuple(
            SubmissionFile.objects.visible_to(actor)
            .filter(submission=submission)
            .select_related("blob")
            .order_by("name")
        ),
        tuple(case.completion_requests.select_related("submission", "answered_by").order_by("-sent_at")),
        tuple(rows.exclude(pk=submission.pk).order_by("number")),
        _possible(actor, case, submission, validation),
    )


def _side_by_side(submission: Submission, validation: ValidatedSubmission | None) -> list[tuple[str, str, str, bool]]:
    filed = rows_of(submission.answers, site_name=submission.site_name)
    day, law = _day(submission.filed_at), date_text(validation.law_date) if validation else ""
    rows = [(gettext("Ngày áp dụng pháp luật"), day, law, bool(law) and law != day)]
    return rows + [(question, answer, answer if validation else "", False) for _, question, answer in filed]


def _day(moment: datetime) -> str:
    return date_text(timezone.localtime(moment).date())


def _possible(actor: Actor, case: Case, submission: Submission, validation: ValidatedSubmission | None) -> Possible:
    lead = case.lead_office_id
    officer, clerk = actor.has(Role.OFFICER, lead), actor.has(Role.CLERK, lead)
    is_newest = not case.submissions.filter(number__gt=submission.number).exists()
    is_asked = case.completion_requests.filter(state=CompletionRequest.State.SENT).exists()
    is_pending = case.is_open and is_newest and validation is None
    is_received = submission.received_at is not None
    judging = officer and is_pending and is_received and not is_asked
    filer = is_proponent(actor, case) or (case.proponent_id is None and officer)
    in_validation = case.procedure is not None and is_running(case.procedure, "validate")
    return Possible(
        receive=(officer or clerk) and is_pending and not is_received,
        accept=judging,
        ask=judging,
        give_back=judging and in_validation,
        continue_filing=filer and case.is_open and (is_asked or validation is not None),
        withdraw=case.is_open and (is_proponent(actor, case) or officer),
        reopen=officer and case.stage in {Case.Stage.WITHDRAWN, Case.Stage.RETURNED},
    )


def filed_list(actor: Actor, case: Case) -> list[tuple[Submission, list[SubmissionFile]]]:
    """Return what was filed in a case, the first first, each with its documents; nothing for who may not take them away."""
    if not may_read_files(actor, case):
        return []
    documents = SubmissionFile.objects.visible_to(actor).select_related("blob").order_by("name")
    rows = Submission.objects.visible_to(actor).filter(case=case).order_by("number")
    return [(row, list(row.files.all())) for row in rows.prefetch_related(Prefetch("files", queryset=documents))]


def filed_document(actor: Actor, case: Case, key: UUID) -> SubmissionFile | None:
    """Return a document of the case that the actor may take away."""
    if not may_read_files(actor, case):
        return None
    rows = SubmissionFile.objects.visible_to(actor).filter(submission__case=case, pk=key)
    return rows.select_related("blob").first()


def filed_site(actor: Actor, case: Case, number: int) -> tuple[Blob, str] | None:
    """Return the site file of a submission with its name; a pasted table is a text file."""
    if not may_read_files(actor, case):
        return None
    row = Submission.objects.visible_to(actor).filter(case=case, number=number).select_related("site").first()
    if row is None or row.site is None:
        return None
    return row.site, "corners.txt" if row.site_name == "-" else row.site_name.replace("\\", "/").split("/")[-1]


def checklist_of(*, has_site: bool) -> list[str]:
    """Return the keys of what an officer checks before a file is valid."""
    keys = ["identity", "kind", "facts", "documents"]
    return [*keys, "site", "communes"] if has_site else keys


def submission_with_key(actor: Actor, key: UUID) -> Submission | None:
    """Return a submission with its case, or None."""
    return Submission.objects.visible_to(actor).filter(pk=key).select_related("case").first()
