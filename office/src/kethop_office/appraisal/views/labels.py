"""The label of a case: see it, raise it, ask to lower it, agree to that as the second person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, recently_authenticated, signed_in
from kethop_office.accounts.models import LabelChange
from kethop_office.appraisal.actions.relabelling import change_label, settle_label
from kethop_office.appraisal.forms.labels import LabelForm, SettleLabelForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.labels import LabelView, label_view
from kethop_office.appraisal.views.consultation_frame import confirm, done, led_case, try_on
from kethop_office.common.levels import level_word

__all__ = ["label", "settle"]


@signed_in
def label(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the label of a case, raise it, or ask to lower it."""
    case = led_case(request, reference)
    view = _view(request, case)
    form = LabelForm(request.POST or None, choices=view.choices)
    status = 200
    if request.method == "POST" and form.is_valid():
        made: list[LabelChange] = []
        data = form.cleaned_data
        status = try_on(
            form, lambda: made.append(change_label(request.actor, case, data["level"], reason=data["reason"]))
        )
        if not status and made[0].state == LabelChange.State.ASKED:
            return done(request, _("Đã gửi đề nghị hạ mức đến lãnh đạo cơ quan."), request.path)
        if not status:
            told = _("Hồ sơ nay ở mức %(level)s. Chọn mức làm việc đó để xem tiếp.") % {
                "level": level_word(made[0].to_level)
            }
            return done(request, told, reverse("accounts:tasks"))
    context = {"case": case, "view": view, "form": form, "page_level": case.level}
    return render(request, "appraisal/label.html", context, status=status)


@recently_authenticated
def settle(request: SignedInRequest, reference: str) -> HttpResponse:
    """Agree to a release, or decline it, over a page that says what becomes readable to whom."""
    case = led_case(request, reference)
    view = _view(request, case)
    if view.asked is None or not view.may_settle:
        raise Http404
    change = view.asked
    form = SettleLabelForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: settle_label(request.actor, case, change, **form.cleaned_data))
        if not status:
            agreed = form.cleaned_data["is_confirmed"]
            return done(
                request,
                _("Đã hạ mức của hồ sơ.") if agreed else _("Đã từ chối đề nghị hạ mức."),
                reverse("accounts:tasks") if agreed else reverse("appraisal:label", args=[reference]),
            )
    names = {
        "reference": case.reference,
        "before": level_word(change.from_level),
        "after": level_word(change.to_level),
        "records": change.records,
        "who": change.asked_by.shown_title,
    }
    return confirm(
        request,
        heading=_("Hạ mức của hồ sơ"),
        what=_("%(who)s đề nghị hạ hồ sơ %(reference)s và %(records)s bản ghi của nó từ %(before)s xuống %(after)s.")
        % names,
        then=_("Không thu lại được những gì người khác đã đọc sau khi hạ. Chỉ hạ đúng nội dung lúc đề nghị."),
        button=_("Ghi ý kiến"),
        cancel_path=reverse("appraisal:label", args=[reference]),
        form=form,
        is_warning=True,
        level=case.level,
        status=status,
    )


def _view(request: SignedInRequest, case: Case) -> LabelView:
    view = label_view(request.actor, case)
    if view is None:
        raise Http404
    return view
