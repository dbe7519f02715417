"""Leave a body unasked, which the law or the screening wants asked: a reason and a second person."""

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.inquiries import require_officer
from kethop_office.appraisal.actions.locking import lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Inquiry, InquiryRemoval
from kethop_office.appraisal.queries.inquiries import may_be_removed
from kethop_office.common.refusal import Refused

__all__ = ["ask_removal", "settle_removal"]

State = InquiryRemoval.State


def ask_removal(actor: Actor, inquiry: Inquiry, *, reason: str) -> InquiryRemoval:
    """Ask that a body need not be asked; a reviewer of the lead office, another person, decides.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.not_removable``, ``inquiry.no_reason``,
        ``inquiry.removal_pending``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        case = inquiry.case
        require_officer(actor, case)
        if not may_be_removed(inquiry):
            raise Refused("inquiry.not_removable", body=inquiry.body_vi, body_en=inquiry.body_en)
        if not reason.strip():
            raise Refused("inquiry.no_reason")
        if inquiry.removals.filter(state=State.ASKED).exists():
            raise Refused("inquiry.removal_pending", body=inquiry.body_vi, body_en=inquiry.body_en)
        removal = InquiryRemoval.objects.create(
            inquiry=inquiry,
            reason=reason.strip(),
            asked_by_id=actor.user_id,
            asked_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        notices.tell(
            case.lead_office,
            "inquiry.removal_to_settle",
            reference=case.reference,
            path=reverse("appraisal:consultations", args=[case.reference]),
            level=case.level,
            compartment=case.compartment_id,
            roles=(Role.REVIEWER,),
        )
        fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "reason": removal.reason}
        tell(case, "inquiry.removal_asked", actor=actor, fields=fields, office=inquiry.consultee)
    return removal


def settle_removal(actor: Actor, removal: InquiryRemoval, *, confirm: bool, note: str = "") -> InquiryRemoval:
    """Confirm or decline, by a reviewer of the lead office who is not the one that asked.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.same_person``, ``inquiry.removal_settled``, ``inquiry.not_removable``,
        ``inquiry.no_reason``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(removal.inquiry_id)
        removal = InquiryRemoval.objects.select_for_update().get(pk=removal.pk)
        if not actor.has(Role.REVIEWER, inquiry.case.lead_office_id):
            raise Refused("inquiry.not_allowed")
        if removal.state != State.ASKED:
            raise Refused("inquiry.removal_settled")
        if removal.asked_by_id == actor.user_id:
            raise Refused("inquiry.same_person")
        if confirm and not may_be_removed(inquiry):
            raise Refused("inquiry.not_removable", body=inquiry.body_vi, body_en=inquiry.body_en)
        if not confirm and not note.strip():
            raise Refused("inquiry.no_reason")
        removal.state = State.CONFIRMED if confirm else State.DECLINED
        removal.settled_by_id, removal.settled_at, removal.settled_note = actor.user_id, actor.at, note.strip()
        removal.save()
        if confirm:
            inquiry.state, inquiry.reason, inquiry.closed_at = Inquiry.State.REMOVED, removal.reason, actor.at
            inquiry.version += 1
            inquiry.save(update_fields=["state", "reason", "closed_at", "version"])
            recompute(inquiry.case)
            changed(inquiry.case, actor, "inquiry.removed")
        code = "inquiry.removed" if confirm else "inquiry.removal_declined"
        fields = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reason": removal.reason,
            "note": removal.settled_note,
        }
        tell(inquiry.case, code, actor=actor, fields=fields, office=inquiry.consultee)
    return removal
