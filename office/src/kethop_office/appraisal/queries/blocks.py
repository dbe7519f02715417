"""What stands in the way of an approval."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kethop_office.appraisal.models import (
    Case,
    DecisionCondition,
    Finding,
    Inquiry,
    OpinionTreatment,
    Recommendation,
    Response,
    ScreeningRun,
)
from kethop_office.appraisal.queries.content import Content, content_of, last_run

__all__ = ["Block", "blocks_of", "case_blocks"]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that stands in the way.

    Parameters
    ----------
    code : str
        Such as ``block.objection``; its sentence is in ``wording``.
    section : str
        Section of the case in which it is settled.
    fields : dict
        What fills the sentence.
    """

    code: str
    section: str
    fields: dict[str, str] = field(default_factory=dict)


_GIVEN = (Response.Outcome.NO_OBJECTION, Response.Outcome.CONDITIONS)
_TAKEN_UP = (DecisionCondition.State.TAKEN_UP, DecisionCondition.State.TAKEN_UP_CHANGED)


def case_blocks(case: Case) -> tuple[Block, ...]:
    """Return what stands in the way of approving the case as it is now."""
    return (*_screening(case), *blocks_of(content_of(case)))


def _screening(case: Case) -> Iterator[Block]:
    newest = case.runs.order_by("-number").first()
    if newest is None or last_run(case) is None:
        yield Block("block.not_screened", "findings")
    elif newest.state != ScreeningRun.State.DONE:
        yield Block("block.run_not_done", "findings")
    else:
        frozen = case.validations.order_by("-number").first()
        if frozen and newest.validation_id != frozen.pk:
            yield Block("block.run_of_older_file", "findings")


def blocks_of(content: Content) -> tuple[Block, ...]:
    """Return what stands in the way of approving a content.

    A report that proposes to refuse is not held up by an objection or by what is unknown: they may be its very reasons. Opinions
    must be treated either way.
    """
    wanted = content["recommendation"]
    found = [*_recommendation(content)]
    if wanted is None or wanted["proposal"] != Recommendation.Proposal.REFUSE:
        found += [*_unknown(content), *_bodies(content)]
    return (*found, *_treatments(content))


def _recommendation(content: Content) -> Iterator[Block]:
    wanted = content["recommendation"]
    if wanted is None:
        yield Block("block.no_recommendation", "report")
        return
    is_conditional = wanted["proposal"] == Recommendation.Proposal.APPROVE_WITH_CONDITIONS
    taken_up = any(item["state"] in _TAKEN_UP for item in content["conditions"].values())
    if wanted["proposal"] == Recommendation.Proposal.REFUSE:
        if not wanted["reasons"].strip():
            yield Block("block.no_reasons", "report")
    elif is_conditional and not taken_up:
        yield Block("block.no_conditions", "conditions")
    elif taken_up and not is_conditional:
        yield Block("block.conditions_left_out", "report")


def _unknown(content: Content) -> Iterator[Block]:
    for item in content["findings"].values():
        if item["holds"] == Finding.Outcome.UNKNOWN and not item["is_asked"]:
            yield Block("block.unknown_not_asked", "consultations", {"topic": item["topic"]})


def _bodies(content: Content) -> Iterator[Block]:
    for item in content["inquiries"].values():
        body = {"body": item["body"]}
        if item["is_asked_again"] or item["state"] == "stepped_in":
            continue
        if item["state"] == "proposed":
            yield Block("block.not_sent", "consultations", body)
        elif item["role"] == Inquiry.Role.CONCURRENCE:
            reply = item["reply"]
            if reply and reply["outcome"] == Response.Outcome.OBJECTION:
                yield Block("block.objection", "consultations", body)
            elif not (reply and reply["outcome"] in _GIVEN):
                yield Block("block.no_concurrence", "consultations", body)


def _treatments(content: Content) -> Iterator[Block]:
    treated = {item["inquiry"] for item in content["opinions"].values()}
    for key, item in content["inquiries"].items():
        reply = item["reply"]
        is_open = reply and reply["outcome"] == Response.Outcome.OBJECTION and key not in treated
        if is_open and not item["is_asked_again"]:
            yield Block("block.opinion_not_treated", "consultations", {"body": item["body"]})
    for item in content["opinions"].values():
        needs_words = item["treatment"] in {OpinionTreatment.Treatment.IN_PART, OpinionTreatment.Treatment.EXPLAINED}
        if not item["treatment"] or (needs_words and not item["text"].strip()):
            yield Block("block.opinion_not_treated", "consultations", {"body": item["body"]})
    for item in content["conditions"].values():
        if item["state"] == DecisionCondition.State.ASKED:
            yield Block("block.condition_open", "conditions", {"body": item["asked_by"], "text": item["text"][:80]})
        elif item["state"] == DecisionCondition.State.NOT_TAKEN_UP and not item["explanation"].strip():
            yield Block("block.condition_not_explained", "conditions", {"body": item["asked_by"], "text": item["text"][:80]})
