"""Rule 6 of the pack check: tables ask known facts and answer in the known columns."""

from collections.abc import Iterator

from kethop.errors import PackError, Place
from kethop.packs.answers import TopicColumn
from kethop.packs.facts import FactOrigin
from kethop.packs.pack import Pack
from kethop.rules import DecisionTable

__all__ = ["decision_place", "derived_by", "table_checks", "table_of"]

_ANNOTATIONS = {TopicColumn.REFERENCE, TopicColumn.PERIOD_REFERENCE, TopicColumn.NOTE}
_OUTPUTS = set(TopicColumn) - _ANNOTATIONS
_DERIVING = ("UNIQUE", "FIRST", "ANY")  # a single value, of which it can be said whether a missing fact could change it
_REQUIRED = {TopicColumn.OUTCOME, TopicColumn.MESSAGE}


def table_checks(pack: Pack) -> Iterator[PackError]:
    """Yield a problem for each table that asks or answers something else."""
    topics = {topic.id for topic in pack.manifest.topics}
    for name in pack.decisions:
        table = table_of(pack, name)
        if table is None:
            yield PackError("pack.decision_no_table", place=decision_place(pack, name), decision=name)
            continue
        yield from _inputs(pack, name, table)
        yield from _rows(pack, name, table)
        yield from _topic_table(pack, name, table) if name in topics else _derived_table(pack, name, table)


def table_of(pack: Pack, decision: str) -> DecisionTable | None:
    """Return the table of a decision file; None when the file has no decision of its name with a table."""
    found = pack.decisions[decision].decisions.get(decision)
    return found.table if found else None


def derived_by(pack: Pack, decision: str) -> tuple[str, ...]:
    """Return the facts that a decision gives."""
    return tuple(name for name, fact in pack.facts.items() if fact.decision == decision)


def decision_place(pack: Pack, decision: str, line: int | None = None, path: str = "") -> Place:
    """Return a place in a decision file."""
    return Place(f"{pack.folder.name}/decisions/{decision}.dmn", line, path)


def _inputs(pack: Pack, name: str, table: DecisionTable) -> Iterator[PackError]:
    model = pack.decisions[name]
    for clause in table.inputs:
        fact = pack.facts.get(clause.expression)
        if fact is None:
            place = decision_place(pack, name)
            yield PackError("pack.input_unknown", place=place, decision=name, input=clause.expression)
            continue
        declared = model.inputs.get(clause.expression)
        given = declared.type_ref if declared else None
        if given != fact.type.feel_type:
            yield PackError(
                "pack.input_type",
                place=decision_place(pack, name),
                input=clause.expression,
                given=given,
                wanted=fact.type.feel_type,
            )


def _topic_table(pack: Pack, name: str, table: DecisionTable) -> Iterator[PackError]:
    place = decision_place(pack, name)
    first = pack.facts.get(table.inputs[0].expression) if table.inputs else None
    if first is None or first.origin is not FactOrigin.LAW_DATE:
        yield PackError("pack.law_date_first", place=place, decision=name)
    if table.hit_policy != "COLLECT" or table.aggregation:
        given = f"{table.hit_policy} {table.aggregation}".strip()
        yield PackError("pack.hit_policy", place=place, decision=name, given=given, wanted="COLLECT")
    outputs = {clause.name for clause in table.outputs}
    for missing in sorted(_REQUIRED - outputs):
        yield PackError("pack.output_missing", place=place, decision=name, output=missing)
    for unknown in sorted(outputs - _OUTPUTS):
        yield PackError("pack.output_unknown", place=place, decision=name, output=unknown)


def _derived_table(pack: Pack, name: str, table: DecisionTable) -> Iterator[PackError]:
    place = decision_place(pack, name)
    if len(table.outputs) != 1:
        yield PackError("pack.derived_outputs", place=place, decision=name, count=len(table.outputs))
    if table.hit_policy not in _DERIVING:
        wanted = ", ".join(_DERIVING)
        yield PackError("pack.hit_policy", place=place, decision=name, given=table.hit_policy, wanted=wanted)
    decision = pack.decisions[name].decisions[name]
    given = table.outputs[0].type_ref or decision.type_ref
    for fact in derived_by(pack, name):
        wanted = pack.facts[fact].type.feel_type
        if given != wanted:
            yield PackError("pack.derived_type", place=place, fact=fact, given=given, wanted=wanted)


def _rows(pack: Pack, name: str, table: DecisionTable) -> Iterator[PackError]:
    place = decision_place(pack, name)
    ids = [rule.id for rule in table.rules]
    for rule in table.rules:
        if not rule.id or ids.count(rule.id) > 1:
            yield PackError("pack.row_id", place=decision_place(pack, name, rule.line), row=rule.index, id=rule.id)
    annotations = {key for rule in table.rules for key in rule.annotations}
    for unknown in sorted(annotations - _ANNOTATIONS):
        yield PackError("pack.annotation_unknown", place=place, decision=name, annotation=unknown)
