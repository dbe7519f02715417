"""Administration of offices, delegations and grants."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actions.grants import end_grant
from kethop_office.accounts.actions.offices import change_office, close_office, create_office
from kethop_office.accounts.actions.roles import delegate, revoke_delegation
from kethop_office.accounts.forms.admin import DelegationForm, OfficeForm
from kethop_office.accounts.models import Office, Role
from kethop_office.accounts.queries import people as read
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import registered_panels
from kethop_office.common.wording import headline

__all__ = ["close", "delegations", "grant_end", "grants", "listed", "new", "revoke", "shown"]

_PAGE = 100
_FIELDS = (
    "kind",
    "name_vi",
    "short_vi",
    "name_en",
    "short_en",
    "body",
    "province",
    "symbol",
    "issuing_parent_vi",
    "seat_vi",
    "email",
)


@require_safe
@role_required(Role.ADMIN)
def listed(request: SignedInRequest) -> HttpResponse:
    """List offices."""
    page = Paginator(read.offices(), _PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/admin/offices.html", {"page": page, "query": ""})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def new(request: SignedInRequest) -> HttpResponse:
    """Make an office."""
    form = OfficeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        office = create_office(request.actor, form.fields_of_office())
        messages.success(request, gettext("Đã tạo cơ quan."))
        return redirect("accounts:office", key=office.pk)
    return render(request, "accounts/admin/office_new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def shown(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show and change one office; rooms above add their panels, such as its levels of approval."""
    office = _office(key)
    initial = {name: getattr(office, name) for name in _FIELDS} | {"parent_id": str(office.parent_id or "")}
    form = OfficeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_office(request.actor, office, form.fields_of_office())
        except Refused as refused:
            form.add_error("parent_id", refuse(refused))
        else:
            messages.success(request, gettext("Đã lưu thông tin cơ quan."))
            return redirect("accounts:office", key=key)
    panels = [panel(request.actor, office) for panel in registered_panels("accounts:office")]
    context = {
        "office": office,
        "form": form,
        "members": read.members_of(office),
        "panels": [panel for panel in panels if panel],
    }
    return render(request, "accounts/admin/office.html", context, status=400 if form.errors else 200)


@require_POST
@role_required(Role.ADMIN)
def close(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Close an office."""
    try:
        close_office(request.actor, _office(key))
    except Refused as refused:
        messages.error(request, refuse(refused))
    else:
        messages.success(request, gettext("Đã đóng cơ quan. Hồ sơ và văn bản của cơ quan vẫn giữ nguyên."))
    return redirect("accounts:office", key=key)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def delegations(request: SignedInRequest) -> HttpResponse:
    """List delegations to sign, and record one."""
    form = DelegationForm(request.POST or None, initial={"starts": f"{clock.today():%d/%m/%Y}"})
    if request.method == "POST" and form.is_valid():
        try:
            delegate(request.actor, form.fields_of_delegation())
        except Refused as refused:
            form.add_error(None, refuse(refused))
        else:
            messages.success(request, gettext("Đã ghi ủy quyền ký."))
            return redirect("accounts:delegations")
    page = Paginator(read.delegations(), _PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": "", "today": clock.today()}
    return render(request, "accounts/admin/delegations.html", context, status=400 if form.errors else 200)


@require_POST
@role_required(Role.ADMIN)
def revoke(request: SignedInRequest, key: UUID) -> HttpResponse:
    """End a delegation at once."""
    delegation = read.delegations().filter(pk=key).first()
    if delegation is None:
        raise Http404
    try:
        revoke_delegation(request.actor, delegation)
    except Refused as refused:
        messages.error(request, refuse(refused))
    else:
        messages.success(request, gettext("Đã bãi bỏ ủy quyền. Văn bản đã ký trước đó không thay đổi."))
    return redirect("accounts:delegations")


@require_safe
@role_required(Role.ADMIN)
def grants(request: SignedInRequest) -> HttpResponse:
    """List the grants that run; they name no case."""
    page = Paginator(read.grants(request.actor), _PAGE).get_page(request.GET.get("page"))
    rows = [(grant, headline(grant.event)) for grant in page]
    return render(request, "accounts/admin/grants.html", {"page": page, "rows": rows, "query": ""})


@require_POST
@role_required(Role.ADMIN)
def grant_end(request: SignedInRequest, key: UUID) -> HttpResponse:
    """End a grant."""
    grant = read.grants(request.actor).filter(pk=key).first()
    if grant is None:
        raise Http404
    try:
        end_grant(request.actor, grant)
    except Refused as refused:
        messages.error(request, refuse(refused))
    else:
        messages.success(request, gettext("Đã kết thúc quyền đọc."))
    return redirect("accounts:grants")


def _office(key: UUID) -> Office:
    try:
        return read.office(key)
    except Office.DoesNotExist as error:
        raise Http404 from error
