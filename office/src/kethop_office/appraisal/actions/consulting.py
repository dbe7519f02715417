"""Keep the procedure of a case where its letters stand: one of the acts of a consultation ends with one of these."""

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Inquiry
from kethop_office.appraisal.queries.inquiries import AWAITED
from kethop_office.procedures import actions as procedures
from kethop_office.procedures import queries as steps
from kethop_office.procedures.actions.moving import SCHEDULER
from kethop_office.procedures.models import ProcedureRun

__all__ = ["letters_ended", "letters_out", "letters_still_out", "stop_waiting"]

_LEAD = (Role.CLERK, Role.OFFICER, Role.REVIEWER, Role.APPROVER)


def letters_out(case: Case, actor: Actor) -> None:
    """Let the consultation run because somebody has been asked, again from a report that was being written.

    Where a letter only tells, nobody is awaited: while other letters are to be sent, the consultation is still being
    prepared; else it is over with the letter.
    """
    run = case.procedure
    if run is None:
        return
    is_awaited = case.inquiries.filter(state__in=AWAITED).exists()
    is_more = case.inquiries.filter(state=Inquiry.State.PROPOSED).exclude(origin=Inquiry.Origin.INITIATIVE).exists()
    if not is_awaited and is_more:
        return
    mover = _mover(case, actor)
    if is_awaited and steps.is_running(run, "draft_report"):
        procedures.finish(run, "draft_report", actor=mover, outcome="consult_more")
    if steps.is_running(run, "prepare_consultation"):
        procedures.finish(run, "prepare_consultation", actor=mover)
    letters_ended(case, actor)


def letters_still_out(case: Case, actor: Actor) -> None:
    """Go on waiting after a new screening that asks nobody else, for those who were asked before it."""
    proposed = case.inquiries.filter(state=Inquiry.State.PROPOSED).exclude(origin=Inquiry.Origin.INITIATIVE)
    if case.inquiries.filter(state__in=AWAITED).exists() and not proposed.exists():
        letters_out(case, actor)


def letters_ended(case: Case, actor: Actor) -> None:
    """Let each awaited letter be an item of the consultation, and the consultation be over when nobody is awaited."""
    run = case.procedure
    if run is None or not steps.is_running(run, "consult"):
        return
    mover = _mover(case, actor)
    asked = _items(run)
    for inquiry in case.inquiries.filter(state__in=AWAITED).order_by("created_at", "pk"):
        item = str(inquiry.pk)
        if item in asked:
            continue
        procedures.add_item(run, "consult", item, office=inquiry.consultee_id, due_on=inquiry.last_day, actor=mover)
        if inquiry.state == Inquiry.State.PAUSED:
            procedures.pause(run, "consult", item=item, actor=mover)
    if not _items(run):
        procedures.close_items(run, "consult", actor=mover)


def stop_waiting(case: Case, actor: Actor) -> None:
    """Go on to the report without those who are still awaited; their letters stand, and what they answer still counts."""
    run = case.procedure
    if run is None:
        return
    if steps.is_running(run, "prepare_consultation"):
        procedures.finish(run, "prepare_consultation", actor=actor)
    for item in sorted(_items(run)):
        procedures.cancel_item(run, "consult", item, actor=actor)
    if steps.is_running(run, "consult"):
        procedures.close_items(run, "consult", actor=actor)


def _items(run: ProcedureRun) -> set[str]:
    """Return the items of the consultation that are open."""
    rows = run.steps.filter(definition__element="consult", state__in=steps.OPEN)
    return set(rows.values_list("item", flat=True))


def _mover(case: Case, actor: Actor) -> Actor:
    """Return the actor, or the office's scheduler where somebody outside of the lead office acted."""
    is_lead = actor.has_any(_LEAD, case.lead_office_id)
    return actor if is_lead else Actor(SCHEDULER, "", frozenset(), 0, actor.at)
