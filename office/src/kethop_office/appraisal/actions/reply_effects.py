"""What a reply does to its inquiry, its case and the table of opinions, whichever way it came."""

from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.clock import end_stops, pause, recompute, resume
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.grants import shorten_grant
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Case, DecisionCondition, Inquiry, OpinionTreatment, Response, Suspension
from kethop_office.appraisal.queries import periods
from kethop_office.appraisal.queries.conditions import read_day
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps

__all__ = ["pass_on", "take_effect", "write_opinions"]

Outcome = Response.Outcome


def take_effect(actor: Actor, response: Response) -> None:
    """Let a sent reply take effect, inside the transaction that sends it.

    A holding reply is no opinion and changes no clock. One that asks for more stops the clocks. Any other ends the
    inquiry, unless the level above or the law has ended it already.
    """
    inquiry, case = response.inquiry, response.case
    _keep_what_fits(response)
    if response.outcome == Outcome.MORE_INFORMATION:
        _wait_for_more(actor, response)
    elif response.outcome != Outcome.HOLDING:
        _write_conditions(response)
        write_opinions(response)
        if inquiry.state in {Inquiry.State.SENT, Inquiry.State.PAUSED}:
            _close(actor, inquiry)
    changed(case, actor, "response.sent")
    _tell_lead(response)
    code = {Outcome.HOLDING: "response.holding", Outcome.MORE_INFORMATION: "response.more_asked"}
    tell(
        case,
        code.get(Outcome(response.outcome), "response.sent"),
        actor=actor,
        fields={
            "body": inquiry.body_vi,
            "body_en": inquiry.body_en,
            "reference": inquiry.reference,
            "outcome": response.outcome,
            "role": inquiry.role,
            "is_late": response.is_late,
            "promised": response.promised_on.isoformat() if response.promised_on else None,
        },
        office=inquiry.consultee,
    )


def _keep_what_fits(response: Response) -> None:
    """Leave out what a draft of another outcome had: a promised day, documents asked for, conditions."""
    if response.outcome != Outcome.HOLDING:
        response.promised_on = None
    if response.outcome != Outcome.MORE_INFORMATION:
        response.asked_items = []
    if response.outcome != Outcome.CONDITIONS:
        response.drafted_conditions = []
    response.save(update_fields=["promised_on", "asked_items", "drafted_conditions"])


def pass_on(actor: Actor, inquiry: Inquiry) -> None:
    """Let the clocks go on because what was asked for has been passed on, inside the transaction of its act."""
    case = inquiry.case
    if inquiry.state != Inquiry.State.PAUSED:
        raise Refused("inquiry.not_paused", body=inquiry.body_vi, body_en=inquiry.body_en)
    inquiry.state = Inquiry.State.SENT
    inquiry.version += 1
    inquiry.save(update_fields=["state", "version"])
    resume(case, actor, inquiry=inquiry)
    _resume_case(actor, case)


def _wait_for_more(actor: Actor, response: Response) -> None:
    inquiry, case = response.inquiry, response.case
    if inquiry.state != Inquiry.State.SENT:
        return
    inquiry.state = Inquiry.State.PAUSED
    inquiry.version += 1
    inquiry.save(update_fields=["state", "version"])
    reason = "\n".join(str(item) for item in response.asked_items)
    pause(case, actor, cause="more_information", reason=reason, inquiry=inquiry)
    if periods.running_stop(case) is None:
        pause(case, actor, cause="more_information", reason=reason)


def _close(actor: Actor, inquiry: Inquiry) -> None:
    case = inquiry.case
    end_stops(Suspension.objects.filter(inquiry=inquiry), actor)
    inquiry.state, inquiry.closed_at = Inquiry.State.ANSWERED, actor.at
    inquiry.version += 1
    inquiry.save(update_fields=["state", "closed_at", "version"])
    shorten_grant(inquiry, actor, event="inquiry.answered")
    if case.procedure and steps.is_running(case.procedure, "consult", str(inquiry.pk)):
        procedures.finish(case.procedure, "consult", actor=actor, item=str(inquiry.pk))
    _resume_case(actor, case)
    recompute(case)


def _resume_case(actor: Actor, case: Case) -> None:
    """Let the case's clock go on once nobody waits for more any longer; a stop of another cause stays."""
    stop = periods.running_stop(case)
    waiting = case.inquiries.filter(state=Inquiry.State.PAUSED).exists()
    if stop and stop.cause == "more_information" and not waiting:
        resume(case, actor)


def _write_conditions(response: Response) -> None:
    first = response.case.conditions.count()
    for number, item in enumerate(response.drafted_conditions):
        DecisionCondition.objects.create(
            case=response.case,
            response=response,
            model_id=item.get("model") or None,
            asked_by=response.inquiry.consultee,
            asked_by_vi=response.inquiry.body_vi,
            order=first + number,
            asked_text=str(item["text"]).strip(),
            text=str(item["text"]).strip(),
            legal_basis=str(item.get("legal_basis") or ""),
            trigger=str(item["trigger"]),
            evidence=str(item.get("evidence") or ""),
            due_on=read_day(item.get("due_on")),
            level=response.level,
            compartment_id=response.compartment_id,
        )


def write_opinions(response: Response) -> None:
    """Make the rows of the table of opinions: one of the text, one of each condition."""
    says = response.text.strip()
    texts = [says] if says and response.outcome != Outcome.NO_COMMENT else []
    texts += [str(item["text"]).strip() for item in response.drafted_conditions]
    first = response.case.treatments.count()
    OpinionTreatment.objects.bulk_create(
        OpinionTreatment(
            response=response,
            case=response.case,
            order=first + number,
            opinion=text,
            level=response.level,
            compartment_id=response.compartment_id,
        )
        for number, text in enumerate(texts)
    )


def _tell_lead(response: Response) -> None:
    case = response.case
    whom = [case.officer_id] if case.officer_id else case.lead_office
    notices.tell(
        whom,
        "response.received",
        reference=case.reference,
        path=reverse("appraisal:consultations", args=[case.reference]),
        level=case.level,
        compartment=case.compartment_id,
        roles=(Role.OFFICER,),
    )
