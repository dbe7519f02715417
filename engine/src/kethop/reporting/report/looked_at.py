"""What a clear finding looked at: the facts that decided it, with their values, layers and dates."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from kethop.appraisal import Finding
from kethop.packs import SURFACE_MEASURES, FactDefinition, FactOrigin, FactType, Measure, Pack
from kethop.reporting.report.case import Case
from kethop.spatial import LayerState
from kethop.vocabulary import Quantity, format_quantity

__all__ = ["looked_at"]


def looked_at(case: Case, finding: Finding) -> str:
    """Return the facts that made a rule of a finding hold, in words.

    Parameters
    ----------
    case : Case
        The run with its pack, which names the facts.
    finding : Finding
        One finding of the run.

    Returns
    -------
    str
        Facts with values and sources; without the pack of the same hash, a sentence that says so.
    """
    if case.pack is None:
        return case.label("labels_missing")
    return "; ".join(_fact(case, case.pack, name) for name in _known(case, case.pack, finding.topic, finding.rules))


def _known(case: Case, pack: Pack, decision: str, wanted: Collection[str]) -> Iterator[str]:
    """Yield the known facts, in the pack's order, that made the wanted rules of a decision hold."""
    held = set(_facts_that_hold(case, decision, wanted))
    for name, fact in pack.facts.items():
        if name in held and case.run.facts.get(name) is not None and fact.origin is not FactOrigin.LAW_DATE:
            yield name


def _facts_that_hold(case: Case, decision: str, wanted: Collection[str]) -> Iterator[str]:
    for rule in _rules_of(case, decision):
        if rule.get("rule") in wanted:
            yield from _cells_that_hold(rule)


def _rules_of(case: Case, decision: str) -> Iterator[Mapping[str, JsonValue]]:
    for trace in case.run.trace:
        rules = trace.get("rules")
        if trace.get("decision") == decision and isinstance(rules, list):
            yield from (rule for rule in rules if isinstance(rule, Mapping))


def _derived(case: Case, pack: Pack, fact: FactDefinition) -> str:
    """Return what a derived fact was derived from, with where that comes from."""
    if fact.decision is None:
        return case.label("derived")
    matched = [str(rule["rule"]) for rule in _rules_of(case, fact.decision) if rule.get("status") == "matched"]
    behind = "; ".join(_fact(case, pack, name) for name in _known(case, pack, fact.decision, matched))
    return case.label("derived_from", facts=behind) if behind else case.label("derived")


def _cells_that_hold(rule: Mapping[str, JsonValue]) -> Iterator[str]:
    cells = rule.get("cells")
    if isinstance(cells, Mapping):
        yield from (name for name, cell in cells.items() if isinstance(cell, Mapping) and cell.get("holds") is True)


def _fact(case: Case, pack: Pack, name: str) -> str:
    fact = pack.facts[name]
    return f"{case.say(fact.label)}: {_value(case, fact, case.run.facts[name])} ({_source(case, pack, fact)})"


def _value(case: Case, fact: FactDefinition, value: JsonValue) -> str:
    if isinstance(value, bool):
        return case.label("yes" if value else "no")
    if fact.type is FactType.NUMBER and fact.unit is not None:
        return format_quantity(Quantity(value=Decimal(str(value)), unit=fact.unit), case.language)
    if fact.type is FactType.DATE:
        return case.day(date.fromisoformat(str(value)))
    option = (fact.options or {}).get(str(value))
    return case.say(option) if option else str(value)


def _source(case: Case, pack: Pack, fact: FactDefinition) -> str:
    if fact.origin is FactOrigin.DECLARED:
        return case.label("declared")
    if fact.origin is not FactOrigin.MEASURED or fact.measure is None:
        return _derived(case, pack, fact)
    layer = _layer_of(pack, fact)
    used = next((item for item in case.run.layers if item.id == layer), None)
    if layer is None or used is None or used.as_of is None:
        return case.label("measured")
    word = "measured_on" if used.state == LayerState.ANSWERED else "measured_partly"
    return case.label(word, layer=case.layer_name(layer), day=case.day(used.as_of))


def _layer_of(pack: Pack, fact: FactDefinition) -> str | None:
    """Return the layer on which a fact is measured; None for what the file itself gives."""
    settings = pack.manifest
    if fact.layer is not None:
        return fact.layer
    if fact.measure in {Measure.PROVINCE_CODE, Measure.PROVINCE_COUNT}:
        return settings.map.provinces
    if fact.measure is Measure.SPECIAL_ZONE:
        return settings.map.communes
    return settings.surfaces.layer if settings.surfaces and fact.measure in SURFACE_MEASURES else None
