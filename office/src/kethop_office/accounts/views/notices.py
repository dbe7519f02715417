"""The list of notices, and the calendar feed."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actions.feed import refresh_feed
from kethop_office.accounts.actions.notices import read_all, read_one
from kethop_office.accounts.models import FeedEntry
from kethop_office.accounts.notice_words import told
from kethop_office.accounts.queries.feed import feed_owner
from kethop_office.accounts.queries.notices import NOTICE_DAYS, notices
from kethop_office.common.figures import number_text

__all__ = ["all_read", "feed", "listed", "opened"]

_PAGE = 50


@require_safe
@signed_in
def listed(request: SignedInRequest) -> HttpResponse:
    """Show notices of the last 90 days, newest first."""
    page = Paginator(notices(request.actor), _PAGE).get_page(request.GET.get("page"))
    rows = [(notice, told(request.actor, notice)) for notice in page]
    return render(request, "accounts/notices.html", {"page": page, "rows": rows, "days": NOTICE_DAYS})


@require_POST
@signed_in
def opened(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Mark a notice as read and go to its page."""
    path = read_one(request.actor, key)
    if path is None:
        raise Http404
    return redirect(path)


@require_POST
@signed_in
def all_read(request: SignedInRequest) -> HttpResponse:
    """Mark all as read."""
    number = read_all(request.actor)
    messages.success(request, gettext("Đã đánh dấu đã đọc %(number)s tin báo.") % {"number": number_text(number)})
    return redirect("accounts:notices")


@require_safe
def feed(_request: HttpRequest, key: str) -> HttpResponse:
    """Give the calendar of an account to who has its address; texts are number and verb only."""
    owner = feed_owner(key)
    if owner is None:
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//Ket hop//office//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Kết hợp")
    for entry in refresh_feed(owner):
        calendar.add_component(_event(entry))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="kethop.ics"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)


def _event(entry: FeedEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.pk}@{settings.KETHOP_NODE}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.text)
    event.add("status", "CANCELLED" if entry.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
