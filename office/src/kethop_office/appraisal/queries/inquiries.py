"""Find inquiries, on the asking side and on the asked side."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Inquiry, InquiryRemoval, Response

__all__ = [
    "ASKED_SIDE",
    "AWAITED",
    "FINAL",
    "asked_inquiries",
    "asked_inquiry",
    "default_question",
    "final_reply",
    "inquiries_in",
    "inquiry_now",
    "is_superseded",
    "last_reply",
    "lead_inquiry",
    "may_be_removed",
    "may_step_in",
    "removal_of",
]

AWAITED = (Inquiry.State.SENT, Inquiry.State.PAUSED)
ASKED_SIDE = (Role.CONSULTEE_OFFICER, Role.CONSULTEE_HEAD)
_KNOWN_TO_ASKED = (
    Inquiry.State.SENT,
    Inquiry.State.PAUSED,
    Inquiry.State.ANSWERED,
    Inquiry.State.DEEMED,
    Inquiry.State.STEPPED_IN,
    Inquiry.State.RECALLED,
)
FINAL = (
    Response.Outcome.NO_OBJECTION,
    Response.Outcome.CONDITIONS,
    Response.Outcome.OBJECTION,
    Response.Outcome.NO_COMMENT,
    Response.Outcome.NOT_INVOLVED,
)


def asked_inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """Return the inquiries sent to offices in which the actor answers; one that was never sent does not exist there."""
    offices = {office for office, role in actor.roles if role in {*ASKED_SIDE, Role.APPROVER}}
    return (
        Inquiry.objects.visible_to(actor)
        .filter(consultee__in=offices, state__in=_KNOWN_TO_ASKED)
        .exclude(sent_on=None)
        .select_related("case__lead_office", "consultee", "assignee")
    )


def asked_inquiry(actor: Actor, inquiry_id: UUID) -> Inquiry:
    """Return one of them.

    Raises
    ------
    Inquiry.DoesNotExist
        There is none, or the actor may not know of it.
    """
    return asked_inquiries(actor).get(pk=inquiry_id)


def lead_inquiry(case: Case, inquiry_id: UUID) -> Inquiry:
    """Return an inquiry of a case that the actor's office leads."""
    return case.inquiries.select_related("consultee", "case__lead_office").get(pk=inquiry_id)


def final_reply(inquiry: Inquiry) -> Response | None:
    """Return the opinion that stands: the last one sent and not withdrawn; a holding reply is none."""
    sent = [row for row in inquiry.responses.all() if row.state == Response.State.SENT and row.outcome in FINAL]
    return max(sent, key=lambda row: row.number, default=None)


def last_reply(inquiry: Inquiry) -> Response | None:
    """Return the last reply of any kind that left the consulted office, withdrawn ones included."""
    left = {Response.State.SENT, Response.State.WITHDRAWN}
    return max((row for row in inquiry.responses.all() if row.state in left), key=lambda row: row.number, default=None)


def inquiries_in(case: Case) -> list[Inquiry]:
    """Return all inquiries of a case, oldest first, with their replies: what tables and blocks are made from."""
    rows = case.inquiries.select_related("consultee").prefetch_related("responses__files")
    return list(rows.order_by("created_at", "pk"))


def is_superseded(inquiry: Inquiry, among: Iterable[Inquiry]) -> bool:
    """Return whether a later inquiry of the case asks the same again, or asks the level above in its place."""
    gone = {Inquiry.State.REMOVED, Inquiry.State.RECALLED}
    for row in among:
        if row.stepped_in_for_id == inquiry.pk and row.state not in gone:
            return True
        if row.again_for_id == inquiry.pk and row.state not in {*gone, Inquiry.State.PROPOSED}:
            return True
    return False


def may_step_in(inquiry: Inquiry, today: date) -> bool:
    """Return whether the level above may answer in place of the consulted body: it is late and gave no opinion."""
    is_late = inquiry.state == Inquiry.State.SENT and inquiry.last_day is not None and inquiry.last_day < today
    has_above = inquiry.consultee is not None and inquiry.consultee.parent_id is not None
    return is_late and has_above and inquiry.role != Inquiry.Role.NOTIFY and final_reply(inquiry) is None


def may_be_removed(inquiry: Inquiry) -> bool:
    """Return whether two officers may leave it at that: nothing sent, a letter recalled, or no opinion of its own.

    A concurrence refused, or an opinion given, is never put aside.
    """
    if inquiry.state in {Inquiry.State.PROPOSED, Inquiry.State.RECALLED}:
        return True
    reply = final_reply(inquiry)
    nothing_said = {Response.Outcome.NO_COMMENT, Response.Outcome.NOT_INVOLVED}
    return inquiry.state == Inquiry.State.ANSWERED and reply is not None and reply.outcome in nothing_said


def default_question(inquiry: Inquiry) -> str:
    """Return what is asked when the officer has written nothing: the words of the findings that ask."""
    because = [finding.text_vi for finding in inquiry.findings.order_by("order")]
    with translation.override("vi"):
        opening = gettext("Đề nghị cho ý kiến về hồ sơ “%(title)s”.") % {"title": inquiry.case.title}
    return "\n".join([opening, *because])


def removal_of(actor: Actor, case: Case, key: UUID) -> InquiryRemoval | None:
    """Return a wish not to ask, of a case, or None."""
    rows = InquiryRemoval.objects.visible_to(actor).filter(pk=key, inquiry__case=case)
    return rows.select_related("inquiry", "asked_by").first()


def inquiry_now(inquiry: Inquiry) -> Inquiry:
    """Return an inquiry as it is now."""
    return Inquiry.objects.select_related("consultee", "case__lead_office").get(pk=inquiry.pk)
