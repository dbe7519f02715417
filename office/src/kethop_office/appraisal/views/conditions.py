"""Conditions of a case, in the lead office."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.appraisal.actions.conditions import (
    NewCondition,
    add_condition,
    mark_duplicate,
    move_condition,
    settle_condition,
    supersede,
)
from kethop_office.appraisal.forms.conditions import ConditionForm, DuplicateForm, SettleForm, SupersedeForm
from kethop_office.appraisal.models import Case, DecisionCondition
from kethop_office.appraisal.queries.conditions import condition_now, conditions_of, current_models, similar_pairs
from kethop_office.appraisal.views.consultation_frame import done, led_case, may_work, refused, try_on, with_version
from kethop_office.appraisal.views.frame import found_case, render_section
from kethop_office.common.refusal import Refused

__all__ = ["conditions", "duplicate", "move", "new", "settle", "supersede_page"]


@signed_in
def conditions(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the conditions of a case."""
    case = found_case(request.actor, reference)
    rows = list(conditions_of(case))
    context = {
        "rows": rows,
        "pairs": [pair for pair in similar_pairs(rows) if pair[1].duplicate_of_id != pair[0].pk],
        "may_work": may_work(request, case),
        "page_level": case.level,
    }
    return render_section(request, case, "conditions", "appraisal/conditions.html", context)


@signed_in
def new(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add a condition, from the library or free."""
    case = _worked(request, reference)
    models = current_models(request.actor).filter(office=case.lead_office_id)
    form = ConditionForm(request.POST or None, models=models)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: add_condition(request.actor, case, NewCondition(**form.cleaned_data)))
        if not status:
            return done(request, _("Đã thêm điều kiện."), _path(case))
    return _page(request, case, {"heading": _("Thêm điều kiện"), "form": form}, status)


@signed_in
def settle(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Take a condition up, in other words or not."""
    condition = _condition(request, reference, key)
    start = {
        "version": condition.version,
        "state": "not_taken_up" if condition.state == "not_taken_up" else "taken_up",
        "text": condition.text,
        "trigger": condition.trigger,
        "legal_basis": condition.legal_basis,
        "evidence": condition.evidence,
        "due_on": f"{condition.due_on:%d/%m/%Y}" if condition.due_on else "",
        "explanation": condition.explanation,
    }
    form = SettleForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        chosen = {name: data.pop(name) for name in ("version", "state", "explanation")}
        status = try_on(form, lambda: settle_condition(request.actor, condition, new=NewCondition(**data), **chosen))
        if not status:
            return done(request, _("Đã lưu cách xử lý điều kiện."), _path(condition.case))
    context = {
        "heading": _("Xử lý điều kiện"),
        "form": form,
        "quote": condition.asked_text,
        "lead": condition.asked_by_vi,
        "draft_form": "condition",
        "draft_object": str(condition.pk),
        "is_stale": status == 409,
        "theirs": _fresh(form, condition) if status == 409 else None,
    }
    return _page(request, condition.case, context, status)


@signed_in
@require_POST
def move(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Move a condition up or down."""
    condition = _condition(request, reference, key)
    try:
        move_condition(request.actor, condition, up="up" in request.POST)
    except Refused as refusal:
        return refused(request, refusal, _path(condition.case))
    return redirect(f"{_path(condition.case)}#condition-{condition.pk}")


@signed_in
def duplicate(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Note that a condition says the same as another."""
    condition = _condition(request, reference, key)
    others = conditions_of(condition.case).exclude(pk=condition.pk)
    start = {"version": condition.version, "other": condition.duplicate_of_id}
    form = DuplicateForm(request.POST or None, initial=start, others=others)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        status = try_on(form, lambda: mark_duplicate(request.actor, condition, data["other"], version=data["version"]))
        if not status:
            return done(request, _("Đã ghi nhận; hai điều kiện vẫn giữ nguyên."), _path(condition.case))
    context = {"heading": _("Ghi nhận trùng nội dung"), "form": form, "quote": condition.text}
    return _page(request, condition.case, context, status)


@signed_in
def supersede_page(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Put another condition in the place of one."""
    condition = _condition(request, reference, key)
    others = conditions_of(condition.case).exclude(pk=condition.pk).exclude(state="superseded")
    form = SupersedeForm(request.POST or None, initial={"version": condition.version}, others=others)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        status = try_on(
            form,
            lambda: supersede(
                request.actor, condition, data["other"], version=data["version"], explanation=data["explanation"]
            ),
        )
        if not status:
            return done(request, _("Đã thay thế điều kiện."), _path(condition.case))
    context = {"heading": _("Thay thế điều kiện"), "form": form, "quote": condition.text}
    return _page(request, condition.case, context, status)


def _condition(request: HttpRequest, reference: str, key: UUID) -> DecisionCondition:
    case = _worked(request, reference)
    condition = conditions_of(case).filter(pk=key).first()
    if condition is None:
        raise Http404
    condition.case = case
    return condition


def _worked(request: HttpRequest, reference: str) -> Case:
    case = led_case(request, reference)
    if not may_work(request, case):
        raise Http404
    return case


def _fresh(form: SettleForm, condition: DecisionCondition) -> DecisionCondition:
    """Let the typed text stand with the version that is there now."""
    condition = condition_now(condition)
    with_version(form, condition.version)
    return condition


def _path(case: Case) -> str:
    return reverse("appraisal:conditions", args=[case.reference])


def _page(request: HttpRequest, case: Case, context: dict[str, object], status: int) -> HttpResponse:
    filled = {**context, "cancel_path": _path(case), "page_level": case.level}
    return render_section(request, case, "conditions", "appraisal/inquiry_form.html", filled, status=status)
