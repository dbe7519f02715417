"""The library of model conditions of the reader's office."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.appraisal.actions.library import ModelText, add_model, retire_model, revise_model
from kethop_office.appraisal.forms.conditions import ModelForm, NewModelForm
from kethop_office.appraisal.models import ModelCondition
from kethop_office.appraisal.queries.conditions import library as library_rows
from kethop_office.appraisal.queries.conditions import library_offices, library_versions, offices_with_library
from kethop_office.appraisal.views.consultation_frame import done, refused, try_on
from kethop_office.common.refusal import Refused

__all__ = ["library", "model", "new", "retire"]


@signed_in
def library(request: SignedInRequest) -> HttpResponse:
    """List the library."""
    if not library_offices(request.actor):
        raise Http404
    with_retired = request.GET.get("retired") == "1"
    rows = library_rows(request.actor, with_retired=with_retired)
    level = max((row.model.level for row in rows), default=0)
    return render(request, "appraisal/library.html", {"rows": rows, "with_retired": with_retired, "page_level": level})


@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Put a new condition into the library."""
    offices = offices_with_library(request.actor)
    if not offices:
        raise Http404
    form = NewModelForm(request.POST or None, offices=offices, initial={"office": offices.first()})
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        office, code = data.pop("office"), data.pop("code")
        status = try_on(form, lambda: add_model(request.actor, office, code, ModelText(**data)))
        if not status:
            return done(request, _("Đã thêm điều kiện mẫu."), reverse("appraisal:library"))
    return _form(request, _("Thêm điều kiện mẫu"), form, status)


@signed_in
def model(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show the versions of a model condition and write the next."""
    versions = _versions(request, key)
    newest = versions[0]
    names = ("title", "text_vi", "text_en", "trigger", "legal_basis", "evidence")
    form = ModelForm(request.POST or None, initial={name: getattr(newest, name) for name in names})
    status = 200
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: revise_model(request.actor, newest, ModelText(**form.cleaned_data)))
        if not status:
            return done(request, _("Đã lưu phiên bản mới."), reverse("appraisal:library"))
    context = {"form": form, "versions": versions, "model": newest, "page_level": newest.level}
    return render(request, "appraisal/library_model.html", context, status=status)


@signed_in
@require_POST
def retire(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a model condition out of use, or back into it; either can be undone by the other."""
    newest = _versions(request, key)[0]
    back = reverse("appraisal:library")
    try:
        retire_model(request.actor, newest, retired="restore" not in request.POST)
    except Refused as refusal:
        return refused(request, refusal, back)
    return redirect(f"{back}?retired=1")


def _versions(request: SignedInRequest, key: UUID) -> list[ModelCondition]:
    try:
        return library_versions(request.actor, key)
    except ModelCondition.DoesNotExist as error:
        raise Http404 from error


def _form(request: HttpRequest, heading: str, form: object, status: int) -> HttpResponse:
    context = {"heading": heading, "form": form, "cancel_path": reverse("appraisal:library")}
    return render(request, "appraisal/library_form.html", context, status=status)
