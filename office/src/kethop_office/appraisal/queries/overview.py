"""The state of a case in facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, CaseUnit, ScreeningRun

__all__ = ["CaseFacts", "case_facts"]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Facts of the overview; None or empty where there is none yet.

    Parameters
    ----------
    own_number : str
        Number of the office from before it had this system.
    places : tuple of (str, Decimal or None)
        Units of the site with the share of it, 0 to 1; None where only declared.
    is_unscreened : bool
        Taken over from elsewhere, and no screening of it has been done here.
    """

    own_number: str
    proponent: str
    lead_office: str
    officer: str
    filed_on: date
    valid_on: date | None
    law_date: date | None
    area_ha: Decimal | None
    sector: str
    places: tuple[tuple[str, Decimal | None], ...]
    has_unknown: bool
    is_unscreened: bool


def case_facts(actor: Actor, case: Case, *, carries: bool) -> CaseFacts:
    """Return what stands on top of a case; findings and the officer are for those who carry it."""
    units = CaseUnit.objects.visible_to(actor).filter(case=case).order_by("is_declared", "-share", "name")
    is_screened = ScreeningRun.objects.visible_to(actor).filter(case=case, state=ScreeningRun.State.DONE).exists()
    return CaseFacts(
        own_number=case.own_number if carries else "",
        proponent=case.proponent_name,
        lead_office=_named(case.lead_office),
        officer=str(case.officer) if carries and case.officer else "",
        filed_on=case.filed_on,
        valid_on=case.valid_on,
        law_date=case.law_date,
        area_ha=case.area_ha,
        sector=case.sector,
        places=_places(units.values_list("name", "share")),
        has_unknown=carries and case.has_unknown,
        is_unscreened=carries and bool(case.own_number) and not is_screened,
    )


def _places(rows: Iterable[tuple[str, Decimal | None]]) -> tuple[tuple[str, Decimal | None], ...]:
    """Name a commune once that was both declared and measured."""
    places: dict[str, Decimal | None] = {}
    for name, share in rows:
        places.setdefault(name, share)
    return tuple(places.items())


def _named(office: Office) -> str:
    return office.name_en if get_language() == "en" else office.name_vi
