"""The documents of a draft, and taking away what was filed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.reading import note_download
from kethop_office.appraisal.forms.proposal import DocumentForm
from kethop_office.appraisal.queries.drafts import documents
from kethop_office.appraisal.queries.submissions import filed_document, filed_site
from kethop_office.appraisal.views.files import download as given_away
from kethop_office.appraisal.views.frame import actor_on, found_case
from kethop_office.appraisal.views.new_case import draft_on, next_path, step_context
from kethop_office.appraisal.views.refusals import put_refusal, show_refusal
from kethop_office.common.refusal import Refused

__all__ = ["download", "download_site", "files", "remove", "restore"]


@require_http_methods(["GET", "POST"])
@signed_in
def files(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add documents one by one, then go on."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    form = DocumentForm(initial={"version": draft.version})
    status = 200
    if request.method == "POST" and "add" not in request.POST:
        kept = draft.answers.get("files", {"items": []})
        drafts.save_answers(actor, draft, "files", {"items": kept.get("items", [])}, version=draft.version)
        return (
            redirect("appraisal:draft", key=draft.pk)
            if "later" in request.POST
            else redirect(next_path(draft, "files"))
        )
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES)
        status = 400
        if form.is_valid():
            upload = form.cleaned_data["document"]
            try:
                drafts.add_document(
                    actor,
                    draft,
                    upload.read(),
                    name=upload.name,
                    media_type=upload.content_type or "application/octet-stream",
                    component=form.cleaned_data["component"],
                    version=form.cleaned_data["version"],
                )
            except Refused as refusal:
                put_refusal(form, refusal, file="document")
                status = 409
            else:
                return redirect("appraisal:draft_files", key=draft.pk)
    context = {**step_context(draft, "files"), "form": form, "documents": documents(draft)}
    return render(request, "appraisal/filing/files.html", context, status=status)


@require_POST
@signed_in
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a document out; the page offers to put it back."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    try:
        drafts.remove_document(actor, draft, request.POST.get("sha256", ""), version=draft.version)
    except Refused as refusal:
        show_refusal(request, refusal)
    return redirect("appraisal:draft_files", key=draft.pk)


@require_POST
@signed_in
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put back the document that was taken out last."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    try:
        drafts.restore_document(actor, draft, version=draft.version)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, gettext("Đã đưa tệp trở lại."))
    return redirect("appraisal:draft_files", key=draft.pk)


@require_GET
@signed_in
def download(request: HttpRequest, reference: str, key: UUID) -> HttpResponseBase:
    """Give a document as filed: as an attachment only, never shown by the browser."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    document = filed_document(actor, case, key)
    if document is None:
        raise Http404
    note_download(actor, case, f"document:{document.pk}")
    return given_away(document.blob, document.name)


@require_GET
@signed_in
def download_site(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Give the site file as filed."""
    actor = actor_on(request)
    case = found_case(actor, reference)
    found = filed_site(actor, case, number)
    if found is None:
        raise Http404
    blob, name = found
    note_download(actor, case, f"site:{number}")
    return given_away(blob, name)
