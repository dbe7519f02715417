"""Rule 7 of the pack check: rows hold known words and stay within the days of the law they cite."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from kethop.errors import PackError
from kethop.packs.answers import TopicColumn
from kethop.packs.facts import FactOrigin, FactType
from kethop.packs.pack import Pack
from kethop.packs.table_checks import decision_place, derived_by, table_of
from kethop.rules import DecisionTable, TableRule, evaluate, from_plain, parse_unary_tests
from kethop.vocabulary import LegalReference, Outcome, Role, Silence, Unit

__all__ = ["row_checks"]

_DAYS = re.compile(r"[1-9][0-9]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NULL = "null"
ONE_DAY = timedelta(days=1)


def row_checks(pack: Pack) -> Iterator[PackError]:
    """Yield a problem for each row with an unknown word, a dangling citation, or days that its law does not have."""
    topics = {topic.id for topic in pack.manifest.topics}
    for name in pack.decisions:
        table = table_of(pack, name)
        if table is None:
            continue
        for rule in table.rules:
            yield from _options(pack, name, table, rule)
            if name in topics:
                yield from _words(pack, name, table, rule)
            yield from _law(pack, name, table, rule)


def _options(pack: Pack, name: str, table: DecisionTable, rule: TableRule) -> Iterator[PackError]:
    names = [clause.expression for clause in table.inputs]
    asked = [(fact, pack.facts[fact], cell) for fact, cell in zip(names, rule.inputs, strict=True)]
    given = [(fact, pack.facts[fact], rule.outputs[0]) for fact in derived_by(pack, name)]
    for name_of_fact, fact, cell in (*asked, *given):
        if fact.type is not FactType.CHOICE:
            continue
        for word in _STRING.findall(cell):
            if word not in (fact.options or {}):
                place = decision_place(pack, name, rule.line, rule.id)
                yield PackError("pack.cell_option", place=place, fact=name_of_fact, given=word)


def _cells(table: DecisionTable, rule: TableRule) -> dict[str, str]:
    texts = (text.strip() for text in rule.outputs)
    return {clause.name: text for clause, text in zip(table.outputs, texts, strict=True)}


def _quoted(words: Iterable[str]) -> frozenset[str]:
    return frozenset(f'"{word}"' for word in words)


def _words(pack: Pack, name: str, table: DecisionTable, rule: TableRule) -> Iterator[PackError]:
    allowed: Mapping[TopicColumn, frozenset[str]] = {
        TopicColumn.OUTCOME: _quoted(Outcome),
        TopicColumn.MESSAGE: _quoted(pack.messages),
        TopicColumn.BODY: _quoted(pack.bodies) | {_NULL},
        TopicColumn.ASKER: _quoted(pack.bodies) | {_NULL},
        TopicColumn.ROLE: _quoted(Role) | {_NULL},
        TopicColumn.UNIT: _quoted((Unit.WORKING_DAY, Unit.CALENDAR_DAY)) | {_NULL},
        TopicColumn.SILENCE: _quoted(Silence) | {_NULL},
    }
    cells = _cells(table, rule)
    place = decision_place(pack, name, rule.line, rule.id)
    for column, words in allowed.items():
        text = cells.get(column, _NULL)
        if text not in words:  # without its quotes a word would be read as a name, and nobody would be asked
            yield PackError("pack.cell_word", place=place, column=column, given=text)
    for column in (TopicColumn.PERIOD, TopicColumn.ASK_WITHIN):
        text = cells.get(column, _NULL)
        if text != _NULL and not _DAYS.fullmatch(text):
            yield PackError("pack.cell_number", place=place, column=column, given=text)
    together = [cells.get(column, _NULL) == _NULL for column in (TopicColumn.BODY, TopicColumn.ROLE)]
    if together[0] != together[1]:
        yield PackError("pack.body_without_role", place=place)
    if (cells.get(TopicColumn.PERIOD, _NULL) == _NULL) != (cells.get(TopicColumn.UNIT, _NULL) == _NULL):
        yield PackError("pack.period_without_unit", place=place)
    if cells.get(TopicColumn.OUTCOME) == '"clear"' and not together[0]:
        yield PackError("pack.clear_asks", place=place)


def _law(pack: Pack, name: str, table: DecisionTable, rule: TableRule) -> Iterator[PackError]:
    place = decision_place(pack, name, rule.line, rule.id)
    texts = [rule.annotations.get(column, "") for column in (TopicColumn.REFERENCE, TopicColumn.PERIOD_REFERENCE)]
    keys = [[key.strip() for key in text.split(";") if key.strip()] for text in texts]
    dangling = [key for key in (*keys[0], *keys[1]) if not _is_provision(pack, key)]
    for key in dangling:
        yield PackError("pack.reference_dangling", place=place, reference=key)
    if not keys[0]:
        yield PackError("pack.reference_missing", place=place)
    # A row that only names what is not known may cite law that has ended or was not read.
    if dangling or _cells(table, rule).get(TopicColumn.OUTCOME) == f'"{Outcome.UNKNOWN}"':
        return
    facts = [pack.facts[clause.expression] for clause in table.inputs]
    days = [cell for fact, cell in zip(facts, rule.inputs, strict=True) if fact.origin is FactOrigin.LAW_DATE]
    for key in keys[0]:
        reference = pack.reference(key)
        if not reference.trust.is_usable:
            yield PackError("pack.row_not_read", place=place, reference=key, trust=reference.trust)
        day = _day_outside(reference, days[0]) if days else None
        if day is not None:
            yield PackError("pack.row_outside_law", place=place, reference=key, day=day.isoformat())


def _is_provision(pack: Pack, key: str) -> bool:
    instrument, _, provision = key.partition("#")
    return instrument in pack.instruments and provision in pack.instruments[instrument].provisions


def _day_outside(reference: LegalReference, cell: str) -> date | None:
    """Return a day just outside the provision's period on which the row's first cell would still hold."""
    period = reference.period
    outside = [period.valid_from - ONE_DAY] + ([period.valid_to + ONE_DAY] if period.valid_to else [])
    tests = parse_unary_tests(cell)
    return next((day for day in outside if evaluate(tests, {"?": from_plain(day)}).value is True), None)
