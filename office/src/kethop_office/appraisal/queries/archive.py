"""What of a case goes into its archive: named columns of named tables, and the files that they name; nothing else.

A column that is not named here stays here: what an asked body keeps to itself (its internal reason, its notes, replies that were
not sent) is in none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import (
    Approval,
    Case,
    CaseDecision,
    CaseUnit,
    DecisionCondition,
    Finding,
    FindingOverride,
    Inquiry,
    OpinionTreatment,
    ReportVersion,
    Response,
    ResponseFile,
    Review,
    ScreeningRun,
    Submission,
    SubmissionFile,
    ValidatedSubmission,
)
from kethop_office.appraisal.queries.letters import letters_of
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.appraisal.queries.timeline import case_events
from kethop_office.common.models import Blob

__all__ = ["ArchivedFile", "ArchivedTable", "archived_files", "archived_tables", "case_facts"]

Value = str | int | float | bool | list[object] | dict[str, object] | None

_CASE = (
    "reference own_number kind title title_en proponent_name lead_office__name_vi stage clock pack filed_on valid_on law_date given_due_on due_on due_sum "
    "closed_on area_ha sector amendment_of__reference"
)
_REPLY = (
    "inquiry__reference inquiry__body_vi number outcome state text promised_on asked_items is_on_paper symbol dated "
    "arrival_number arrived_on is_deemed deemed_provisions is_late sent_at withdrawn_at withdrawn_reason"
)
_SENT = [Response.State.SENT, Response.State.WITHDRAWN]
_MOST_EVENTS = 100_000


@dataclass(frozen=True, slots=True)
class ArchivedTable:
    """A table of the archive."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of the archive: where it comes to lie, and its bytes."""

    path: str
    blob: Blob


def case_facts(actor: Actor, case: Case) -> dict[str, Value]:
    """Return the case itself."""
    names = _CASE.split()
    row = Case.objects.visible_to(actor).filter(pk=case.pk).values_list(*names).get()
    return dict(zip(names, map(_plain, row), strict=True))


def archived_tables(actor: Actor, case: Case) -> Iterator[ArchivedTable]:
    """Yield the tables of a case, as far as the actor may know of their rows."""
    for name, rows, columns in _tables(actor, case):
        heads = columns.split()
        found = rows.values_list(*heads)
        yield ArchivedTable(name, heads, [[_plain(value) for value in row] for row in found])
    lines, _more = case_events(actor, case, carries=standing_of(actor, case).carries, most=_MOST_EVENTS)
    rows_of_events = [[line.at.isoformat(), line.code, line.sentence] for line in reversed(lines)]
    yield ArchivedTable("events", ["at", "code", "sentence"], rows_of_events)


def archived_files(actor: Actor, case: Case) -> Iterator[ArchivedFile]:
    """Yield the files of a case: as filed, letters, reports, replays of the screening, what came with replies."""
    for filed in (
        Submission.objects.visible_to(actor).filter(case=case).select_related("proposal", "site").order_by("number")
    ):
        yield ArchivedFile(f"submissions/{filed.number}/proposal.yaml", filed.proposal)
        if filed.site is not None:
            name = "corners.txt" if filed.site_name == "-" else filed.site_name
            yield ArchivedFile(f"submissions/{filed.number}/site/{name}", filed.site)
    documents = SubmissionFile.objects.visible_to(actor).filter(submission__case=case)
    for document in documents.select_related("blob", "submission").order_by("submission__number", "name", "pk"):
        yield ArchivedFile(f"submissions/{document.submission.number}/documents/{document.name}", document.blob)
    for run in (
        ScreeningRun.objects.visible_to(actor)
        .filter(case=case)
        .exclude(file=None)
        .select_related("file")
        .order_by("number")
    ):
        if run.file is not None:
            yield ArchivedFile(f"screenings/{run.number}.json", run.file)
    for report in (
        ReportVersion.objects.visible_to(actor).filter(case=case).select_related("pdf", "docx").order_by("number")
    ):
        yield from _papers(f"reports/{report.number}", pdf=report.pdf, docx=report.docx)
    for letter in letters_of(actor, case).select_related("pdf", "docx", "scan"):
        place = f"letters/{letter.direction}-{letter.dated or 'draft'}-{letter.number or letter.pk.hex[:8]}"
        yield from _papers(place, pdf=letter.pdf, docx=letter.docx)
        if letter.scan is not None:
            yield ArchivedFile(f"{place}-scan/{letter.scan_name or 'scan'}", letter.scan)
    attached = ResponseFile.objects.visible_to(actor).filter(response__case=case, response__state__in=_SENT)
    for one in attached.select_related("blob", "response__inquiry").order_by("pk"):
        inquiry = one.response.inquiry
        yield ArchivedFile(f"replies/{inquiry.reference or inquiry.pk.hex[:8]}/{one.name}", one.blob)


