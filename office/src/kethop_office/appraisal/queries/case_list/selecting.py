"""From filters to cases."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, CaseUnit, Inquiry
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.narrowing import by_rows, reachable
from kethop_office.appraisal.queries.case_list.searching import with_words
from kethop_office.appraisal.queries.clocks import SOON, day_after_working_days
from kethop_office.appraisal.queries.standing import carrying_offices
from kethop_office.common import clock

__all__ = ["due_column", "selected_cases"]

_PROVINCE_CODE_LENGTH = 2
_CLOSED = (Case.Stage.APPROVED, Case.Stage.REFUSED, Case.Stage.RETURNED, Case.Stage.WITHDRAWN)


def due_column(actor: Actor) -> str:
    """Return the column of the last day that a reader may be led by.

    The earliest last day of anything open may tell of a body that is asked: only who carries cases is led by it.
    """
    return "due_key" if carrying_offices(actor) else "own_due_key"


def selected_cases(actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    """Return the cases that the actor may know of and that pass the filters."""
    cases = reachable(actor)
    for name, keep in _KEEPERS.items():
        if getattr(filters, name):
            cases = keep(cases, actor, filters)
    return cases


def _text(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    return with_words(cases, filters.text)


def _stage(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(stage__in=filters.stage)


def _clock(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    if filters.clock == "paused":
        return cases.filter(clock=Case.Clock.PAUSED)
    today, column = clock.today(), due_column(actor)
    soon = day_after_working_days(today, SOON)
    ranges = {
        "late": {f"{column}__lt": today},
        "soon": {f"{column}__gte": today, f"{column}__lte": soon},
        "in_time": {f"{column}__gt": soon, f"{column}__lt": "9999-01-01"},
    }
    running = cases.exclude(clock=Case.Clock.STOPPED)
    return running.filter(**ranges[filters.clock]) if filters.clock in ranges else cases.none()


def _kind(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(kind=filters.kind)


def _place(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    column = "province_code" if len(filters.place) <= _PROVINCE_CODE_LENGTH else "code"
    return by_rows(cases, CaseUnit.objects.visible_to(actor).filter(**{column: filters.place}))


def _sector(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(sector__startswith=filters.sector)


def _office(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    if filters.office == "own":
        return cases.filter(lead_office__in=carrying_offices(actor))
    office = _key(filters.office)
    return cases.filter(lead_office=office) if office else cases.none()


def _officer(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    """Of the own office only: the page is no register of people."""
    own = cases.filter(lead_office__in=carrying_offices(actor))
    if filters.officer == "none":
        return own.filter(officer=None)
    officer = actor.user_id if filters.officer == "me" else _key(filters.officer)
    return own.filter(officer=officer) if officer else cases.none()


def _body(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    """Where the reader carries the case, or is the body itself: nobody else is told who is asked."""
    gone = (Inquiry.State.REMOVED, Inquiry.State.RECALLED)
    rows = Inquiry.objects.visible_to(actor).filter(body=filters.body).exclude(state__in=gone)
    mine = Q(case__lead_office__in=carrying_offices(actor)) | Q(consultee__in=actor.offices) & ~Q(
        state=Inquiry.State.PROPOSED
    )
    return by_rows(cases, rows.filter(mine))


def _unknown(cases: QuerySet[Case], actor: Actor, _filters: CaseFilters) -> QuerySet[Case]:
    """A result is for those who carry the case."""
    return cases.filter(has_unknown=True, lead_office__in=carrying_offices(actor))


def _level(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(level=int(filters.level)) if filters.level.isdecimal() else cases.none()


def _filed(cases: QuerySet[Case], _actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    cases = cases.filter(filed_on__gte=filters.filed_from) if filters.filed_from else cases
    return cases.filter(filed_on__lte=filters.filed_to) if filters.filed_to else cases


def _due(cases: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    column = due_column(actor)
    cases = cases.filter(**{f"{column}__gte": filters.due_from}) if filters.due_from else cases
    if filters.due_to:
        return cases.filter(**{f"{column}__lte": filters.due_to})
    return cases.filter(**{f"{column}__lt": "9999-01-01"})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


_KEEPERS: dict[str, Callable[[QuerySet[Case], Actor, CaseFilters], QuerySet[Case]]] = {
    "text": _text,
    "stage": _stage,
    "clock": _clock,
    "kind": _kind,
    "place": _place,
    "sector": _sector,
    "office": _office,
    "officer": _officer,
    "body": _body,
    "unknown": _unknown,
    "level": _level,
    "filed_from": _filed,
    "filed_to": _filed,
    "due_from": _due,
    "due_to": _due,
}
