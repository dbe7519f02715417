"""The section "related" of a case."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions.links import link_cases, unlink_cases
from kethop_office.appraisal.forms.overruling import LinkForm
from kethop_office.appraisal.forms.receiving import ReasonForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.cases import is_lead, visible_case
from kethop_office.appraisal.queries.related import own_link, related_view
from kethop_office.appraisal.views.frame import actor_on, found_case, render_section
from kethop_office.appraisal.views.refusals import sentence_of
from kethop_office.common.refusal import Refused

__all__ = ["related", "unlink"]


@require_http_methods(["GET", "POST"])
@signed_in
def related(request: HttpRequest, reference: str) -> HttpResponse:
    """Show linked cases, those on the same site and of the same proponent; link another."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    if request.method == "POST" and not is_lead(actor, case):  # who approves for the lead office reads it
        raise Http404
    form = LinkForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                other = visible_case(actor, given["reference"])
                link_cases(actor, case, other, relation=given["relation"], reason=given["reason"])
            except Case.DoesNotExist:
                form.add_error("reference", gettext("Không tìm thấy hồ sơ có mã này. Kiểm tra lại mã."))
            except Refused as refusal:
                form.add_error("reference", sentence_of(refusal))
            else:
                messages.success(request, gettext("Đã liên kết hồ sơ."))
                return redirect("appraisal:related", reference=case.reference)
    context = {"view": related_view(actor, case), "form": form}
    return render_section(request, case, "related", "appraisal/filing/related.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def unlink(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """End a link, with the reason."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    link = own_link(actor, case, key)
    if link is None or not is_lead(actor, case):
        raise Http404
    form = ReasonForm(request.POST or None, initial={"version": case.content_version})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                unlink_cases(actor, link, reason=form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
            else:
                messages.success(request, gettext("Đã bỏ liên kết."))
                return redirect("appraisal:related", reference=case.reference)
    context = {
        "heading": gettext("Bỏ liên kết hồ sơ"),
        "what": gettext("Hồ sơ %(other)s không còn nằm trong danh sách liên quan của hồ sơ này.")
        % {"other": link.other.reference},
        "then": gettext("Có thể liên kết lại bất cứ lúc nào."),
        "button": gettext("Bỏ liên kết"),
        "cancel_path": f"/case/{case.reference}/related",
        "form": form,
    }
    return render(request, "shell/confirm.html", context, status=status)
