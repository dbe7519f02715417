"""What an office is asked, and its reply up to the signature, which is given in the browser only."""

from typing import Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Router

from kethop_office.accounts.actor import Actor
from kethop_office.api.door import ProgramRequest
from kethop_office.api.filled import form_data, refuse_form
from kethop_office.api.service import WRITES, answers
from kethop_office.api.shapes.inquiries import AskedOut, InboxOut, ReplyIn, asked_item, asked_out
from kethop_office.api.views.common import tag, version_in
from kethop_office.api.views.filing import IfMatch
from kethop_office.appraisal.actions.replies import assign, save_reply, submit_reply
from kethop_office.appraisal.forms.reply import ConditionRows, ReplyForm, typed_reply
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.conditions import current_models
from kethop_office.appraisal.queries.inbox import MOST, inbox_rows, inquiry_view, open_reply, outcome_choices
from kethop_office.appraisal.queries.inquiries import asked_inquiry
from kethop_office.common.refusal import Refused

__all__ = ["router"]

router = Router(tags=["consultation"])
Which = Literal["awaited", "to_sign", "closed", "all"]
Whose = Literal["office", "mine", "free"]


@router.get("/inquiries", response=answers(InboxOut))
def list_inquiries(request: ProgramRequest, which: Which = "awaited", whose: Whose = "office") -> InboxOut:
    """List what the offices of this account are asked."""
    rows = inbox_rows(request.actor, which=which, whose=whose)
    return InboxOut(items=[asked_item(row) for row in rows[:MOST]], is_cut=len(rows) > MOST)


@router.get("/inquiries/{key}", response=answers(AskedOut))
def read_inquiry(request: ProgramRequest, response: HttpResponse, key: UUID) -> AskedOut:
    """Read an inquiry with the draft of the reply."""
    return _shown(request.actor, response, _asked(request.actor, key))


@router.post("/inquiries/{key}/take", response=answers(AskedOut, others=WRITES))
def take_inquiry(request: ProgramRequest, response: HttpResponse, key: UUID) -> AskedOut:
    """Acknowledge an inquiry: this account answers it. Done again, nothing more happens."""
    asked = _asked(request.actor, key)
    if asked.assignee_id != request.actor.user_id:
        asked = assign(request.actor, asked, request.app_password.user)
    return _shown(request.actor, response, _asked(request.actor, asked.pk))


@router.put("/inquiries/{key}/reply", response=answers(AskedOut, others=WRITES))
def put_reply(
    request: ProgramRequest, response: HttpResponse, key: UUID, given: ReplyIn, if_match: IfMatch = None
) -> AskedOut:
    """Save the draft of the reply."""
    version = version_in(if_match)
    asked = _asked(request.actor, key)
    plain = form_data(given.model_dump(exclude={"conditions"}))
    form = ReplyForm({**plain, "version": version}, outcomes=outcome_choices(asked.role))
    refuse_form(form)
    data: dict[str, object] = {"condition-TOTAL_FORMS": len(given.conditions), "condition-INITIAL_FORMS": 0}
    for number, item in enumerate(given.conditions):
        data |= {f"condition-{number}-{name}": value for name, value in form_data(item.model_dump()).items()}
    models = current_models(request.actor).filter(office=asked.consultee_id)
    rows = ConditionRows(data, prefix="condition", form_kwargs={"models": models})
    rows.is_valid()
    for number, row in enumerate(rows.forms):
        refuse_form(row, at=f"body/conditions/{number}")
    save_reply(request.actor, asked, **typed_reply(form, rows))
    return _shown(request.actor, response, _asked(request.actor, key))


@router.post("/inquiries/{key}/reply/submission", response=answers(AskedOut, others=WRITES))
def send_reply_to_head(
    request: ProgramRequest, response: HttpResponse, key: UUID, if_match: IfMatch = None
) -> AskedOut:
    """Bring the reply to the head, who signs it in the browser or sends it back."""
    version = version_in(if_match)
    draft = open_reply(_asked(request.actor, key))
    if draft is None:
        raise Refused("response.not_draft")
    submit_reply(request.actor, draft, version=version)
    return _shown(request.actor, response, _asked(request.actor, key))


def _asked(actor: Actor, key: UUID) -> Inquiry:
    try:
        return asked_inquiry(actor, key)
    except Inquiry.DoesNotExist as error:
        raise Http404 from error


def _shown(actor: Actor, response: HttpResponse, asked: Inquiry) -> AskedOut:
    view = inquiry_view(actor, asked)
    tag(response, view.draft.version if view.draft else 0)
    return asked_out(view)
