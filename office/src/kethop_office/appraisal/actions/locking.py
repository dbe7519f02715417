"""Take rows for writing: two acts on one case never see each other half done."""

from uuid import UUID

from kethop_office.appraisal.models import Case, Inquiry, Response
from kethop_office.common.refusal import Refused

__all__ = ["lock_case", "lock_inquiry", "lock_response"]


def lock_case(case_id: UUID) -> Case:
    """Return a case, locked until the end of the transaction."""
    return Case.objects.select_for_update(of=("self",)).select_related("lead_office", "procedure").get(pk=case_id)


def lock_inquiry(inquiry_id: UUID, version: int | None = None) -> Inquiry:
    """Return an inquiry with its case, both locked.

    Raises
    ------
    Refused
        ``inquiry.stale``: it is not the version that was on the page.
    """
    case_id = Inquiry.objects.values_list("case_id", flat=True).get(pk=inquiry_id)
    case = lock_case(case_id)
    inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("consultee").get(pk=inquiry_id)
    inquiry.case = case
    if version is not None and version != inquiry.version:
        raise Refused("inquiry.stale", body=inquiry.body_vi, body_en=inquiry.body_en)
    return inquiry


def lock_response(response_id: UUID, version: int | None = None) -> Response:
    """Return a reply with its inquiry and case, all locked.

    Raises
    ------
    Refused
        ``response.stale``: it is not the version that was on the page.
    """
    inquiry_id = Response.objects.values_list("inquiry_id", flat=True).get(pk=response_id)
    inquiry = lock_inquiry(inquiry_id)
    response = Response.objects.select_for_update(of=("self",)).get(pk=response_id)
    response.inquiry = inquiry
    response.case = inquiry.case
    if version is not None and version != response.version:
        raise Refused("response.stale")
    return response
