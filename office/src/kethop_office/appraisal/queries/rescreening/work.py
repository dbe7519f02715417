"""Work that a change left: the lines that an officer, or a keeper of parks, has to look at."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Notice, Role
from kethop_office.appraisal.models import Case, RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.rescreening.pages import cases_of, known_changes, parks_of
from kethop_office.appraisal.queries.rescreening.words import subject_of
from kethop_office.appraisal.queries.shell import title_of
from kethop_office.common.registrations import TaskRow
from kethop_office.registry.roles import PARK_KEEPERS

__all__ = ["NOTICE", "NO_SITE", "may_settle", "notice_facts", "open_row", "rescreening_tasks"]

KIND = "rescreening"
NOTICE = "rescreen.cases"
"""Kind of the notice of cases that a change concerns."""
MOST_TASKS = 1_000
NO_SITE = "rescreen.park_no_site"
"""A park that has no place can be asked by nobody: the list says so, and nobody gets work from it."""


def rescreening_tasks(actor: Actor) -> Iterator[TaskRow]:
    """Yield the lines of the work list: cases of the own office as an officer, parks as a keeper of their register."""
    cases = list(
        _open(cases_of(actor))
        .filter(case__lead_office__in=_offices(actor))
        .select_related("case")
        .order_by("compared_at", "pk")[:MOST_TASKS]
    )
    parks = list(_open_parks(parks_of(actor)).select_related("park").order_by("compared_at", "pk")[:MOST_TASKS])
    known = known_changes(actor, [*cases, *parks])
    for row in cases:
        yield TaskRow(
            verb=_verb(row, known),
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
    for park in parks:
        yield TaskRow(
            verb=_verb(park, known),
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


def notice_facts(actor: Actor, notice: Notice) -> dict[str, object]:
    """Return how many own cases a notice is about, of those that its reader may know of now."""
    lines = cases_of(actor).filter(
        rescreening=notice.fields["rescreening"],
        is_after=True,
        state__in=RescreenedRow.NEEDING,
        level=notice.level,
        case__lead_office__in=_offices(actor),
    )
    own = Q(case__officer=actor.user_id) | Q(case__officer=None) | Q(case__officer__is_active=False)
    return {"number": lines.filter(own).count()}


def may_settle(actor: Actor, one: RescreenedCase | RescreenedPark) -> bool:
    """Return whether an account may screen a case or park again, or note that it stands."""
    if not one.needs_settling or not one.is_after:
        return False
    if isinstance(one, RescreenedPark):
        return actor.has_any(PARK_KEEPERS)
    return one.case.is_open and actor.has(Role.OFFICER, one.case.lead_office_id)


def _offices(actor: Actor) -> set[UUID]:
    return {office for office, role in actor.roles if role == Role.OFFICER}


def _open(rows: QuerySet[RescreenedCase]) -> QuerySet[RescreenedCase]:
    return rows.filter(RescreenedRow.WORK, case__closed_on=None)


def _open_parks(rows: QuerySet[RescreenedPark]) -> QuerySet[RescreenedPark]:
    return rows.filter(RescreenedRow.WORK).exclude(code=NO_SITE)


def _verb(row: RescreenedCase | RescreenedPark, known: Mapping[UUID, Rescreening]) -> str:
    change = known.get(row.rescreening_id)
    if change is not None:
        words = {"subject": subject_of(change)}
        if row.state == RescreenedRow.State.UNASKED:
            return _("Sàng lọc lại: chưa so sánh được · %(subject)s") % words
        return _("Sàng lọc lại: kết quả khác · %(subject)s") % words
    if row.state == RescreenedRow.State.UNASKED:
        return _("Sàng lọc lại: chưa so sánh được sau khi dữ liệu hoặc quy tắc thay đổi")
    return _("Sàng lọc lại: kết quả khác sau khi dữ liệu hoặc quy tắc thay đổi")
