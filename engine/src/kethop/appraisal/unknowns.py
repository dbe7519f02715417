"""What is not known in a case: facts that are missing, and rules that give no answer."""

from collections.abc import Iterator, Sequence

from kethop.appraisal.fact_book import FactBook
from kethop.appraisal.records import Finding, Inquiry, UnknownFact
from kethop.appraisal.sentences import why_unknown
from kethop.vocabulary import Outcome, Text

__all__ = ["unknown_facts", "unknown_rules"]


def unknown_facts(findings: Sequence[Finding], book: FactBook) -> tuple[UnknownFact, ...]:
    """Return the facts that leave a finding open, each once; behind a derived one those that it waits for."""
    names = dict.fromkeys(name for item in findings for missing in item.missing for name in _behind(missing, book))
    return tuple(
        UnknownFact(
            fact=name,
            label=book[name].definition.label,
            reason=str(book[name].reason),
            text=why_unknown(book[name]),
            how_to_learn=book[name].definition.how_to_learn,
        )
        for name in names
    )


def _behind(name: str, book: FactBook) -> Iterator[str]:
    yield name
    for other in book[name].depends_on:
        yield from _behind(other, book)


def unknown_rules(findings: Sequence[Finding], inquiries: Sequence[Inquiry]) -> tuple[UnknownFact, ...]:
    """Return the findings that are open although no fact is missing: the law was not read, or gives no class."""
    return tuple(
        UnknownFact(
            fact=item.id,
            label=item.topic_label,
            reason="rule",
            text=Text(vi="các quy tắc đã đọc không trả lời được", en="the rules that were read give no answer"),
            how_to_learn=_ask(item, inquiries),
        )
        for item in findings
        if item.outcome is Outcome.UNKNOWN and not item.missing
    )


def _ask(finding: Finding, inquiries: Sequence[Inquiry]) -> Text:
    bodies = [inquiry.body_label for inquiry in inquiries if finding.id in inquiry.findings]
    if not bodies:
        return Text(
            vi="Đối chiếu văn bản có hiệu lực tại ngày xét, hỏi cơ quan chủ trì.",
            en="Compare the instruments in force on that day; ask the lead body.",
        )
    return Text(
        vi=f"Hỏi: {', '.join(label.vi for label in bodies)}.", en=f"Ask: {', '.join(label.en for label in bodies)}."
    )
