"""The site and the documents of a draft."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import StringConstraints

from kethop_office.api.door import ProgramRequest
from kethop_office.api.filled import form_data, refuse_form
from kethop_office.api.service import WRITES, answers
from kethop_office.api.shapes.filing import DraftOut, SiteIn, SiteOut, draft_out, site_out
from kethop_office.api.shapes.texts import PLAIN
from kethop_office.api.views.common import tag, version_in
from kethop_office.api.views.filing import IfMatch, open_draft
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.site_step import keep_site
from kethop_office.appraisal.forms.site_step import SiteForm
from kethop_office.appraisal.queries.questions import pack_questions

__all__ = ["router"]

router = Router(tags=["filing"])
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@router.post("/drafts/{key}/site", response=answers(SiteOut, others=WRITES))
def put_site(
    request: ProgramRequest,
    response: HttpResponse,
    key: UUID,
    given: Form[SiteIn],
    file: Annotated[UploadedFile | None, File(description="Site file, where `way` is `file`.")] = None,
    if_match: IfMatch = None,
) -> SiteOut:
    """Say where the site is; what is checked of it comes back, and nothing is repaired silently."""
    version, actor = version_in(if_match), request.actor
    draft = open_draft(actor, key)
    plain = {**form_data(given.model_dump(exclude={"repair"})), "repair": given.repair, "version": version}
    form = SiteForm(plain, actor=actor, systems=pack_questions().systems)
    refuse_form(form)
    delivered = form.outline()
    if given.way == "table" and given.table.strip():
        delivered = given.table.encode(), "-"
    elif given.way == "file" and file is not None:
        delivered = file.read(), file.name or "site"
    draft, panel = keep_site(actor, draft, form.answers(), delivered=delivered, version=version)
    tag(response, draft.version)
    return site_out(draft, panel)


@router.post("/drafts/{key}/documents", response=answers(DraftOut, status=201, others=WRITES))
def add_document(
    request: ProgramRequest,
    response: HttpResponse,
    key: UUID,
    document: Annotated[UploadedFile, File(description="The document as it is filed.")],
    component: Annotated[
        str, Form(max_length=120, pattern=PLAIN, description="Which document of the file it is.")
    ] = "",
    if_match: IfMatch = None,
) -> Status[DraftOut]:
    """Add a document; `If-Match` keeps the same one from being added twice."""
    version = version_in(if_match)
    draft = drafts.add_document(
        request.actor,
        open_draft(request.actor, key),
        document.read(),
        name=(document.name or "document")[:200],
        media_type=(document.content_type or "application/octet-stream")[:100],
        component=component[:120],
        version=version,
    )
    tag(response, draft.version)
    return Status(201, draft_out(draft))


@router.delete("/drafts/{key}/documents/{sha256}", response=answers(DraftOut, others=WRITES))
def remove_document(
    request: ProgramRequest, response: HttpResponse, key: UUID, sha256: Sha256, if_match: IfMatch = None
) -> DraftOut:
    """Take a document out by the hash of its content."""
    version = version_in(if_match)
    draft = drafts.remove_document(request.actor, open_draft(request.actor, key), sha256, version=version)
    tag(response, draft.version)
    return draft_out(draft)
