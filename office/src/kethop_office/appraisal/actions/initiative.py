"""Advice that starts from the military side: for a case it may read, or by a reference that the lead office accepts."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.accounts.row_security.reader import across_compartments
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.inquiries import require_officer, send_one, tell_sent
from kethop_office.appraisal.actions.locking import lock_case, lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Case, Inquiry
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["accept_offer", "decline_offer", "offer_advice"]


def offer_advice(actor: Actor, office: Office, reference: str, *, subject: str) -> Inquiry | None:
    """Offer advice on a case; None where the lead office must accept first, or where there is no such case.

    Whoever may not read the case gets the same answer for a case that exists and one that does not.

    Raises
    ------
    Refused
        ``initiative.not_military``, ``initiative.no_subject``, ``initiative.no_reference``.
    """
    if office.kind != Office.Kind.MILITARY or not actor.has_any(ASKED_SIDE, office.pk):
        raise Refused("initiative.not_military")
    if not subject.strip():
        raise Refused("initiative.no_subject")
    if not reference.strip():
        raise Refused("initiative.no_reference")
    with transaction.atomic():
        record(
            "inquiry.advice_offered",
            actor=actor.user_id,
            object_key=f"office:{office.pk}",
            at=actor.at,
            detail={"office": str(office.pk)},
        )
        with across_compartments():  # who offers may not have been granted the case, and is told nothing of it
            found = _by_reference(actor, office, reference.strip())
            if found is None or not found.is_open or _already(found, office):
                return None
            case = lock_case(found.pk)
            inquiry = _offer(actor, case, office, subject.strip())
            if not visible_cases(actor).filter(pk=case.pk).exists():
                _tell_lead(case)
                return None
        send_one(actor, case, inquiry)
        recompute(case)
        inquiry.refresh_from_db()
        changed(case, actor, "inquiry.advice_offered")
        letters_out(case, actor)
        tell_sent(actor, case, inquiry)
        _tell_lead(case)
    return inquiry


def accept_offer(actor: Actor, inquiry: Inquiry) -> Inquiry:
    """Accept advice that an office offers: it may read the case from now on.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``initiative.not_offered``.
    """
    with transaction.atomic():
        inquiry = _offered(actor, inquiry)
        send_one(actor, inquiry.case, inquiry)
        recompute(inquiry.case)
        inquiry.refresh_from_db()
        changed(inquiry.case, actor, "inquiry.advice_accepted")
        letters_out(inquiry.case, actor)
        tell_sent(actor, inquiry.case, inquiry)
        tell(
            inquiry.case,
            "inquiry.advice_accepted",
            actor=actor,
            fields={"body": inquiry.body_vi, "body_en": inquiry.body_en},
            office=inquiry.consultee,
        )
    return inquiry


def decline_offer(actor: Actor, inquiry: Inquiry, *, reason: str) -> Inquiry:
    """Decline advice that an office offers; it learns nothing of the case.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``initiative.not_offered``, ``inquiry.no_reason``.
    """
    with transaction.atomic():
        inquiry = _offered(actor, inquiry)
        if not reason.strip():
            raise Refused("inquiry.no_reason")
        inquiry.state, inquiry.reason, inquiry.closed_at = Inquiry.State.REMOVED, reason.strip(), actor.at
        inquiry.version += 1
        inquiry.save(update_fields=["state", "reason", "closed_at", "version"])
        fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "reason": inquiry.reason}
        tell(inquiry.case, "inquiry.advice_declined", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def _by_reference(actor: Actor, office: Office, reference: str) -> Case | None:
    """Return the case of a reference: one that the actor may read, or one at the level that its session writes at."""
    sought = Q(reference=reference) & ~Q(lead_office=office)
    return visible_cases(actor).filter(sought).first() or Case.objects.at_level_of(actor).filter(sought).first()


def _already(case: Case, office: Office) -> bool:
    gone = (Inquiry.State.REMOVED, Inquiry.State.RECALLED)
    return case.inquiries.filter(consultee=office).exclude(state__in=gone).exists()


def _offer(actor: Actor, case: Case, office: Office, subject: str) -> Inquiry:
    inquiry = Inquiry.objects.create(
        case=case,
        body=office.body,
        body_vi=office.name_vi,
        body_en=office.name_en,
        consultee=office,
        role=Inquiry.Role.ADVICE,
        origin=Inquiry.Origin.INITIATIVE,
        question=subject,
        period_state="none_stated",
        created_by_id=actor.user_id,
        created_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en}
    tell(case, "inquiry.advice_offered", actor=actor, fields=fields, office=office)
    return inquiry


def _offered(actor: Actor, inquiry: Inquiry) -> Inquiry:
    own = lock_inquiry(inquiry.pk)
    require_officer(actor, own.case)
    if own.origin != Inquiry.Origin.INITIATIVE or own.state != Inquiry.State.PROPOSED:
        raise Refused("initiative.not_offered")
    return own


def _tell_lead(case: Case) -> None:
    notices.tell(
        case.lead_office,
        "inquiry.advice_to_accept",
        reference=case.reference,
        path=reverse("appraisal:consultations", args=[case.reference]),
        level=case.level,
        compartment=case.compartment_id,
        roles=(Role.OFFICER,),
    )
