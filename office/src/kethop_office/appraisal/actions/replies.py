"""Prepare a reply in the consulted office: take it, hand it over, draft, bring it to the head, send it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Role, User
from kethop_office.appraisal.actions.locking import lock_inquiry, lock_response
from kethop_office.appraisal.models import Inquiry, Response
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE
from kethop_office.appraisal.queries.replies import may_be_answered, refuse_unfit
from kethop_office.appraisal.queries.signing import reply_capacity
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.audit.actions import Detail, record
from kethop_office.common.refusal import Refused

__all__ = ["ReplyText", "assign", "record_reply", "return_reply", "save_reply", "submit_reply"]

OPEN = (Response.State.DRAFT, Response.State.TO_SIGN)


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What is written into a reply."""

    outcome: str = ""
    text: str = ""
    internal_reason: str = ""
    promised_on: date | None = None
    asked_items: Sequence[str] = ()
    conditions: Sequence[Mapping[str, object]] = field(default=())


def assign(actor: Actor, inquiry: Inquiry, user: User | None) -> Inquiry:
    """Take an inquiry, hand it to a colleague who answers in the same office, or put it back.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.not_in_office``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        _require_asked(actor, inquiry)
        if user is not None:
            day = day_of(actor)
            held = Membership.objects.filter(user=user, office=inquiry.consultee_id, role__in=ASKED_SIDE)
            if not user.is_active or not held.filter(starts__lte=day).exclude(ends__lt=day).exists():
                raise Refused("response.not_in_office", title=user.title)
        inquiry.assignee = user
        inquiry.save(update_fields=["assignee"])
        record_reply(actor, inquiry, "inquiry.assigned", assignee=str(user.pk) if user else None)
    return inquiry


def save_reply(actor: Actor, inquiry: Inquiry, *, version: int, reply: ReplyText) -> Response:
    """Save the draft of a reply; ``version`` is 0 where there is none yet.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.not_awaited``, ``response.stale``, ``response.at_the_head``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        _require_asked(actor, inquiry)
        if not may_be_answered(inquiry):
            raise Refused("response.not_awaited")
        response = inquiry.responses.filter(state__in=OPEN).first()
        if (response.version if response else 0) != version:
            raise Refused("response.stale")
        if response and response.state == Response.State.TO_SIGN and not _may_sign(actor, inquiry):
            raise Refused("response.at_the_head")
        response = response or _new(inquiry)
        response.outcome, response.text, response.internal_reason = reply.outcome, reply.text, reply.internal_reason
        response.promised_on = reply.promised_on
        response.asked_items = [item.strip() for item in reply.asked_items if item.strip()]
        response.drafted_conditions = [dict(item) for item in reply.conditions]
        response.prepared_by_id = response.prepared_by_id or actor.user_id
        response.saved_at = actor.at
        response.version += 1
        response.save()
        record_reply(actor, inquiry, "response.drafted")
    return response


def submit_reply(actor: Actor, response: Response, *, version: int) -> Response:
    """Bring a reply to the head for signature.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.stale``, ``response.not_draft``, and what ``refuse_unfit`` refuses.
    """
    with transaction.atomic():
        response = lock_response(response.pk, version)
        inquiry = response.inquiry
        _require_asked(actor, inquiry)
        if response.state != Response.State.DRAFT:
            raise Refused("response.not_draft")
        refuse_unfit(response, day_of(actor))
        response.state = Response.State.TO_SIGN
        response.version += 1
        response.save(update_fields=["state", "version"])
        _tell_office(inquiry, "response.to_sign", (Role.CONSULTEE_HEAD,))
        record_reply(actor, inquiry, "response.submitted")
    return response


def return_reply(actor: Actor, response: Response, *, version: int, note: str) -> Response:
    """Send a draft back to the officer; the head says why.

    Raises
    ------
    Refused
        ``response.not_allowed``, ``response.stale``, ``response.not_to_sign``, ``response.no_reason``.
    """
    with transaction.atomic():
        response = lock_response(response.pk, version)
        inquiry = response.inquiry
        if not _may_sign(actor, inquiry):
            raise Refused("response.not_allowed")
        if response.state != Response.State.TO_SIGN:
            raise Refused("response.not_to_sign")
        if not note.strip():
            raise Refused("response.no_reason")
        response.state, response.note = Response.State.DRAFT, note.strip()
        response.version += 1
        response.save(update_fields=["state", "note", "version"])
        _tell_office(inquiry, "response.returned", (Role.CONSULTEE_OFFICER,))
        record_reply(actor, inquiry, "response.returned")
    return response


def record_reply(actor: Actor, inquiry: Inquiry, act: str, *, acting_for: UUID | None = None, **detail: Detail) -> None:
    """Record what happens inside the consulted office: in the audit chain only, the asking office has no line of it."""
    record(
        act,
        actor=actor.user_id,
        object_key=f"inquiry:{inquiry.pk}",
        at=actor.at,
        level=inquiry.level,
        compartment=inquiry.compartment_id,
        acting_for=acting_for,
        detail=detail,
    )


def _require_asked(actor: Actor, inquiry: Inquiry) -> None:
    if inquiry.consultee_id is None:
        raise Refused("response.not_allowed")
    if not actor.has_any(ASKED_SIDE, inquiry.consultee_id) and reply_capacity(actor, inquiry.consultee_id) is None:
        raise Refused("response.not_allowed")


def _may_sign(actor: Actor, inquiry: Inquiry) -> bool:
    return inquiry.consultee_id is not None and reply_capacity(actor, inquiry.consultee_id) is not None


def _new(inquiry: Inquiry) -> Response:
    last = inquiry.responses.order_by("-number").first()
    return Response(
        inquiry=inquiry,
        case=inquiry.case,
        number=last.number + 1 if last else 1,
        version=0,
        level=inquiry.level,
        compartment_id=inquiry.compartment_id,
    )


def _tell_office(inquiry: Inquiry, kind: str, roles: Sequence[str]) -> None:
    if inquiry.consultee:
        notices.tell(
            inquiry.consultee,
            kind,
            reference=inquiry.reference,
            path=reverse("appraisal:inquiry", args=[inquiry.pk]),
            level=inquiry.level,
            compartment=inquiry.compartment_id,
            roles=roles,
        )
