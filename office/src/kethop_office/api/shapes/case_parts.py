"""What is in a case: findings, letters of the consultation, conditions, letters, what was filed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from kethop_office.appraisal.models import DecisionCondition, Letter, Submission, SubmissionFile
from kethop_office.appraisal.queries.consultation_page import InquiryRow, ReplyRow
from kethop_office.appraisal.queries.findings import FindingRow

__all__ = [
    "ConditionOut",
    "FindingOut",
    "InquiryItem",
    "LetterOut",
    "ReplyOut",
    "SubmissionOut",
    "condition_out",
    "finding_out",
    "inquiry_item",
    "letter_out",
    "reply_out",
    "submission_out",
]


class FindingOut(Schema):
    """One finding: `outcome` is what counts, `found` what the engine said before anyone overruled it."""

    id: UUID
    topic: str
    outcome: str
    found: str
    text: str
    provisions: list[str]
    rules: list[str]
    notes: list[str]
    bodies: list[str]


class ReplyOut(Schema):
    """A reply that left the office that wrote it."""

    id: UUID
    outcome: str
    words: str
    text: str
    state: str
    sent_at: datetime | None
    symbol: str
    promised_on: date | None
    asked_items: list[str]
    is_late: bool
    is_deemed: bool


class InquiryItem(Schema):
    """One letter of the consultation, as the office that asks reads it."""

    id: UUID
    reference: str
    body: str
    role: str
    state: str
    question: str
    sent_on: date | None
    last_day: date | None
    left: int | None
    basis: list[str]
    replies: list[ReplyOut]


class ConditionOut(Schema):
    """A condition of a case."""

    id: UUID
    text: str
    asked_text: str
    asked_by: str
    state: str
    trigger: str
    legal_basis: str
    evidence: str
    due_on: date | None
    explanation: str


class LetterOut(Schema):
    """A letter; `files` names what can be fetched of it."""

    id: UUID
    form: str
    direction: str
    state: str
    number: str
    symbol: str
    dated: date | None
    arrived_on: date | None
    abstract: str
    office: str
    addressee: str
    files: list[str]


class DocumentOut(Schema):
    """A document of the file."""

    id: UUID
    name: str
    media_type: str
    component: str
    size: int
    sha256: str


class SubmissionOut(Schema):
    """What was filed at one time."""

    number: int
    filed_at: datetime
    received_at: datetime | None
    receipt_number: str
    note: str
    site_name: str
    documents: list[DocumentOut]


def finding_out(row: FindingRow) -> FindingOut:
    """Return a finding in the reader's language."""
    return FindingOut(
        id=row.finding.pk,
        topic=row.topic,
        outcome=row.outcome,
        found=row.finding.outcome,
        text=row.text,
        provisions=[text for text, _ in row.provisions],
        rules=list(row.rules),
        notes=list(row.notes),
        bodies=list(row.bodies),
    )


def inquiry_item(row: InquiryRow) -> InquiryItem:
    """Return a letter of the consultation."""
    asked = row.inquiry
    return InquiryItem(
        id=asked.pk,
        reference=asked.reference,
        body=row.body,
        role=asked.role,
        state=asked.state,
        question=asked.question,
        sent_on=asked.sent_on,
        last_day=asked.last_day,
        left=row.left,
        basis=list(row.basis),
        replies=[reply_out(reply) for reply in row.replies],
    )


def reply_out(row: ReplyRow) -> ReplyOut:
    """Return a reply without what stays in the office that wrote it."""
    return ReplyOut(
        id=row.pk,
        outcome=row.outcome,
        words=row.words,
        text=row.text,
        state=row.state,
        sent_at=row.sent_at,
        symbol=row.symbol,
        promised_on=row.promised_on,
        asked_items=list(row.asked_items),
        is_late=row.is_late,
        is_deemed=row.is_deemed,
    )


def condition_out(row: DecisionCondition) -> ConditionOut:
    """Return a condition."""
    return ConditionOut(
        id=row.pk,
        text=row.text,
        asked_text=row.asked_text,
        asked_by=str(row.asked_by) if row.asked_by else row.asked_by_vi,
        state=row.state,
        trigger=row.trigger,
        legal_basis=row.legal_basis,
        evidence=row.evidence,
        due_on=row.due_on,
        explanation=row.explanation,
    )


def letter_out(row: Letter) -> LetterOut:
    """Return a letter."""
    files = {"pdf": row.pdf_id, "docx": row.docx_id, "scan": row.scan_id}
    return LetterOut(
        id=row.pk,
        form=row.form,
        direction=row.direction,
        state=row.state,
        number=row.number,
        symbol=row.symbol,
        dated=row.dated,
        arrived_on=row.arrived_on,
        abstract=row.abstract,
        office=str(row.office),
        addressee=row.addressee,
        files=[kind for kind, key in files.items() if key],
    )


def submission_out(row: Submission, files: Sequence[SubmissionFile]) -> SubmissionOut:
    """Return what was filed at one time."""
    return SubmissionOut(
        number=row.number,
        filed_at=row.filed_at,
        received_at=row.received_at,
        receipt_number=row.receipt_number,
        note=row.note,
        site_name="" if row.site_id is None else row.site_name,
        documents=[
            DocumentOut(
                id=item.pk,
                name=item.name,
                media_type=item.media_type,
                component=item.component,
                size=item.blob.size,
                sha256=item.blob.sha256,
            )
            for item in files
        ],
    )
