"""What stands in the way of approval, and what should be seen before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef

from kethop_office.appraisal.models import (
    Case,
    Finding,
    FindingOverride,
    Inquiry,
    OpinionTreatment,
    Response,
    ScreeningRun,
)
from kethop_office.appraisal.queries.inquiries import final_reply, inquiries_in, is_superseded, last_reply

__all__ = ["Block", "blocks", "unconsulted_findings", "warnings"]

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


def blocks(case: Case, inquiries: Sequence[Inquiry] | None = None) -> list[Block]:
    """Return what blocks the approval of a case: concurrences not given, unknown findings on which nobody was asked.

    A concurrence that the law deems given, or that the level above gave, is given. Nothing else stands for one: no
    holding reply, no silence, no recalled letter, no "not involved" on which two officers have not decided.

    Parameters
    ----------
    inquiries : sequence of Inquiry or None
        As ``inquiries_in`` gives them, where the caller has them already.
    """
    rows = inquiries_in(case) if inquiries is None else inquiries
    wanted = [row for row in rows if row.role == Inquiry.Role.CONCURRENCE and row.state not in _GONE]
    found = [_of_concurrence(inquiry) for inquiry in wanted if not is_superseded(inquiry, rows)]
    unknown = [
        Block("block.finding_unconsulted", {"topic": item.topic_vi, "topic_en": item.topic_en}, finding=item.pk)
        for item in unconsulted_findings(case)
    ]
    return [block for block in found if block] + unknown


def warnings(case: Case, inquiries: Sequence[Inquiry] | None = None) -> list[Block]:
    """Return what does not block but should be seen: advice not asked or not come, objections not explained.

    Parameters
    ----------
    inquiries : sequence of Inquiry or None
        As for ``blocks``.
    """
    rows = inquiries_in(case) if inquiries is None else inquiries
    found: list[Block] = []
    for inquiry in rows:
        if inquiry.role != Inquiry.Role.ADVICE:
            continue
        if inquiry.state == State.PROPOSED:
            found.append(_block("block.advice_not_asked", inquiry))
        elif inquiry.state in {State.SENT, State.PAUSED} and not is_superseded(inquiry, rows):
            found.append(_block("block.advice_not_come", inquiry))
    return found + [_block("block.objection_unexplained", inquiry) for inquiry in _unexplained(case, rows)]


def _unexplained(case: Case, inquiries: Sequence[Inquiry]) -> list[Inquiry]:
    """Return inquiries with an objection that stands, for each whose rows in the table of opinions are not all answered."""
    objections = [
        (inquiry, reply.pk)
        for inquiry in inquiries
        for reply in inquiry.responses.all()
        if reply.state == Response.State.SENT and reply.outcome == Outcome.OBJECTION
    ]
    if not objections:
        return []
    treated: dict[UUID, bool] = {}
    for response, treatment in OpinionTreatment.objects.filter(case=case).values_list("response_id", "treatment"):
        treated[response] = treated.get(response, True) and bool(treatment)
    return [inquiry for inquiry, reply in objections if not treated.get(reply, False)]


def unconsulted_findings(case: Case) -> list[Finding]:
    """Return unknown findings of the last run that nobody was asked about and no two officers have overruled."""
    run = case.runs.filter(state=ScreeningRun.State.DONE).order_by("-number").values("pk")[:1]
    overruled = FindingOverride.objects.filter(finding=OuterRef("pk"), state=FindingOverride.State.CONFIRMED)
    rows = Finding.objects.filter(run=run, outcome=Finding.Outcome.UNKNOWN).exclude(Exists(overruled))
    unknown = list(rows.order_by("order"))
    if not unknown:
        return []
    asked = Inquiry.objects.filter(case=case, state__in=(*_WENT_OUT, State.REMOVED))
    settled = set(asked.values_list("findings__key", flat=True))
    return [item for item in unknown if item.key not in settled]


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
