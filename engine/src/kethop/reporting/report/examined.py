"""Part II of the report: each finding with its result, provision, meaning and room for the appraising body's view."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kethop.appraisal import Finding, Inquiry
from kethop.reporting.report.blocks import Blank, Block, Heading, Paragraph, Piece, Table, line
from kethop.reporting.report.case import Case, upper_first
from kethop.reporting.report.citing import cited_with_mark
from kethop.reporting.report.looked_at import looked_at
from kethop.reporting.words import OUTCOMES, ROLES
from kethop.vocabulary import Outcome, Role, Text

__all__ = ["examined_blocks"]

_CLEAR_WIDTHS = (50, 58, 57)


def examined_blocks(case: Case) -> tuple[Block, ...]:
    """Return the findings: what applies, what is not determined, and as a table what does not apply."""
    run = case.run
    counts = case.counts()
    topics = len({item.topic for item in run.findings})
    said = case.label("counts", topics=topics, findings=len(run.findings), **counts)
    blocks: list[Block] = [Heading(case.label("s_findings"), 1), Paragraph(line(said))]
    remarks: set[str] = set()
    for outcome in (Outcome.HIT, Outcome.UNKNOWN):
        found = [item for item in run.findings if item.outcome is outcome]
        blocks.append(Heading(case.label(f"g_{outcome}"), 2))
        blocks += _matters(case, found, remarks) if found else [Paragraph(line(case.label("none")))]
    clear = [item for item in run.findings if item.outcome is Outcome.CLEAR]
    blocks.append(Heading(case.label("g_clear"), 2))
    blocks += _clear(case, clear) if clear else [Paragraph(line(case.label("none")))]
    return tuple(blocks)


def _matters(case: Case, findings: Sequence[Finding], remarks: set[str]) -> Iterator[Block]:
    for index, (_, group) in enumerate(groupby(findings, key=lambda item: item.topic), start=1):
        items = list(group)
        yield Heading(f"{index}. {case.say(items[0].topic_label)}", 3)
        for item in items:
            yield from _finding(case, item, remarks)


def _finding(case: Case, item: Finding, remarks: set[str]) -> Iterator[Block]:
    outcome = OUTCOMES[item.outcome].in_language(case.language)
    first, *others = case.say(item.text).split("\n")
    yield Paragraph((Piece(f"{case.label('result')}: {outcome}. ", bold=True), Piece(first)))
    yield from (Paragraph(line(text)) for text in others)
    yield _named(case, "provision", f"{cited_with_mark(case, item.provisions) or case.label('no_own_provision')}.")
    new = [text for text in map(case.say, item.notes) if text not in remarks]
    remarks.update(new)
    if new:
        yield _named(case, "remarks", f"{'. '.join(map(upper_first, new))}.")
    yield _named(case, "meaning", f"{_meaning(case, item)}.")
    view = case.settings.views.get(item.id)
    yield Blank(f"{case.label('view')}:", 2) if view is None else _named(case, "view", view)


def _named(case: Case, name: str, text: str) -> Paragraph:
    return Paragraph((Piece(f"{case.label(name)}: ", italic=True), Piece(text)))


def _meaning(case: Case, item: Finding) -> str:
    """Return whom the file must ask or tell because of a finding, each body once for a role."""
    asked: dict[tuple[Text, Role], list[Inquiry]] = {}
    for one in case.run.inquiries:
        if item.id in one.findings:
            asked.setdefault((one.body_label, one.role), []).append(one)
    said = (_asked(case, body, role, letters, item) for (body, role), letters in asked.items())
    return "; ".join(said) or case.label("nobody")


def _asked(case: Case, body: Text, role: Role, letters: Sequence[Inquiry], item: Finding) -> str:
    fields: Mapping[str, str] = {"body": case.body(body), "last": _until(case, letters, item)}
    if role is Role.NOTIFY:
        return case.label("must_tell", **fields)
    return case.label("must_ask", role=ROLES[role].in_language(case.language), **fields)


def _until(case: Case, letters: Sequence[Inquiry], item: Finding) -> str:
    """Return the last day; from the first to the last where it depends on what is not known."""
    days = sorted({one.last_day for one in letters if one.last_day})
    if not days:
        return ""
    assumed = case.label("until_assumed") if case.run.is_asked_on_assumed else ""
    if len(letters) == 1:
        return case.label("until", day=case.day(days[0])) + assumed
    wanted = [case.say(one.label) for one in case.run.unknown if one.fact in item.missing]
    reason = case.label("until_by", facts=", ".join(wanted)) if wanted else case.label("until_by_case")
    name = "until_between" if len(days) > 1 else "until"
    some = case.label("until_some") if any(one.last_day is None for one in letters) else ""
    days_said = case.label(name, day=case.day(days[0]), last=case.day(days[-1]))
    return f"{days_said}{assumed}{reason if len(days) > 1 or some else ''}{some}"


def _clear(case: Case, findings: Sequence[Finding]) -> Iterator[Block]:
    """Return the clear findings as a table, each with what was looked at."""
    rows = tuple(
        (
            (line(case.say(item.topic_label), bold=True), line(f"[{cited_with_mark(case, item.provisions)}]")),
            (line(case.say(item.text)),),
            (line(f"{upper_first(looked_at(case, item))}."),),
        )
        for item in findings
    )
    header = (case.label("clear_matter"), case.label("result"), case.label("clear_looked"))
    yield Table(case.label("g_clear"), _CLEAR_WIDTHS, header, rows)
    yield Paragraph(line(case.label("clear_note"), italic=True))
    for item in findings:
        if item.id in case.settings.views:
            text = f"{case.label('view')} ({case.say(item.topic_label)}): "
            yield Paragraph((Piece(text, italic=True), Piece(case.settings.views[item.id])))
