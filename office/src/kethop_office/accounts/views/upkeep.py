"""Administration of the calendar, the pack and background work."""

import json
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts import jobs
from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actions.calendar import drop_day, set_day
from kethop_office.accounts.forms.admin import LocalDayForm
from kethop_office.accounts.models import Job, Role
from kethop_office.accounts.queries.upkeep import failed_sign_ins, job_health, last_check
from kethop_office.accounts.queries.working_days import OfficeDay, office_days, own_days, years
from kethop_office.accounts.views.refusing import refuse
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import registered_panels

__all__ = ["calendar", "calendar_drop", "index", "job_list", "pack", "pack_check"]

_KEEPERS = (Role.ADMIN, Role.RULE_OFFICER)
_WATCHERS = (Role.ADMIN, Role.AUDITOR)


@require_safe
@role_required(Role.ADMIN, Role.AUDITOR, Role.RULE_OFFICER)
def index(request: SignedInRequest) -> HttpResponse:
    """Lead to the pages of administration, with failed sign-ins, grants that end and the health of background work."""
    is_admin = request.actor.has(Role.ADMIN)
    panels = [panel(request.actor, None) for panel in registered_panels("accounts:admin")]
    context = {
        "panels": [panel for panel in panels if panel],
        "is_admin": is_admin,
        "is_keeper": request.actor.has_any(_KEEPERS),
        "is_watcher": request.actor.has_any(_WATCHERS),
        "failed": failed_sign_ins() if is_admin else None,
        "health": job_health(request.actor) if is_admin else None,
    }
    return render(request, "accounts/admin/index.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*_KEEPERS)
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show the working days of a year as a grid and as a list with the source of each, and decide one."""
    form = LocalDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = set_day(request.actor, form.fields_of_day())
        except Refused as refused:
            form.add_error(None, refuse(refused))
        else:
            messages.success(request, gettext("Đã ghi ngày vào lịch của cơ quan."))
            return redirect(f"{request.path}?year={row.day.year}")
    known, asked = years(), request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in known else clock.today().year
    days = office_days(year)
    context = {
        "form": form,
        "year": year,
        "years": sorted(known),
        "table": known.get(year),
        "months": [
            (date(year, month, 1), _weeks(list(group))) for month, group in groupby(days, lambda day: day.day.month)
        ],
        "special": [day for day in days if day.source],
        "own": own_days(),
    }
    return render(request, "accounts/admin/calendar.html", context, status=400 if form.errors else 200)


@require_POST
@role_required(*_KEEPERS)
def calendar_drop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Count a day as the pack does again."""
    row = next((row for row in own_days().values() if row.pk == key), None)
    if row is None:
        raise Http404
    day = row.day
    drop_day(request.actor, row)
    messages.success(request, gettext("Đã bỏ ngày riêng; ngày này tính theo lịch của bộ quy tắc."))
    return redirect(f"/admin/calendar/?year={day.year}")


@require_safe
@role_required(*_KEEPERS)
def pack(request: SignedInRequest) -> HttpResponse:
    """Show the pack as it was last checked; the room of cases adds its versions and from when they hold."""
    found = last_check("pack.check")
    problems = json.loads(str(found.result.get("problems", "[]"))) if found else []
    panels = [panel(request.actor, None) for panel in registered_panels("accounts:pack")]
    context = {"job": found, "problems": problems, "panels": [panel for panel in panels if panel]}
    return render(request, "accounts/admin/pack.html", context)


@require_POST
@role_required(*_KEEPERS)
def pack_check(request: SignedInRequest) -> HttpResponse:
    """Have the pack checked."""
    job = jobs.enqueue("pack.check", {}, actor=request.actor)
    return redirect("accounts:pack") if job.state == Job.State.DONE else redirect(f"/job/{job.pk}/")


@require_safe
@role_required(Role.ADMIN)
def job_list(request: SignedInRequest) -> HttpResponse:
    """Show the health of background work; what the jobs are about is not shown."""
    return render(request, "accounts/admin/jobs.html", {"health": job_health(request.actor)})


def _weeks(days: list[OfficeDay]) -> list[list[OfficeDay | None]]:
    cells: list[OfficeDay | None] = [None] * days[0].day.weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
