"""One inquiry in the consulted office: what is asked, and the draft of the reply."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actions.drafts import drop_draft
from kethop_office.accounts.queries.drafts import draft_for
from kethop_office.appraisal.actions.replies import save_reply
from kethop_office.appraisal.forms.reply import ConditionRows, HandOverForm, ReplyForm, condition_rows, typed_reply
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.conditions import current_models
from kethop_office.appraisal.queries.inbox import InquiryView, colleagues, inquiry_view, open_reply, outcome_choices
from kethop_office.appraisal.queries.replies import refuse_unfit
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.appraisal.views.consultation_frame import asked_of, done, said, try_on, with_version
from kethop_office.common.refusal import Refused

__all__ = ["inquiry"]

DRAFT = "reply"
_FIELDS = {  # where a refusal is told
    "response.no_outcome": "outcome",
    "response.no_text": "text",
    "response.no_promise": "promised_on",
    "response.no_items": "asked_items",
    "response.has_coordinates": "text",
    "response.has_level_words": "text",
}


@signed_in
def inquiry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show an inquiry, and save the draft of the reply."""
    asked = asked_of(request, key)
    view = inquiry_view(request.actor, asked)
    models = current_models(request.actor).filter(office=asked.consultee_id)
    form, rows = _forms(request, view, models)
    status = 200
    wants_more = "more" in request.POST
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        status = try_on(form, lambda: save_reply(request.actor, asked, **typed_reply(form, rows)))
        if not status:
            drop_draft(request.actor, DRAFT, str(asked.pk))
        if not status and "submit" in request.POST:
            status = _refuse_on(form, asked, day_of(request.actor))
        if not status:
            here = reverse("appraisal:inquiry", args=[asked.pk])
            if wants_more:
                return redirect(f"{here}#conditions")
            if "submit" in request.POST:
                return redirect(reverse("appraisal:reply-submit", args=[asked.pk]))
            return done(request, _("Đã lưu nháp."), here)
        if status:
            view = inquiry_view(request.actor, asked)
            with_version(form, view.draft.version if view.draft else 0)
    users = colleagues(asked, day_of(request.actor))
    context = {
        "view": view,
        "inquiry": asked,
        "form": form,
        "rows": rows,
        "is_stale": status == 409,
        "hand_over": HandOverForm(initial={"user": asked.assignee_id}, users=users),
        "role_words": asked.get_role_display(),
        "is_taken": asked.assignee_id == request.actor.user_id,
        "page_level": asked.level,
    }
    return render(request, "appraisal/inquiry.html", context, status=status)


def _forms(request: SignedInRequest, view: InquiryView, models: object) -> tuple[ReplyForm, BaseFormSet[Any]]:
    draft, asked = view.draft, view.inquiry
    outcomes = outcome_choices(asked.role)
    if request.method == "POST":
        rows = ConditionRows(request.POST, prefix="condition", form_kwargs={"models": models})
        return ReplyForm(request.POST, outcomes=outcomes), rows
    start: dict[str, Any] = {"version": draft.version if draft else 0}
    if draft:
        start |= {"outcome": draft.outcome, "text": draft.text, "internal_reason": draft.internal_reason}
        start["asked_items"] = "\n".join(str(item) for item in draft.asked_items)
        start["promised_on"] = f"{draft.promised_on:%d/%m/%Y}" if draft.promised_on else ""
    kept = draft_for(request.actor, DRAFT, str(asked.pk))
    if kept and kept.base_version == start["version"] and (draft is None or kept.saved_at > draft.saved_at):
        start |= {name: kept.data[name] for name in ReplyForm.base_fields if name in kept.data and name != "version"}
    first = condition_rows(draft.drafted_conditions) if draft else []
    rows = ConditionRows(initial=first, prefix="condition", form_kwargs={"models": models})
    return ReplyForm(initial=start, outcomes=outcomes), rows


def _refuse_on(form: ReplyForm, asked: Inquiry, today: date) -> int:
    """Say at the field what keeps the saved draft from leaving. Return the status of the page, 0 when nothing does."""
    draft = open_reply(asked)
    try:
        if draft is not None:
            refuse_unfit(draft, today)
    except Refused as refusal:
        form.add_error(_FIELDS.get(refusal.code), said(refusal))
        return 422
    return 0
