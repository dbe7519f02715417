"""The consultation as the lead office reads it: plain rows, without a word that stays in the consulted offices."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.models import Case, Finding, Inquiry, InquiryRemoval, Response, Suspension
from kethop_office.appraisal.queries.inquiries import inquiries_in, is_superseded, may_be_removed, may_step_in
from kethop_office.appraisal.queries.periods import days_stopped
from kethop_office.appraisal.queries.replies import may_be_answered, outcome_words

__all__ = [
    "InquiryRow",
    "PauseRow",
    "RemovalRow",
    "ReplyRow",
    "cites",
    "in_language",
    "inquiry_rows",
    "pause_rows",
    "reply_row",
    "sum_text",
]

State = Inquiry.State
_LEFT = (Response.State.SENT, Response.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply that left the consulted office."""

    pk: UUID
    outcome: str
    words: str
    text: str
    state: str
    sent_at: datetime | None
    dated: date | None
    symbol: str
    arrival_number: str
    arrived_on: date | None
    promised_on: date | None
    asked_items: tuple[str, ...]
    is_on_paper: bool
    is_late: bool
    is_released: bool
    is_deemed: bool
    deemed_by: tuple[str, ...]
    withdrawn_reason: str
    files: tuple[tuple[UUID, str], ...] = ()

    @property
    def is_holding(self) -> bool:
        """Whether it is no opinion yet."""
        return self.outcome == Response.Outcome.HOLDING

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == Response.State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class RemovalRow:
    """A wish not to ask, and what became of it."""

    pk: UUID
    reason: str
    asked_by: str
    asked_by_id: UUID
    asked_at: datetime
    state: str
    state_words: str
    settled_by: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether the second person has not decided."""
        return self.state == InquiryRemoval.State.ASKED


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One inquiry of the table."""

    inquiry: Inquiry
    body: str
    left: int | None
    sum: str
    basis: tuple[str, ...]
    silence: tuple[str, ...]
    replies: tuple[ReplyRow, ...]
    removals: tuple[RemovalRow, ...]
    acts: tuple[str, ...] = field(default=())
    topics: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The body with what it is asked about, for where several letters go to one body."""
        return f"{self.body} ({'; '.join(self.topics)})" if self.topics else self.body

    @property
    def is_silent(self) -> bool:
        """Whether its last day has passed without an opinion."""
        return self.inquiry.state == State.SENT and self.left is not None and self.left < 0

    @property
    def is_proposed(self) -> bool:
        """Whether it may be sent."""
        return self.inquiry.state == State.PROPOSED and not any(row.is_open for row in self.removals)


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days on which a clock stood still."""

    whom: str
    first: date
    last: date | None
    days: int
    reason: str


def inquiry_rows(
    actor: Actor,
    case: Case,
    today: date,
    *,
    may_act: bool,
    may_extend: bool = False,
    inquiries: Sequence[Inquiry] | None = None,
) -> list[InquiryRow]:
    """Return the inquiries of a case, concurrences first, then by last day.

    Parameters
    ----------
    may_act, may_extend : bool
        Whether the reader is an officer of the case, and whether it approves for the lead office.
    inquiries : sequence of Inquiry or None
        As ``inquiries_in`` gives them, where the caller has them already.
    """
    rows = inquiries_in(case) if inquiries is None else inquiries
    removals: dict[UUID, list[RemovalRow]] = {}
    wishes = InquiryRemoval.objects.filter(inquiry__case=case).select_related("asked_by", "settled_by")
    for wish in wishes.order_by("asked_at", "pk"):
        removals.setdefault(wish.inquiry_id, []).append(_removal(wish))
    order = list(Inquiry.Role.values)
    ranked = sorted(rows, key=lambda item: (order.index(item.role), item.last_day or date.max, item.created_at))
    calendar = calendar_of(case.pack)
    topics = _topics(actor, case)
    return [
        _row(
            item,
            topics.get(item.pk, ()),
            calendar.left(today, item.last_day) if item.last_day else None,
            tuple(removals.get(item.pk, ())),
            (
                *(_acts(item, today, removals.get(item.pk, ()), rows) if may_act else ()),
                *(["extend"] if may_extend and item.state in {State.SENT, State.PAUSED} else ()),
            ),
        )
        for item in ranked
    ]


def reply_row(inquiry: Inquiry, response: Response) -> ReplyRow:
    """Return a reply without what stays in the office that wrote it."""
    return ReplyRow(
        pk=response.pk,
        outcome=response.outcome,
        words=outcome_words(inquiry.role, response.outcome, is_deemed=response.is_deemed),
        text=response.text,
        state=response.state,
        sent_at=response.sent_at,
        dated=response.dated,
        symbol=response.symbol,
        arrival_number=response.arrival_number,
        arrived_on=response.arrived_on,
        promised_on=response.promised_on,
        asked_items=tuple(str(item) for item in response.asked_items),
        is_on_paper=response.is_on_paper,
        is_late=response.is_late,
        is_released=response.is_released_to_others,
        is_deemed=response.is_deemed,
        deemed_by=cites(response.deemed_provisions),
        withdrawn_reason=response.withdrawn_reason,
        files=tuple((file.pk, file.name) for file in response.files.all()),
    )


