"""The top of a work against the obstacle limitation surfaces that can be computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal.height_record import decisive_notes, hundredth, surface_record
from kethop.appraisal.notes import note_texts
from kethop.appraisal.places import layer_use
from kethop.appraisal.proposal import Proposal
from kethop.appraisal.records import LayerUse
from kethop.appraisal.site_records import SurfaceRecord
from kethop.appraisal.unknown_reason import LAYER_REASONS, UnknownReason
from kethop.packs import FactValue, Pack
from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    LayerState,
    LayerStore,
    Regime,
    Site,
    SurfaceAnswer,
    SurfaceSet,
    surface_answer,
)
from kethop.vocabulary import Text

__all__ = ["HeightAnswer", "measure_height"]

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
    permitted = hundredth(answer.permitted_elevation_m)
    above = None if permitted is None or top is None else top - permitted
    is_above = exact is not None and top is not None and top > exact
    datum = hundredth(near.datum_m if near else None)
    no_top = UnknownReason.NO_HEIGHT if top is None else None
    cannot, detail = _problem(answer, layer)
    outside = cannot or UnknownReason.OUTSIDE_SURFACES
    distance = hundredth(answer.nearest.distance_m if answer.nearest else None)
    aerodrome = None if top is None or datum is None else top - datum
    return HeightAnswer(
        state=_state(no_top, cannot, is_above=is_above, is_inside=answer.inside),
        permitted=(permitted, None if permitted is not None else outside),
        penetration=(above, None if above is not None else (outside if permitted is None else no_top)),
        distance=(distance, None if distance is not None else cannot or UnknownReason.NO_LAYER),
        above_aerodrome=(aerodrome, None if aerodrome is not None else no_top or UnknownReason.SURFACES_NOT_COMPUTABLE),
        detail=detail,
        topic_notes=note_texts(decisive_notes(answer)),
        record=surface_record(answer, above, datum),
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
    reason = LAYER_REASONS.get(LayerState(layer.state))
    if reason:
        return reason, name
    names = {str(item.fields["aerodrome"]) for item in answer.notes if item.code == "surfaces.not_computable"}
    listed = ", ".join(sorted(names)) or "–"
    return UnknownReason.SURFACES_NOT_COMPUTABLE, Text(vi=listed, en=listed)
