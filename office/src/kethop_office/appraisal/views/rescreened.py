"""One case, or one park, that is found otherwise: what differs, and what its officer makes of it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required, signed_in
from kethop_office.appraisal.actions.rescreened import note_case
from kethop_office.appraisal.actions.rescreening.park_work import note_park, order_park
from kethop_office.appraisal.forms.rescreening import NoteForm
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark
from kethop_office.appraisal.queries.rescreening.pages import known_changes, visible_case_row, visible_park_row
from kethop_office.appraisal.queries.rescreening.words import change_lines, subject_of, why_unasked
from kethop_office.appraisal.queries.rescreening.work import may_settle
from kethop_office.appraisal.queries.shell import case_path, title_of
from kethop_office.appraisal.views.consultation_frame import confirm, done, try_on
from kethop_office.appraisal.views.frame import found_case
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused
from kethop_office.registry.roles import PARK_KEEPERS
from kethop_office.registry.views.common import found

__all__ = ["note", "rescreened", "rescreened_park", "rescreened_park_again", "rescreened_park_note"]


@require_safe
@signed_in
def rescreened(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Show what differs in a case; its officer screens it again, or notes that it stands."""
    case = found_case(request.actor, reference)
    one = found(lambda actor, pk: visible_case_row(actor, case, pk), request.actor, key)
    context = {**_shown(request, one), "case": case, "title": title_of(case)}
    return render(request, "appraisal/rescreening/case.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def note(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Note that the last screening of a case stands, and why."""
    case = found_case(request.actor, reference)
    one = found(lambda actor, pk: visible_case_row(actor, case, pk), request.actor, key)
    page = reverse("appraisal:rescreened", args=[case.reference, one.pk])
    if not may_settle(request.actor, one):
        return _not_noted(request, page, lambda: note_case(request.actor, one, request.POST.get("reason", "")))
    form, status = NoteForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            status = try_on(form, lambda: note_case(request.actor, one, form.cleaned_data["reason"]))
            if not status:
                return done(
                    request, _("Đã ghi nhận. Kết quả sàng lọc của hồ sơ giữ nguyên."), case_path(case, "findings")
                )
    return confirm(
        request,
        heading=_("Ghi nhận, giữ nguyên kết quả"),
        what=_("Kết quả sàng lọc hiện có của hồ sơ %(reference)s được giữ nguyên.") % {"reference": case.reference},
        then=_("Lý do được ghi vào nhật ký của hồ sơ. Lần thay đổi sau sẽ so sánh lại với kết quả hiện có."),
        button=_("Ghi nhận"),
        cancel_path=page,
        form=form,
        level=max(case.level, one.level),
        status=status,
    )


@require_safe
@role_required(*PARK_KEEPERS)
def rescreened_park(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show what differs in a park."""
    one = found(visible_park_row, request.actor, key)
    context = {**_shown(request, one), "park": one.park}
    return render(request, "appraisal/rescreening/park.html", context)


@require_POST
@role_required(*PARK_KEEPERS)
def rescreened_park_again(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Have a park asked again by what is in use now."""
    one = found(visible_park_row, request.actor, key)
    try:
        job = order_park(request.actor, one)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("appraisal:rescreened_park", key=one.pk)
    return redirect("accounts:job", key=job.pk)


@require_http_methods(["GET", "POST"])
@role_required(*PARK_KEEPERS)
def rescreened_park_note(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Note that what was found of a park stands, and why."""
    one = found(visible_park_row, request.actor, key)
    page = reverse("appraisal:rescreened_park", args=[one.pk])
    if not may_settle(request.actor, one):
        return _not_noted(request, page, lambda: note_park(request.actor, one, request.POST.get("reason", "")))
    form, status = NoteForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            status = try_on(form, lambda: note_park(request.actor, one, form.cleaned_data["reason"]))
            if not status:
                return done(request, _("Đã ghi nhận."), page)
    return confirm(
        request,
        heading=_("Ghi nhận, giữ nguyên kết quả"),
        what=_("Kết quả hiện có của khu “%(name)s” được giữ nguyên.") % {"name": one.park.name},
        then=_("Lần thay đổi sau sẽ so sánh lại với kết quả hiện có."),
        button=_("Ghi nhận"),
        cancel_path=page,
        form=form,
        level=one.level,
        status=status,
    )


def _not_noted(request: SignedInRequest, page: str, act: Callable[[], object]) -> HttpResponse:
    """Go to the line, which says what became of it; there is no form for what was settled, or is not the account's to settle."""
    if request.method == "POST":
        try:
            act()
        except Refused as refusal:
            show_refusal(request, refusal)
    return redirect(page)


def _shown(request: SignedInRequest, one: RescreenedCase | RescreenedPark) -> dict[str, object]:
    change = known_changes(request.actor, [one]).get(one.rescreening_id)
    return {
        "one": one,
        "change": change,
        "subject": subject_of(change) if change is not None else "",
        "may_settle": may_settle(request.actor, one),
        "changes": change_lines(one),
        "why": why_unasked(one) if one.code else "",
        "page_level": one.level,
    }