def pause_rows(case: Case, today: date) -> list[PauseRow]:
    """Return what stopped the clocks of a case, oldest first."""
    rows = Suspension.objects.filter(case=case).select_related("inquiry").order_by("first", "pk")
    return [
        PauseRow(
            in_language(row.inquiry.body_vi, row.inquiry.body_en) if row.inquiry else "",
            row.first,
            max(row.first, row.last) if row.last else None,  # one that ends on its first day stopped no day
            days_stopped(row, today),
            row.reason,
        )
        for row in rows
    ]


def cites(provisions: object) -> tuple[str, ...]:
    """Return provisions as they are cited, in the reader's language."""
    out = []
    for item in provisions if isinstance(provisions, list) else []:
        cite = item.get("cite", item) if isinstance(item, dict) else item
        if isinstance(cite, dict):
            out.append(in_language(str(cite.get("vi", "")), str(cite.get("en", ""))))
        elif cite:
            out.append(str(cite))
    return tuple(text for text in out if text)


def sum_text(due_sum: object) -> str:
    """Return the sum of a last day in the reader's language."""
    return in_language(str(due_sum.get("vi", "")), str(due_sum.get("en", ""))) if isinstance(due_sum, dict) else ""


def in_language(vietnamese: str, english: str) -> str:
    """Return the wording in the reader's language."""
    return english if get_language() == "en" and english else vietnamese


def _topics(actor: Actor, case: Case) -> dict[UUID, tuple[str, ...]]:
    """Return the topics of the findings that each letter asks about, as far as the reader may know of them."""
    topics: dict[UUID, dict[str, None]] = {}
    found = Finding.objects.visible_to(actor).filter(case=case, inquiries__isnull=False).order_by("order")
    for key, vietnamese, english in found.values_list("inquiries", "topic_vi", "topic_en"):
        topics.setdefault(key, {})[in_language(vietnamese, english)] = None
    return {key: tuple(names) for key, names in topics.items()}


def _row(
    inquiry: Inquiry,
    topics: tuple[str, ...],
    left: int | None,
    removals: tuple[RemovalRow, ...],
    acts: Sequence[str],
) -> InquiryRow:
    replies = [reply_row(inquiry, item) for item in inquiry.responses.all() if item.state in _LEFT]
    return InquiryRow(
        inquiry=inquiry,
        body=in_language(inquiry.body_vi, inquiry.body_en),
        left=left,
        sum=sum_text(inquiry.due_sum),
        basis=cites(inquiry.provisions),
        silence=cites(inquiry.silence_provisions) if inquiry.silence == "deemed_agreed" else (),
        replies=tuple(sorted(replies, key=lambda row: str(row.sent_at))),
        removals=removals,
        acts=tuple(acts),
        topics=topics,
    )


def _removal(row: InquiryRemoval) -> RemovalRow:
    return RemovalRow(
        row.pk,
        row.reason,
        str(row.asked_by),
        row.asked_by_id,
        row.asked_at,
        row.state,
        str(InquiryRemoval.State(row.state).label),
        str(row.settled_by or ""),
        row.settled_note,
    )


def _acts(inquiry: Inquiry, today: date, removals: Sequence[RemovalRow], among: Sequence[Inquiry]) -> list[str]:
    """Return what an officer may do with an inquiry, in the order in which it is offered."""
    acts: list[str] = []
    is_told = inquiry.role == Inquiry.Role.NOTIFY
    if inquiry.state == State.PROPOSED:
        is_offer = inquiry.origin == Inquiry.Origin.INITIATIVE
        acts += ["accept", "decline"] if is_offer else ["edit"]
    elif inquiry.state == State.SENT:
        acts += ["remind", "recall"]
        acts += ["step-in"] if may_step_in(inquiry, today) else []
    elif inquiry.state == State.PAUSED:
        acts += ["supplement", "recall"]
    elif inquiry.state in {State.ANSWERED, State.DEEMED, State.RECALLED} and not is_told:
        acts += [] if is_superseded(inquiry, among) else ["again"]
    if may_be_answered(inquiry) and inquiry.sent_on:
        acts += ["paper"]
    may_go = may_be_removed(inquiry) and inquiry.origin != Inquiry.Origin.INITIATIVE
    if may_go and not any(row.is_open for row in removals) and not (is_told and inquiry.sent_on):
        acts += ["remove"]
    return acts
