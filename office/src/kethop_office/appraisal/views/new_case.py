"""A new proposal: the list of drafts, the task list of one, its steps, and sending it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.filing import file_submission
from kethop_office.appraisal.forms.heights_step import HeightsForm
from kethop_office.appraisal.forms.proposal import DetailsForm, KindForm, SendForm
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.drafts import (
    amended_reference,
    copyable_cases,
    documents,
    lead_offices,
    own_draft,
)
from kethop_office.appraisal.queries.faults import draft_faults
from kethop_office.appraisal.queries.questions import pack_questions
from kethop_office.appraisal.queries.readiness import missing_answers, step_states
from kethop_office.appraisal.queries.summaries import answer_rows
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.views.refusals import sentence_of
from kethop_office.common.refusal import Refused

__all__ = ["check", "details", "draft_on", "heights", "kind", "overview"]

STEP_NAMES = {
    "kind": gettext_lazy("Loại đề xuất và nơi nhận"),
    "details": gettext_lazy("Nội dung đề xuất"),
    "site": gettext_lazy("Vị trí khu đất"),
    "heights": gettext_lazy("Độ cao công trình"),
    "files": gettext_lazy("Tài liệu"),
    "check": gettext_lazy("Kiểm tra và gửi"),
}
_ORDER = tuple(STEP_NAMES)


def draft_on(actor: Actor, key: UUID, *, is_open: bool = True) -> ProposalDraft:
    """Return a draft of the actor.

    Raises
    ------
    Http404
        There is none, or it is another's; or it was sent or put away, where an open one is wanted.
    """
    try:
        draft = own_draft(actor, key)
    except ProposalDraft.DoesNotExist as error:
        raise Http404 from error
    if is_open and (draft.sent_at or draft.deleted_at):
        raise Http404
    return draft


def step_context(draft: ProposalDraft, step: str) -> dict[str, object]:
    """Return what every step's page shows: its name, its number, the way back."""
    return {
        "draft": draft,
        "step": step,
        "step_name": STEP_NAMES[step],
        "step_number": _ORDER.index(step) + 1,
        "step_count": len(_ORDER),
        "back_path": reverse("appraisal:draft", args=[draft.pk]),
    }


def next_path(draft: ProposalDraft, step: str) -> str:
    """Return the page after a step."""
    return reverse(f"appraisal:draft_{_ORDER[_ORDER.index(step) + 1]}", args=[draft.pk])


@require_GET
@signed_in
def overview(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the steps of a draft with their state."""
    draft = draft_on(actor_on(request), key)
    states = step_states(draft)
    steps = [
        {
            "name": STEP_NAMES[step],
            "path": reverse(f"appraisal:draft_{step}", args=[draft.pk]),
            "state": states.get(step, "todo"),
        }
        for step in _ORDER
    ]
    missing = missing_answers(draft)
    return render(
        request,
        "appraisal/filing/draft.html",
        {"draft": draft, "steps": steps, "missing": missing, "left": len({item.step for item in missing})},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def kind(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the kind of proposal and for who takes it in."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    initial = {**draft.answers.get("kind", {}), "version": draft.version}
    leads = list(lead_offices())
    own = None
    if draft.case is not None:
        leads = [draft.case.lead_office]
        initial["lead_office"] = str(draft.case.lead_office_id)
    else:
        own = copyable_cases(actor)
        initial["amendment_of"] = amended_reference(actor, draft)
    form = KindForm(request.POST or None, initial=initial, kinds=pack_questions().kinds, leads=leads, own=own)
    return _step(request, actor, draft, "kind", form)


@require_http_methods(["GET", "POST"])
@signed_in
def details(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the name, the proponent, the communes and the facts."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    chosen = draft.answers.get("kind", {}).get("kind", "")
    if not chosen:
        messages.info(request, gettext("Chọn loại đề xuất trước: các câu hỏi tùy theo loại."))
        return redirect("appraisal:draft_kind", key=draft.pk)
    known = draft.answers.get("details", {})
    initial = {"proponent": draft.office.name_vi if draft.office.kind == "proponent" else ""}
    initial |= DetailsForm.initial_of(known) | {"version": draft.version}
    form = DetailsForm(request.POST or None, initial=initial, questions=pack_questions(chosen).questions)
    return _step(request, actor, draft, "details", form)


@require_http_methods(["GET", "POST"])
@signed_in
def heights(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the heights."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    initial = HeightsForm.initial_of(draft.answers.get("heights", {})) | {"version": draft.version}
    return _step(request, actor, draft, "heights", HeightsForm(request.POST or None, initial=initial))


def _step(
    request: HttpRequest,
    actor: Actor,
    draft: ProposalDraft,
    step: str,
    form: KindForm | DetailsForm | HeightsForm,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                drafts.save_answers(actor, draft, step, form.answers(), version=form.cleaned_data["version"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                if "later" in request.POST:
                    messages.success(request, gettext("Đã lưu bản nháp."))
                    return redirect("appraisal:draft", key=draft.pk)
                return redirect(next_path(draft, step))
    context = {**step_context(draft, step), "form": form}
    return render(request, f"appraisal/filing/{step}.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show every answer, what is missing and what is wrong; send."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    missing, faults = missing_answers(draft), draft_faults(draft)
    form = SendForm(request.POST or None, initial={"version": draft.version})
    status = 200
    if request.method == "POST" and form.is_valid() and not faults:
        try:
            submission = file_submission(
                actor, draft, version=form.cleaned_data["version"], note=form.cleaned_data["note"]
            )
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
            status = 409
        else:
            return redirect("appraisal:filed", reference=submission.case.reference, number=submission.number)
    context = {
        **step_context(draft, "check"),
        "form": form,
        "missing": [
            (item, STEP_NAMES[item.step], reverse(f"appraisal:draft_{item.step}", args=[draft.pk])) for item in missing
        ],
        "faults": [(fault, reverse(f"appraisal:draft_{fault.step}", args=[draft.pk])) for fault in faults],
        "rows": answer_rows(draft, amended_reference(actor, draft)),
        "documents": documents(draft),
    }
    return render(request, "appraisal/filing/check.html", context, status=status)