def _tables(actor: Actor, case: Case) -> Iterator[tuple[str, "QuerySet[Any]", str]]:
    yield (
        "units",
        CaseUnit.objects.visible_to(actor).filter(case=case).order_by("code"),
        "code name province_code share is_declared",
    )
    yield (
        "submissions",
        Submission.objects.visible_to(actor).filter(case=case).order_by("number"),
        "number filed_at received_at receipt_number note proposal_id site_id site_name",
    )
    documents = SubmissionFile.objects.visible_to(actor).filter(submission__case=case).order_by("submission__number")
    yield "documents", documents, "submission__number name media_type component blob_id"
    yield (
        "validations",
        ValidatedSubmission.objects.visible_to(actor).filter(case=case).order_by("number"),
        "number submission__number complete_on law_date checklist note frozen_at proposal_id",
    )
    yield (
        "screenings",
        ScreeningRun.objects.visible_to(actor).filter(case=case).order_by("number"),
        "number state law_date pack_version pack_sha256 engine_version layers requested_at ended_at file_id",
    )
    yield (
        "findings",
        Finding.objects.visible_to(actor).filter(case=case).order_by("run__number", "order"),
        "run__number key topic_vi topic_en outcome text_vi text_en body",
    )
    overrides = FindingOverride.objects.visible_to(actor).filter(finding__case=case).order_by("asked_at")
    yield (
        "overrides",
        overrides,
        "finding__run__number finding__key outcome reason state asked_at settled_at settled_note",
    )
    yield (
        "inquiries",
        Inquiry.objects.visible_to(actor).filter(case=case).order_by("created_at"),
        "reference body_vi body_en role origin state question provisions sent_on last_day due_sum silence reason closed_at",
    )
    yield (
        "replies",
        Response.objects.visible_to(actor)
        .filter(case=case)
        .filter(state__in=_SENT)
        .order_by("inquiry__reference", "number"),
        _REPLY,
    )
    yield (
        "conditions",
        DecisionCondition.objects.visible_to(actor).filter(case=case).order_by("order"),
        "order asked_by_vi asked_text text legal_basis trigger evidence due_on state explanation",
    )
    yield (
        "treatments",
        OpinionTreatment.objects.visible_to(actor).filter(case=case).order_by("order"),
        "order opinion treatment text place",
    )
    yield (
        "reports",
        ReportVersion.objects.visible_to(actor).filter(case=case).order_by("number"),
        "number made_at content_hash content",
    )
    yield (
        "reviews",
        Review.objects.visible_to(actor).filter(case=case).order_by("at"),
        "report__number action note section_notes by__title at",
    )
    yield (
        "approvals",
        Approval.objects.visible_to(actor).filter(case=case).order_by("at"),
        "report__number rank action content_hash note by__title office__name_vi at voided_at void_changes",
    )
    yield (
        "decisions",
        CaseDecision.objects.visible_to(actor).filter(case=case).order_by("at"),
        "report__number outcome reasons number dated content_hash signed_by__title at reopened_at reopened_reason",
    )
    yield (
        "letters",
        letters_of(actor, case),
        "direction state form number symbol dated arrival_number arrived_on abstract signer addressee pdf_id docx_id scan_id",
    )


def _papers(place: str, **papers: Blob | None) -> Iterator[ArchivedFile]:
    for ending, blob in papers.items():
        if blob is not None:
            yield ArchivedFile(f"{place}.{ending}", blob)


def _plain(value: object) -> Value:
    """Return a value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    raise TypeError(type(value))
