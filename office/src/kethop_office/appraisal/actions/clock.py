"""The legal clock of a case and of its inquiries.

The day on which the clock is stopped is the first that is not counted, the day on which it goes on is counted again:
stopped and resumed on one day, no day is lost.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.bridge.clock import Length, Stop, Sum, count, moved
from kethop_office.appraisal.models import Case, CompletionRequest, Inquiry, Suspension
from kethop_office.appraisal.queries import periods
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps

__all__ = ["case_started", "end_stops", "pause", "recompute", "resume", "stop"]

ONE_DAY = timedelta(days=1)
CAUSES = ("completion", "more_information", "other")


def case_started(case: Case, actor: Actor) -> None:
    """Start the clock of a case whose file was found valid: its own period, where there is one, runs from that day."""
    with transaction.atomic():
        validation = case.validations.order_by("-number").first()
        if validation is None:
            raise Refused("clock.not_valid", reference=case.reference)
        case.valid_on = validation.complete_on
        case.save(update_fields=["valid_on"])
        recompute(case)
        tell(case, "case.clock_started", actor=actor, fields=_due_fields(case), is_internal=False)


def pause(case: Case, actor: Actor, *, cause: str, reason: str, inquiry: Inquiry | None = None) -> Suspension:
    """Stop the clock of the case, or of one inquiry, from today.

    Raises
    ------
    Refused
        ``clock.already_paused``, ``clock.no_reason``.
    """
    if cause not in CAUSES:
        raise ValueError(cause)
    if not reason.strip():
        raise Refused("clock.no_reason")
    with transaction.atomic():
        if periods.running_stop(case, inquiry):
            raise Refused("clock.already_paused", reference=case.reference)
        row = Suspension.objects.create(
            case=case,
            inquiry=inquiry,
            first=day_of(actor),
            cause=cause,
            reason=reason.strip(),
            started_by_id=actor.user_id,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        _move_step(case, inquiry, actor, running_again=False)
        recompute(case)
        tell(case, "case.clock_paused", actor=actor, fields={"day": row.first.isoformat(), "reason": row.reason})
    return row


def resume(case: Case, actor: Actor, *, inquiry: Inquiry | None = None) -> Suspension:
    """Let the clock go on from today, with the days that it really stood still.

    Raises
    ------
    Refused
        ``clock.not_paused``.
    """
    with transaction.atomic():
        row = periods.running_stop(case, inquiry)
        if row is None:
            raise Refused("clock.not_paused", reference=case.reference)
        row.last = day_of(actor) - ONE_DAY
        row.ended_by_id = actor.user_id
        row.save(update_fields=["last", "ended_by"])
        _move_step(case, inquiry, actor, running_again=True)
        recompute(case)
        days = periods.days_stopped(row, day_of(actor))
        tell(case, "case.clock_resumed", actor=actor, fields={"days": days, "first": row.first.isoformat()})
    return row


def stop(case: Case, actor: Actor) -> None:
    """End the clock of a case that is closed; a suspension that lasts ends with it."""
    with transaction.atomic():
        end_stops(Suspension.objects.filter(case=case), actor)
        case.closed_on = case.closed_on or day_of(actor)
        case.save(update_fields=["closed_on"])
        recompute(case)
        tell(case, "case.clock_stopped", actor=actor, fields={"day": day_of(actor).isoformat()}, is_internal=False)


def end_stops(rows: QuerySet[Suspension], actor: Actor) -> None:
    """End the suspensions that last, because what they stopped is over."""
    rows.filter(last=None).update(last=day_of(actor) - ONE_DAY, ended_by=actor.user_id)


def recompute(case: Case) -> None:
    """Count every last day of a case anew, and write what lists and steps show. Order and repetition change nothing."""
    case.refresh_from_db(fields=["valid_on", "closed_on", "stage", "given_due_on"])
    dues = [_recount(case, inquiry) for inquiry in case.inquiries.select_for_update().order_by("pk")]
    _recount_case(case)
    asked = CompletionRequest.objects.filter(case=case, state=CompletionRequest.State.SENT).exclude(due_on=None)
    dues += list(asked.values_list("due_on", flat=True))
    is_over = case.clock == Case.Clock.STOPPED
    case.next_due_on = None if is_over else min((day for day in (*dues, case.due_on) if day), default=None)
    case.save(update_fields=["clock", "due_on", "due_sum", "next_due_on"])


def _recount_case(case: Case) -> None:
    period = periods.local_period(case)
    case.due_on, case.due_sum = None, None
    if case.closed_on:
        case.clock = Case.Clock.STOPPED
        return
    if case.given_due_on:
        case.due_on, case.due_sum = _given(case, case.given_due_on, periods.case_stops(case))
    elif case.valid_on and period:
        length = periods.case_length(case, period)
        result = count(calendar_of(case.pack), case.valid_on, length, periods.case_stops(case))
        case.due_on = result.last_day
        case.due_sum = {**_plain(result, length), "is_local": True, "basis": period.document}
    if periods.running_stop(case):
        case.clock = Case.Clock.PAUSED
    else:
        case.clock = Case.Clock.RUNNING if case.valid_on else Case.Clock.NOT_STARTED


def _recount(case: Case, inquiry: Inquiry) -> date | None:
    """Count the last day of one inquiry; return it while an answer is awaited."""
    awaited = {Inquiry.State.SENT, Inquiry.State.PAUSED}
    if inquiry.state not in awaited or inquiry.sent_on is None:
        return None
    stops: list[Stop] = periods.inquiry_stops(inquiry)
    if inquiry.given_last_day:
        inquiry.last_day, inquiry.due_sum = _given(case, inquiry.given_last_day, stops)
        return _counted(case, inquiry)
    length = periods.inquiry_length(inquiry)
    result = count(calendar_of(case.pack), inquiry.sent_on, length, stops) if length else None
    inquiry.last_day = result.last_day if result else None
    inquiry.is_estimated = bool(result and result.is_estimated)
    inquiry.due_sum = {**_plain(result, length), "is_local": inquiry.period_is_local} if result and length else None
    return _counted(case, inquiry)


def _given(case: Case, day: date, stops: list[Stop]) -> tuple[date | None, dict[str, object]]:
    """Return a last day given by hand as it stands now, with its sum."""
    last, lost = moved(calendar_of(case.pack), day, stops)
    return last, {**periods.given_sum(day, lost), "is_given": True}


def _counted(case: Case, inquiry: Inquiry) -> date | None:
    """Write the last day of an inquiry, and give it to its step; return it while an answer is awaited."""
    inquiry.save(update_fields=["last_day", "is_estimated", "due_sum"])
    if case.procedure and steps.is_running(case.procedure, "consult", str(inquiry.pk)):
        procedures.set_due(case.procedure, "consult", inquiry.last_day, item=str(inquiry.pk))
    return inquiry.last_day if inquiry.role != Inquiry.Role.NOTIFY else None


def _plain(result: Sum, length: Length) -> dict[str, object]:
    return {
        "vi": result.vi,
        "en": result.en,
        "counted": result.counted,
        "days": length.days + length.added,
        "unit": length.unit,
        "is_estimated": result.is_estimated,
    }


def _move_step(case: Case, inquiry: Inquiry | None, actor: Actor, *, running_again: bool) -> None:
    if inquiry is None or case.procedure is None:
        return
    if steps.is_running(case.procedure, "consult", str(inquiry.pk)):
        act = procedures.resume if running_again else procedures.pause
        act(case.procedure, "consult", item=str(inquiry.pk), actor=actor)


def _due_fields(case: Case) -> dict[str, str | None]:
    return {"due": case.due_on.isoformat() if case.due_on else None}
