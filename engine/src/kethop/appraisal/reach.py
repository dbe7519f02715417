"""Which filings need not be asked again when layers have changed: those that no change of any layer can reach.

The shortcut answers only for the same pack and the same engine; whoever asks has made sure of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kethop.documents import PlainValue, canonical_json, sha256_hex
from kethop.packs import Measure, Pack
from kethop.spatial import LayerChange, LayerStore, layer_change

__all__ = ["AskedPlace", "LayerSeal", "layer_seals", "may_differ"]


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """Where a filing lies, and how it was judged.

    Parameters
    ----------
    box : tuple of float or None
        West, south, east, north of its site in degrees; None for a filing without a site, which asks no layer.
    names_units : bool
        Whether it names provinces or communes: these are looked up in the whole layer, not near the site.
    on : date
        Day for which the layers had to be fresh.
    """

    box: tuple[float, float, float, float] | None
    names_units: bool
    on: date


@dataclass(frozen=True, slots=True)
class LayerSeal:
    """What a layer was when it was asked: hash of what its sidecar says and of its file, empty where there is none."""

    sidecar: str
    file: str


def layer_seals(pack: Pack, layers: LayerStore) -> dict[str, LayerSeal]:
    """Return the seals of every layer that the pack may ask, and of those that say how far one reaches."""
    asked = {*_administrative(pack), *_surfaces(pack), *_measured(pack)}
    extents = {sidecar.extent.of_layer for name in asked if (sidecar := layers.sidecar(name))}
    return {name: _seal(layers, name) for name in sorted({*asked, *(name for name in extents if name)})}


def may_differ(pack: Pack, before: LayerStore, after: LayerStore, places: Sequence[AskedPlace]) -> tuple[bool, ...]:
    """Return for each filing whether another version of the layers may judge it otherwise.

    Parameters
    ----------
    pack : Pack
        The pack by which both judge.
    before, after : LayerStore
        The layers as they were asked, and as they would be.
    places : sequence of AskedPlace
        The filings.

    Returns
    -------
    tuple of bool
        False only where the answer is the same for certain.
    """
    sealed, resealed = layer_seals(pack, before), layer_seals(pack, after)
    names = {name for name in {**sealed, **resealed} if sealed.get(name) != resealed.get(name)}
    changes = {name: layer_change(before, after, name) for name in sorted(names)}
    wide = _wide(pack, changes)
    located = [number for number, place in enumerate(places) if place.box is not None]
    reached = set(located) if wide else set()
    for day in {places[number].on for number in located}:
        of_day = [number for number in located if places[number].on == day and number not in reached]
        boxes = np.array([places[number].box for number in of_day], dtype=float).reshape(-1, 4)
        for name, change in changes.items():
            near = change.reaches(boxes, on=day)
            if Measure.LAYER_DISTANCE in _measured(pack).get(name, ()):
                near = near | change.moves_nearest(boxes, on=day)
            reached |= {number for number, is_near in zip(of_day, near, strict=True) if is_near}
    if any(name in _administrative(pack) for name in changes):
        reached |= {number for number in located if places[number].names_units}
    return tuple(number in reached for number in range(len(places)))


def _wide(pack: Pack, changes: Mapping[str, LayerChange]) -> bool:
    """Return whether a layer has changed whose answers reach beyond any envelope: runways, and what cannot be compared."""
    return any(change.is_everywhere or name in _surfaces(pack) for name, change in changes.items())


def _administrative(pack: Pack) -> tuple[str, ...]:
    return pack.manifest.map.provinces, pack.manifest.map.communes


def _surfaces(pack: Pack) -> tuple[str, ...]:
    return (pack.manifest.surfaces.layer,) if pack.manifest.surfaces else ()


def _measured(pack: Pack) -> dict[str, set[Measure]]:
    """Return the layers that facts are measured on, each with the measures."""
    found: dict[str, set[Measure]] = {}
    for fact in pack.facts.values():
        if fact.layer is not None and fact.measure is not None:
            found.setdefault(fact.layer, set()).add(fact.measure)
    return found


def _seal(layers: LayerStore, layer: str) -> LayerSeal:
    sidecar = layers.sidecar(layer)
    if sidecar is None:
        return LayerSeal("", "" if layers.is_missing(layer) else "unreadable")
    plain: dict[str, PlainValue] = {
        name: str(value) for name, value in sidecar.model_dump(mode="json", exclude={"sha256"}).items()
    }
    return LayerSeal(sha256_hex(canonical_json(plain)), layers.sha256(layer) or "")
