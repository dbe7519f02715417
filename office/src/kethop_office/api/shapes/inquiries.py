"""Inquiries as the asked office reads and answers them."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from kethop_office.api.shapes.case_parts import ReplyOut, reply_out
from kethop_office.api.shapes.texts import Line, Long, Short
from kethop_office.appraisal.models import Response
from kethop_office.appraisal.queries.inbox import InboxRow, InquiryView

__all__ = ["AskedItem", "AskedOut", "InboxOut", "ReplyIn", "asked_item", "asked_out"]


class AskedItem(Schema):
    """One line of the inbox."""

    id: UUID
    reference: str
    case: str
    title: str
    role: str
    state: str
    asked_by: str
    sent_on: date | None
    last_day: date | None
    left: int | None
    reply: str
    is_own: bool


class InboxOut(Schema):
    """The inbox by last day; `is_cut` where there is more than 200."""

    items: list[AskedItem]
    is_cut: bool


class AskedFinding(Schema):
    """A finding about which the office is asked."""

    outcome: str
    topic: str
    text: str


class ReplyDraft(Schema):
    """The reply that is being written; it does not leave the office."""

    version: int
    state: str
    outcome: str
    text: str
    internal_reason: str
    promised_on: date | None
    asked_items: list[str]
    conditions: list[dict[str, Any]]
    note: str


class AskedOut(Schema):
    """One inquiry; its `ETag` is the version of the draft of the reply, 0 where there is none."""

    id: UUID
    reference: str
    case: str
    title: str
    role: str
    state: str
    question: str
    asked_by: str
    sent_on: date | None
    last_day: date | None
    left: int | None
    sum: str
    basis: list[str]
    silence: list[str]
    units: list[str]
    findings: list[AskedFinding]
    documents: list[str]
    replies: list[ReplyOut]
    draft: ReplyDraft | None
    may_answer: bool


class ConditionIn(Schema):
    """A condition that the reply asks for; a model of the library fills what is left empty."""

    model: UUID | None = None
    text: Long = ""
    trigger: Short = ""
    legal_basis: Line = ""
    evidence: Line = ""
    due_on: date | None = None


class ReplyIn(Schema):
    """A reply. `text` leaves the office when it is signed; `internal_reason` never does."""

    outcome: Short = ""
    text: Long = ""
    internal_reason: Long = ""
    promised_on: date | None = None
    asked_items: list[Line] = Field([], max_length=100)
    conditions: list[ConditionIn] = Field([], max_length=30)


def asked_item(row: InboxRow) -> AskedItem:
    """Return a line of the inbox."""
    asked = row.inquiry
    return AskedItem(
        id=asked.pk,
        reference=asked.reference,
        case=asked.case.reference,
        title=asked.case.shown_title,
        role=asked.role,
        state=asked.state,
        asked_by=row.asked_by,
        sent_on=asked.sent_on,
        last_day=asked.last_day,
        left=row.left,
        reply=row.reply,
        is_own=row.is_own,
    )


def asked_out(view: InquiryView) -> AskedOut:
    """Return an inquiry as the asked office reads it."""
    asked = view.inquiry
    return AskedOut(
        id=asked.pk,
        reference=asked.reference,
        case=asked.case.reference,
        title=asked.case.shown_title,
        role=asked.role,
        state=asked.state,
        question=asked.question,
        asked_by=view.asked_by,
        sent_on=asked.sent_on,
        last_day=asked.last_day,
        left=view.left,
        sum=view.sum,
        basis=list(view.basis),
        silence=list(view.silence),
        units=list(view.units),
        findings=[AskedFinding(**item) for item in view.findings],
        documents=[str(item.pk) for item in view.files],
        replies=[reply_out(row) for row in view.replies],
        draft=_draft(view.draft) if view.draft else None,
        may_answer=view.may_answer,
    )


def _draft(row: Response) -> ReplyDraft:
    return ReplyDraft(
        version=row.version,
        state=row.state,
        outcome=row.outcome,
        text=row.text,
        internal_reason=row.internal_reason,
        promised_on=row.promised_on,
        asked_items=[str(item) for item in row.asked_items],
        conditions=row.drafted_conditions,
        note=row.note,
    )
