"""Replies that leave the consulted office: signed, withdrawn, or recorded from paper; and what the asking office does next."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import letters
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.grants import grant_reading
from kethop_office.appraisal.actions.inquiries import require_officer
from kethop_office.appraisal.actions.locking import lock_inquiry, lock_response
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.actions.replies import ReplyText, record_reply
from kethop_office.appraisal.actions.reply_effects import pass_on, take_effect
from kethop_office.appraisal.models import Case, DecisionCondition, Inquiry, Response, ResponseFile
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE
from kethop_office.appraisal.queries.replies import may_be_answered, refuse_unfit
from kethop_office.appraisal.queries.signing import reply_capacity
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common import arriving
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused

__all__ = [
    "LARGEST_SCAN",
    "Paper",
    "pass_supplement_on",
    "record_paper",
    "release_to_others",
    "sign_reply",
    "withdraw_reply",
]

LARGEST_SCAN = 50_000_000
SIGNABLE = (Response.State.DRAFT, Response.State.TO_SIGN)


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter that came on paper: its number and symbol, its own date, number and day of arrival, its scan."""

    symbol: str
    dated: date
    arrival_number: str
    arrived_on: date
    scan: bytes = b""
    scan_name: str = ""


def sign_reply(actor: Actor, response: Response, *, version: int) -> Response:
    """Sign a reply and send it; it takes effect at once.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.stale``, ``response.already_sent``, ``response.not_awaited``, and what
        ``refuse_unfit`` refuses.
    """
    with transaction.atomic():
        response = lock_response(response.pk, version)
        inquiry = response.inquiry
        capacity = reply_capacity(actor, inquiry.consultee_id) if inquiry.consultee_id else None
        if capacity is None:
            raise Refused("response.not_allowed")
        if response.state not in SIGNABLE:
            raise Refused("response.already_sent")
        if not may_be_answered(inquiry):
            raise Refused("response.not_awaited")
        refuse_unfit(response, day_of(actor))
        response.state, response.sent_at, response.dated = Response.State.SENT, actor.at, day_of(actor)
        response.signed_by_id, response.delegation = actor.user_id, capacity.delegation
        response.is_late = inquiry.last_day is not None and day_of(actor) > inquiry.last_day
        response.version += 1
        response.save()
        delegation = capacity.delegation
        record_reply(
            actor,
            inquiry,
            "response.signed",
            acting_for=delegation.giver_id if delegation else None,
            delegation=str(delegation.pk) if delegation else None,
        )
        take_effect(actor, response)
        letters.make("F3", response.case, actor, inquiry=inquiry, response=response)
    return response


def withdraw_reply(actor: Actor, response: Response, *, reason: str) -> Response:
    """Withdraw an objection, or another opinion, by the head of the office that gave it.

    A concurrence is then owed again; an advice that was withdrawn needs no further answer.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.not_sent``, ``response.no_reason``, ``inquiry.case_closed``.
    """
    with transaction.atomic():
        response = lock_response(response.pk)
        inquiry = response.inquiry
        if inquiry.consultee_id is None or reply_capacity(actor, inquiry.consultee_id) is None:
            raise Refused("response.not_allowed")
        if not response.case.is_open:
            raise Refused("inquiry.case_closed", reference=response.case.reference)
        if response.state != Response.State.SENT or response.is_deemed:
            raise Refused("response.not_sent")
        if not reason.strip():
            raise Refused("response.no_reason")
        response.state, response.withdrawn_reason = Response.State.WITHDRAWN, reason.strip()
        response.withdrawn_at, response.withdrawn_by_id = actor.at, actor.user_id
        response.version += 1
        response.save()
        asked = DecisionCondition.State
        response.conditions.exclude(state=asked.NOT_TAKEN_UP).update(state=asked.SUPERSEDED)
        if inquiry.role == Inquiry.Role.CONCURRENCE and inquiry.state == Inquiry.State.ANSWERED:
            inquiry.state, inquiry.closed_at = Inquiry.State.SENT, None
            inquiry.version += 1
            inquiry.save(update_fields=["state", "closed_at", "version"])
            grant_reading(inquiry, actor)
            recompute(response.case)
        changed(response.case, actor, "response.withdrawn")
        if inquiry.state == Inquiry.State.SENT:
            letters_out(response.case, actor)
        fields = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "reason": response.withdrawn_reason,
        }
        tell(response.case, "response.withdrawn", actor=actor, fields=fields, office=inquiry.consultee)
    return response


