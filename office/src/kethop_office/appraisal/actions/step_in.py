"""The level above a late body answers in its place."""

from dataclasses import dataclass

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.follow_up import copy_of, take_out
from kethop_office.appraisal.actions.inquiries import UNITS, require_officer, send_one, tell_sent
from kethop_office.appraisal.actions.locking import lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE, may_step_in
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common.refusal import Refused

__all__ = ["OwnPeriod", "step_in"]

_ABOVE = (*ASKED_SIDE, Role.UPPER)


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """A period that the asking office sets itself, with the paper that it rests on."""

    days: int
    unit: str
    basis: str


def step_in(actor: Actor, inquiry: Inquiry, *, reason: str, period: OwnPeriod | None = None) -> Inquiry:
    """Ask the level above the consulted body to answer: by the lead office, or by the upper office itself.

    The law's period was the body's own, and so was what silence meant: neither passes on to the level above.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``inquiry.no_level_above``, ``inquiry.not_late``,
        ``inquiry.no_reason``, ``inquiry.period_without_basis``.
    """
    with transaction.atomic():
        inquiry = lock_inquiry(inquiry.pk)
        above = inquiry.consultee.parent if inquiry.consultee else None
        if above is None:
            raise Refused("inquiry.no_level_above", body=inquiry.body_vi, body_en=inquiry.body_en)
        if not actor.has_any(_ABOVE, above.pk):
            require_officer(actor, inquiry.case)
        if not may_step_in(inquiry, day_of(actor)):
            raise Refused("inquiry.not_late", body=inquiry.body_vi, body_en=inquiry.body_en)
        if period and (not period.basis.strip() or period.unit not in UNITS or not 0 < period.days <= 365):
            raise Refused("inquiry.period_without_basis")
        new = _asked_above(actor, inquiry, above, reason, period)
        send_one(actor, inquiry.case, new)
        take_out(actor, inquiry, Inquiry.State.STEPPED_IN, reason)
        recompute(inquiry.case)
        new.refresh_from_db()
        tell_sent(actor, inquiry.case, new)
        changed(inquiry.case, actor, "inquiry.stepped_in")
        letters_out(inquiry.case, actor)
        fields = {
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "above": new.body_vi,
            "above_en": new.body_en,
            "reason": reason.strip(),
        }
        tell(inquiry.case, "inquiry.stepped_in", actor=actor, fields=fields, office=inquiry.consultee)
    return new


def _asked_above(actor: Actor, inquiry: Inquiry, above: Office, reason: str, period: OwnPeriod | None) -> Inquiry:
    new = copy_of(inquiry, actor, question=inquiry.question, reason=reason.strip())
    new.body, new.body_vi, new.body_en, new.consultee = above.body, above.name_vi, above.name_en, above
    new.silence, new.silence_provisions, new.stepped_in_for = "", [], inquiry
    new.period, new.unit = (period.days, period.unit) if period else (None, "")
    new.period_state, new.period_is_local = ("local" if period else "none_stated"), period is not None
    new.save()
    return new
