"""Decide one topic, three-valued: rows that apply, rows that might, and what is missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kethop.errors import PackError, Place
from kethop.packs.answers import RowAnswer, TopicAnswer, TopicColumn
from kethop.packs.facts import FactValue
from kethop.packs.pack import Pack
from kethop.rules import ClauseTrace, DecisionResult, RuleStatus, RuleTrace, decide
from kethop.vocabulary import Outcome, Role, Silence, Unit

__all__ = ["decide_rows", "decide_topic", "missing_facts"]

_IRRELEVANT = frozenset({"", "-"})
_OF_ABSENCE = re.compile(r"\bnull\b")


def decide_topic(pack: Pack, topic: str, facts: Mapping[str, FactValue]) -> TopicAnswer:
    """Return what the topic's table says of ``facts``.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    topic : str
        Name of a topic of the pack.
    facts : Mapping of str to FactValue
        Values by fact; a fact that is absent or None is unknown.

    Raises
    ------
    PackError
        ``pack.decision_no_table``; ``pack.row_incomplete``: an applying row gives no outcome or sentence.
    """
    result = decide_rows(pack, topic, facts)
    table = result.trace.table
    if table is None:
        raise PackError("pack.decision_no_table", place=_place(pack, topic), decision=topic)
    open_rules = [rule for rule in table.rules if rule.status is not RuleStatus.EXCLUDED]
    rows = tuple(_row(pack, topic, rule, table.inputs) for rule in open_rules)
    return TopicAnswer(topic, _fail_closed(rows), result.trace)


def decide_rows(pack: Pack, decision: str, facts: Mapping[str, FactValue]) -> DecisionResult:
    """Return the result of a decision of the pack on the facts that it asks for."""
    model = pack.decisions[decision]
    return decide(model, decision, {name: facts.get(name) for name in model.inputs})


def missing_facts(rule: RuleTrace, inputs: Sequence[ClauseTrace]) -> tuple[str, ...]:
    """Return the facts whose absence leaves a row open; a row that FEEL finds matched may have some.

    FEEL says that a missing value is ``not("a")``. For us it may still be "a", unless the cell itself names ``null``.
    """
    undecided = {clause.expression for clause, cell in zip(inputs, rule.cells, strict=True) if cell.undecided}
    unseen = {name for name, text in _held_by_absence(rule, inputs) if not _OF_ABSENCE.search(text)}
    return tuple(clause.expression for clause in inputs if clause.expression in undecided | unseen)


def _absent_facts(rule: RuleTrace, inputs: Sequence[ClauseTrace]) -> tuple[str, ...]:
    """Return the facts of whose absence a row speaks: a cell with ``null`` that holds of a missing input."""
    return tuple(name for name, text in _held_by_absence(rule, inputs) if _OF_ABSENCE.search(text))


def _held_by_absence(rule: RuleTrace, inputs: Sequence[ClauseTrace]) -> Iterator[tuple[str, str]]:
    """Yield fact and text of each cell that tests a missing fact and holds."""
    for clause, cell in zip(inputs, rule.cells, strict=True):
        if clause.value is None and cell.result is True and cell.text.strip() not in _IRRELEVANT:
            yield clause.expression, cell.text


def _fail_closed(rows: tuple[RowAnswer, ...]) -> tuple[RowAnswer, ...]:
    """Keep what no missing fact can overturn.

    A row "unknown" that speaks of the absence of a fact answers for the open rows that miss just that fact. A "clear" that
    an open row could overturn goes; open "clear" rows beside a certain answer go too.
    """
    answered = {name for row in rows if row.is_certain and row.outcome is Outcome.UNKNOWN for name in row.missing}
    kept = [row for row in rows if row.is_certain or not set(row.missing) <= answered]
    may_hit = any(not row.is_certain and row.outcome is not Outcome.CLEAR for row in kept)
    if may_hit:
        return tuple(row for row in kept if not (row.is_certain and row.outcome is Outcome.CLEAR))
    certain = tuple(row for row in kept if row.is_certain)
    return certain or tuple(kept)


def _row(pack: Pack, topic: str, rule: RuleTrace, inputs: Sequence[ClauseTrace]) -> RowAnswer:
    outcome, message = _text(rule, TopicColumn.OUTCOME), _text(rule, TopicColumn.MESSAGE)
    if outcome not in set(Outcome) or message is None:
        raise PackError("pack.row_incomplete", place=_place(pack, topic), topic=topic, rule=rule.id)
    role, unit, silence = (_text(rule, name) for name in (TopicColumn.ROLE, TopicColumn.UNIT, TopicColumn.SILENCE))
    missing = missing_facts(rule, inputs)
    is_certain = rule.status is RuleStatus.MATCHED and not missing
    return RowAnswer(
        rule=rule.id,
        is_certain=is_certain,
        missing=_absent_facts(rule, inputs) if is_certain else missing,
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


def _place(pack: Pack, decision: str) -> Place:
    return Place(f"{pack.folder.name}/decisions/{decision}.dmn")


def _text(rule: RuleTrace, column: TopicColumn) -> str | None:
    value = rule.outputs.get(column)
    return value if isinstance(value, str) else None


def _days(rule: RuleTrace, column: TopicColumn) -> int | None:
    value = rule.outputs.get(column)
    return int(value) if isinstance(value, Decimal) else None
