"""Take a file in, ask for what it lacks, give it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import clock, letters
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.telling import tell_proponent
from kethop_office.appraisal.models import Case, CompletionRequest, Submission
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions as procedures
from kethop_office.procedures.queries import is_running

__all__ = ["receive", "request_completion", "return_file", "unjudged_submission"]


def receive(actor: Actor, case: Case, *, receipt_number: str, version: int) -> Submission:
    """Give the newest submission its receipt number, once.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``, ``submission.received``, ``submission.no_receipt_number``.
    """
    number = receipt_number.strip()
    if not number:
        raise Refused("submission.no_receipt_number")
    with transaction.atomic():
        case = open_case(actor, case, (Role.CLERK, Role.OFFICER), version)
        submission = newest_submission(case)
        if submission.received_at is not None:
            raise Refused("submission.received", number=submission.number)
        submission.received_by_id, submission.received_at, submission.receipt_number = actor.user_id, actor.at, number
        submission.save(update_fields=["received_by", "received_at", "receipt_number"])
        if case.procedure is not None and is_running(case.procedure, "receive"):
            procedures.finish(case.procedure, "receive", actor=actor)
        fields = {"number": submission.number, "receipt": number}
        tell(case, "submission.registered", actor=actor, fields=fields, is_internal=False)
        tell_proponent(case, "submission.registered", fields)
    return submission


def request_completion(
    actor: Actor, case: Case, *, items: list[str], reason: str, due_on: date | None, version: int
) -> CompletionRequest:
    """Ask the proponent for what the file lacks; the case waits for it.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``, ``completion.nothing_asked``, ``completion.past_day``,
        ``completion.asked``, ``submission.judged``.
    """
    wanted = [item.strip() for item in items if item.strip()]
    if not wanted:
        raise Refused("completion.nothing_asked")
    if due_on is not None and due_on < timezone.localtime(actor.at).date():
        raise Refused("completion.past_day", day=due_on.strftime("%d/%m/%Y"))
    with transaction.atomic():
        case = open_case(actor, case, (Role.OFFICER,), version)
        if case.completion_requests.filter(state=CompletionRequest.State.SENT).exists():
            raise Refused("completion.asked")
        submission = unjudged_submission(case)
        request = CompletionRequest.objects.create(
            case=case,
            submission=submission,
            items=wanted,
            reason=reason.strip(),
            due_on=due_on,
            sent_by_id=actor.user_id,
            sent_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        if case.procedure is not None and is_running(case.procedure, "validate"):
            procedures.finish(case.procedure, "validate", actor=actor, outcome="completion")
        elif case.clock == Case.Clock.RUNNING:
            clock.pause(case, actor, cause="completion", reason="; ".join(wanted))
        clock.recompute(case)
        fields = {"number": submission.number, "count": len(wanted)}
        tell(case, "completion.requested", actor=actor, fields=fields, is_internal=False)
        tell_proponent(case, "completion.requested", fields)
        letters.make("F4", case, actor, request=request)
    return request


def return_file(actor: Actor, case: Case, *, reason: str, version: int) -> Case:
    """Give the file back with the reason; the case ends.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``, ``case.no_reason``, ``submission.judged``.
    """
    said = reason.strip()
    if not said:
        raise Refused("case.no_reason")
    with transaction.atomic():
        case = open_case(actor, case, (Role.OFFICER,), version)
        submission = unjudged_submission(case)
        if case.procedure is None or not is_running(case.procedure, "validate"):
            raise Refused("submission.judged", number=submission.number)
        procedures.finish(case.procedure, "validate", actor=actor, outcome="returned")
        case.stage, case.clock = Case.Stage.RETURNED, Case.Clock.STOPPED
        case.closed_on, case.next_due_on = timezone.localtime(actor.at).date(), None
        case.content_version += 1
        case.save(update_fields=["stage", "clock", "closed_on", "next_due_on", "content_version"])
        tell(case, "case.returned", actor=actor, fields={"reason": said}, is_internal=False)
        tell_proponent(case, "case.returned", {"reason": said})
    return case


def open_case(actor: Actor, case: Case, roles: tuple[str, ...], version: int) -> Case:
    """Return the case locked, if the actor may act on it in its lead office, and it is as the page showed it.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.stale``, ``case.closed``.
    """
    row = lock_case(case.pk)
    if not actor.has_any(roles, row.lead_office_id):
        raise Refused("case.not_yours")
    if row.content_version != version:
        raise Refused("case.stale", reference=row.reference)
    if not row.is_open:
        raise Refused("case.closed", reference=row.reference)
    return row


def newest_submission(case: Case) -> Submission:
    """Return the last submission."""
    return case.submissions.select_related("proposal", "site").order_by("-number")[:1].get()


def unjudged_submission(case: Case) -> Submission:
    """Return the last submission, which no officer has frozen as valid.

    Raises
    ------
    Refused
        ``submission.judged``, ``submission.not_received``.
    """
    submission = newest_submission(case)
    if submission.validations.exists():
        raise Refused("submission.judged", number=submission.number)
    if submission.received_at is None:
        raise Refused("submission.not_received", number=submission.number)
    return submission
