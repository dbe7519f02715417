"""What stands in the way of an approval of the report as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kethop_office.appraisal.models import (
    Case,
    DecisionCondition,
    OpinionTreatment,
    Recommendation,
    Response,
    ScreeningRun,
)
from kethop_office.appraisal.queries.blocks import Block, blocks, warnings
from kethop_office.appraisal.queries.content import Content, content_of, last_run

__all__ = ["Obstacle", "case_obstacles", "case_warnings", "obstacles_in"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way.

    Parameters
    ----------
    code : str
        Such as ``block.no_reasons``; its sentence is in ``wording``.
    section : str
        Section of the case in which it is settled.
    fields : dict
        What fills the sentence.
    """

    code: str
    section: str
    fields: dict[str, object] = field(default_factory=dict)


_TAKEN_UP = (DecisionCondition.State.TAKEN_UP, DecisionCondition.State.TAKEN_UP_CHANGED)


def case_obstacles(case: Case) -> tuple[Obstacle, ...]:
    """Return what stands in the way of approving the case as it is now.

    A report that proposes to refuse is not held up by an objection or by what is unknown: they may be its very reasons. Opinions
    must be treated either way.
    """
    content = content_of(case)
    wanted = content["recommendation"]
    is_refusal = wanted is not None and wanted["proposal"] == Recommendation.Proposal.REFUSE
    consulted = () if is_refusal else (_of_consultation(block) for block in blocks(case))
    return (*_screening(case), *consulted, *obstacles_in(content))


def case_warnings(case: Case) -> tuple[Obstacle, ...]:
    """Return what does not stand in the way but should be seen before."""
    return tuple(_of_consultation(block) for block in warnings(case))


def _of_consultation(block: Block) -> Obstacle:
    return Obstacle(block.code, "findings" if block.finding else "consultations", block.fields)


def _screening(case: Case) -> Iterator[Obstacle]:
    newest = case.runs.order_by("-number").first()
    if newest is None or last_run(case) is None:
        yield Obstacle("block.not_screened", "findings")
    elif newest.state != ScreeningRun.State.DONE:
        yield Obstacle("block.run_not_done", "findings")
    else:
        frozen = case.validations.order_by("-number").first()
        if frozen and newest.validation_id != frozen.pk:
            yield Obstacle("block.run_of_older_file", "findings")


def obstacles_in(content: Content) -> tuple[Obstacle, ...]:
    """Return what stands in the way in the content itself: recommendation, opinions and conditions."""
    return (*_recommendation(content), *_opinions(content), *_conditions(content))


def _recommendation(content: Content) -> Iterator[Obstacle]:
    wanted = content["recommendation"]
    if wanted is None:
        yield Obstacle("block.no_recommendation", "report")
        return
    is_conditional = wanted["proposal"] == Recommendation.Proposal.APPROVE_WITH_CONDITIONS
    taken_up = any(item["state"] in _TAKEN_UP for item in content["conditions"].values())
    if wanted["proposal"] == Recommendation.Proposal.REFUSE:
        if not wanted["reasons"].strip():
            yield Obstacle("block.no_reasons", "report")
    elif is_conditional and not taken_up:
        yield Obstacle("block.no_conditions", "conditions")
    elif taken_up and not is_conditional:
        yield Obstacle("block.conditions_left_out", "report")


def _opinions(content: Content) -> Iterator[Obstacle]:
    treated = {item["inquiry"] for item in content["opinions"].values()}
    for key, item in content["inquiries"].items():
        reply = item["reply"]
        is_open = reply and reply["outcome"] == Response.Outcome.OBJECTION and key not in treated
        if is_open and not item["is_asked_again"]:
            yield Obstacle("block.opinion_not_treated", "consultations", {"body": item["body"]})
    for item in content["opinions"].values():
        needs_words = item["treatment"] in {OpinionTreatment.Treatment.IN_PART, OpinionTreatment.Treatment.EXPLAINED}
        if not item["treatment"] or (needs_words and not item["text"].strip()):
            yield Obstacle("block.opinion_not_treated", "consultations", {"body": item["body"]})


def _conditions(content: Content) -> Iterator[Obstacle]:
    for item in content["conditions"].values():
        said = {"body": item["asked_by"], "text": item["text"][:80]}
        if item["state"] == DecisionCondition.State.ASKED:
            yield Obstacle("block.condition_open", "conditions", said)
        elif item["state"] == DecisionCondition.State.NOT_TAKEN_UP and not item["explanation"].strip():
            yield Obstacle("block.condition_not_explained", "conditions", said)
