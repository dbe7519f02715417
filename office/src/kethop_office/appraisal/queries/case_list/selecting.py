"""From filters to cases."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.appraisal.models import Case, CaseUnit, Inquiry
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.narrowing import beginning, by_rows, reachable
from kethop_office.appraisal.queries.case_list.searching import with_words
from kethop_office.appraisal.queries.clocks import day_soon
from kethop_office.appraisal.queries.places import SPLIT
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common import clock

__all__ = ["selected_cases"]

_PROVINCE_CODE_LENGTH = 2
LAST_KNOWN = date(9998, 12, 31)  # later than any last day, before the key of a case without one


def selected_cases(reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    """Return the cases that the actor may know of and that pass the filters."""
    cases = reachable(reader.actor)
    for name, keep in _KEEPERS.items():
        if getattr(filters, name):
            cases = keep(cases, reader, filters)
    return cases


def _text(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    return with_words(cases, reader, filters.text)


def _stage(cases: QuerySet[Case], _reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(stage__in=filters.stage)


def _clock(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    if filters.clock == "paused":
        return cases.filter(clock=Case.Clock.PAUSED)
    today, column = clock.today(), reader.due_column
    soon = day_soon("vn")
    ranges: dict[str, dict[str, date]] = {
        "late": {f"{column}__lt": today},
        "soon": {f"{column}__gte": today, f"{column}__lte": soon},
        "in_time": {f"{column}__gt": soon, f"{column}__lte": LAST_KNOWN},
    }
    running = cases.exclude(clock=Case.Clock.STOPPED)
    return running.filter(**ranges[filters.clock]) if filters.clock in ranges else cases.none()


def _kind(cases: QuerySet[Case], _reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(kind=filters.kind)


def _place(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    codes = filters.place.split(SPLIT)
    provinces = [code for code in codes if len(code) <= _PROVINCE_CODE_LENGTH]
    units = CaseUnit.objects.visible_to(reader.actor)
    if provinces == codes and len(codes) == 1:
        return by_rows(cases, units.filter(province_code=codes[0]))
    return by_rows(cases, units.filter(Q(province_code__in=provinces) | Q(code__in=codes)))


def _sector(cases: QuerySet[Case], _reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(beginning("sector", filters.sector))


def _office(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    if filters.office == "own":
        return cases.filter(lead_office__in=reader.carried)
    office = _key(filters.office)
    return cases.filter(lead_office=office) if office else cases.none()


def _officer(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    """Keep to the own office: the page is no register of people."""
    own = cases.filter(lead_office__in=reader.carried)
    if filters.officer == "none":
        return own.filter(officer=None)
    officer = reader.actor.user_id if filters.officer == "me" else _key(filters.officer)
    return own.filter(officer=officer) if officer else cases.none()


def _body(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    """Keep to where the reader carries the case, or is the body itself: nobody else is told who is asked."""
    gone = (Inquiry.State.REMOVED, Inquiry.State.RECALLED)
    rows = Inquiry.objects.visible_to(reader.actor).filter(body=filters.body).exclude(state__in=gone)
    mine = Q(case__lead_office__in=reader.carried) | Q(consultee__in=reader.actor.offices) & ~Q(
        state=Inquiry.State.PROPOSED
    )
    return by_rows(cases, rows.filter(mine))


def _unknown(cases: QuerySet[Case], reader: Reader, _filters: CaseFilters) -> QuerySet[Case]:
    """Keep to those whose results the reader may see: a result is for those who carry the case."""
    return cases.filter(has_unknown=True, lead_office__in=reader.carried)


def _level(cases: QuerySet[Case], _reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    return cases.filter(level=int(filters.level)) if filters.level.isdecimal() else cases.none()


def _filed(cases: QuerySet[Case], _reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    cases = cases.filter(filed_on__gte=filters.filed_from) if filters.filed_from else cases
    return cases.filter(filed_on__lte=filters.filed_to) if filters.filed_to else cases


def _due(cases: QuerySet[Case], reader: Reader, filters: CaseFilters) -> QuerySet[Case]:
    column = reader.due_column
    cases = cases.filter(**{f"{column}__gte": filters.due_from}) if filters.due_from else cases
    return cases.filter(**{f"{column}__lte": filters.due_to or LAST_KNOWN})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


_KEEPERS: dict[str, Callable[[QuerySet[Case], Reader, CaseFilters], QuerySet[Case]]] = {
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
