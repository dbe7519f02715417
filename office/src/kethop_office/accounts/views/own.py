"""The account's own page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts import sessions
from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actions.own import choose_settings, close_feed, renew_feed, work_at_level
from kethop_office.accounts.drafts import drop_draft, restore
from kethop_office.accounts.forms.desk import OwnSettingsForm
from kethop_office.accounts.mail_kinds import MAIL_KINDS, is_mailed
from kethop_office.accounts.queries.actors import levels_of
from kethop_office.accounts.queries.people import roles_of
from kethop_office.common.levels import holds_several, level_word

__all__ = ["feed", "level", "own"]


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: SignedInRequest) -> HttpResponse:
    """Show and change language, density, maps and mail; passwords, keys and the calendar address have their own pages."""
    user = request.user
    kinds = [(kind, str(label)) for kind, label in MAIL_KINDS.items()]
    initial = {
        "language": user.language,
        "is_dense": user.is_dense,
        "prefers_static_map": user.prefers_static_map,
        "mailed": [kind for kind in MAIL_KINDS if is_mailed(user.notice_choices, kind)],
    }
    kept = restore(request.actor, "own", "", initial)
    form = OwnSettingsForm(request.POST or None, kinds=kinds, initial=kept.initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        choose_settings(
            request.actor,
            language=chosen["language"],
            is_dense=chosen["is_dense"],
            prefers_static_map=chosen["prefers_static_map"],
            notice_choices={kind: kind in chosen["mailed"] for kind in MAIL_KINDS},
        )
        drop_draft(request.actor, "own")
        messages.success(request, gettext("Đã lưu thiết lập của tài khoản."))
        return redirect("accounts:own")
    address = request.build_absolute_uri(reverse("accounts:feed", args=[user.feed_key])) if user.feed_key else ""
    context = {
        "form": form,
        "feed_address": address,
        "held": roles_of(user),
        "draft_saved_at": kept.saved_at,
        "levels": [(rank, level_word(rank)) for rank in levels_of(user)] if holds_several() else [],
    }
    return render(request, "accounts/own.html", context, status=400 if form.errors else 200)


@require_POST
@signed_in
def feed(request: SignedInRequest) -> HttpResponse:
    """Open, renew or close the calendar address."""
    if request.POST.get("act") == "close":
        close_feed(request.actor)
        messages.success(
            request, gettext("Đã đóng địa chỉ lịch. Ứng dụng lịch đang dùng địa chỉ cũ không nhận được gì nữa.")
        )
    else:
        renew_feed(request.actor)
        messages.success(request, gettext("Đã tạo địa chỉ lịch mới. Địa chỉ cũ, nếu có, không dùng được nữa."))
    return redirect("accounts:own")


@require_POST
@signed_in
def level(request: SignedInRequest) -> HttpResponse:
    """Choose the level that this session works at."""
    chosen = request.POST.get("level", "")
    if not holds_several() or chosen not in {str(rank) for rank in levels_of(request.user)}:
        raise Http404
    work_at_level(request.actor, int(chosen))
    sessions.work_at(request.session, int(chosen))
    messages.success(request, gettext("Phiên này làm việc ở mức %(level)s.") % {"level": level_word(int(chosen))})
    return redirect("accounts:own")
