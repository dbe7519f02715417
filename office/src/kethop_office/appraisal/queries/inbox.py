"""The inbox of a consulted office, and one inquiry as that office reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.bridge import WorkingCalendar
from kethop_office.accounts.models import Membership, Office, Role, User
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.models import Case, Inquiry, Response, SubmissionFile
from kethop_office.appraisal.queries.consultation_page import ReplyRow, cites, in_language, reply_row, sum_text
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE, AWAITED, asked_inquiries
from kethop_office.appraisal.queries.replies import may_be_answered, outcome_words, warnings_of
from kethop_office.appraisal.queries.signing import Capacity, reply_capacity
from kethop_office.appraisal.queries.working_days import day_of, days_left

__all__ = [
    "InboxRow",
    "InquiryView",
    "advising_offices",
    "colleagues",
    "inbox_rows",
    "inquiry_view",
    "late_below",
    "open_reply",
    "outcome_choices",
    "standing_reply",
]

MOST = 200
_OPEN = (Response.State.DRAFT, Response.State.TO_SIGN)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox."""

    inquiry: Inquiry
    asked_by: str
    left: int | None
    reply: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class InquiryView:
    """One inquiry with everything that the asked office may read of it."""

    inquiry: Inquiry
    asked_by: str
    left: int | None
    sum: str
    basis: tuple[str, ...]
    silence: tuple[str, ...]
    findings: tuple[Mapping[str, str], ...]
    files: tuple[SubmissionFile, ...]
    units: tuple[str, ...]
    history: tuple[Case, ...]
    replies: tuple[ReplyRow, ...]
    others: tuple[tuple[str, ReplyRow], ...]
    draft: Response | None
    coordinates: int
    level_words: tuple[str, ...]
    capacity: Capacity | None
    may_answer: bool


def inbox_rows(actor: Actor, *, which: str, whose: str) -> list[InboxRow]:
    """Return the inbox by last day, at most ``MOST`` + 1 lines.

    Parameters
    ----------
    which : str
        ``awaited``, ``to_sign``, ``closed`` or ``all``.
    whose : str
        ``mine``, ``free`` (taken by nobody) or ``office``.
    """
    rows = asked_inquiries(actor)
    if which == "awaited":
        rows = rows.filter(state__in=AWAITED)
    elif which == "to_sign":
        rows = rows.filter(responses__state=Response.State.TO_SIGN).distinct()
    elif which == "closed":
        rows = rows.exclude(state__in=AWAITED)
    if whose == "mine":
        rows = rows.filter(assignee=actor.user_id)
    elif whose == "free":
        rows = rows.filter(assignee=None)
    ordered = rows.order_by(F("last_day").asc(nulls_last=True), "created_at", "pk").prefetch_related("responses")
    today = day_of(actor)
    calendars: dict[str, WorkingCalendar] = {}
    return [_row(inquiry, actor, today, calendars) for inquiry in ordered[: MOST + 1]]


def inquiry_view(actor: Actor, inquiry: Inquiry) -> InquiryView:
    """Return an inquiry as the asked office reads it: never another office's unreleased reply, never a draft of the asker."""
    case = inquiry.case
    draft = open_reply(inquiry)
    coordinates, words = warnings_of(draft) if draft else (0, [])
    sent = inquiry.responses.filter(state__in=(Response.State.SENT, Response.State.WITHDRAWN)).order_by("number")
    return InquiryView(
        inquiry=inquiry,
        asked_by=in_language(case.lead_office.name_vi, case.lead_office.name_en),
        left=days_left(case, inquiry.last_day, day_of(actor)),
        sum=sum_text(inquiry.due_sum),
        basis=cites(inquiry.provisions),
        silence=cites(inquiry.silence_provisions) if inquiry.silence == "deemed_agreed" else (),
        findings=tuple(_finding(item) for item in inquiry.findings.order_by("order")),
        files=tuple(_files(case)),
        units=tuple(dict.fromkeys(case.units.order_by("-share", "name").values_list("name", flat=True))),
        history=tuple(_history(actor, case)),
        replies=tuple(reply_row(inquiry, item) for item in sent.prefetch_related("files")),
        others=tuple(_others(inquiry)),
        draft=draft,
        coordinates=coordinates,
        level_words=tuple(words),
        capacity=reply_capacity(actor, inquiry.consultee_id) if inquiry.consultee_id else None,
        may_answer=may_be_answered(inquiry),
    )


