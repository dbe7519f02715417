"""The list of cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.actions.assigning import assign, take_back
from kethop_office.appraisal.actions.bulk_reminding import remind_late
from kethop_office.appraisal.actions.saved_views import remove_view, rename_view, save_view
from kethop_office.appraisal.forms.case_list import COLUMN_LABELS, SORT_LABELS, CaseFilterForm
from kethop_office.appraisal.models import SavedView
from kethop_office.appraisal.queries.case_imports import IMPORTERS, importing_offices
from kethop_office.appraisal.queries.case_list.choices import officer_choices, own_office_choices
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.paging import DEFAULT_SORT, SORTS, CasePage, case_page, counted
from kethop_office.appraisal.queries.case_list.points import MOST_POINTS, case_points
from kethop_office.appraisal.queries.case_list.rows import COLUMNS, DEFAULT_COLUMNS, case_rows
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.places import place_names
from kethop_office.appraisal.queries.saved_views import views_for
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.appraisal.views.base_map import list_map
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["case_list", "give_back", "give_cases", "keep_view", "remind_cases", "remove_kept_view", "rename_kept_view"]

_UNDO_SALT = "kethop.assign.undo"
_UNDO_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, and the address of the list without it."""

    label: str
    value: str
    path: str


@require_GET
@signed_in
def case_list(request: HttpRequest) -> HttpResponse:
    """Show cases: filters, saved views, a page of lines, and the places of the sites where they are few."""
    reader = reader_of(actor_on(request))
    form = CaseFilterForm(request.GET, reader=reader)
    filters = form.filters()
    sort = request.GET.get("sort", "") if request.GET.get("sort") in SORTS else DEFAULT_SORT
    columns = tuple(name for name in request.GET.getlist("column") if name in COLUMNS) or DEFAULT_COLUMNS
    cases = selected_cases(reader, filters)
    page = case_page(reader, cases, sort=sort, place=request.GET.get("place_mark", ""))
    number, is_more = counted(reader, cases, page)
    query = _query(filters, sort, columns)
    has_map = request.GET.get("map") == "1"
    points = case_points(reader, cases) if has_map and number <= MOST_POINTS and not is_more else None
    return render(
        request,
        "appraisal/case_list.html",
        {
            "form": form,
            "active": list(_active(form, filters, sort, columns)),
            "rows": case_rows(reader, page.cases),
            "page": page,
            "number": number,
            "is_more": is_more,
            "columns": [(name, COLUMN_LABELS[name]) for name in columns],
            "all_columns": [(name, COLUMN_LABELS[name], name in columns) for name in COLUMNS],
            "sorts": [(name, SORT_LABELS[name], name == sort) for name in SORTS],
            "sort": sort,
            "views": [
                (view, f"/case/?{_query(view.filters, view.sort, view.columns)}") for view in views_for(reader.actor)
            ],
            "query": query,
            "links": _page_links(page, query),
            "has_map": has_map,
            "points": points,
            "map": list_map(reader.actor, points) if points else None,
            "most_points": MOST_POINTS,
            "officers": officer_choices(reader, clock.today()) if reader.carried else [],
            "is_carrying": bool(reader.carried),
            "may_import": reader.actor.has_any(IMPORTERS) and importing_offices(reader.actor).exists(),
            "can_undo": "appraisal.undo" in request.session,
            "own_offices": own_office_choices(reader.actor),
        },
    )


@require_POST
@signed_in
def give_cases(request: HttpRequest) -> HttpResponse:
    """Give the chosen cases to an officer; the next page offers to take it back."""
    actor, back = actor_on(request), _back(request)
    officer = _key(request.POST.get("officer", ""))
    try:
        before = assign(actor, _keys(request.POST.getlist("case")), officer)
    except Refused as refusal:
        messages.error(request, _said(refusal))
        return redirect(back)
    plain = {key.hex: old.hex if old else "" for key, old in before.items()}
    undo = signing.dumps([actor.user_id.hex, plain, officer.hex if officer else ""], salt=_UNDO_SALT, compress=True)
    request.session["appraisal.undo"] = undo
    text = ngettext("Đã giao %(number)d hồ sơ.", "Đã giao %(number)d hồ sơ.", len(before)) % {"number": len(before)}
    messages.success(request, text, extra_tags="undo" if before else "")
    return redirect(back)


