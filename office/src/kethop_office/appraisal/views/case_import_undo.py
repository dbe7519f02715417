"""Take an import of running cases back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.appraisal.actions.case_import_undoing import undo_case_import
from kethop_office.appraisal.queries.case_imports import IMPORTERS, visible_case_import
from kethop_office.appraisal.views.refusals import show_refusal
from kethop_office.common.refusal import Refused
from kethop_office.registry.views.common import found

__all__ = ["undo"]


@require_http_methods(["GET", "POST"])
@role_required(*IMPORTERS)
def undo(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a whole import back, after one page that says what happens."""
    one = found(visible_case_import, request.actor, key)
    if request.method == "POST":
        try:
            undo_case_import(request.actor, one)
        except Refused as refusal:
            show_refusal(request, refusal)
        else:
            messages.success(request, _("Đã hoàn tác lần nhập."))
        return redirect("appraisal:case_import", key=one.pk)
    context = {
        "heading": _("Hoàn tác lần nhập"),
        "what": _(
            "Các hồ sơ do lần nhập này tạo ra sẽ bị xóa. Chỉ làm được khi chưa ai làm việc gì trong các hồ sơ đó."
        ),
        "then": _("Tệp, từng dòng và điểm nghi vẫn được giữ để xem lại; có thể nhập lại tệp."),
        "button": _("Hoàn tác lần nhập"),
        "cancel_path": f"/case/import/{one.pk}/",
        "is_warning": True,
        "page_level": one.level,
    }
    return render(request, "shell/confirm.html", context)
