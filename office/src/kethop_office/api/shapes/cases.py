"""Cases as programs read them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ninja import Schema

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.case_list.rows import CaseRow
from kethop_office.appraisal.queries.clocks import CaseClock
from kethop_office.appraisal.queries.overview import case_facts
from kethop_office.appraisal.queries.shell import case_shell

__all__ = ["CaseItem", "CaseOut", "CasesOut", "case_item", "case_out"]


class ClockOut(Schema):
    """The legal clock; `left` counts working days until `due_on`."""

    state: str
    due_on: date | None
    left: int | None


class CaseItem(Schema):
    """One line of the list of cases."""

    id: UUID
    reference: str
    title: str
    stage: str
    stage_label: str
    clock: ClockOut
    place: str
    lead_office: str
    officer: str
    proponent: str
    filed_on: date
    area_ha: Decimal | None
    kind: str
    sector: str
    level: str
    lon: float | None
    lat: float | None


class CasesOut(Schema):
    """A page of cases. `count` stops at 10,000; `next` and `previous` are places to give as `page`."""

    items: list[CaseItem]
    count: int
    is_more_than_count: bool
    next: str
    previous: str


class PlaceOut(Schema):
    """A unit of the site and its share of it, 0 to 1."""

    name: str
    share: Decimal | None


class CaseOut(Schema):
    """One case. `sections` names what this account may read of it."""

    id: UUID
    reference: str
    title: str
    kind: str
    stage: str
    stage_label: str
    is_open: bool
    clock: ClockOut
    proponent: str
    lead_office: str
    lead_office_id: UUID
    officer: str
    filed_on: date
    valid_on: date | None
    law_date: date | None
    area_ha: Decimal | None
    sector: str
    places: list[PlaceOut]
    lon: float | None
    lat: float | None
    level: int
    sections: list[str]


def case_item(row: CaseRow) -> CaseItem:
    """Return a line of the list."""
    return CaseItem(
        id=row.key,
        reference=row.reference,
        title=row.title,
        stage=row.stage,
        stage_label=str(row.stage_label),
        clock=_clock(row.clock),
        place=row.place,
        lead_office=row.office,
        officer=row.officer,
        proponent=row.proponent,
        filed_on=row.filed_on,
        area_ha=row.area_ha,
        kind=str(row.kind),
        sector=row.sector,
        level=row.level,
        lon=row.lon,
        lat=row.lat,
    )


def case_out(actor: Actor, case: Case) -> CaseOut:
    """Return a case as the actor may see it."""
    shell = case_shell(actor, case, "")
    facts = case_facts(actor, case, carries=shell.standing.carries)
    return CaseOut(
        id=case.pk,
        reference=case.reference,
        title=shell.title,
        kind=case.kind,
        stage=case.stage,
        stage_label=str(case.get_stage_display()),
        is_open=case.is_open,
        clock=_clock(shell.clock),
        proponent=facts.proponent,
        lead_office=facts.lead_office,
        lead_office_id=case.lead_office_id,
        officer=facts.officer,
        filed_on=facts.filed_on,
        valid_on=facts.valid_on,
        law_date=facts.law_date,
        area_ha=facts.area_ha,
        sector=facts.sector,
        places=[PlaceOut(name=name, share=share) for name, share in facts.places],
        lon=case.lon,
        lat=case.lat,
        level=case.level,
        sections=[link.key for link in shell.sections if link.key],
    )


def _clock(shown: CaseClock) -> ClockOut:
    return ClockOut(state=shown.state, due_on=shown.due_on, left=shown.left)
