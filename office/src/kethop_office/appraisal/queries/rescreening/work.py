"""Work that a change left: the lines that an officer, or a keeper of parks, has to look at."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, RescreenedCase, RescreenedPark, RescreenedRow
from kethop_office.appraisal.queries.rescreening.pages import cases_of, parks_of
from kethop_office.appraisal.queries.shell import title_of
from kethop_office.common.registrations import TaskRow

__all__ = ["NO_SITE", "open_row", "rescreening_tasks"]

KIND = "rescreening"
MOST_TASKS = 1_000
NO_SITE = "rescreen.park_no_site"
"""A park that has no place can be asked by nobody: the list says so, and nobody gets work from it."""


def rescreening_tasks(actor: Actor) -> Iterator[TaskRow]:
    """Yield the lines of the work list: cases of the own office as an officer, parks as a keeper of their register."""
    offices = {office for office, role in actor.roles if role == Role.OFFICER}
    rows = _open(cases_of(actor)).filter(case__lead_office__in=offices)
    for row in rows.select_related("case").order_by("compared_at", "pk")[:MOST_TASKS]:
        yield TaskRow(
            verb=_verb(row),
            reference=row.case.reference,
            title=title_of(row.case),
            path=reverse("appraisal:rescreened", args=[row.case.reference, row.pk]),
            group="mine",
            due_on=None,
            state="running",
            whom="",
            since=timezone.localtime(row.compared_at).date() if row.compared_at else None,
            kind=KIND,
            is_own=row.case.officer_id in {actor.user_id, None},
        )
    parks = _open_parks(parks_of(actor)).select_related("park").order_by("compared_at", "pk")
    for park in parks[:MOST_TASKS]:
        yield TaskRow(
            verb=_verb(park),
            reference=park.park.code,
            title=park.park.name,
            path=reverse("appraisal:rescreened_park", args=[park.pk]),
            group="mine",
            due_on=None,
            state="running",
            whom="",
            since=timezone.localtime(park.compared_at).date() if park.compared_at else None,
            kind=KIND,
            is_own=True,
        )


def open_row(actor: Actor, case: Case) -> RescreenedCase | None:
    """Return what a case's carrier has to look at since layers or the pack changed; None where nothing waits."""
    return _open(cases_of(actor).filter(case=case)).order_by("-compared_at").first()


def _open(rows: QuerySet[RescreenedCase]) -> QuerySet[RescreenedCase]:
    return rows.filter(RescreenedRow.WORK, case__closed_on=None)


def _open_parks(rows: QuerySet[RescreenedPark]) -> QuerySet[RescreenedPark]:
    return rows.filter(RescreenedRow.WORK).exclude(code=NO_SITE)


def _verb(row: RescreenedRow) -> str:
    if row.state == RescreenedRow.State.UNASKED:
        return _("Sàng lọc lại: chưa so sánh được sau khi dữ liệu hoặc quy tắc thay đổi")
    return _("Sàng lọc lại: kết quả khác sau khi dữ liệu hoặc quy tắc thay đổi")
