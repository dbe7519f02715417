"""File a proposal: the steps of the pages, by the same forms and the same actions."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from ninja import Header, Router, Status

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.api.door import ProgramRequest
from kethop_office.api.filled import FormFault, form_data, refuse_form
from kethop_office.api.service import READS, WRITES, answers
from kethop_office.api.shapes.filing import (
    DetailsIn,
    DraftIn,
    DraftOut,
    HeightsIn,
    KindIn,
    QuestionsOut,
    SentOut,
    draft_out,
    questions_out,
)
from kethop_office.api.shapes.texts import Short
from kethop_office.api.views.common import case_or_404, once, tag, version_in
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.filing import file_submission
from kethop_office.appraisal.forms.heights_step import HeightsForm
from kethop_office.appraisal.forms.proposal import DetailsForm, KindForm
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.drafts import copyable_cases, filing_offices, lead_offices, own_draft, own_drafts
from kethop_office.appraisal.queries.faults import draft_faults
from kethop_office.appraisal.queries.questions import pack_questions
from kethop_office.appraisal.queries.submissions import submission_with_key

__all__ = ["IfMatch", "OnceKey", "open_draft", "router"]

router = Router(tags=["filing"])
IfMatch = Annotated[str | None, Header(alias="If-Match", description="`ETag` of the draft or reply as it was read.")]
OnceKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="Chosen by the program; the same request again makes nothing more."),
]
StepForm = KindForm | DetailsForm | HeightsForm


@router.get("/filing/questions", response=answers(QuestionsOut, others=(*READS, 503)))
def list_questions(request: ProgramRequest, kind: Short = "") -> QuestionsOut:
    """List what a proposal of a kind is asked: facts, coordinate systems, and the offices that take it in."""
    offices = filing_offices(request.actor)
    leads = [(office.pk, office.name) for office in lead_offices()] if offices else []
    return questions_out(pack_questions(kind), leads, [(office.pk, office.name) for office in offices])


@router.get("/drafts", response=answers(list[DraftOut]))
def list_drafts(request: ProgramRequest) -> list[DraftOut]:
    """List the drafts of this account that were not sent."""
    return [draft_out(draft) for draft in own_drafts(request.actor)[:200]]


@router.post("/drafts", response=answers(DraftOut, status=201, others=WRITES))
def start_draft(
    request: ProgramRequest, response: HttpResponse, given: DraftIn, idempotency_key: OnceKey = None
) -> Status[DraftOut]:
    """Begin a draft. What is left unanswered of heights and documents counts as not known."""
    actor = request.actor
    key = once(request, idempotency_key, lambda: str(_started(actor, given).pk))
    draft = own_draft(actor, UUID(key))
    tag(response, draft.version)
    return Status(201, draft_out(draft))


@router.get("/drafts/{key}", response=answers(DraftOut))
def read_draft(request: ProgramRequest, response: HttpResponse, key: UUID) -> DraftOut:
    """Read a draft with what is missing."""
    draft = open_draft(request.actor, key)
    tag(response, draft.version)
    return draft_out(draft)


@router.delete("/drafts/{key}", response=answers(None, status=204, others=WRITES))
def delete_draft(request: ProgramRequest, key: UUID) -> Status[None]:
    """Put a draft away; its author can take it back on its page."""
    drafts.delete_draft(request.actor, open_draft(request.actor, key))
    return Status(204, None)


@router.put("/drafts/{key}/kind", response=answers(DraftOut, others=WRITES))
def put_kind(
    request: ProgramRequest, response: HttpResponse, key: UUID, given: KindIn, if_match: IfMatch = None
) -> DraftOut:
    """Say which kind of proposal it is, and who takes it in."""

    def form(draft: ProposalDraft, data: Mapping[str, Any]) -> KindForm:
        own = copyable_cases(request.actor) if draft.case is None else None
        leads = list(lead_offices()) if draft.case is None else [draft.case.lead_office]
        return KindForm(data, kinds=pack_questions().kinds, leads=leads, own=own)

    return _step(request, response, key, "kind", (form, given.model_dump(mode="json"), if_match))


@router.put("/drafts/{key}/details", response=answers(DraftOut, others=WRITES))
def put_details(
    request: ProgramRequest, response: HttpResponse, key: UUID, given: DetailsIn, if_match: IfMatch = None
) -> DraftOut:
    """Give the name, the proponent, the communes and the facts; a fact that is left out is not known."""

    def form(draft: ProposalDraft, data: Mapping[str, Any]) -> DetailsForm:
        asked = pack_questions(draft.answers.get("kind", {}).get("kind", "")).questions
        unknown = {name for name in given.facts if name not in {question.name for question in asked}}
        if unknown:
            raise FormFault([{"pointer": f"/body/facts/{name}", "detail": name} for name in sorted(unknown)])
        return DetailsForm(data, questions=asked)

    facts = {f"fact-{name}": value for name, value in given.facts.items()}
    return _step(request, response, key, "details", (form, {**given.model_dump(exclude={"facts"}), **facts}, if_match))


@router.put("/drafts/{key}/heights", response=answers(DraftOut, others=WRITES))
def put_heights(
    request: ProgramRequest, response: HttpResponse, key: UUID, given: HeightsIn, if_match: IfMatch = None
) -> DraftOut:
    """Give the heights that are known."""
    plain = given.model_dump(exclude={"shields"})
    for index, shield in enumerate(given.shields):
        plain |= {f"shield-{index}-{name}": value for name, value in shield.model_dump().items()}
    return _step(request, response, key, "heights", (lambda _draft, data: HeightsForm(data), plain, if_match))


@router.post("/drafts/{key}/submission", response=answers(SentOut, status=201, others=WRITES))
def send_draft(
    request: ProgramRequest, key: UUID, if_match: IfMatch = None, idempotency_key: OnceKey = None
) -> Status[SentOut]:
    """Send a draft: a new case, or the next submission of its case. Its signature on paper stays what the law asks."""
    actor, version = request.actor, version_in(if_match)

    def send() -> str:
        draft = open_draft(actor, key)
        if faults := draft_faults(draft):
            raise FormFault([{"pointer": f"/draft/{fault.step}", "detail": fault.text} for fault in faults])
        return str(file_submission(actor, draft, version=version).pk)

    sent = submission_with_key(actor, UUID(once(request, idempotency_key, send)))
    if sent is None:
        raise Http404
    return Status(201, SentOut(reference=sent.case.reference, number=sent.number, filed_at=sent.filed_at))


def open_draft(actor: Actor, key: UUID) -> ProposalDraft:
    """Return a draft of the actor that was neither sent nor put away."""
    try:
        draft = own_draft(actor, key)
    except ProposalDraft.DoesNotExist as error:
        raise Http404 from error
    if draft.sent_at or draft.deleted_at:
        raise Http404
    return draft


def _started(actor: Actor, given: DraftIn) -> ProposalDraft:
    if given.case is not None:
        return drafts.continue_case(actor, case_or_404(actor, given.case))
    heights = HeightsForm({"version": 0})
    refuse_form(heights)
    answers_of = {"heights": heights.answers(), "files": {"items": []}}
    return drafts.start_draft(actor, office=_office(actor, given.office), answers=answers_of)


def _office(actor: Actor, key: UUID | None) -> Office:
    """Return the office that is named, or the only one; another's is not found."""
    offices = list(filing_offices(actor))
    chosen = [office for office in offices if key in {None, office.pk}]
    if len(chosen) != 1:
        raise Http404
    return chosen[0]


_Make = Callable[[ProposalDraft, Mapping[str, Any]], StepForm]


def _step(
    request: ProgramRequest,
    response: HttpResponse,
    key: UUID,
    step: str,
    filled: tuple[_Make, Mapping[str, Any], str | None],
) -> DraftOut:
    """Read a step by its form and keep it."""
    make, plain, if_match = filled
    version = version_in(if_match)
    draft = open_draft(request.actor, key)
    form: forms.Form = make(draft, {**form_data(plain), "version": version})
    refuse_form(form)
    if not isinstance(form, StepForm):
        raise TypeError(step)
    drafts.save_answers(request.actor, draft, step, form.answers(), version=version)
    draft = open_draft(request.actor, key)
    tag(response, draft.version)
    return draft_out(draft)
