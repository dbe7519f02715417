"""Decide one topic, three-valued: rows that apply, rows that might, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kethop.errors import PackError
from kethop.packs.facts import FactOrigin
from kethop.packs.pack import Pack
from kethop.rules import DecisionResult, DecisionTrace, FeelValue, RuleStatus, RuleTrace, decide
from kethop.vocabulary import LegalReference, Outcome, Role, Silence, Unit

__all__ = ["Derivation", "RowAnswer", "TopicAnswer", "TopicColumn", "decide_topic", "derive_facts"]


class TopicColumn(StrEnum):
    """Outputs and annotations that the table of a topic may have."""

    OUTCOME = "outcome"
    MESSAGE = "message"
    BODY = "body"
    ROLE = "role"
    PERIOD = "period"
    UNIT = "unit"
    SILENCE = "silence"
    ASKER = "asker"
    ASK_WITHIN = "ask_within"
    REFERENCE = "reference"
    PERIOD_REFERENCE = "period reference"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One row of a topic's table that applies or might apply.

    Parameters
    ----------
    rule : str
        Id of the row in its DMN file.
    is_certain : bool
        True when every cell holds; False when a missing fact leaves it open.
    missing : tuple of str
        Facts that leave the row open.
    outcome : Outcome
        What the row says when it applies.
    message : str
        Slug of its sentence.
    body, asker : str or None
        Who is asked, and who asks.
    role : Role or None
        Power of the body.
    period : int or None
        Days to answer; None when the provision states none.
    unit : Unit or None
        Working days or days.
    silence : Silence
        What no answer means.
    ask_within : int or None
        Working days in which the file is sent.
    references, period_references : tuple of LegalReference
        Provisions of the row, and of its period where they differ.
    note : str
        The rule officer's remark.
    """

    rule: str
    is_certain: bool
    missing: tuple[str, ...]
    outcome: Outcome
    message: str
    body: str | None
    asker: str | None
    role: Role | None
    period: int | None
    unit: Unit | None
    silence: Silence
    ask_within: int | None
    references: tuple[LegalReference, ...]
    period_references: tuple[LegalReference, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """What the table of one topic says.

    Parameters
    ----------
    topic : str
        The topic.
    rows : tuple of RowAnswer
        Rows that apply or might; empty when the table has no row for the case, which is never "clear".
    trace : DecisionTrace
        Every rule and cell.
    """

    topic: str
    rows: tuple[RowAnswer, ...]
    trace: DecisionTrace


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact that a decision gives.

    Parameters
    ----------
    fact : str
        The fact.
    value : FeelValue
        Its value; None when it is not determined.
    missing : tuple of str
        Facts that leave it open.
    trace : DecisionTrace
        How it was derived.
    """

    fact: str
    value: FeelValue
    missing: tuple[str, ...]
    trace: DecisionTrace


def decide_topic(pack: Pack, topic: str, facts: Mapping[str, FeelValue]) -> TopicAnswer:
    """Return what the topic's table says of ``facts``.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    topic : str
        Name of a topic of the pack.
    facts : Mapping of str to FeelValue
        Values by fact; a fact that is absent or None is unknown.

    Raises
    ------
    PackError
        ``pack.row_incomplete``: an applying row gives no outcome or sentence.
    """
    result = _decide(pack, topic, facts)
    table = result.trace.table
    if table is None:
        raise PackError("pack.topic_no_table", topic=topic)
    asked = [clause.text for clause in table.inputs]
    open_rules = [rule for rule in table.rules if rule.status is not RuleStatus.EXCLUDED]
    rows = tuple(_row(pack, topic, rule, asked) for rule in open_rules)
    return TopicAnswer(topic, _fail_closed(rows), result.trace)


def derive_facts(pack: Pack, facts: Mapping[str, FeelValue]) -> tuple[Derivation, ...]:
    """Return the derived facts of the pack, each from its decision.

    A value is given only when no missing fact could change it.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    facts : Mapping of str to FeelValue
        Declared and measured facts.
    """
    known = dict(facts)
    found: list[Derivation] = []
    waiting = {name: fact for name, fact in pack.facts.items() if fact.origin is FactOrigin.DERIVED}
    while waiting:
        ready = [name for name, fact in waiting.items() if not _inputs(pack, fact.decision or name) & waiting.keys()]
        if not ready:
            raise PackError("pack.derivation_cycle", facts=", ".join(sorted(waiting)))
        for name in ready:
            derivation = _derive(pack, name, waiting.pop(name).decision or name, known)
            known[name] = derivation.value
            found.append(derivation)
    return tuple(found)


def _decide(pack: Pack, decision: str, facts: Mapping[str, FeelValue]) -> DecisionResult:
    model = pack.decisions[decision]
    return decide(model, decision, {name: facts.get(name) for name in model.inputs})


def _inputs(pack: Pack, decision: str) -> set[str]:
    return set(pack.decisions[decision].inputs)


def _derive(pack: Pack, fact: str, decision: str, facts: Mapping[str, FeelValue]) -> Derivation:
    result = _decide(pack, decision, facts)
    table = result.trace.table
    possible = [rule for rule in table.rules if rule.status is RuleStatus.POSSIBLE] if table else []
    certain = [rule for rule in table.rules if rule.status is RuleStatus.MATCHED] if table else []
    if table and table.hit_policy == "FIRST" and certain:
        possible = [rule for rule in possible if rule.index < certain[0].index]
    values = [list(rule.outputs.values()) for rule in (*certain[:1], *possible)]
    if result.violations or any(value != values[0] for value in values) or (possible and not certain):
        asked = [clause.text for clause in table.inputs] if table else []
        missing = dict.fromkeys(name for rule in possible for name in _missing(rule, asked))
        return Derivation(fact, None, tuple(missing), result.trace)
    return Derivation(fact, result.value, (), result.trace)


def _fail_closed(rows: tuple[RowAnswer, ...]) -> tuple[RowAnswer, ...]:
    """Drop a "clear" that a missing fact could overturn, and open "clear" rows beside a certain answer."""
    certain = [row for row in rows if row.is_certain]
    may_hit = any(not row.is_certain and row.outcome is not Outcome.CLEAR for row in rows)
    dropped = [row for row in certain if row.outcome is Outcome.CLEAR] if may_hit else []
    if certain and not may_hit:
        dropped += [row for row in rows if not row.is_certain]
    return tuple(row for row in rows if row not in dropped)


def _missing(rule: RuleTrace, asked: list[str]) -> tuple[str, ...]:
    return tuple(name for name, cell in zip(asked, rule.cells, strict=True) if cell.result is None)


def _row(pack: Pack, topic: str, rule: RuleTrace, asked: list[str]) -> RowAnswer:
    outcome, message = _text(rule, TopicColumn.OUTCOME), _text(rule, TopicColumn.MESSAGE)
    if outcome not in set(Outcome) or message is None:
        raise PackError("pack.row_incomplete", topic=topic, rule=rule.id)
    role, unit, silence = (_text(rule, name) for name in (TopicColumn.ROLE, TopicColumn.UNIT, TopicColumn.SILENCE))
    return RowAnswer(
        rule=rule.id,
        is_certain=rule.status is RuleStatus.MATCHED,
        missing=_missing(rule, asked),
        outcome=Outcome(outcome),
        message=message,
        body=_text(rule, TopicColumn.BODY),
        asker=_text(rule, TopicColumn.ASKER),
        role=Role(role) if role else None,
        period=_days(rule, TopicColumn.PERIOD),
        unit=Unit(unit) if unit else None,
        silence=Silence(silence) if silence else Silence.NOTHING,
        ask_within=_days(rule, TopicColumn.ASK_WITHIN),
        references=pack.references(rule.annotations.get(TopicColumn.REFERENCE)),
        period_references=pack.references(rule.annotations.get(TopicColumn.PERIOD_REFERENCE)),
        note=rule.annotations.get(TopicColumn.NOTE, ""),
    )


def _text(rule: RuleTrace, column: TopicColumn) -> str | None:
    value = rule.outputs.get(column)
    return value if isinstance(value, str) else None


def _days(rule: RuleTrace, column: TopicColumn) -> int | None:
    value = rule.outputs.get(column)
    return int(value) if isinstance(value, Decimal) else None
