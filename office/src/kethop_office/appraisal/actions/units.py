"""Write in which communes the site of a case lies, as declared and as measured."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.models import Case, CaseUnit
from kethop_office.territory.queries import resolve

__all__ = ["declare_units", "measure_units"]


def declare_units(case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the communes that the file names, in place of those that an earlier one named."""
    site = answers.get("site", {})
    is_by_units = site.get("way") in {"units", "park"} and site.get("units")
    codes = site["units"] if is_by_units else answers.get("details", {}).get("communes", ())
    case.units.filter(is_declared=True).delete()
    for code in codes:
        for unit in resolve(str(code)).units:
            CaseUnit.objects.create(
                case=case,
                code=unit.code,
                name=unit.full_name,
                province_code=unit.parent.code if unit.parent else unit.code,
                is_declared=True,
                level=case.level,
                compartment_id=case.compartment_id,
            )


def measure_units(case: Case, communes: Sequence[Mapping[str, Any]], provinces: Sequence[str]) -> None:
    """Write the communes that the engine measured, in place of those of an earlier run.

    Parameters
    ----------
    communes : sequence of mapping
        ``code``, ``name`` (by language), ``share`` from 0 to 1 or None.
    provinces : sequence of str
        Codes of the provinces of the site: of one, every commune is.
    """
    case.units.filter(is_declared=False).delete()
    CaseUnit.objects.bulk_create(
        CaseUnit(
            case=case,
            code=item["code"],
            name=item["name"]["vi"],
            province_code=provinces[0] if len(provinces) == 1 else _province_of(item["code"]),
            share=Decimal(item["share"]) if item["share"] is not None else None,
            is_declared=False,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        for item in communes
    )
    index_case(case.pk)


def _province_of(code: str) -> str:
    parents = {unit.parent.code for unit in resolve(code, level="commune").units if unit.parent}
    return parents.pop() if len(parents) == 1 else ""
