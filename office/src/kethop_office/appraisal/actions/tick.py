"""What the days bring: last days that come near or have passed, and silence that a provision takes for agreement."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.grants import shorten_grant
from kethop_office.appraisal.actions.locking import lock_inquiry
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Case, Inquiry, Response
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE
from kethop_office.common import clock
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps
from kethop_office.procedures.actions.moving import SCHEDULER

__all__ = ["deem_agreed", "every_day"]

NEAR = 3  # working days
DEEMED_AGREED = "deemed_agreed"


def every_day(only: Case | None = None) -> dict[str, int]:
    """Do the day's work; doing it twice, or after a pause of days, brings the same.

    Parameters
    ----------
    only : Case or None
        Look at one case; None for all.

    Returns
    -------
    dict
        How many inquiries were deemed agreed, came near their last day, or passed it, and how many cases passed theirs.
    """
    today = clock.today()
    done = {"deemed": 0, "near": 0, "late": 0, "cases": 0}
    awaited = Inquiry.objects.filter(state=Inquiry.State.SENT, case__closed_on=None).exclude(last_day=None)
    late = Case.objects.filter(clock=Case.Clock.RUNNING, due_on__lt=today)
    if only is not None:
        awaited, late = awaited.filter(case=only), late.filter(pk=only.pk)
    for pk in awaited.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            word = _look_at(lock_inquiry(pk), today)
        if word:
            done[word] += 1
    for case in late.select_related("lead_office").exclude(events__code="case.overdue"):
        with transaction.atomic():
            _case_is_late(case)
        done["cases"] += 1
    return done


def deem_agreed(inquiry: Inquiry, today: date) -> bool:
    """Return whether the silence counts as agreement: a provision says so, and its own day has passed for certain."""
    return (
        inquiry.silence == DEEMED_AGREED
        and bool(inquiry.silence_provisions)
        and inquiry.period_state == "stated"
        and not inquiry.period_is_local
        and not inquiry.is_estimated
        and inquiry.state == Inquiry.State.SENT
        and inquiry.last_day is not None
        and inquiry.last_day < today
        and not inquiry.responses.filter(state=Response.State.WITHDRAWN).exists()
    )


def _look_at(inquiry: Inquiry, today: date) -> str:
    if inquiry.state != Inquiry.State.SENT or inquiry.last_day is None:
        return ""
    if deem_agreed(inquiry, today):
        _deem(inquiry)
        return "deemed"
    if inquiry.last_day < today:
        return _pass(inquiry)
    left = calendar_of(inquiry.case.pack).left(today, inquiry.last_day)
    if left is not None and left <= NEAR and inquiry.soon_told_for != inquiry.last_day:
        inquiry.soon_told_for = inquiry.last_day
        inquiry.save(update_fields=["soon_told_for"])
        _tell_asked(inquiry, "inquiry.due_soon")
        return "near"
    return ""


def _pass(inquiry: Inquiry) -> str:
    if inquiry.late_told_for == inquiry.last_day:
        return ""
    inquiry.late_told_for = inquiry.last_day
    inquiry.save(update_fields=["late_told_for"])
    _tell_asked(inquiry, "inquiry.late")
    _tell_lead(inquiry.case, "inquiry.overdue_to_remind", (Role.OFFICER,), _body(inquiry))
    tell(inquiry.case, "inquiry.overdue", actor=None, fields=_of_its_day(inquiry), office=inquiry.consultee)
    return "late"


def _deem(inquiry: Inquiry) -> None:
    moment = clock.now()
    last = inquiry.responses.order_by("-number").first()
    Response.objects.create(
        inquiry=inquiry,
        case=inquiry.case,
        number=last.number + 1 if last else 1,
        outcome=Response.Outcome.NO_OBJECTION,
        state=Response.State.SENT,
        is_deemed=True,
        deemed_provisions=inquiry.silence_provisions,
        dated=timezone.localtime(moment).date(),
        sent_at=moment,
        saved_at=moment,
        level=inquiry.level,
        compartment_id=inquiry.compartment_id,
    )
    inquiry.state, inquiry.closed_at = Inquiry.State.DEEMED, moment
    inquiry.version += 1
    inquiry.save(update_fields=["state", "closed_at", "version"])
    scheduler = Actor(SCHEDULER, "", frozenset(), 0, moment)
    run = inquiry.case.procedure
    if run and steps.is_running(run, "consult", str(inquiry.pk)):
        procedures.finish(run, "consult", actor=scheduler, item=str(inquiry.pk))
    shorten_grant(inquiry, scheduler, event="inquiry.deemed")
    recompute(inquiry.case)
    changed(inquiry.case, None, "inquiry.deemed")
    _tell_lead(inquiry.case, "inquiry.deemed_agreed", (Role.OFFICER,), _body(inquiry))
    tell(inquiry.case, "inquiry.deemed", actor=None, fields=_of_its_day(inquiry), office=inquiry.consultee)


def _case_is_late(case: Case) -> None:
    _tell_lead(case, "case.late", (Role.OFFICER, Role.APPROVER))
    tell(case, "case.overdue", actor=None, fields={"due": _iso(case.due_on)}, is_internal=False)


def _tell_asked(inquiry: Inquiry, kind: str) -> None:
    if inquiry.consultee:
        _tell(inquiry.consultee, kind, inquiry.reference, reverse("appraisal:inquiry", args=[inquiry.pk]), inquiry.case)


def _tell_lead(case: Case, kind: str, roles: tuple[Role, ...], fields: Mapping[str, object] | None = None) -> None:
    path = reverse("appraisal:consultations", args=[case.reference])
    _tell(case.lead_office, kind, case.reference, path, case, roles, fields=fields)


def _tell(  # noqa: PLR0913 - what a notice is made of
    office: Office,
    kind: str,
    reference: str,
    path: str,
    case: Case,
    roles: tuple[Role, ...] = ASKED_SIDE,
    *,
    fields: Mapping[str, object] | None = None,
) -> None:
    notices.tell(
        office,
        kind,
        reference=reference,
        path=path,
        fields=fields,
        level=case.level,
        compartment=case.compartment_id,
        roles=roles,
    )


def _of_its_day(inquiry: Inquiry) -> dict[str, str | None]:
    return {**_body(inquiry), "reference": inquiry.reference, "due": _iso(inquiry.last_day)}


def _body(inquiry: Inquiry) -> dict[str, str]:
    return {"body": inquiry.body_vi, "body_en": inquiry.body_en}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
