"""The top of a work against the obstacle limitation surfaces that can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import inf

from kethop.appraisal.height_record import decisive_notes, hundredth, set_notes, surface_record
from kethop.appraisal.notes import note_texts
from kethop.appraisal.places import layer_name, layer_use
from kethop.appraisal.proposal import Proposal
from kethop.appraisal.records import LayerUse
from kethop.appraisal.shields import given_shields, shield_notes
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

PENETRATED, INSIDE, INSIDE_OPEN, NOT_REACHED = "penetrated", "inside", "inside_open", "not_reached"

Measured = tuple[FactValue, UnknownReason | None]


@dataclass(frozen=True)
class HeightAnswer:
    """What the computed surfaces say of a site; alone they never say clear.

    Parameters
    ----------
    state : tuple of (str or None, UnknownReason or None)
        ``penetrated``, ``inside``, ``inside_open`` (below every surface that was computed, while the text of the rules
        leaves others open, which may be lower) or ``not_reached``; unknown when a runway in reach cannot be computed, or
        when the site is inside and its top is not known.
    permitted, penetration, distance, above_aerodrome : tuple of (Decimal or None, UnknownReason or None)
        Lowest permitted elevation (m above mean sea level), top above it (m, negative below), geodesic distance to the
        nearest aerodrome (m), top above the elevation of the nearest aerodrome (m).
    detail : Text
        What the reasons are about.
    topic_notes : tuple of Text
        What a finding on heights must say beside its sentence: the readings behind the governing surface.
    records : tuple of SurfaceRecord
        As they are stored: the set that governs first.
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
    records: tuple[SurfaceRecord, ...]
    layer: LayerUse | None


def measure_height(proposal: Proposal, site: Site, pack: Pack, layers: LayerStore, on: date) -> HeightAnswer | None:
    """Return what the surfaces say; None for a pack without aerodromes.

    Parameters
    ----------
    proposal : Proposal
        Gives the top, and existing objects that may shield the work.
    site : Site
        The footprint.
    pack : Pack
        Names layer and regimes.
    layers : LayerStore
        Holds the runways.
    on : date
        Day for which the layer must be fresh.
    """
    settings = pack.manifest.surfaces
    if settings is None:
        return None
    sets = [
        SurfaceSet(regime=Regime(item.regime), published=item.published)
        for item in settings.regimes
        if item.law_from is None or item.law_from <= on
    ]
    if not sets:
        return None
    aerodromes = AerodromeSet.from_layer(layers, on=on, layer=settings.layer)
    shields = given_shields(proposal.heights)
    answers = sorted((surface_answer(site.geometry, aerodromes, item, shields=shields) for item in sets), key=_governs)
    nearest = answers[0].nearest
    near = next((item for item in aerodromes.aerodromes if nearest and item.ident == nearest.ident), None)
    used = layer_use(layers, settings.layer, aerodromes.state)
    called = layer_name(layers, pack.manifest.layers, settings.layer)
    return _answer(answers, near, proposal.heights.top(), used, called)


def _governs(answer: SurfaceAnswer) -> float:
    """Return by what the sets are ordered: the lowest elevation first, those without a surface last, as named."""
    return inf if answer.permitted_elevation_m is None else answer.permitted_elevation_m


def _answer(
    answers: Sequence[SurfaceAnswer], near: Aerodrome | None, top: Decimal | None, layer: LayerUse, called: Text
) -> HeightAnswer:
    first = answers[0]
    permitted = hundredth(first.permitted_elevation_m)
    datum = hundredth(near.datum_m if near else None)
    no_top = UnknownReason.NO_HEIGHT if top is None else None
    cannot, detail = _problem(answers, layer, called)
    outside = cannot or UnknownReason.OUTSIDE_SURFACES
    distance = hundredth(first.nearest.distance_m if first.nearest else None)
    above = _above(first, top)
    aerodrome = None if top is None or datum is None else top - datum
    return HeightAnswer(
        state=_state(answers, top, cannot),
        permitted=(permitted, None if permitted is not None else outside),
        penetration=(above, None if above is not None else (outside if permitted is None else no_top)),
        distance=(distance, None if distance is not None else cannot or UnknownReason.NO_LAYER),
        above_aerodrome=(aerodrome, None if aerodrome is not None else no_top or UnknownReason.SURFACES_NOT_COMPUTABLE),
        detail=detail,
        topic_notes=note_texts(
            [
                *set_notes(answers),
                *(item for answer in answers for item in decisive_notes(answer)),
                *shield_notes(first.shielding, top),
            ]
        ),
        records=tuple(surface_record(answer, _above(answer, top), datum, top) for answer in answers),
        layer=layer,
    )


def _above(answer: SurfaceAnswer, top: Decimal | None) -> Decimal | None:
    permitted = hundredth(answer.permitted_elevation_m)
    return None if permitted is None or top is None else top - permitted


def _state(answers: Sequence[SurfaceAnswer], top: Decimal | None, cannot: UnknownReason | None) -> Measured:
    """Return the state; what is found stays found even when another runway cannot be computed.

    That the site is inside is so whatever the text of the rules leaves open; that the top is below every surface, or that
    none is reached, is said only where nothing is open.
    """
    exact = answers[0].permitted_elevation_m
    if exact is not None and top is not None and top > Decimal(exact):
        return PENETRATED, None
    is_inside = any(answer.inside for answer in answers)
    if cannot and not (is_inside and all(answer.computable for answer in answers)):
        return None, cannot
    if not is_inside:
        return NOT_REACHED, None
    if top is None:
        return None, UnknownReason.NO_HEIGHT
    return (INSIDE_OPEN if cannot else INSIDE), None


def _problem(answers: Sequence[SurfaceAnswer], layer: LayerUse, called: Text) -> tuple[UnknownReason | None, Text]:
    """Return why the answer is not complete, and of what."""
    if all(answer.complete for answer in answers):
        return None, called
    reason = LAYER_REASONS.get(LayerState(layer.state))
    if reason:
        return reason, called
    codes = {"surfaces.not_computable", "surfaces.decree_open"}
    names = {str(item.fields["aerodrome"]) for answer in answers for item in answer.notes if item.code in codes}
    listed = ", ".join(sorted(names)) or "–"
    return UnknownReason.SURFACES_NOT_COMPUTABLE, Text(vi=listed, en=listed)
