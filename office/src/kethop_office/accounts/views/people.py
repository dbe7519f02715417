"""Administration of accounts."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actions import people as acts
from kethop_office.accounts.actions import roles
from kethop_office.accounts.forms.admin import AccountForm, ClearanceForm, MembershipForm, NewAccountForm
from kethop_office.accounts.models import Role, User
from kethop_office.accounts.queries import people as read
from kethop_office.accounts.views.account_acts import account_or_404, link_once
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["change", "clearance", "clearance_end", "listed", "membership", "membership_end", "new", "shown"]

_PAGE = 100


@require_safe
@role_required(Role.ADMIN)
def listed(request: SignedInRequest) -> HttpResponse:
    """List accounts, by name, role, office and state."""
    asked = {key: request.GET.get(key, "").strip() for key in ("q", "role", "office", "state")}
    place = _uuid(asked["office"])
    found = read.search_accounts(asked["q"], asked["role"], place, asked["state"])
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    query = urlencode({key: value for key, value in asked.items() if value})
    context = {
        "page": page,
        "asked": asked,
        "query": f"{query}&" if query else "",
        "roles": Role.choices,
        "offices": read.offices(),
        "today": clock.today(),
    }
    return render(request, "accounts/admin/users.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def new(request: SignedInRequest) -> HttpResponse:
    """Make an account."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = acts.create_account(request.actor, form.cleaned_data["username"], form.fields_of_account())
        except Refused as refused:
            form.add_error("username", refuse(refused))
        else:
            messages.success(request, gettext("Đã tạo tài khoản. Giao vai trò rồi cấp đường dẫn đặt mật khẩu."))
            return redirect("accounts:user", key=user.pk)
    return render(request, "accounts/admin/user_new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@role_required(Role.ADMIN)
def shown(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one account: what it holds, and the forms that change it."""
    return _page(request, account_or_404(key))


@require_POST
@role_required(Role.ADMIN)
def change(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Change title, address, language."""
    user, form = account_or_404(key), AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, user, account_form=form)
    acts.change_account(request.actor, user, form.fields_of_account())
    messages.success(request, gettext("Đã lưu thông tin tài khoản."))
    return redirect("accounts:user", key=key)


@require_POST
@role_required(Role.ADMIN)
def membership(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give a role."""
    user, form = account_or_404(key), MembershipForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        place = read.office(data["office"])
        try:
            roles.add_membership(request.actor, user, place, data["role"], data["starts"], data["ends"])
        except Refused as refused:
            form.add_error(None, refuse(refused))
        else:
            messages.success(request, gettext("Đã giao vai trò."))
            return redirect("accounts:user", key=key)
    return _page(request, user, membership_form=form)


@require_POST
@role_required(Role.ADMIN)
def membership_end(request: SignedInRequest, key: UUID, membership_key: UUID) -> HttpResponse:
    """End a role."""
    user = account_or_404(key)
    held = read.membership(user, membership_key)
    if held is None:
        raise Http404
    return _done(request, user, lambda: roles.end_membership(request.actor, held), gettext("Đã kết thúc vai trò."))


@require_POST
@role_required(Role.ADMIN)
def clearance(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Record a clearance."""
    user, form = account_or_404(key), ClearanceForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            roles.give_clearance(request.actor, user, data["rank"], data["starts"], data["ends"], data["decision"])
        except Refused as refused:
            form.add_error(None, refuse(refused))
        else:
            messages.success(request, gettext("Đã ghi quyền tiếp cận."))
            return redirect("accounts:user", key=key)
    return _page(request, user, clearance_form=form)


@require_POST
@role_required(Role.ADMIN)
def clearance_end(request: SignedInRequest, key: UUID, clearance_key: UUID) -> HttpResponse:
    """End a clearance."""
    user = account_or_404(key)
    held = read.clearances_of(user).filter(pk=clearance_key).first()
    if held is None:
        raise Http404
    return _done(
        request, user, lambda: roles.end_clearance(request.actor, held), gettext("Đã kết thúc quyền tiếp cận.")
    )


def _page(request: SignedInRequest, user: User, **forms: object) -> HttpResponse:
    initial = {"title": user.title, "title_en": user.title_en, "email": user.email, "language": user.language}
    today = {"starts": f"{clock.today():%d/%m/%Y}"}
    context = {
        "account": user,
        "held": read.roles_of(user),
        "clearances": read.clearances_of(user),
        "factors": read.factors_of(user),
        "account_form": AccountForm(initial=initial),
        "membership_form": MembershipForm(initial=today, prefix=None),
        "clearance_form": ClearanceForm(initial=today),
        "link": link_once(request, user),
        "today": clock.today(),
        "is_own": user.pk == request.actor.user_id,
        **forms,
    }
    return render(request, "accounts/admin/user.html", context, status=400 if forms else 200)


def _done(request: SignedInRequest, user: User, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, refuse(refused))
    else:
        messages.success(request, said)
    return redirect("accounts:user", key=user.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
