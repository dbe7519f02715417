"""Lengthen a period within a cap; set the period of an office's own cases where the law states none."""

from datetime import date

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_inquiry
from kethop_office.appraisal.models import Case, Extension, Inquiry, LocalPeriod
from kethop_office.appraisal.queries import periods
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["extend_case", "extend_inquiry", "set_local_period"]

UNITS = ("working days", "days")
LONGEST = 3650


def extend_case(actor: Actor, case: Case, *, days: int, cap: int, basis: str, reason: str) -> Extension:
    """Lengthen the case's own period; an approver of the lead office does it.

    Raises
    ------
    Refused
        ``clock.not_allowed``, ``clock.no_period``, ``clock.no_reason``, ``clock.over_cap``.
    """
    with transaction.atomic():
        if periods.local_period(case) is None:
            raise Refused("clock.no_period")
        row = _grant(actor, case, None, days=days, cap=cap, basis=basis, reason=reason)
        recompute(case)
        tell(case, "case.clock_extended", actor=actor, fields={"days": days, "cap": row.cap, "basis": row.basis})
    return row


def extend_inquiry(actor: Actor, inquiry: Inquiry, *, days: int, cap: int, basis: str, reason: str) -> Extension:
    """Lengthen the period of one inquiry that awaits an answer.

    Raises
    ------
    Refused
        As for ``extend_case``, and ``inquiry.not_awaited``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        if inquiry.state not in {Inquiry.State.SENT, Inquiry.State.PAUSED}:
            raise Refused("inquiry.not_awaited", body=inquiry.body_vi, body_en=inquiry.body_en)
        if periods.inquiry_length(inquiry) is None:
            raise Refused("clock.no_period")
        row = _grant(actor, inquiry.case, inquiry, days=days, cap=cap, basis=basis, reason=reason)
        recompute(inquiry.case)
        fields: dict[str, object] = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "days": days,
            "cap": row.cap,
        }
        tell(inquiry.case, "inquiry.extended", actor=actor, fields=fields, office=inquiry.consultee)
    return row


def set_local_period(  # noqa: PLR0913 - what a period is made of
    actor: Actor, office: Office, *, case_kind: str, days: int, unit: str, document: str, starts: date
) -> LocalPeriod:
    """Set how long an office gives itself for its cases from a day on; its approver does it, by a paper.

    The last days of its open cases that it holds for are counted anew.

    Raises
    ------
    Refused
        ``clock.not_allowed``, ``clock.wrong_length``, ``clock.no_reason``.
    """
    if not actor.has(Role.APPROVER, office.pk):
        raise Refused("clock.not_allowed")
    if unit not in UNITS or not 0 < days <= LONGEST or case_kind not in Case.Kind.values:
        raise Refused("clock.wrong_length", days=days)
    if not document.strip():
        raise Refused("clock.no_reason")
    with transaction.atomic():
        row = LocalPeriod.objects.create(
            office=office,
            case_kind=case_kind,
            days=days,
            unit=unit,
            document=document.strip(),
            starts=starts,
            set_by_id=actor.user_id,
            set_at=actor.at,
        )
        record(
            "office.local_period_set",
            actor=actor.user_id,
            object_key=f"office:{office.pk}",
            at=actor.at,
            detail={"case_kind": case_kind, "days": days, "unit": unit},
        )
        held = Case.objects.filter(lead_office=office, kind=case_kind, valid_on__gte=starts, closed_on=None)
        for case in held.order_by("pk"):
            recompute(case)
    return row


def _grant(  # noqa: PLR0913 - what an extension is made of
    actor: Actor, case: Case, inquiry: Inquiry | None, *, days: int, cap: int, basis: str, reason: str
) -> Extension:
    if not actor.has(Role.APPROVER, case.lead_office_id):
        raise Refused("clock.not_allowed")
    if not basis.strip() or not reason.strip():
        raise Refused("clock.no_reason")
    earlier = list(Extension.objects.filter(case=case, inquiry=inquiry))
    granted = sum(row.days for row in earlier)
    most = min([cap, *(row.cap for row in earlier)])
    if days < 1 or days + granted > most:
        raise Refused("clock.over_cap", days=days, granted=granted, cap=most)
    return Extension.objects.create(
        case=case,
        inquiry=inquiry,
        days=days,
        cap=most,
        basis=basis.strip(),
        reason=reason.strip(),
        granted_by_id=actor.user_id,
        granted_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