@require_POST
@signed_in
def give_back(request: HttpRequest) -> HttpResponse:
    """Take the last giving of cases back."""
    actor, back = actor_on(request), _back(request)
    try:
        user, plain, given = signing.loads(
            request.session.pop("appraisal.undo", ""), salt=_UNDO_SALT, max_age=_UNDO_SECONDS
        )
    except signing.BadSignature:
        messages.error(request, _("Không còn gì để hoàn tác."))
        return redirect(back)
    if user != actor.user_id.hex:
        raise Http404
    before = {UUID(hex=key): UUID(hex=old) if old else None for key, old in plain.items()}
    try:
        number = take_back(actor, before, UUID(hex=given) if given else None)
    except Refused as refusal:
        messages.error(request, _said(refusal))
        return redirect(back)
    text = ngettext("Đã hoàn tác %(number)d hồ sơ.", "Đã hoàn tác %(number)d hồ sơ.", number) % {"number": number}
    messages.success(request, text)
    return redirect(back)


@require_POST
@signed_in
def remind_cases(request: HttpRequest) -> HttpResponse:
    """Remind every body of the chosen cases whose last day has come and that has not answered."""
    actor, back = actor_on(request), _back(request)
    try:
        reminded, passed_over = remind_late(actor, _keys(request.POST.getlist("case")))
    except Refused as refusal:
        messages.error(request, _said(refusal))
        return redirect(back)
    text = ngettext("Đã đôn đốc %(number)d cơ quan.", "Đã đôn đốc %(number)d cơ quan.", reminded) % {"number": reminded}
    if passed_over:
        more = ngettext("%(number)d cơ quan không đôn đốc được.", "%(number)d cơ quan không đôn đốc được.", passed_over)
        text = f"{text} {more % {'number': passed_over}}"
    messages.success(request, text)
    return redirect(back)


@require_POST
@signed_in
def keep_view(request: HttpRequest) -> HttpResponse:
    """Save filters, columns and order under a name."""
    actor, back = actor_on(request), _back(request)
    asked = QueryDict(request.POST.get("query", ""))
    filters = CaseFilterForm(asked, reader=reader_of(actor)).filters()
    office = _key(request.POST.get("shared_with", ""))
    try:
        save_view(
            actor,
            request.POST.get("name", ""),
            filters,
            columns=tuple(asked.getlist("column")),
            sort=asked.get("sort", ""),
            office=office,
        )
    except Refused as refusal:
        messages.error(request, _said(refusal))
    else:
        messages.success(request, _("Đã lưu bộ lọc."))
    return redirect(back)


@require_POST
@signed_in
def rename_kept_view(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a saved view another name."""
    try:
        rename_view(actor_on(request), key, request.POST.get("name", ""))
    except SavedView.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, _said(refusal))
    else:
        messages.success(request, _("Đã đổi tên bộ lọc."))
    return redirect(_back(request))


@require_POST
@signed_in
def remove_kept_view(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a saved view."""
    try:
        remove_view(actor_on(request), key)
    except SavedView.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Đã xóa bộ lọc."))
    return redirect(_back(request))


def _active(form: CaseFilterForm, filters: CaseFilters, sort: str, columns: tuple[str, ...]) -> Iterator[ActiveFilter]:
    plain = filters.plain()
    for name, value in plain.items():
        field = form.fields[name]
        labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
        for item in value if isinstance(value, list) else [value]:
            left = {**plain, name: [one for one in value if one != item]} if isinstance(value, list) else dict(plain)
            if not isinstance(value, list):
                del left[name]
            shown = _shown(filters, name, labels.get(item, item))
            path = f"/case/?{_query(CaseFilters.of_plain(left), sort, columns)}"
            yield ActiveFilter(str(field.label), shown, path)


def _shown(filters: CaseFilters, name: str, text: str) -> str:
    if name == "unknown":
        return _("có")
    if name == "place":
        return place_names(text)
    day = getattr(filters, name) if name.endswith(("_from", "_to")) else None
    return f"{day:%d/%m/%Y}" if day else text


def _query(filters: CaseFilters, sort: str, columns: tuple[str, ...]) -> str:
    values: dict[str, str | list[str]] = dict(filters.plain())
    if sort and sort != DEFAULT_SORT:
        values["sort"] = sort
    if columns and columns != DEFAULT_COLUMNS:
        values["column"] = list(columns)
    return urlencode(values, doseq=True)


def _page_links(page: CasePage, query: str) -> dict[str, str]:
    places = {"before": page.before, "after": page.after}
    return {name: f"/case/?{query}&{urlencode({'place_mark': mark})}" for name, mark in places.items() if mark}


def _back(request: HttpRequest) -> str:
    """Return the page that the form was on; an address elsewhere is not followed."""
    path = request.POST.get("back", "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/case/"


def _said(refusal: Refused) -> str:
    return str(SENTENCES[refusal.code]) % refusal.fields


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _keys(texts: list[str]) -> list[UUID]:
    return [key for key in map(_key, texts) if key]
