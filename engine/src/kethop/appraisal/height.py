"""The top of a work against the obstacle limitation surfaces that can be computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal.notes import note_texts
from kethop.appraisal.places import layer_use
from kethop.appraisal.proposal import Proposal
from kethop.appraisal.records import LayerUse, LevelRecord, SurfaceRecord
from kethop.appraisal.unknown_reason import UnknownReason
from kethop.packs import FactValue, Pack
from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    LayerState,
    LayerStore,
    Note,
    Regime,
    Site,
    Surface,
    SurfaceAnswer,
    SurfaceLevel,
    SurfaceSet,
    surface_answer,
)
from kethop.vocabulary import Text

__all__ = ["HeightAnswer", "measure_height"]

HUNDREDTH = Decimal("0.01")
DEGREES = Decimal("0.0000001")
PENETRATED, INSIDE, NOT_REACHED = "penetrated", "inside", "not_reached"

Measured = tuple[FactValue, UnknownReason | None]


@dataclass(frozen=True)
class HeightAnswer:
    """What the computed surfaces say of a site; alone they never say clear.

    Parameters
    ----------
    state : tuple of (str or None, UnknownReason or None)
        ``penetrated``, ``inside`` or ``not_reached``; unknown when a runway in reach cannot be computed, or when the
        site is inside and its top is not known.
    permitted, penetration, distance, above_aerodrome : tuple of (Decimal or None, UnknownReason or None)
        Lowest permitted elevation (m above mean sea level), top above it (m, negative below), geodesic distance to the
        nearest aerodrome (m), top above the elevation of the nearest aerodrome (m).
    detail : Text
        What the reasons are about.
    topic_notes : tuple of Text
        What a finding on heights must say beside its sentence: the readings behind the governing surface.
    record : SurfaceRecord
        As it is stored.
    layer : LayerUse or None
        The layer of runways, and whether it answered.
    """

    state: Measured
    permitted: Measured
    penetration: Measured
    distance: Measured
    above_aerodrome: Measured
    detail: Text
    topic_notes: tuple[Text, ...]
    record: SurfaceRecord
    layer: LayerUse | None


def measure_height(proposal: Proposal, site: Site, pack: Pack, layers: LayerStore, on: date) -> HeightAnswer | None:
    """Return what the surfaces say; None for a pack without aerodromes.

    Parameters
    ----------
    proposal : Proposal
        Gives the top.
    site : Site
        The footprint.
    pack : Pack
        Names layer and regime.
    layers : LayerStore
        Holds the runways.
    on : date
        Day for which the layer must be fresh.
    """
    settings = pack.manifest.surfaces
    if settings is None:
        return None
    surface_set = SurfaceSet(regime=Regime(settings.regime), published=settings.published)
    aerodromes = AerodromeSet.from_layer(layers, on=on, layer=settings.layer)
    answer = surface_answer(site.geometry, aerodromes, surface_set)
    near = next((item for item in aerodromes.aerodromes if answer.nearest and item.ident == answer.nearest.ident), None)
    return _answer(answer, near, proposal.heights.top(), layer_use(layers, settings.layer, aerodromes.state))


def _answer(answer: SurfaceAnswer, near: Aerodrome | None, top: Decimal | None, layer: LayerUse) -> HeightAnswer:
    exact = None if answer.permitted_elevation_m is None else Decimal(answer.permitted_elevation_m)
    permitted = _hundredth(answer.permitted_elevation_m)
    above = None if permitted is None or top is None else top - permitted
    is_above = exact is not None and top is not None and top > exact
    datum = _hundredth(near.datum_m if near else None)
    no_top = UnknownReason.NO_HEIGHT if top is None else None
    cannot, detail = _problem(answer, layer)
    outside = cannot or UnknownReason.OUTSIDE_SURFACES
    distance = _hundredth(answer.nearest.distance_m if answer.nearest else None)
    aerodrome = None if top is None or datum is None else top - datum
    return HeightAnswer(
        state=_state(no_top, cannot, is_above=is_above, is_inside=answer.inside),
        permitted=(permitted, None if permitted is not None else outside),
        penetration=(above, None if above is not None else (outside if permitted is None else no_top)),
        distance=(distance, None if distance is not None else cannot or UnknownReason.NO_LAYER),
        above_aerodrome=(aerodrome, None if aerodrome is not None else no_top or UnknownReason.SURFACES_NOT_COMPUTABLE),
        detail=detail,
        topic_notes=note_texts(_decisive(answer)),
        record=_record(answer, above, datum),
        layer=layer,
    )


def _state(no_top: UnknownReason | None, cannot: UnknownReason | None, *, is_above: bool, is_inside: bool) -> Measured:
    """Return the state; what is found stays found even when another runway cannot be computed."""
    if is_above:
        return PENETRATED, None
    if cannot:
        return None, cannot
    if not is_inside:
        return NOT_REACHED, None
    return (None, no_top) if no_top else (INSIDE, None)


def _problem(answer: SurfaceAnswer, layer: LayerUse) -> tuple[UnknownReason | None, Text]:
    """Return why the answer is not complete, and of what."""
    name = Text(vi=layer.id, en=layer.id)
    if answer.complete:
        return None, name
    states = {
        LayerState.MISSING: UnknownReason.NO_LAYER,
        LayerState.STALE: UnknownReason.STALE_LAYER,
        LayerState.UNREADABLE: UnknownReason.UNREADABLE_LAYER,
        LayerState.CRS_UNKNOWN: UnknownReason.LAYER_CRS,
    }
    reason = states.get(LayerState(layer.state))
    if reason:
        return reason, name
    names = {str(item.fields["aerodrome"]) for item in answer.notes if item.code == "surfaces.not_computable"}
    listed = ", ".join(sorted(names)) or "–"
    return UnknownReason.SURFACES_NOT_COMPUTABLE, Text(vi=listed, en=listed)


def _decisive(answer: SurfaceAnswer) -> tuple[Note, ...]:
    """Return the notes that bear on the governing surface, and those that say that something was not computed."""
    general = ("surfaces.aerodromes_unknown", "surfaces.not_computable")
    governing = answer.governing
    if governing is None:
        return tuple(item for item in answer.notes if item.code in general)
    named = (governing.aerodrome, governing.runway)
    elsewhere = {
        "surfaces.take_off_width_assumed": governing.surface is not Surface.TAKE_OFF_CLIMB,
        "surfaces.inner_edge_edition": governing.surface not in {Surface.APPROACH, Surface.TRANSITIONAL},
    }
    return tuple(
        item
        for item in answer.notes
        if item.code in general
        or ((item.fields["aerodrome"], item.fields["runway"]) == named and not elsewhere.get(item.code, False))
    )


def _record(answer: SurfaceAnswer, above: Decimal | None, datum: Decimal | None) -> SurfaceRecord:
    governing = answer.governing
    return SurfaceRecord(
        regime=str(answer.surface_set.regime),
        published=answer.surface_set.published,
        is_complete=answer.complete,
        aerodrome=answer.nearest.ident if answer.nearest else None,
        aerodrome_distance_m=_hundredth(answer.nearest.distance_m if answer.nearest else None),
        is_inside=answer.inside,
        governing=str(governing.surface) if governing else None,
        governing_aerodrome=governing.aerodrome if governing else None,
        runway=_runway(governing) if governing else None,
        permitted_elevation_m=_hundredth(answer.permitted_elevation_m),
        penetration_m=above,
        datum_m=datum,
        at=_place(governing.place) if governing else None,
        levels=tuple(_level(level) for level in answer.levels),
        notes=note_texts(answer.notes),
    )


def _runway(level: SurfaceLevel) -> str:
    return f"{level.runway} → {level.direction}" if level.direction else level.runway


def _level(level: SurfaceLevel) -> LevelRecord:
    return LevelRecord(
        surface=str(level.surface),
        aerodrome=level.aerodrome,
        runway=level.runway,
        direction=level.direction,
        elevation_m=Decimal(level.elevation_m).quantize(HUNDREDTH),
    )


def _place(place: tuple[float, float]) -> tuple[Decimal, Decimal]:
    return Decimal(place[0]).quantize(DEGREES), Decimal(place[1]).quantize(DEGREES)


def _hundredth(metres: float | None) -> Decimal | None:
    return None if metres is None else Decimal(metres).quantize(HUNDREDTH)
