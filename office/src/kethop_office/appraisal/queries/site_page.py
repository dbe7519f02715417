"""What the page of a site shows: the drawing, the table that stands for the map, and what each reader may see of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, CaseUnit, Finding, ScreeningRun, SiteDrawing
from kethop_office.common.levels import level_word

__all__ = ["KINDS", "MapRow", "drawings_of", "map_rows", "said", "site_feature"]

KINDS = {"finding": _("kết quả sàng lọc"), "layer": _("lớp dữ liệu"), "unit": _("đơn vị hành chính")}
_CONTACTS = {
    "covered": _("khu đất nằm trong"),
    "partial": _("khu đất cắt qua"),
    "touch": _("khu đất tiếp giáp"),
    "none": _("không chạm khu đất"),
    "unknown": _("chưa xác định"),
}
_WINDS = {
    "north": _("hướng Bắc"),
    "north_east": _("hướng Đông Bắc"),
    "east": _("hướng Đông"),
    "south_east": _("hướng Đông Nam"),
    "south": _("hướng Nam"),
    "south_west": _("hướng Tây Nam"),
    "west": _("hướng Tây"),
    "north_west": _("hướng Tây Bắc"),
}
_SEVERITY = ("hit", "unknown", "overlap", "unit", "none")


@dataclass(frozen=True, slots=True)
class MapRow:
    """One line of the table that stands for the map.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    rank : int
        Level of the object.
    area_ha, share : Decimal or None
        Common area in hectares and part of the site, 0 to 1.
    layer, as_of : str
        Where it comes from, and the day of its data (ISO).
    rule : str
        Provision that is asked.
    outcome : str
        Of a finding: ``hit`` or ``unknown``; empty otherwise.
    """

    name: str
    kind: str
    rank: int
    relation: str
    area_ha: Decimal | None
    share: Decimal | None
    layer: str
    as_of: str
    rule: str
    outcome: str = ""
    severity: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Part of the site in percent."""
        return self.share * 100 if self.share is not None else None

    @property
    def is_touching(self) -> bool:
        """Whether it is more than a neighbour of the site."""
        return self.severity != _SEVERITY.index("none")

    @property
    def as_of_day(self) -> date | None:
        """Day of the data."""
        return date.fromisoformat(self.as_of) if self.as_of else None


def drawings_of(actor: Actor, case: UUID) -> list[SiteDrawing]:
    """Return the drawings of a case, newest filing first: one for each filing."""
    rows = SiteDrawing.objects.visible_to(actor).filter(case=case).select_related("submission")
    newest: dict[UUID, SiteDrawing] = {}
    for row in rows.order_by("-submission__number", "-drawn_at"):
        newest.setdefault(row.submission_id, row)
    return list(newest.values())


def map_rows(actor: Actor, case: Case, drawing: SiteDrawing | None, *, carries: bool, kind: str = "") -> list[MapRow]:
    """Return the lines, most severe first.

    Units are for every reader of the case; findings and layers for those who carry it, and of these only up to the
    reader's level.
    """
    rows = list(_units(actor, case))
    if carries:
        rows += [*_findings(actor, case), *_layers(actor, drawing)]
    kept = [row for row in rows if not kind or row.kind == kind]
    return sorted(kept, key=lambda row: (row.severity, -(row.share or 0), row.name))


def said(text: object) -> str:
    """Return a text of the engine in the reader's language."""
    if not isinstance(text, Mapping):
        return ""
    return str(text.get(get_language() or "vi") or text.get("vi") or "")


def _units(actor: Actor, case: Case) -> Iterator[MapRow]:
    units = list(CaseUnit.objects.visible_to(actor).filter(case=case).order_by("name"))
    drawn = {unit.code for unit in units if not unit.is_declared}
    for unit in units:
        if unit.is_declared and unit.code in drawn:
            continue
        area = case.area_ha * unit.share if case.area_ha is not None and unit.share is not None else None
        relation = gettext("theo hồ sơ khai") if unit.is_declared else _part(unit.share)
        yield MapRow(
            unit.name,
            "unit",
            0,
            relation,
            area,
            unit.share,
            gettext("đơn vị hành chính"),
            "",
            "",
            severity=_SEVERITY.index("unit"),
        )


def _part(share: Decimal | None) -> str:
    whole = share is None or share >= Decimal("0.99999")
    return str(_CONTACTS["covered"] if whole else _CONTACTS["partial"])


def _findings(actor: Actor, case: Case) -> Iterator[MapRow]:
    run = ScreeningRun.objects.visible_to(actor).filter(case=case, state="done").order_by("-number").first()
    if run is None:
        return
    is_english = get_language() == "en"
    rows = Finding.objects.visible_to(actor).filter(run=run, outcome__in=("hit", "unknown")).order_by("order")
    for finding in rows:
        provisions = finding.body.get("provisions") or []
        yield MapRow(
            finding.topic_en if is_english else finding.topic_vi,
            "finding",
            finding.level,
            finding.text_en if is_english else finding.text_vi,
            None,
            None,
            gettext("lần sàng lọc %(number)s") % {"number": run.number},
            run.law_date.isoformat(),
            "; ".join(said(item.get("cite")) for item in provisions),
            finding.outcome,
            _SEVERITY.index(finding.outcome),
        )


def _layers(actor: Actor, drawing: SiteDrawing | None) -> Iterator[MapRow]:
    relations: list[Mapping[str, Any]] = drawing.facts.get("relations", []) if drawing else []
    for item in relations:
        if item["rank"] > actor.rank:
            continue
        contact = item["relation"]
        area = Decimal(item["area_m2"]) / 10_000 if "area_m2" in item else None
        share = Decimal(item["share"]) if "share" in item else None
        severity = {"unknown": "unknown", "none": "none"}.get(contact, "overlap")
        yield MapRow(
            item["object"] or said(item["label"]),
            "layer",
            item["rank"],
            _relation(item),
            area,
            share,
            said(item["label"]),
            item["as_of"] or "",
            "",
            severity=_SEVERITY.index(severity),
        )


def _relation(item: Mapping[str, Any]) -> str:
    if item["relation"] == "none" and "metres" in item:
        return gettext("cách %(metres)s m, %(direction)s") % {
            "metres": item["metres"],
            "direction": _WINDS[item["direction"]],
        }
    if item["relation"] == "unknown":
        return gettext("chưa xác định vì lớp không trả lời được cho khu đất; coi như phải lấy ý kiến")
    return str(_CONTACTS[item["relation"]])


def site_feature(case: Case, drawing: SiteDrawing) -> dict[str, object]:
    """Return the site as a GeoJSON feature (WGS 84, longitude first)."""
    return {
        "type": "Feature",
        "geometry": drawing.facts["shape"]["geometry"],
        "properties": {
            "reference": case.reference,
            "filing": drawing.submission.number,
            "level": str(level_word(case.level)),
            "filed_crs": drawing.facts.get("crs"),
            "operation": drawing.facts.get("operation"),
            "content_sha256": drawing.content,
        },
    }
