"""Whom to ask: add an inquiry, edit one that is not sent, send."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.actions import letters
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.grants import grant_reading
from kethop_office.appraisal.actions.locking import lock_case, lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.actions.references import next_reference
from kethop_office.appraisal.models import Case, Finding, Inquiry, InquiryRemoval
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE, default_question
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common.refusal import Refused

__all__ = ["NewInquiry", "add_inquiry", "edit_inquiry", "require_officer", "send_inquiries", "send_one", "tell_sent"]

UNITS = ("working days", "days")


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """What an officer enters to ask one more body.

    Parameters
    ----------
    consultee : Office or None
        Its office here; None for a body that answers on paper, then ``body_vi`` names it.
    period, unit, basis : int, str, str
        A period set by the office itself, with the paper or agreement that it rests on; None for no period.
    """

    role: str
    question: str
    consultee: Office | None = None
    body_vi: str = ""
    body_en: str = ""
    period: int | None = None
    unit: str = ""
    basis: str = ""
    findings: tuple[UUID, ...] = field(default=())


def add_inquiry(actor: Actor, case: Case, new: NewInquiry) -> Inquiry:
    """Ask one more body; nothing is sent yet.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.no_body``, ``inquiry.no_question``,
        ``inquiry.period_without_basis``, ``inquiry.asks_itself``.
    """
    with transaction.atomic():
        case = lock_case(case.pk)
        require_officer(actor, case)
        _refuse_incomplete(case, new)
        inquiry = Inquiry.objects.create(
            case=case,
            body=new.consultee.body if new.consultee else "",
            body_vi=new.consultee.name_vi if new.consultee else new.body_vi.strip(),
            body_en=new.consultee.name_en if new.consultee else (new.body_en.strip() or new.body_vi.strip()),
            consultee=new.consultee,
            role=new.role,
            origin=Inquiry.Origin.ADDED,
            question=new.question.strip(),
            provisions=[{"vi": new.basis.strip(), "en": new.basis.strip()}] if new.basis.strip() else [],
            period=new.period,
            unit=new.unit if new.period else "",
            period_state="local" if new.period else "none_stated",
            period_is_local=bool(new.period),
            created_by_id=actor.user_id,
            created_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        inquiry.findings.set(Finding.objects.filter(case=case, pk__in=new.findings))
        changed(case, actor, "inquiry.added")
        fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "role": inquiry.role}
        tell(case, "inquiry.added", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def edit_inquiry(
    actor: Actor, inquiry: Inquiry, *, version: int, question: str, role: str, consultee: Office | None
) -> Inquiry:
    """Change an inquiry that has not been sent; what the law asks for is made stronger, never weaker.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.stale``, ``inquiry.already_sent``, ``inquiry.role_weakened``,
        ``inquiry.asks_itself``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk, version)
        require_officer(actor, inquiry.case)
        if inquiry.state != Inquiry.State.PROPOSED:
            raise Refused("inquiry.already_sent", body=inquiry.body_vi, body_en=inquiry.body_en)
        order = list(Inquiry.Role.values)
        if inquiry.origin == Inquiry.Origin.SCREENING and order.index(role) > order.index(inquiry.role):
            raise Refused("inquiry.role_weakened", body=inquiry.body_vi, body_en=inquiry.body_en)
        _refuse_asking_itself(inquiry.case, consultee)
        inquiry.question, inquiry.role, inquiry.consultee = question.strip(), role, consultee
        inquiry.version += 1
        inquiry.save(update_fields=["question", "role", "consultee", "version"])
        changed(inquiry.case, actor, "inquiry.edited")
        fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "role": role}
        tell(inquiry.case, "inquiry.edited", actor=actor, fields=fields, office=inquiry.consultee)
    return inquiry


