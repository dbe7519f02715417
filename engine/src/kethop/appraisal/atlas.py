"""All communes of the administrative layer, by code, by spelling and by place; decoded once for a store."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kethop.packs import Pack
from kethop.spatial import Feature, Gazetteer, LayerState, LayerStore
from kethop.vocabulary import Text

__all__ = ["Atlas", "joined_names", "open_atlas", "plain_name", "unit_name"]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Communes and provinces.

    Parameters
    ----------
    state : LayerState
        State of the layer of communes; without an answer, and not stale, there are none.
    communes : dict of str to Feature
        By code.
    provinces : dict of str to Text
        Names by code.
    spellings : dict of str to tuple of str
        Codes by plain spelling, as ``plain_name`` gives it.
    gazetteer : Gazetteer
        Codes by position.
    """

    state: LayerState
    communes: dict[str, Feature]
    provinces: dict[str, Text]
    spellings: dict[str, tuple[str, ...]]
    gazetteer: Gazetteer

    def name_at(self, longitude: float, latitude: float) -> Text | None:
        """Return commune and province at a position; None where there is none."""
        code = self.gazetteer.at(longitude, latitude)
        return self.full_name(self.communes[code]) if code else None

    def full_name(self, commune: Feature) -> Text:
        """Return the name of a commune with its province."""
        province = self.provinces.get(str(commune.attributes.get("province_code")))
        own = unit_name(commune)
        return Text(vi=f"{own.vi}, {province.vi}", en=f"{own.en}, {province.en}") if province else own


def open_atlas(pack: Pack, layers: LayerStore, on: date) -> Atlas:
    """Return the atlas of a pack's administrative layers on a day."""
    provinces, communes = pack.manifest.map.provinces, pack.manifest.map.communes
    states = layers.state(provinces, on=on), layers.state(communes, on=on)
    return _atlas(layers, provinces, communes, _Day(states, on))


def plain_name(text: str) -> str:
    """Return a name in lower case without marks, commas or doubled spaces.

    Examples
    --------
    >>> plain_name("Tam Đa,  Bắc Ninh")
    'tam da bac ninh'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace(",", " "))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def unit_name(unit: Feature) -> Text:
    """Return the name of a unit; its code where it has none."""
    vi, en = unit.attributes.get("name_vi"), unit.attributes.get("name_en")
    return Text(vi=str(vi or unit.key), en=str(en or vi or unit.key))


def joined_names(features: Sequence[Feature]) -> Text:
    """Return the names of communes as one list."""
    names = [unit_name(item) for item in features]
    return Text(vi=", ".join(name.vi for name in names), en=", ".join(name.en for name in names))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day, equal to every other on which the layers are in the same state."""

    states: tuple[LayerState, LayerState]
    on: date = field(compare=False)


@lru_cache(maxsize=2)
def _atlas(layers: LayerStore, provinces: str, communes: str, day: _Day) -> Atlas:
    state, every = layers.features(communes, on=day.on)
    named = {item.key: unit_name(item) for item in layers.features(provinces, on=day.on)[1]}
    spellings: dict[str, list[str]] = {}
    for item in every:
        for spelling in _spellings(item, named.get(str(item.attributes.get("province_code")))):
            spellings.setdefault(spelling, []).append(item.key)
    return Atlas(
        state=state,
        communes={item.key: item for item in every},
        provinces=named,
        spellings={spelling: tuple(codes) for spelling, codes in spellings.items()},
        gazetteer=Gazetteer([item.key for item in every], [item.geometry for item in every]),
    )


def _spellings(commune: Feature, province: Text | None) -> set[str]:
    """Return the plain ways to write a commune: with or without its kind, alone or with its province."""
    full = plain_name(unit_name(commune).vi)
    bare = full.removeprefix(plain_name(str(commune.attributes.get("type") or ""))).strip()
    if province is None:
        return {full, bare}
    whole = plain_name(province.vi)
    short = whole.removeprefix("tinh ").removeprefix("thanh pho ")
    return {full, bare} | {f"{own} {name}" for own in (full, bare) for name in (whole, short)}
