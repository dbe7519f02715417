"""Cases and what is in them, as far as the account's standing allows."""

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from kethop_office.api.door import ProgramRequest
from kethop_office.api.filled import refuse_form
from kethop_office.api.problems import Stop
from kethop_office.api.service import answers
from kethop_office.api.shapes.case_parts import (
    ConditionOut,
    FindingOut,
    InquiryItem,
    LetterOut,
    SubmissionOut,
    condition_out,
    finding_out,
    inquiry_item,
    letter_out,
    submission_out,
)
from kethop_office.api.shapes.cases import CaseOut, CasesOut, case_item, case_out
from kethop_office.api.shapes.texts import PLAIN, Line, Name, Reference, Short
from kethop_office.api.views.common import BYTES, case_or_404, section_or_404
from kethop_office.appraisal.actions.reading import note_download
from kethop_office.appraisal.forms.case_list import CaseFilterForm
from kethop_office.appraisal.models import Letter
from kethop_office.appraisal.queries.case_list.paging import case_page, counted
from kethop_office.appraisal.queries.case_list.rows import case_rows
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.conditions import conditions_of
from kethop_office.appraisal.queries.consultation_page import inquiry_rows
from kethop_office.appraisal.queries.findings import findings_view
from kethop_office.appraisal.queries.letters import letter_of, letters_of
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.appraisal.queries.submissions import filed_document, filed_list, filed_site
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.appraisal.views.files import download

__all__ = ["MOST", "router"]

MOST = 200
router = Router(tags=["cases"])
Case = Annotated[Reference, Field(description="Reference or id of a case.")]


class Wanted(Schema):
    """The filters of the list of cases, as on its page; see the page's help for what each takes."""

    text: Name = ""
    stage: list[Short] = Field(default_factory=list)
    clock: Short = ""
    kind: Short = ""
    place: Name = ""
    sector: Short = ""
    office: Short = ""
    officer: Short = ""
    body: Line = ""
    unknown: bool = False
    level: Short = ""
    filed_from: Short = ""
    filed_to: Short = ""
    due_from: Short = ""
    due_to: Short = ""


@router.get("/cases", response=answers(CasesOut))
def list_cases(
    request: ProgramRequest,
    *,
    wanted: Query[Wanted],
    sort: Annotated[
        str, Query(max_length=60, pattern=PLAIN, description="due, -due, filed, -filed, reference, name, area …")
    ] = "due",
    page: Annotated[str, Query(max_length=2000, description="`next` or `previous` of another page.")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> CasesOut:
    """List the cases that this account may see, by filters and in pages that go on after a row."""
    reader = reader_of(request.actor)
    del wanted  # read by the form of the page, from the same names
    form = CaseFilterForm(request.GET, reader=reader)
    filters = form.filters()
    refuse_form(form, at="query")
    cases = selected_cases(reader, filters)
    found = case_page(reader, cases, sort=sort, place=page, size=limit)
    if found.is_restarted:
        raise Stop(422, "api.page")
    number, is_more = counted(reader, cases, found)
    return CasesOut(
        items=[case_item(row) for row in case_rows(reader, found.cases)],
        count=number,
        is_more_than_count=is_more,
        next=found.after,
        previous=found.before,
    )


@router.get("/cases/{reference}", response=answers(CaseOut))
def read_case(request: ProgramRequest, reference: Case) -> CaseOut:
    """Read one case."""
    return case_out(request.actor, case_or_404(request.actor, reference))


@router.get("/cases/{reference}/findings", response=answers(list[FindingOut]))
def list_findings(request: ProgramRequest, reference: Case) -> list[FindingOut]:
    """List what the newest finished screening found: what applies, what is unknown, what does not apply."""
    case = section_or_404(request.actor, reference, "findings")
    view = findings_view(request.actor, case, None)
    return [finding_out(row) for row in (*view.hits, *view.unknowns, *view.clears)] if view else []


@router.get("/cases/{reference}/consultations", response=answers(list[InquiryItem]))
def list_consultations(request: ProgramRequest, reference: Case) -> list[InquiryItem]:
    """List whom the case asks and what came back, for those who carry the case."""
    case = section_or_404(request.actor, reference, "consultations")
    return [inquiry_item(row) for row in inquiry_rows(request.actor, case, day_of(request.actor), may_act=False)]


@router.get("/cases/{reference}/conditions", response=answers(list[ConditionOut]))
def list_conditions(request: ProgramRequest, reference: Case) -> list[ConditionOut]:
    """List the conditions of the case, for those who carry it."""
    return [condition_out(row) for row in conditions_of(section_or_404(request.actor, reference, "conditions"))]


@router.get("/cases/{reference}/letters", response=answers(list[LetterOut]))
def list_letters(request: ProgramRequest, reference: Case) -> list[LetterOut]:
    """List the letters of the case that this account may see."""
    case = section_or_404(request.actor, reference, "documents")
    return [letter_out(row) for row in letters_of(request.actor, case)]


@router.get("/cases/{reference}/letters/{key}/{kind}", response=answers(None), openapi_extra=BYTES)
def fetch_letter(request: ProgramRequest, reference: Case, key: UUID, kind: Short) -> HttpResponseBase:
    """Fetch a letter as `pdf`, `docx` or `scan`."""
    case = section_or_404(request.actor, reference, "documents")
    try:
        row = letter_of(request.actor, case, key)
    except Letter.DoesNotExist as error:
        raise Http404 from error
    blob = {"pdf": row.pdf, "docx": row.docx, "scan": row.scan}.get(kind)
    name = f"{row.form or 'van-ban'}-{case.reference}"
    return download(blob, (row.scan_name or name) if kind == "scan" else f"{name}.{kind}")


@router.get("/cases/{reference}/submissions", response=answers(list[SubmissionOut]))
def list_submissions(request: ProgramRequest, reference: Case) -> list[SubmissionOut]:
    """List what was filed, with the documents, for who filed it, carries it or is asked."""
    case = section_or_404(request.actor, reference, "submission")
    return [submission_out(row, files) for row, files in filed_list(request.actor, case)]


@router.get("/cases/{reference}/submissions/{number}/site", response=answers(None), openapi_extra=BYTES)
def fetch_site(
    request: ProgramRequest, reference: Case, number: Annotated[int, Field(ge=1, le=32767)]
) -> HttpResponseBase:
    """Fetch the site file as it was filed."""
    case = case_or_404(request.actor, reference)
    found = filed_site(request.actor, case, number)
    if found is None:
        raise Http404
    note_download(request.actor, case, found[0].sha256)
    return download(*found)


@router.get("/cases/{reference}/documents/{key}", response=answers(None), openapi_extra=BYTES)
def fetch_document(request: ProgramRequest, reference: Case, key: UUID) -> HttpResponseBase:
    """Fetch a document as it was filed."""
    case = case_or_404(request.actor, reference)
    found = filed_document(request.actor, case, key)
    if found is None:
        raise Http404
    note_download(request.actor, case, found.blob.sha256)
    return download(found.blob, found.name)
