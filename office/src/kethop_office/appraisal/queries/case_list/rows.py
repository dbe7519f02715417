"""Lines of the list of cases, as the reader may see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language

from kethop_office.accounts.models import ClassificationLevel
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.models import Case, CaseUnit
from kethop_office.appraisal.queries.clocks import CaseClock, row_clock
from kethop_office.appraisal.queries.shell import STAGE_LOOKS, case_path, title_of
from kethop_office.appraisal.queries.standing import Reader

__all__ = ["COLUMNS", "DEFAULT_COLUMNS", "CaseRow", "case_rows"]

COLUMNS = ("place", "stage", "clock", "officer", "office", "proponent", "filed_on", "area", "kind", "sector", "level")
DEFAULT_COLUMNS = ("place", "stage", "clock", "officer")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line.

    Parameters
    ----------
    place : str
        Communes and provinces of the site.
    officer : str
        Of a case of the own office only; empty otherwise.
    lon, lat : float or None
        Inner point of the site, WGS 84 degrees.
    """

    key: UUID
    reference: str
    title: str
    path: str
    place: str
    stage: str
    stage_label: str
    stage_look: str
    clock: CaseClock
    officer: str
    office: str
    proponent: str
    filed_on: date
    due_on: date | None
    area_ha: Decimal | None
    kind: str
    sector: str
    level: str
    is_carried: bool
    lon: float | None
    lat: float | None


def case_rows(reader: Reader, cases: Iterable[Case]) -> list[CaseRow]:
    """Return lines for cases that the reader may see, in their order."""
    rows = list(cases)
    places = _places(reader, rows)
    levels = {item.rank: item for item in ClassificationLevel.objects.all()}
    calendars = {pack: calendar_of(pack) for pack in {case.pack for case in rows}}
    is_english = get_language() == "en"
    out = []
    for case in rows:
        carries = case.lead_office_id in reader.carried
        level, office = levels.get(case.level), case.lead_office
        out.append(
            CaseRow(
                key=case.pk,
                reference=case.reference,
                title=title_of(case),
                path=case_path(case),
                place=", ".join(places[case.pk]),
                stage=case.stage,
                stage_label=case.get_stage_display(),
                stage_look=STAGE_LOOKS[Case.Stage(case.stage)],
                clock=row_clock(case, calendars[case.pack], carries=carries),
                officer=str(case.officer) if carries and case.officer else "",
                office=office.short_en if is_english else office.short_vi,
                proponent=case.proponent_name,
                filed_on=case.filed_on,
                due_on=case.next_due_on if carries else case.due_on,
                area_ha=case.area_ha,
                kind=case.get_kind_display(),
                sector=case.sector,
                level=(level.name_en if is_english else level.name_vi) if level else str(case.level),
                is_carried=carries,
                lon=case.lon,
                lat=case.lat,
            )
        )
    return out


def _places(reader: Reader, cases: list[Case]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    units = CaseUnit.objects.visible_to(reader.actor).filter(case__in=[case.pk for case in cases])
    for case, name in units.order_by("-share", "name").values_list("case_id", "name"):
        if name not in found[case]:
            found[case].append(name)
    return found
