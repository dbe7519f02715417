"""In which provinces and communes a site lies."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal.records import UnitShare
from kethop.packs import Pack
from kethop.spatial import LayerState, LayerStore, Overlap, Relation, Site
from kethop.vocabulary import Language, Text, format_date

__all__ = ["Places", "ProvinceName", "find_places"]

# A boundary drawn twice never matches: less than this share of the site is the drawing, not a second unit.
NEGLIGIBLE_SHARE = 1e-6


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """Code and name of a province."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Places:
    """Administrative units of a site.

    Parameters
    ----------
    provinces : tuple of ProvinceName
        By code; those that hold more than a negligible part of the site.
    communes : tuple of UnitShare
        With their shares of the site (0 to 1, to 1e-6).
    relations : tuple of Relation
        What the layers answered.
    notes : tuple of Text
        Remarks, such as units younger than the law that is applied.
    """

    provinces: tuple[ProvinceName, ...]
    communes: tuple[UnitShare, ...]
    relations: tuple[Relation, ...]
    notes: tuple[Text, ...] = ()

    @property
    def province_relation(self) -> Relation:
        """Answer of the layer of provinces."""
        return self.relations[0]


def find_places(site: Site, pack: Pack, layers: LayerStore, on: date) -> Places:
    """Return the units of a site by the pack's administrative layers."""
    settings = pack.manifest.map
    provinces = layers.relate(site, settings.provinces, on=on)
    communes = layers.relate(site, settings.communes, on=on)
    return Places(
        provinces=tuple(ProvinceName(hit.key, _name(hit)) for hit in _inside(provinces)),
        communes=tuple(_commune(hit) for hit in _inside(communes)),
        relations=(provinces, communes),
        notes=_notes(provinces, on),
    )


def _notes(provinces: Relation, on: date) -> tuple[Text, ...]:
    """Say so when the units shown are younger than the day of the law."""
    if provinces.as_of is None or provinces.as_of <= on:
        return ()
    return (
        Text(
            vi=f"Tên đơn vị hành chính theo lớp dữ liệu từ {format_date(provinces.as_of, Language.VI)}, sau ngày xét",
            en=f"Names of units are those since {format_date(provinces.as_of, Language.EN)}, after the day of the law",
        ),
    )


def _inside(relation: Relation) -> list[Overlap]:
    usable = relation.state in {LayerState.ANSWERED, LayerState.NOT_COVERING}
    return [hit for hit in relation.overlaps if hit.share > NEGLIGIBLE_SHARE] if usable else []


def _name(hit: Overlap) -> Text:
    vi, en = hit.attributes.get("name_vi"), hit.attributes.get("name_en")
    return Text(vi=str(vi or hit.key), en=str(en or vi or hit.key))


def _commune(hit: Overlap) -> UnitShare:
    return UnitShare(code=hit.key, name=_name(hit), share=Decimal(hit.share).quantize(Decimal("0.000001")))