def send_inquiries(actor: Actor, case: Case, inquiries: Iterable[UUID]) -> list[Inquiry]:
    """Send inquiries: each gets its number, its last day with the sum, a step, and the right of the office to read.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.case_not_valid``, ``inquiry.nothing_to_send``,
        ``inquiry.already_sent``, ``inquiry.removal_pending``.
    """
    with transaction.atomic():
        case = lock_case(case.pk)
        require_officer(actor, case)
        if case.validations.count() == 0:
            raise Refused("inquiry.case_not_valid", reference=case.reference)
        chosen = list(case.inquiries.filter(pk__in=list(inquiries)).order_by("created_at", "pk"))
        if not chosen:
            raise Refused("inquiry.nothing_to_send")
        sent = [send_one(actor, case, lock_inquiry(item.pk)) for item in chosen]
        recompute(case)
        for inquiry in sent:
            inquiry.refresh_from_db()
            tell_sent(actor, case, inquiry)
        changed(case, actor, "inquiry.sent")
        letters_out(case, actor)
    return sent


def send_one(actor: Actor, case: Case, inquiry: Inquiry) -> Inquiry:
    """Send one inquiry, inside the transaction of its act; the caller counts the last days, tells, and moves the steps."""
    if inquiry.state != Inquiry.State.PROPOSED:
        raise Refused("inquiry.already_sent", body=inquiry.body_vi, body_en=inquiry.body_en)
    if inquiry.removals.filter(state=InquiryRemoval.State.ASKED).exists():
        raise Refused("inquiry.removal_pending", body=inquiry.body_vi, body_en=inquiry.body_en)
    inquiry.question = inquiry.question or default_question(inquiry)
    inquiry.reference = next_reference("inquiry", level=case.level, on=day_of(actor))
    is_told_only = inquiry.role == Inquiry.Role.NOTIFY
    inquiry.state = Inquiry.State.ANSWERED if is_told_only else Inquiry.State.SENT
    inquiry.closed_at = actor.at if is_told_only else None
    inquiry.sent_on, inquiry.sent_by_id = day_of(actor), actor.user_id
    inquiry.version += 1
    inquiry.save()
    grant_reading(inquiry, actor)
    return inquiry


def require_officer(actor: Actor, case: Case) -> None:
    """Refuse whoever is not an officer of the lead office, and any change of a closed case."""
    if not actor.has(Role.OFFICER, case.lead_office_id):
        raise Refused("inquiry.not_allowed")
    if not case.is_open:
        raise Refused("inquiry.case_closed", reference=case.reference)


def tell_sent(actor: Actor, case: Case, inquiry: Inquiry) -> None:
    """Tell the consulted office and the case that a letter went out."""
    due = inquiry.last_day.isoformat() if inquiry.last_day else None
    if actor.has(Role.OFFICER, case.lead_office_id):
        letters.make("F1", case, actor, inquiry=inquiry)
    if inquiry.consultee:
        notices.tell(
            inquiry.consultee,
            "inquiry.received",
            reference=inquiry.reference,
            path=reverse("appraisal:inquiry", args=[inquiry.pk]),
            fields={"due": due},
            level=inquiry.level,
            compartment=inquiry.compartment_id,
            roles=ASKED_SIDE,
        )
    fields = {"body": inquiry.body_vi, "body_en": inquiry.body_en, "reference": inquiry.reference, "due": due}
    tell(case, "inquiry.sent", actor=actor, fields=fields, office=inquiry.consultee)


def _refuse_incomplete(case: Case, new: NewInquiry) -> None:
    if new.consultee is None and not new.body_vi.strip():
        raise Refused("inquiry.no_body")
    _refuse_asking_itself(case, new.consultee)
    if not new.question.strip():
        raise Refused("inquiry.no_question")
    if new.period is not None and (not new.basis.strip() or new.unit not in UNITS or not 0 < new.period <= 365):
        raise Refused("inquiry.period_without_basis")


def _refuse_asking_itself(case: Case, consultee: Office | None) -> None:
    if consultee is not None and consultee.pk in {case.lead_office_id, case.proponent_id}:
        raise Refused("inquiry.asks_itself", body=consultee.name_vi, body_en=consultee.name_en)
