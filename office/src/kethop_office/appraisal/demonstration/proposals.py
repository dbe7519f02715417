"""Kinds of invented proposals: what they are called, how large and high they are, and what is stated of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from kethop_office.appraisal.demonstration.places import Place

__all__ = ["PLANS", "PROJECTS", "SHARES", "Proposal", "answers_of"]

_STATED: Mapping[str, Any] = {
    "approval_authority": "provincial_chairman",
    "related_to_defence": False,
    "key_project": False,
    "plan_object": "none",
    "investment_procedure": "policy_approval",
    "foreign_investor": False,
    "coastal_commune": False,
    "border_commune": False,
    "island": False,
    "in_border_belt": False,
    "other_defence_area": False,
    "over_water": False,
    "exceeds_air_defence_surface": "not_asked",
    "near_radio_aid": False,
    "in_area_2a": False,
    "in_agreed_height_area": False,
    "defence_land": False,
    "changes_security_work": False,
    "critical_project": False,
    "public_investment": False,
    "national_criterion": False,
    "needs_building_permit": True,
}
_OFTEN_UNKNOWN = ("near_radio_aid", "in_area_2a", "in_agreed_height_area", "changes_security_work", "critical_project")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kind of proposal.

    Parameters
    ----------
    title, title_en : str
        With ``%s`` for the commune.
    shape : str
        ``area``, ``line``, ``point`` or ``units``.
    hectares, height : (float, float)
        Least and most.
    """

    title: str
    title_en: str
    shape: str = "area"
    hectares: tuple[float, float] = (5.0, 40.0)
    height: tuple[float, float] = (8.0, 30.0)
    kind: str = "project"
    facts: Mapping[str, Any] = field(default_factory=dict)


def _project(title: str, title_en: str, type_: str, sector: str, structure: str, **more: Any) -> Proposal:  # noqa: ANN401 - sizes or facts
    sizes = {name: more.pop(name) for name in ("shape", "hectares", "height") if name in more}
    facts = {"project_type": type_, "sector": sector, "structure_type": structure, "asks_for_land": True, **more}
    return Proposal(title, title_en, facts=facts, **sizes)


PROJECTS = (
    _project(
        "Khu công nghiệp %s", "%s industrial park", "industrial_park", "investment", "industrial_infrastructure",
        hectares=(120.0, 400.0), height=(15.0, 45.0), plan_object="industrial_infrastructure", foreign_investor=True, ip_kind="standard",
        ip_plan_exempt=False, ip_expansion=False, ip_mixed_or_several=False, inner_city_class1=False, rice_area=0, rice_region="delta",
        province_ip_occupancy=64, ip_occupancy_exception=False, service_land_share=8, project_field="any_value", total_capital=3200,
    ),
    _project("Tháp viễn thông %s", "Telecom mast at %s", "telecom", "information", "tower", shape="point", height=(42.0, 95.0), project_field="any_value", total_capital=15, asks_for_land=False, investment_procedure="none"),
    _project("Đường nối quốc lộ qua %s", "Link road through %s", "transport", "transport", "none", shape="line", hectares=(30.0, 90.0), height=(6.0, 12.0), public_investment=True, project_field="infrastructure", total_capital=480),
    _project("Cảng hàng hóa ven sông %s", "River cargo port at %s", "port", "transport", "building", hectares=(8.0, 25.0), height=(12.0, 35.0), project_field="infrastructure", total_capital=350, over_water=True),
    _project("Kho vận %s", "Warehouses at %s", "warehouse", "industry_trade", "building", hectares=(3.0, 15.0), height=(9.0, 18.0), project_field="any_value", total_capital=90),
    _project("Khu nhà ở %s", "Housing at %s", "urban_housing", "construction", "urban_area", hectares=(6.0, 45.0), height=(18.0, 75.0), project_field="social", total_capital=700),
    _project("Đường dây 110 kV %s", "110 kV line at %s", "energy", "industry_trade", "high_voltage_line", shape="line", hectares=(60.0, 200.0), height=(32.0, 48.0), power_line_length=12, project_field="heavy", total_capital=120),
    _project("Nhà máy linh kiện %s", "Component plant at %s", "factory", "industry_trade", "building", hectares=(4.0, 18.0), height=(12.0, 28.0), foreign_investor=True, project_field="any_value", total_capital=260),
    _project("Khu du lịch sinh thái %s", "Nature resort at %s", "tourism", "other", "building", hectares=(10.0, 60.0), height=(9.0, 21.0), project_field="social", total_capital=210),
    _project("Cụm công nghiệp %s", "%s industrial cluster", "industrial_cluster", "industry_trade", "industrial_infrastructure", hectares=(20.0, 70.0), height=(12.0, 25.0), project_field="any_value", total_capital=300),
)  # fmt: skip
SHARES = _project(
    "Mua cổ phần nhà máy %s", "Purchase of shares of a plant at %s", "factory", "investment", "building",
    hectares=(3.0, 8.0), investment_procedure="share_purchase", coastal_commune=True, foreign_investor=True,
    holds_land_certificate=True, target_in_zone=False, project_field="any_value", total_capital=60,
)  # fmt: skip
PLANS = (
    Proposal("Quy hoạch chung đô thị %s", "General urban plan of %s", "units", kind="master_plan", facts={"plan_type": "urban_rural", "urban_plan_stage": "plan", "plan_object": "urban_area", "sector": "construction"}),
    Proposal("Quy hoạch phân khu %s", "Zone plan of %s", "units", kind="master_plan", facts={"plan_type": "zone", "plan_object": "industrial_infrastructure", "sector": "construction"}),
    Proposal("Kế hoạch phát triển kinh tế – xã hội %s", "Socio-economic plan of %s", "units", kind="plan", facts={"plan_type": "socio_economic", "sector": "other", "related_to_defence": True}),
)  # fmt: skip


def answers_of(
    proposal: Proposal, place: Place, *, number: int, lead: str, proponent: str, random: Random
) -> dict[str, dict[str, Any]]:
    """Return the answers of the form for one invented proposal; what is often not known is left out at times."""
    is_plan = proposal.shape == "units"
    facts = dict(proposal.facts) if is_plan else {**_STATED, **proposal.facts}
    if is_plan:
        facts = {"approval_authority": "provincial_chairman", "related_to_defence": False, **facts}
    for name in _OFTEN_UNKNOWN:
        if random.random() < 0.2:
            facts.pop(name, None)
    site = {"way": "units", "units": [place.code]} if is_plan else {"way": "file"}
    heights = {} if is_plan else {"height": f"{random.uniform(*proposal.height):.1f}"}
    if not is_plan and random.random() < 0.7:
        heights["ground_elevation"] = f"{random.uniform(8, 60):.1f}"
    return {
        "kind": {"kind": proposal.kind, "lead_office": lead},
        "details": {
            "title": f"{proposal.title % place.name} số {number} (ví dụ)",
            "title_en": f"{proposal.title_en % place.name} no. {number} (example)",
            "proponent": proponent,
            "communes": [place.code],
            "facts": facts,
        },
        "site": site,
        "heights": heights,
        "files": {"items": []},
    }
