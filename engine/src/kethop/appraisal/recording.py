"""Bring an appraisal into the shape in which it is stored: rounded, plain, canonical."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from kethop.appraisal.check import Check
from kethop.appraisal.fact_book import FactBook
from kethop.appraisal.measuring import rounded
from kethop.appraisal.notes import note_texts
from kethop.appraisal.places import Places, layer_use
from kethop.appraisal.records import LayerUse, ScreeningRun
from kethop.appraisal.site_records import SiteRecord
from kethop.appraisal.surroundings import Surroundings
from kethop.documents import PlainValue, canonical_json
from kethop.packs import Derivation, TopicAnswer, missing_facts
from kethop.rules import ClauseTrace, DecisionTrace, RuleStatus, RuleTrace, to_plain
from kethop.spatial import Site
from kethop.vocabulary import Text

__all__ = ["layer_uses", "plain_facts", "plain_traces", "run_bytes", "site_record"]

DEGREES = Decimal("0.0000001")


def run_bytes(run: ScreeningRun) -> bytes:
    """Return the run as canonical JSON: sorted keys, exact numbers, UTF-8.

    Numbers that are decimals are written as JSON numbers: lengths to 0.01 m, areas to 0.01 m², shares to 1e-6.
    """
    return canonical_json(_numbers(run.model_dump()))


def _numbers(value: object) -> PlainValue:
    if isinstance(value, Mapping):
        return {str(key): _numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    return str(value)


def layer_uses(around: Surroundings) -> tuple[LayerUse, ...]:
    """Return every layer that was asked, by id."""
    uses = {name: layer_use(around.layers, name, relation.state) for name, relation in around.relations.items()}
    if around.places:
        uses |= {use.id: use for use in around.places.uses}
    if around.height and around.height.layer:
        uses[around.height.layer.id] = around.height.layer
    return tuple(uses[name] for name in sorted(uses))


def site_record(site: Site, places: Places | None, checks: Sequence[Check] = ()) -> SiteRecord:
    """Return the site as it was read and measured."""
    longitude, latitude = site.place
    return SiteRecord(
        source=site.filed.source,
        sha256=site.filed.sha256,
        filed_crs=site.filed.crs,
        operation=_operation(site),
        grid=site.grid,
        area_m2=rounded(site.area_m2) if site.dimension == 2 else None,
        length_m=rounded(site.length_m) if site.dimension == 1 else None,
        centre=(Decimal(longitude).quantize(DEGREES), Decimal(latitude).quantize(DEGREES)),
        notes=note_texts(site.notes) + (places.notes if places else ()),
        provinces=tuple(item.name for item in places.provinces) if places else (),
        communes=places.communes if places else (),
        checks=tuple(checks),
    )


def _operation(site: Site) -> Text:
    """Say by which operation the filed numbers became WGS 84."""
    if site.operation.code == "identity":
        return Text(vi="tọa độ nộp đã là WGS 84, không chuyển đổi", en="filed in WGS 84, not transformed")
    name, accuracy = f"{site.operation.code} {site.operation.name}", f"{site.operation.accuracy_m:g} m"
    return Text(
        vi=f"{name} (độ chính xác nêu trong sổ đăng ký: {accuracy})",
        en=f"{name} (accuracy stated by the register: {accuracy})",
    )


def plain_facts(book: FactBook) -> dict[str, JsonValue]:
    """Return every fact's value; null for the unknown."""
    return {fact.name: _json(fact.value) for fact in book}


def plain_traces(
    derivations: Sequence[Derivation], answers: Sequence[TopicAnswer]
) -> tuple[Mapping[str, JsonValue], ...]:
    """Return the trace of each decision that was taken.

    Rows that applied or might have are kept whole; an excluded row names the facts that exclude it.
    """
    traces = [*(item.trace for item in derivations), *(item.trace for item in answers)]
    return tuple(_trace(trace) for trace in traces)


def _trace(trace: DecisionTrace) -> dict[str, JsonValue]:
    table = trace.table
    if table is None:
        return {"decision": trace.name, "value": _json(trace.to_plain()["value"])}
    return {
        "decision": trace.name,
        "hit_policy": table.hit_policy,
        "inputs": {clause.expression: _json(to_plain(clause.value)) for clause in table.inputs},
        "rules": [_rule(rule, table.inputs) for rule in table.rules],
    }


def _rule(rule: RuleTrace, inputs: Sequence[ClauseTrace]) -> dict[str, JsonValue]:
    cells = [(clause.expression, cell) for clause, cell in zip(inputs, rule.cells, strict=True)]
    if rule.status is RuleStatus.EXCLUDED:
        by: list[JsonValue] = [name for name, cell in cells if cell.result is False and not cell.undecided]
        return {"rule": rule.id, "status": str(rule.status), "excluded_by": by}
    missing = missing_facts(rule, inputs)
    return {
        "rule": rule.id,
        "status": str(RuleStatus.POSSIBLE if missing else rule.status),
        "cells": {
            name: {"test": cell.text, "holds": None if name in missing else cell.result}
            for name, cell in cells
            if cell.text.strip() not in {"", "-"}
        },
        "outputs": {name: _json(to_plain(value)) for name, value in rule.outputs.items() if value is not None},
        "annotations": {name: text for name, text in rule.annotations.items() if text},
    }


def _json(value: object) -> JsonValue:
    """Return a plain value with decimals and days as text, as JSON records hold them."""
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
