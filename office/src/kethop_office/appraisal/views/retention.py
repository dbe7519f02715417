"""How long ended cases are kept; those whose time is over; the register of what was destroyed."""

from collections.abc import Mapping
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.retention import set_retention_period
from kethop_office.appraisal.forms.retention import RetentionPeriodForm
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries import retention as read
from kethop_office.appraisal.views.consultation_frame import confirm, done, try_on
from kethop_office.common import clock
from kethop_office.common.figures import date_text, number_text

__all__ = ["admin_panel", "over", "periods", "register"]

_PAGE = 50


def admin_panel(actor: Actor, _subject: object) -> Mapping[str, object] | None:
    """Return the line of administration that leads to the periods."""
    return {"template": "appraisal/retention/_admin_panel.html"} if actor.has(Role.ADMIN) else None


@require_safe
@role_required(*read.RETAINERS)
def over(request: SignedInRequest) -> HttpResponse:
    """List the ended cases whose time is over, and the wishes that wait for the head."""
    today = clock.today()
    periods_now = read.periods(today)
    page = Paginator(read.over_cases(request.actor, today), _PAGE).get_page(request.GET.get("page"))
    asked = list(read.asked_destructions(request.actor))
    context = {
        "page": page,
        "page_level": max((row.level for row in [*page, *asked]), default=0),
        "query": "",
        "periods": periods_now,
        "asked": asked,
        "is_any_set": any(one.current and one.current.years for one in periods_now),
    }
    return render(request, "appraisal/retention/over.html", context)


@require_safe
@role_required(*read.RETAINERS)
def register(request: SignedInRequest) -> HttpResponse:
    """Show what was destroyed in the reader's offices, on what and by whom."""
    page = Paginator(read.register_of_destroyed(request.actor), _PAGE).get_page(request.GET.get("page"))
    level = max((row.level for row in page), default=0)
    return render(request, "appraisal/retention/register.html", {"page": page, "page_level": level, "query": ""})


def _confirm_period(
    request: SignedInRequest, *, case_kind: str, years: int | None, document: str, starts: date
) -> HttpResponse:
    """Say what a period would do, before it is set."""
    effect = read.period_effect(request.actor, case_kind, years, starts, clock.today())
    said = {
        "kind": Case.Kind(case_kind).label,
        "document": document,
        "starts": date_text(starts),
        "years": number_text(years or 0),
        "day": date_text(effect.on),
        "before": number_text(effect.before),
        "after": number_text(effect.after),
    }
    what = _("Hồ sơ loại “%(kind)s” lưu giữ không thời hạn, áp dụng từ %(starts)s, theo %(document)s.")
    if years is not None:
        what = ngettext(
            "Hồ sơ loại “%(kind)s” lưu giữ %(years)s năm từ ngày kết thúc, áp dụng từ %(starts)s, theo %(document)s.",
            "Hồ sơ loại “%(kind)s” lưu giữ %(years)s năm từ ngày kết thúc, áp dụng từ %(starts)s, theo %(document)s.",
            years,
        )
    then = _(
        "Trong các hồ sơ mà tài khoản này được biết, đến %(day)s có %(after)s hồ sơ hết thời hạn và được nêu để hủy;"
        " theo thời hạn hiện có là %(before)s. Hồ sơ mà tài khoản này không được biết thì không đếm ở đây."
    )
    if effect.is_overtaken:
        then += " " + _("Ngày đó đã có thời hạn khác, áp dụng từ ngày muộn hơn, nên thời hạn này chưa thay đổi gì.")
    return confirm(
        request,
        heading=_("Ghi thời hạn lưu giữ này?"),
        what=what % said,
        then=then % said,
        button=_("Ghi thời hạn"),
        cancel_path=request.path,
        fields={name: request.POST.get(name, "") for name in RetentionPeriodForm.base_fields} | {"is_confirmed": "yes"},
    )


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def periods(request: SignedInRequest) -> HttpResponse:
    """Show the periods with their history, and set one, after one page that says what it does."""
    form = RetentionPeriodForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            data = form.cleaned_data
            given = {name: data[name] for name in ("case_kind", "document", "starts")}
            years = None if data["years"] is None else int(data["years"])
            if request.POST.get("is_confirmed") != "yes":
                return _confirm_period(request, years=years, **given)
            status = try_on(form, lambda: set_retention_period(request.actor, years=years, **given))
            if not status:
                return done(request, _("Đã ghi thời hạn lưu giữ."), request.path)
    context = {"form": form, "kinds": read.periods(clock.today())}
    return render(request, "appraisal/retention/periods.html", context, status=status)
