"""Enter the measured facts of a site into the fact book."""

from collections.abc import Callable
from decimal import Decimal

from kethop.appraisal.fact_book import NOTHING, Fact, FactBook
from kethop.appraisal.height import HeightAnswer
from kethop.appraisal.surroundings import Surroundings
from kethop.appraisal.unknown_reason import LAYER_REASONS, UnknownReason
from kethop.packs import FactDefinition, FactOrigin, FactValue, Measure, Pack
from kethop.spatial import LayerState
from kethop.vocabulary import Text

__all__ = ["measure_facts", "measured", "rounded"]

HUNDREDTH = Decimal("0.01")
Answer = tuple[FactValue, UnknownReason | None, Text]


def measure_facts(pack: Pack, around: Surroundings, book: FactBook) -> None:
    """Enter every measured fact of the pack, known or with the reason why it is not."""
    for name, fact in pack.facts.items():
        if fact.origin is FactOrigin.MEASURED and fact.measure is not None:
            value, reason, detail = measured(fact.measure, fact, around)
            book.add(Fact(name, fact, value, reason, detail))


def measured(measure: Measure, fact: FactDefinition, around: Surroundings) -> Answer:
    """Return the value of a measure, or the reason why it is not known and what that is about."""
    return _MEASURES[measure](fact, around)


def rounded(metres: float) -> Decimal:
    """Return a measured number to 0.01."""
    return Decimal(metres).quantize(HUNDREDTH)


def _known(value: FactValue) -> Answer:
    return value, None, NOTHING


def _unknown(reason: UnknownReason, detail: Text = NOTHING) -> Answer:
    return None, reason, detail


def _site_area(_fact: FactDefinition, around: Surroundings) -> Answer:
    if around.site is None:
        return _unknown(UnknownReason.NO_SITE)
    if around.site.dimension < 2:
        return _unknown(UnknownReason.NO_AREA)
    return _known((Decimal(around.site.area_m2) / 10_000).quantize(Decimal("0.000001")))


def _site_length(_fact: FactDefinition, around: Surroundings) -> Answer:
    if around.site is None:
        return _unknown(UnknownReason.NO_SITE)
    if around.site.dimension != 1:
        return _unknown(UnknownReason.NO_AREA)
    return _known((Decimal(around.site.length_m) / 1000).quantize(Decimal("0.00001")))


def _province(_fact: FactDefinition, around: Surroundings) -> Answer:
    count, reason, detail = _province_count(_fact, around)
    if reason or around.places is None:
        return None, reason, detail
    if count != 1:
        names = [item.name for item in around.places.provinces]
        detail = Text(vi=", ".join(name.vi for name in names), en=", ".join(name.en for name in names))
        return _unknown(UnknownReason.SEVERAL_PROVINCES, detail)
    return _known(around.places.provinces[0].code)


def _province_count(_fact: FactDefinition, around: Surroundings) -> Answer:
    if around.places is None:
        return _unknown(UnknownReason.NO_SITE)
    reason = LAYER_REASONS.get(around.places.province_state)
    if reason:
        return _unknown(reason, around.layer_name(around.places.uses[0].id))
    if not around.places.provinces:
        return _unknown(UnknownReason.OUTSIDE_PROVINCES)
    return _known(Decimal(len(around.places.provinces)))


def _special_zone(_fact: FactDefinition, around: Surroundings) -> Answer:
    if around.places is None:
        return _unknown(UnknownReason.NO_SITE)
    if around.places.is_in_special_zone is None:
        state, layer = around.places.commune_state, around.places.uses[1].id
        return _unknown(LAYER_REASONS.get(state, UnknownReason.OUTSIDE_PROVINCES), around.layer_name(layer))
    return _known(around.places.is_in_special_zone)


def _layer_touches(fact: FactDefinition, around: Surroundings) -> Answer:
    if around.site is None or fact.layer is None:
        return _unknown(UnknownReason.NO_SITE)
    relation = around.relations.get(fact.layer)
    if relation is None:
        relation = around.layers.relate(around.site, fact.layer, on=around.on)
        around.relations[fact.layer] = relation
    if relation.overlaps and relation.state is LayerState.NOT_COVERING:
        return _known(value=True)  # what is found is found, whatever lies beyond the layer's edge
    reason = LAYER_REASONS.get(relation.state)
    return _unknown(reason, around.layer_name(fact.layer)) if reason else _known(bool(relation.overlaps))


def _layer_distance(fact: FactDefinition, around: Surroundings) -> Answer:
    if around.site is None or fact.layer is None:
        return _unknown(UnknownReason.NO_SITE)
    _, reason, detail = _layer_touches(fact, around)
    if reason:
        return _unknown(reason, detail)
    distance = around.layers.distance_to(around.site, fact.layer, on=around.on)
    state = LAYER_REASONS.get(distance.state)
    if state or distance.metres is None:
        return _unknown(state or UnknownReason.UNREADABLE_LAYER, around.layer_name(fact.layer))
    return _known(rounded(distance.metres))


def _above_ground(_fact: FactDefinition, around: Surroundings) -> Answer:
    height = around.proposal.heights.above_ground()
    return _unknown(UnknownReason.NO_HEIGHT) if height is None else _known(height)


def _top(_fact: FactDefinition, around: Surroundings) -> Answer:
    top = around.proposal.heights.top()
    return _unknown(UnknownReason.NO_HEIGHT) if top is None else _known(top)


def _from_height(
    read: Callable[[HeightAnswer], tuple[FactValue, UnknownReason | None]],
) -> Callable[[FactDefinition, Surroundings], Answer]:
    def from_height(_fact: FactDefinition, around: Surroundings) -> Answer:
        if around.height is None:
            return _unknown(UnknownReason.NO_SITE)
        value, reason = read(around.height)
        return value, reason, around.height.detail if reason else NOTHING

    return from_height


_MEASURES: dict[Measure, Callable[[FactDefinition, Surroundings], Answer]] = {
    Measure.SITE_AREA: _site_area,
    Measure.SITE_LENGTH: _site_length,
    Measure.PROVINCE_COUNT: _province_count,
    Measure.PROVINCE_CODE: _province,
    Measure.SPECIAL_ZONE: _special_zone,
    Measure.LAYER_TOUCHES: _layer_touches,
    Measure.LAYER_DISTANCE: _layer_distance,
    Measure.HEIGHT_ABOVE_GROUND: _above_ground,
    Measure.TOP_ELEVATION: _top,
    Measure.HEIGHT_ABOVE_AERODROME: _from_height(lambda height: height.above_aerodrome),
    Measure.SURFACE_STATE: _from_height(lambda height: height.state),
    Measure.PERMITTED_ELEVATION: _from_height(lambda height: height.permitted),
    Measure.PENETRATION: _from_height(lambda height: height.penetration),
    Measure.AERODROME_DISTANCE: _from_height(lambda height: height.distance),
}
