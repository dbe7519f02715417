"""A letter that went out before the case came into the system, and what was answered on paper, with their real days."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions.grants import grant_reading
from kethop_office.appraisal.actions.references import next_reference
from kethop_office.appraisal.actions.reply_effects import write_opinions
from kethop_office.appraisal.models import Case, Inquiry, Response, Suspension
from kethop_office.appraisal.queries import periods
from kethop_office.appraisal.queries.inquiries import AWAITED

__all__ = ["add_letter", "moment_of"]

_NOON = time(12)
State, Outcome = Inquiry.State, Response.Outcome


def add_letter(actor: Actor, case: Case, values: Mapping[str, Any]) -> Inquiry:
    """Write an inquiry as it stands, and its reply, inside the transaction of the act; the caller counts the last days.

    An office here that has not answered may read the case from now on, as when a letter is sent. Of silence nothing is
    said: no period of the law is stated for a letter that the law's reading here did not ask for.
    """
    office = _office(case, values)
    sent_on = date.fromisoformat(values["sent_on"])
    state = _state(values)
    inquiry = Inquiry.objects.create(
        case=case,
        reference=next_reference("inquiry", level=case.level, on=sent_on),
        body=office.body if office else "",
        body_vi=office.name_vi if office else values["body"],
        body_en=office.name_en if office else values["body"],
        consultee=office,
        role=values["role"],
        origin=Inquiry.Origin.ADDED,
        state=state,
        period_state="none_stated",
        sent_on=sent_on,
        given_last_day=_day(values, "last_day"),
        last_day=_day(values, "last_day"),
        created_by_id=actor.user_id,
        created_at=actor.at,
        closed_at=_closed_at(values, state),
        level=case.level,
        compartment_id=case.compartment_id,
    )
    if values.get("outcome"):
        _reply(actor, inquiry, values)
    if state in AWAITED:
        grant_reading(inquiry, actor)
    return inquiry


def moment_of(day: str) -> datetime:
    """Return noon of a day in the office's time zone: the past knows the day, not the hour."""
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), _NOON))


def _office(case: Case, values: Mapping[str, Any]) -> Office | None:
    """Return the office here that was asked; the one that carries the case does not ask itself."""
    key = UUID(values["office"]) if values.get("office") else None
    return Office.objects.filter(pk=key).exclude(pk=case.lead_office_id).first() if key else None


def _state(values: Mapping[str, Any]) -> Inquiry.State:
    if values.get("outcome") == Outcome.MORE_INFORMATION:
        return State.PAUSED
    is_over = values.get("outcome") or values["role"] == Inquiry.Role.NOTIFY
    return State.ANSWERED if is_over else State.SENT


def _closed_at(values: Mapping[str, Any], state: Inquiry.State) -> datetime | None:
    if state != State.ANSWERED:
        return None
    return moment_of(values.get("answered_on") or values["sent_on"])


def _reply(actor: Actor, inquiry: Inquiry, values: Mapping[str, Any]) -> None:
    answered = date.fromisoformat(values["answered_on"])
    text = values.get("text", "")
    asks_more = values["outcome"] == Outcome.MORE_INFORMATION
    response = Response.objects.create(
        inquiry=inquiry,
        case=inquiry.case,
        number=1,
        outcome=values["outcome"],
        state=Response.State.SENT,
        text=text,
        asked_items=[text] if asks_more and text else [],
        is_on_paper=True,
        symbol=values.get("symbol", ""),
        dated=answered,
        arrived_on=answered,
        is_late=inquiry.last_day is not None and answered > inquiry.last_day,
        prepared_by_id=actor.user_id,
        sent_at=moment_of(values["answered_on"]),
        saved_at=actor.at,
        level=inquiry.level,
        compartment_id=inquiry.compartment_id,
    )
    if asks_more:
        _stop(actor, inquiry, answered, text)
    else:
        write_opinions(response)


def _stop(actor: Actor, inquiry: Inquiry, first: date, reason: str) -> None:
    """Let the clocks stand still from the day on which more was asked for, as they have."""
    case = inquiry.case
    of_case = [] if periods.running_stop(case) else [None]
    for whose in (inquiry, *of_case):
        Suspension.objects.create(
            case=case,
            inquiry=whose,
            first=first,
            cause="more_information",
            reason=reason or inquiry.body_vi,
            started_by_id=actor.user_id,
            level=case.level,
            compartment_id=case.compartment_id,
        )


def _day(values: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(values[name]) if values.get(name) else None
