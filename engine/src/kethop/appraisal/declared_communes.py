"""The communes that a proposal declares, by code or by name."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kethop.appraisal.atlas import Atlas, open_atlas, plain_name, unit_name
from kethop.errors import Place, ProposalError
from kethop.packs import Pack
from kethop.spatial import Feature, LayerStore

__all__ = ["DeclaredCommunes", "declared_communes"]


@dataclass(frozen=True, slots=True)
class DeclaredCommunes:
    """The declared communes and the map that knows all others.

    Parameters
    ----------
    features : tuple of Feature
        Declared communes, each once, in the order of declaration; empty where the layer cannot be used. Those of a stale
        layer are there: they serve to propose, and the state says so.
    atlas : Atlas
        All communes.
    """

    features: tuple[Feature, ...]
    atlas: Atlas

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the declared communes."""
        return frozenset(item.key for item in self.features)


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
        ``proposal.commune_unknown`` (``commune``, ``resembles``), ``proposal.commune_ambiguous`` (``commune``,
        ``choices``).
    """
    atlas = open_atlas(pack, layers, on)
    if not atlas.communes:
        return DeclaredCommunes((), atlas)
    found = [_found(text, atlas, place(index)) for index, text in enumerate(declared)]
    return DeclaredCommunes(tuple({item.key: item for item in found}.values()), atlas)


def _found(text: str, atlas: Atlas, place: Place) -> Feature:
    by_code = atlas.communes.get(text.strip())
    codes = (by_code.key,) if by_code else atlas.spellings.get(plain_name(text), ())
    if not codes:
        names = [unit_name(item).vi for item in atlas.communes.values()]
        near = difflib.get_close_matches(text, names, n=1)
        resembles = near[0] if near else None
        raise ProposalError("proposal.commune_unknown", place=place, commune=text[:80], resembles=resembles)
    if len(codes) > 1:
        choices = "; ".join(f"{code} {atlas.full_name(atlas.communes[code]).vi}" for code in codes)
        raise ProposalError("proposal.commune_ambiguous", place=place, commune=text[:80], choices=choices)
    return atlas.communes[codes[0]]
