"""Take the list of cases away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions.exporting import FORMATS, export_now, order_export
from kethop_office.appraisal.forms.case_list import CaseFilterForm
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common.refusal import Refused

__all__ = ["export_cases"]


@require_POST
@signed_in
def export_cases(request: HttpRequest) -> HttpResponse:
    """Give the file, or go to the job that makes it."""
    actor, form = actor_on(request), request.POST.get("format", "")
    filters = CaseFilterForm(QueryDict(request.POST.get("query", "")), reader=reader_of(actor)).filters()
    try:
        data = export_now(actor, filters, form)
        if data is None:
            return redirect(f"/job/{order_export(actor, filters, form, language=get_language() or 'vi').pk}/")
    except Refused as refusal:
        messages.error(request, str(SENTENCES[refusal.code]) % refusal.fields)
        return redirect("/case/")
    response = HttpResponse(data, content_type=FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="ho-so_{actor.at:%Y%m%d}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
