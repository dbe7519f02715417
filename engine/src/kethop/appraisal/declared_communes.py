"""The communes that a proposal declares, by code or by name."""

import difflib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kethop.errors import Place, ProposalError
from kethop.packs import Pack
from kethop.spatial import Feature, Gazetteer, LayerState, LayerStore
from kethop.vocabulary import Text

__all__ = ["DeclaredCommunes", "declared_communes", "joined_names"]

_USABLE = frozenset({LayerState.ANSWERED, LayerState.STALE})


@dataclass(frozen=True, slots=True)
class DeclaredCommunes:
    """The declared communes and the map that knows all others.

    Parameters
    ----------
    features : tuple of Feature
        Declared communes, in the order of declaration; empty where none is declared or the layer cannot be used.
    every : tuple of Feature
        All communes of the layer.
    provinces : dict of str to Text
        Names of provinces by code.
    state : LayerState
        State of the layer of communes; ``stale`` communes are still used, to propose only.
    """

    features: tuple[Feature, ...]
    every: tuple[Feature, ...]
    provinces: dict[str, Text]
    state: LayerState

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the declared communes."""
        return frozenset(item.key for item in self.features)

    def name_at(self, longitude: float, latitude: float) -> Text | None:
        """Return commune and province at a position; None where there is none."""
        code = Gazetteer([item.key for item in self.every], [item.geometry for item in self.every]).at(
            longitude, latitude
        )
        found = next((item for item in self.every if item.key == code), None)
        return self.full_name(found) if found else None

    def full_name(self, commune: Feature) -> Text:
        """Return the name of a commune with its province."""
        province = self.provinces.get(str(commune.attributes.get("province_code")))
        own = _name(commune)
        return Text(vi=f"{own.vi}, {province.vi}", en=f"{own.en}, {province.en}") if province else own


def declared_communes(
    declared: Sequence[str], pack: Pack, layers: LayerStore, on: date, place: Callable[[int], Place]
) -> DeclaredCommunes:
    """Return the communes that are declared by code, by name, or by name and province.

    Parameters
    ----------
    declared : sequence of str
        Such as ``09208``, ``Xã Tam Đa`` or ``Tam Đa, Bắc Ninh``; capitals and marks may be left out.
    pack, layers : Pack, LayerStore
        Administrative layers.
    on : date
        Day for which the layer must be fresh.
    place : Callable
        The place of a declared commune in the input, from 0.

    Raises
    ------
    ProposalError
        ``proposal.commune_unknown`` (``commune``, ``resembles``), ``proposal.commune_ambiguous`` (``commune``, ``choices``).
    """
    settings = pack.manifest.map
    state, every = layers.features(settings.communes, on=on)
    _, provinces = layers.features(settings.provinces, on=on)
    names = {item.key: _name(item) for item in provinces}
    book = DeclaredCommunes((), every, names, state)
    if state not in _USABLE or not declared:
        return book
    found = [_found(text, book, place(index)) for index, text in enumerate(declared)]
    unique = tuple({item.key: item for item in found}.values())
    return DeclaredCommunes(unique, every, names, state)


def joined_names(features: Sequence[Feature]) -> Text:
    """Return the names of communes as one list."""
    names = [_name(item) for item in features]
    return Text(vi=", ".join(name.vi for name in names), en=", ".join(name.en for name in names))


def _found(text: str, book: DeclaredCommunes, place: Place) -> Feature:
    wanted = _plain(text)
    hits = [item for item in book.every if item.key == text.strip() or wanted in _spellings(item, book)]
    if not hits:
        names = [_name(item).vi for item in book.every]
        near = difflib.get_close_matches(text, names, n=1)
        raise ProposalError(
            "proposal.commune_unknown", place=place, commune=text[:80], resembles=near[0] if near else None
        )
    if len(hits) > 1:
        choices = "; ".join(f"{item.key} {book.full_name(item).vi}" for item in hits)
        raise ProposalError("proposal.commune_ambiguous", place=place, commune=text[:80], choices=choices)
    return hits[0]


def _spellings(commune: Feature, book: DeclaredCommunes) -> set[str]:
    """Return the plain ways to write a commune: with or without its kind, alone or with its province."""
    full = _plain(_name(commune).vi)
    bare = full.removeprefix(_plain(str(commune.attributes.get("type") or ""))).strip()
    province = book.provinces.get(str(commune.attributes.get("province_code")))
    found = {full, bare}
    if province is not None:
        whole = _plain(province.vi)
        short = whole.removeprefix("tinh ").removeprefix("thanh pho ")
        found |= {f"{own} {name}" for own in (full, bare) for name in (whole, short)}
    return found


def _plain(text: str) -> str:
    """Lower case without marks, commas or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace(",", " "))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def _name(unit: Feature) -> Text:
    vi, en = unit.attributes.get("name_vi"), unit.attributes.get("name_en")
    return Text(vi=str(vi or unit.key), en=str(en or vi or unit.key))
