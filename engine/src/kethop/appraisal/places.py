"""In which provinces and communes a site lies: by definition where it names units, else by the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal.place_notes import place_notes
from kethop.appraisal.records import LayerUse
from kethop.appraisal.site_records import UnitShare
from kethop.packs import Pack
from kethop.spatial import Feature, LayerState, LayerStore, Overlap, Relation, Site
from kethop.vocabulary import Text

__all__ = ["Places", "ProvinceName", "find_places", "layer_name", "layer_use"]

# A boundary drawn twice never matches: less than this share of the site is the drawing, not a second unit.
NEGLIGIBLE_SHARE = 1e-6
_USABLE = frozenset({LayerState.ANSWERED, LayerState.NOT_COVERING})


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
        Largest share first.
    province_state, commune_state : LayerState
        Whether the layers of provinces and of communes answered.
    is_in_special_zone : bool or None
        Whether a commune is of the special type; None when the communes are not known.
    uses : tuple of LayerUse
        The layers that were asked.
    notes : tuple of Text
        Remarks: units younger than the law that is applied, a site in no unit, a layer that did not answer.
    """

    provinces: tuple[ProvinceName, ...]
    communes: tuple[UnitShare, ...]
    province_state: LayerState
    commune_state: LayerState
    is_in_special_zone: bool | None
    uses: tuple[LayerUse, ...]
    notes: tuple[Text, ...]


def find_places(site: Site, units: tuple[str, ...], pack: Pack, layers: LayerStore, on: date) -> Places:
    """Return the units of a site.

    Parameters
    ----------
    site : Site
        The site.
    units : tuple of str
        Codes of the units that the site was defined by; empty for a drawn site.
    pack, layers : Pack, LayerStore
        Administrative layers.
    on : date
        Day for which the layers must be fresh.
    """
    settings = pack.manifest.map
    found = _by_definition(site, units, pack, layers, on) if units else _by_map(site, pack, layers, on)
    provinces, communes, special, province_state, commune_state = found
    sidecar = layers.sidecar(settings.provinces)
    return Places(
        provinces=provinces,
        communes=communes,
        province_state=province_state,
        commune_state=commune_state,
        is_in_special_zone=special,
        uses=(
            layer_use(layers, settings.provinces, province_state),
            layer_use(layers, settings.communes, commune_state),
        ),
        notes=place_notes(
            province_state,
            commune_state,
            is_in_a_unit=bool(provinces and communes),
            units_since=sidecar.as_of if sidecar else None,
            on=on,
        ),
    )


def layer_name(layers: LayerStore, names: Mapping[str, Text], layer: str) -> Text:
    """Return how a layer is called: as its own file says; where the reader has none, as the pack does.

    A pack that does not name it (``kethop packs check`` refuses it) leaves the id.
    """
    sidecar = layers.sidecar(layer)
    return sidecar.label if sidecar else names.get(layer, Text(vi=layer, en=layer))


def layer_use(layers: LayerStore, layer: str, state: LayerState) -> LayerUse:
    """Return what became of a layer that was asked."""
    sidecar = layers.sidecar(layer)
    return LayerUse(
        id=layer,
        state=str(state),
        sha256=layers.sha256(layer),
        as_of=sidecar.as_of if sidecar else None,
        classification=sidecar.classification if sidecar else None,
    )


_Found = tuple[tuple[ProvinceName, ...], tuple[UnitShare, ...], bool | None, LayerState, LayerState]


def _by_definition(site: Site, units: tuple[str, ...], pack: Pack, layers: LayerStore, on: date) -> _Found:
    settings = pack.manifest.map
    commune_state, every = layers.features(settings.communes, on=on, near=site.geometry.bounds)
    communes = [item for item in every if item.key in units or str(item.attributes.get("province_code")) in units]
    codes = {*units, *(str(item.attributes.get("province_code")) for item in communes)}
    province_state, provinces = layers.features(settings.provinces, on=on, keys=codes)
    named = tuple(ProvinceName(item.key, _name(item)) for item in sorted(provinces, key=lambda item: item.key))
    shares = tuple(UnitShare(code=item.key, name=_name(item), share=None) for item in communes)
    special = any(_is_special(item, pack) for item in communes) if communes else None
    return named, shares, special, province_state, commune_state


def _by_map(site: Site, pack: Pack, layers: LayerStore, on: date) -> _Found:
    settings = pack.manifest.map
    provinces = layers.relate(site, settings.provinces, on=on)
    communes = layers.relate(site, settings.communes, on=on)
    hits = sorted(_inside(communes), key=lambda hit: (-hit.share, hit.key))
    named = tuple(ProvinceName(hit.key, _name(hit)) for hit in _inside(provinces))
    shares = tuple(
        UnitShare(code=hit.key, name=_name(hit), share=Decimal(hit.share).quantize(Decimal("0.000001"))) for hit in hits
    )
    is_known = communes.state is LayerState.ANSWERED or any(_is_special(hit, pack) for hit in hits)
    special = any(_is_special(hit, pack) for hit in hits) if is_known else None
    return named, shares, special, provinces.state, communes.state


def _inside(relation: Relation) -> list[Overlap]:
    return [hit for hit in relation.overlaps if hit.share > NEGLIGIBLE_SHARE] if relation.state in _USABLE else []


def _is_special(unit: Overlap | Feature, pack: Pack) -> bool:
    wanted = pack.manifest.map.special_zone_type
    return wanted is not None and unit.attributes.get("type") == wanted


def _name(unit: Overlap | Feature) -> Text:
    vi, en = unit.attributes.get("name_vi"), unit.attributes.get("name_en")
    return Text(vi=str(vi or unit.key), en=str(en or vi or unit.key))
