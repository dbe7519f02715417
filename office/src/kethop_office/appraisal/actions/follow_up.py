"""What becomes of a letter that was sent: remind, recall, ask again."""

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions import letters
from kethop_office.appraisal.actions.clock import end_stops, recompute
from kethop_office.appraisal.actions.consulting import letters_ended
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.grants import shorten_grant
from kethop_office.appraisal.actions.inquiries import require_officer, send_inquiries
from kethop_office.appraisal.actions.locking import lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Inquiry, Suspension
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE, AWAITED
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps

__all__ = ["ask_again", "copy_of", "recall", "remind", "take_out"]


def remind(actor: Actor, inquiry: Inquiry) -> Inquiry:
    """Remind the consulted body; counted, and once a day is enough.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.not_awaited``, ``inquiry.reminded_today``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        require_officer(actor, inquiry.case)
        if inquiry.state != Inquiry.State.SENT:
            raise Refused("inquiry.not_awaited", body=inquiry.body_vi, body_en=inquiry.body_en)
        if inquiry.reminded_at and inquiry.reminded_at.date() == actor.at.date():
            raise Refused("inquiry.reminded_today", body=inquiry.body_vi, body_en=inquiry.body_en)
        inquiry.reminded_at = actor.at
        inquiry.reminders += 1
        inquiry.save(update_fields=["reminded_at", "reminders"])
        letters.make("F2", inquiry.case, actor, inquiry=inquiry)
        _tell_asked(inquiry, inquiry.consultee, "inquiry.reminder")
        fields: dict[str, object] = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "count": inquiry.reminders,
        }
        tell(inquiry.case, "inquiry.reminded", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def recall(actor: Actor, inquiry: Inquiry, *, reason: str) -> Inquiry:
    """Take back a letter that awaits an answer. A concurrence stays owed: recalling does not do away with it.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.not_awaited``, ``inquiry.no_reason``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        require_officer(actor, inquiry.case)
        if inquiry.state not in AWAITED:
            raise Refused("inquiry.not_awaited", body=inquiry.body_vi, body_en=inquiry.body_en)
        take_out(actor, inquiry, Inquiry.State.RECALLED, reason)
        shorten_grant(inquiry, actor, event="inquiry.recalled")
        changed(inquiry.case, actor, "inquiry.recalled")
        letters_ended(inquiry.case, actor)
        _tell_asked(inquiry, inquiry.consultee, "inquiry.recall")
        fields: dict[str, object] = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "reason": reason.strip(),
        }
        tell(inquiry.case, "inquiry.recalled", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def ask_again(actor: Actor, inquiry: Inquiry, *, question: str, reason: str) -> Inquiry:
    """Ask the same body again, in the same role and with the same period; the new inquiry is sent at once.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.not_closed``, ``inquiry.no_reason``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        require_officer(actor, inquiry.case)
        if inquiry.state not in {Inquiry.State.ANSWERED, Inquiry.State.DEEMED, Inquiry.State.RECALLED}:
            raise Refused("inquiry.not_closed", body=inquiry.body_vi, body_en=inquiry.body_en)
        if not reason.strip():
            raise Refused("inquiry.no_reason")
        new = copy_of(inquiry, actor, question=question.strip() or inquiry.question, reason=reason.strip())
        new.again_for = inquiry
        new.save(update_fields=["again_for"])
        fields: dict[str, object] = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "reason": reason.strip(),
        }
        tell(inquiry.case, "inquiry.asked_again", actor=actor, fields=fields, office=inquiry.consultee)
        return send_inquiries(actor, inquiry.case, [new.pk])[0]


def copy_of(inquiry: Inquiry, actor: Actor, *, question: str, reason: str) -> Inquiry:
    """Write a new inquiry that asks the same of the same body, inside the transaction of its act."""
    findings = list(inquiry.findings.all())
    new = Inquiry.objects.create(
        case=inquiry.case,
        run=inquiry.run,
        key=inquiry.key,
        body=inquiry.body,
        body_vi=inquiry.body_vi,
        body_en=inquiry.body_en,
        consultee=inquiry.consultee,
        role=inquiry.role,
        origin=inquiry.origin,
        question=question,
        provisions=inquiry.provisions,
        period=inquiry.period,
        unit=inquiry.unit,
        period_state=inquiry.period_state,
        period_is_local=inquiry.period_is_local,
        silence=inquiry.silence,
        silence_provisions=inquiry.silence_provisions,
        reason=reason,
        created_by_id=actor.user_id,
        created_at=actor.at,
        level=inquiry.level,
        compartment_id=inquiry.compartment_id,
    )
    new.findings.set(findings)
    return new


def take_out(actor: Actor, inquiry: Inquiry, state: Inquiry.State, reason: str) -> None:
    """End an inquiry without an answer, inside the transaction of its act."""
    if not reason.strip():
        raise Refused("inquiry.no_reason")
    end_stops(Suspension.objects.filter(inquiry=inquiry), actor)
    inquiry.state, inquiry.reason, inquiry.closed_at = state, reason.strip(), actor.at
    inquiry.version += 1
    inquiry.save(update_fields=["state", "reason", "closed_at", "version"])
    run = inquiry.case.procedure
    if run and steps.is_running(run, "consult", str(inquiry.pk)):
        procedures.cancel_item(run, "consult", str(inquiry.pk), actor=actor)
    recompute(inquiry.case)


def _tell_asked(inquiry: Inquiry, office: Office | None, kind: str) -> None:
    if office is None:
        return
    notices.tell(
        office,
        kind,
        reference=inquiry.reference,
        path=reverse("appraisal:inquiry", args=[inquiry.pk]),
        fields={"due": inquiry.last_day.isoformat() if inquiry.last_day else None},
        level=inquiry.level,
        compartment=inquiry.compartment_id,
        roles=ASKED_SIDE,
    )
