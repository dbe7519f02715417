"""What stands in the way of approval, and what should be seen before."""

from dataclasses import dataclass, field
from uuid import UUID

from kethop_office.appraisal.models import (
    Case,
    Finding,
    FindingOverride,
    Inquiry,
    OpinionTreatment,
    Response,
    ScreeningRun,
)
from kethop_office.appraisal.queries.inquiries import final_reply, is_superseded, last_reply

__all__ = ["Block", "blocks", "unconsulted_findings", "unexplained", "warnings"]

Outcome = Response.Outcome
State = Inquiry.State
_GIVEN = {Outcome.NO_OBJECTION, Outcome.CONDITIONS}
_GONE = {State.REMOVED, State.STEPPED_IN}
_WENT_OUT = (State.SENT, State.PAUSED, State.ANSWERED, State.DEEMED, State.STEPPED_IN)


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that stands in the way.

    Parameters
    ----------
    code : str
        Code of its sentence in ``wording``.
    fields : dict
        What fills the sentence.
    inquiry, finding : UUID or None
        What it is about.
    """

    code: str
    fields: dict[str, object] = field(default_factory=dict)
    inquiry: UUID | None = None
    finding: UUID | None = None


def blocks(case: Case) -> list[Block]:
    """Return what blocks the approval of a case: concurrences not given, unknown findings on which nobody was asked.

    A concurrence that the law deems given, or that the level above gave, is given. Nothing else stands for one: no
    holding reply, no silence, no recalled letter, no "not involved" on which two officers have not decided.
    """
    rows = case.inquiries.filter(role=Inquiry.Role.CONCURRENCE).exclude(state__in=_GONE)
    rows = rows.prefetch_related("responses", "asked_again", "step_ins").order_by("created_at", "pk")
    found = [_of_concurrence(inquiry) for inquiry in rows if not is_superseded(inquiry)]
    unknown = [
        Block("block.finding_unconsulted", {"topic": item.topic_vi, "topic_en": item.topic_en}, finding=item.pk)
        for item in unconsulted_findings(case)
    ]
    return [block for block in found if block] + unknown


def warnings(case: Case) -> list[Block]:
    """Return what does not block but should be seen: advice not asked or not come, objections not explained."""
    found: list[Block] = []
    rows = case.inquiries.filter(role=Inquiry.Role.ADVICE).exclude(state__in=(*_GONE, State.RECALLED))
    rows = rows.prefetch_related("asked_again", "step_ins")
    for inquiry in rows.order_by("created_at", "pk"):
        if inquiry.state == State.PROPOSED:
            found.append(_block("block.advice_not_asked", inquiry))
        elif inquiry.state in {State.SENT, State.PAUSED} and not is_superseded(inquiry):
            found.append(_block("block.advice_not_come", inquiry))
    found += [_block("block.objection_unexplained", response.inquiry) for response in unexplained(case)]
    return found


def unexplained(case: Case) -> list[Response]:
    """Return objections that stand and whose rows in the table of opinions are not all answered."""
    objections = case.responses.filter(state=Response.State.SENT, outcome=Outcome.OBJECTION).select_related("inquiry")
    open_rows = set(OpinionTreatment.objects.filter(case=case, treatment="").values_list("response_id", flat=True))
    have_rows = set(OpinionTreatment.objects.filter(case=case).values_list("response_id", flat=True))
    return [item for item in objections if item.pk in open_rows or item.pk not in have_rows]


def unconsulted_findings(case: Case) -> list[Finding]:
    """Return unknown findings of the last run that nobody was asked about and no two officers have overruled."""
    run = case.runs.filter(state=ScreeningRun.State.DONE).order_by("-number").first()
    if run is None:
        return []
    overruled = FindingOverride.objects.filter(finding__run=run, state=FindingOverride.State.CONFIRMED)
    asked = Inquiry.objects.filter(case=case, state__in=_WENT_OUT).values_list("findings__key", flat=True)
    decided = Inquiry.objects.filter(case=case, state=State.REMOVED).values_list("findings__key", flat=True)
    settled = {key for key in (*asked, *decided) if key}
    unknown = run.findings.filter(outcome=Finding.Outcome.UNKNOWN).exclude(pk__in=overruled.values("finding"))
    return [item for item in unknown.order_by("order") if item.key not in settled]


def _of_concurrence(inquiry: Inquiry) -> Block | None:
    unasked = {State.PROPOSED: "block.concurrence_not_asked", State.RECALLED: "block.concurrence_recalled"}
    if inquiry.state in unasked:
        return _block(unasked[State(inquiry.state)], inquiry)
    reply = final_reply(inquiry)
    if inquiry.state == State.DEEMED or (reply is not None and reply.outcome in _GIVEN):
        return None
    if reply is not None:
        is_refused = reply.outcome == Outcome.OBJECTION
        return _block("block.concurrence_refused" if is_refused else "block.concurrence_not_given", inquiry)
    return _block(_of_nothing_final(last_reply(inquiry)), inquiry)


def _of_nothing_final(last: Response | None) -> str:
    if last is None:
        return "block.concurrence_missing"
    if last.state == Response.State.WITHDRAWN:
        return "block.concurrence_withdrawn"
    return "block.concurrence_holding" if last.outcome == Outcome.HOLDING else "block.concurrence_paused"


def _block(code: str, inquiry: Inquiry) -> Block:
    return Block(code, {"body": inquiry.body_vi, "body_en": inquiry.body_en}, inquiry=inquiry.pk)
