"""Turn the rows of a topic into findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter

from kethop.appraisal.body_labels import body_labels
from kethop.appraisal.fact_book import FactBook
from kethop.appraisal.places import ProvinceName
from kethop.appraisal.records import CitedProvision, Finding, cited
from kethop.appraisal.sentences import NOT_KNOWN, no_rule, undetermined
from kethop.packs import SURFACE_MEASURES, Pack, RowAnswer, Topic, TopicAnswer
from kethop.vocabulary import Outcome, Text

__all__ = ["RowsOfFinding", "findings_of"]

UNDETERMINED, NO_RULE = "undetermined", "no_rule"


@dataclass(frozen=True, slots=True)
class RowsOfFinding:
    """A finding with the rows that made it, from which inquiries follow."""

    finding: Finding
    rows: tuple[RowAnswer, ...]


def findings_of(
    pack: Pack,
    topic: Topic,
    answer: TopicAnswer,
    book: FactBook,
    *,
    notes: Sequence[Text] = (),
    provinces: Sequence[ProvinceName] = (),
) -> tuple[RowsOfFinding, ...]:
    """Return the findings of one topic.

    Rows with the same outcome and sentence are one finding; rows that a missing fact leaves open are one finding
    ``undetermined``; a table without an applying row gives ``no_rule``. Both are unknown, never clear.

    Parameters
    ----------
    pack, topic, answer, book : Pack, Topic, TopicAnswer, FactBook
        The jurisdiction, the topic, what its table said, and the facts to fill the sentences.
    notes : sequence of Text
        How the surfaces were read; for findings that quote a number of the surfaces or wait for one.
    provinces : sequence of ProvinceName
        Provinces of the site, by which the bodies are called.
    """
    groups: dict[tuple[Outcome, str], list[RowAnswer]] = {}
    for row in answer.rows:
        key = (row.outcome, row.message) if row.is_certain else (Outcome.UNKNOWN, UNDETERMINED)
        groups.setdefault(key, []).append(row)
    if not groups:
        groups[Outcome.UNKNOWN, NO_RULE] = []
    return tuple(
        RowsOfFinding(_finding(pack, topic, key, rows, book, notes=notes, provinces=provinces), tuple(rows))
        for key, rows in groups.items()
    )


def _finding(  # noqa: PLR0913 - what a finding is made of
    pack: Pack,
    topic: Topic,
    key: tuple[Outcome, str],
    rows: Sequence[RowAnswer],
    book: FactBook,
    *,
    notes: Sequence[Text],
    provinces: Sequence[ProvinceName],
) -> Finding:
    outcome, message = key
    missing = tuple(dict.fromkeys(name for row in rows for name in row.missing))
    return Finding(
        id=f"{topic.id}.{message}",
        topic=topic.id,
        topic_label=topic.label,
        outcome=outcome,
        message=message,
        text=_text(pack, message, rows, missing, book, provinces),
        provisions=_provisions(rows),
        rules=tuple(row.rule for row in rows),
        missing=missing,
        notes=tuple(notes) if outcome is not Outcome.CLEAR and _on_surfaces(pack, message, missing) else (),
    )


def _text(
    pack: Pack,
    message: str,
    rows: Sequence[RowAnswer],
    missing: Sequence[str],
    book: FactBook,
    provinces: Sequence[ProvinceName],
) -> Text:
    if message == NO_RULE:
        return no_rule()
    if message != UNDETERMINED:
        return book.fill(pack.messages[message])
    serious = [row for row in rows if row.outcome is not Outcome.CLEAR]
    sentences = {row.message: book.fill(pack.messages[row.message], unknown=NOT_KNOWN) for row in serious}
    bodies = {row.body: body_labels(pack, row.body, provinces) for row in serious if row.body}
    labels = [label for names in bodies.values() for label in names]
    return undetermined([book[name] for name in missing], list(sentences.values()), labels)


def _on_surfaces(pack: Pack, message: str, missing: Sequence[str]) -> bool:
    """Return whether a finding quotes a number of the computed surfaces, or waits for one."""
    template = pack.messages.get(message)
    quoted = [field for _, field, _, _ in Formatter().parse(template.en) if field] if template else []
    return any(pack.facts[name].measure in SURFACE_MEASURES for name in (*quoted, *missing))


def _provisions(rows: Iterable[RowAnswer]) -> tuple[CitedProvision, ...]:
    found = {item.id: item for row in rows for item in map(cited, row.references)}
    return tuple(found.values())