def open_reply(inquiry: Inquiry) -> Response | None:
    """Return the reply that is being written."""
    return inquiry.responses.filter(state__in=_OPEN).select_related("prepared_by").first()


def colleagues(inquiry: Inquiry, day: date) -> QuerySet[User]:
    """Return the accounts that answer in the asked office."""
    held = Membership.objects.filter(office=inquiry.consultee_id, role__in=ASKED_SIDE, starts__lte=day)
    lasting = held.filter(Q(ends=None) | Q(ends__gte=day))
    return User.objects.filter(pk__in=lasting.values("user"), is_active=True).order_by("title")


def late_below(actor: Actor) -> QuerySet[Inquiry]:
    """Return late inquiries to offices below the actor's, of cases that it may read: it may answer in their place."""
    roles = {*ASKED_SIDE, Role.UPPER}
    above = {office for office, role in actor.roles if role in roles}
    rows = Inquiry.objects.visible_to(actor).filter(
        consultee__parent__in=above, state=Inquiry.State.SENT, last_day__lt=day_of(actor)
    )
    return rows.exclude(role=Inquiry.Role.NOTIFY).select_related("consultee", "case").order_by("last_day", "pk")


def outcome_choices(role: str) -> list[tuple[str, str]]:
    """Return the outcomes in the words of the role."""
    return [(value, outcome_words(role, value)) for value in Response.Outcome.values]


def _row(inquiry: Inquiry, actor: Actor, today: date, calendars: dict[str, WorkingCalendar]) -> InboxRow:
    replies = sorted(inquiry.responses.all(), key=lambda item: item.number)
    last = replies[-1] if replies else None
    words = ""
    if last is not None:
        is_out = last.state == Response.State.SENT and bool(last.outcome)
        said = outcome_words(inquiry.role, last.outcome, is_deemed=last.is_deemed)
        words = said if is_out else str(Response.State(last.state).label)
    office = inquiry.case.lead_office
    asked_by = in_language(office.short_vi, office.short_en)
    pack = inquiry.case.pack
    if pack not in calendars:
        calendars[pack] = calendar_of(pack)
    left = calendars[pack].left(today, inquiry.last_day) if inquiry.last_day else None
    return InboxRow(inquiry, asked_by, left, words, inquiry.assignee_id == actor.user_id)


def _finding(finding: object) -> dict[str, str]:
    topic = in_language(str(getattr(finding, "topic_vi", "")), str(getattr(finding, "topic_en", "")))
    text = in_language(str(getattr(finding, "text_vi", "")), str(getattr(finding, "text_en", "")))
    return {"outcome": str(getattr(finding, "outcome", "")), "topic": topic, "text": text}


def _files(case: Case) -> QuerySet[SubmissionFile]:
    validation = case.validations.order_by("-number").first()
    rows = SubmissionFile.objects.filter(submission=validation.submission_id) if validation else None
    return rows.select_related("blob").order_by("name") if rows is not None else SubmissionFile.objects.none()


def _history(actor: Actor, case: Case) -> QuerySet[Case]:
    """Return the cases on the same site that the reader may know of."""
    seen = Case.objects.visible_to(actor).exclude(pk=case.pk)
    linked = Q(links__other=case, links__relation="same_site", links__ended_at=None)
    linked |= Q(linked_from__case=case, linked_from__relation="same_site", linked_from__ended_at=None)
    return seen.filter(linked).distinct().order_by("-filed_on")[:20]


def _others(inquiry: Inquiry) -> list[tuple[str, ReplyRow]]:
    rows = Response.objects.filter(case=inquiry.case_id, state=Response.State.SENT, is_released_to_others=True).exclude(
        inquiry__consultee=inquiry.consultee_id
    )
    shown = rows.select_related("inquiry").prefetch_related("files").order_by("sent_at")
    return [(in_language(item.inquiry.body_vi, item.inquiry.body_en), reply_row(item.inquiry, item)) for item in shown]


def advising_offices(actor: Actor) -> QuerySet[Office]:
    """Return the military offices in which the actor answers: they may advise on their own initiative."""
    own = {office for office, role in actor.roles if role in ASKED_SIDE}
    return Office.objects.filter(pk__in=own, kind=Office.Kind.MILITARY).order_by("name_vi")


def standing_reply(inquiry: Inquiry) -> Response | None:
    """Return the last reply that was signed and stands."""
    return inquiry.responses.filter(state=Response.State.SENT, is_deemed=False).order_by("-number").first()