def record_paper(actor: Actor, inquiry: Inquiry, reply: ReplyText, paper: Paper) -> Response:
    """Record a letter that came on paper, as from a body without an account; its day of arrival decides whether it is late.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``response.not_awaited``, ``response.paper_days``, ``response.paper_incomplete``, ``file.too_large``,
        and what ``arriving.arrived`` and ``refuse_unfit`` refuse.
    """
    scanned = _scanned(paper)
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        _require_desk(actor, inquiry)
        if not may_be_answered(inquiry):
            raise Refused("response.not_awaited")
        if not paper.symbol.strip() or not paper.arrival_number.strip():
            raise Refused("response.paper_incomplete")
        if not (inquiry.sent_on or paper.dated) <= paper.dated <= paper.arrived_on <= day_of(actor):
            raise Refused("response.paper_days", sent=inquiry.sent_on.isoformat() if inquiry.sent_on else None)
        last = inquiry.responses.order_by("-number").first()
        response = Response(
            inquiry=inquiry,
            case=inquiry.case,
            number=last.number + 1 if last else 1,
            outcome=reply.outcome,
            state=Response.State.SENT,
            text=reply.text.strip(),
            promised_on=reply.promised_on,
            asked_items=[item.strip() for item in reply.asked_items if item.strip()],
            drafted_conditions=[dict(item) for item in reply.conditions],
            is_on_paper=True,
            symbol=paper.symbol.strip(),
            dated=paper.dated,
            arrival_number=paper.arrival_number.strip(),
            arrived_on=paper.arrived_on,
            is_late=inquiry.last_day is not None and paper.arrived_on > inquiry.last_day,
            prepared_by_id=actor.user_id,
            sent_at=actor.at,
            saved_at=actor.at,
            level=inquiry.level,
            compartment_id=inquiry.compartment_id,
        )
        refuse_unfit(response, paper.arrived_on, is_leaving=False)
        response.save()
        if scanned is not None:
            ResponseFile.objects.create(
                response=response,
                blob=store_bytes(paper.scan),
                name=scanned.name,
                media_type=scanned.media_type,
                level=inquiry.level,
                compartment_id=inquiry.compartment_id,
            )
        take_effect(actor, response)
    return response


def _scanned(paper: Paper) -> arriving.Arrived | None:
    """Return what the scan is; None where there is none."""
    if not paper.scan:
        return None
    if len(paper.scan) > LARGEST_SCAN:
        sizes = {"megabytes": -(-len(paper.scan) // 1_000_000), "limit": LARGEST_SCAN // 1_000_000}
        raise Refused("file.too_large", name=arriving.safe_name(paper.scan_name), **sizes)
    return arriving.arrived(paper.scan, paper.scan_name, arriving.SCAN)


def pass_supplement_on(actor: Actor, inquiry: Inquiry) -> Inquiry:
    """Tell the body that what it asked for has come: its clock, and the case's, go on with the real days.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.not_paused``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        require_officer(actor, inquiry.case)
        pass_on(actor, inquiry)
        inquiry.refresh_from_db(fields=["last_day", "due_sum"])
        due = inquiry.last_day.isoformat() if inquiry.last_day else None
        if inquiry.consultee:
            notices.tell(
                inquiry.consultee,
                "inquiry.supplement",
                reference=inquiry.reference,
                path=reverse("appraisal:inquiry", args=[inquiry.pk]),
                fields={"due": due},
                level=inquiry.level,
                compartment=inquiry.compartment_id,
                roles=ASKED_SIDE,
            )
        fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "reference": inquiry.reference, "due": due}
        tell(inquiry.case, "inquiry.supplement_passed", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def release_to_others(actor: Actor, case: Case) -> int:
    """Let the consulted offices read each other's replies; return how many were released.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``.
    """
    with transaction.atomic():
        require_officer(actor, case)
        rows = Response.objects.filter(case=case, state=Response.State.SENT, is_released_to_others=False)
        count = rows.update(is_released_to_others=True)
        tell(case, "response.released", actor=actor, fields={"count": count})
    return count


def _require_desk(actor: Actor, inquiry: Inquiry) -> None:
    """Refuse whoever is neither officer nor clerk of the lead office."""
    case = inquiry.case
    if not actor.has_any((Role.OFFICER, Role.CLERK), case.lead_office_id):
        raise Refused("inquiry.not_allowed")
    if not case.is_open:
        raise Refused("inquiry.case_closed", reference=case.reference)
