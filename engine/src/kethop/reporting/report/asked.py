"""Parts III to VI of the report: whom to ask by when, what is not known, conditions, conclusions."""

from collections.abc import Iterator

from kethop.appraisal import Inquiry
from kethop.reporting.lines import period_words
from kethop.reporting.report.blocks import Blank, Block, Cell, Heading, Line, Paragraph, Table, line
from kethop.reporting.report.case import Case, lower_first, upper_first
from kethop.reporting.report.citing import cited_with_mark
from kethop.reporting.words import ROLES, SILENCES
from kethop.vocabulary import Outcome, Role, Silence, format_date

__all__ = ["asked_blocks", "concluding_blocks", "unknown_blocks"]

_BODY_WIDTHS = (11, 54, 46, 54)
_UNKNOWN_WIDTHS = (52, 52, 61)
_CONCLUSION_LINES = 6
_CONDITION_LINES = 3


def asked_blocks(case: Case) -> tuple[Block, ...]:
    """Return the bodies to be asked: role, period, and the sum of each last day."""
    heading = Heading(case.label("s_bodies"), 1)
    if not case.run.inquiries:
        is_open = any(item.outcome is Outcome.UNKNOWN for item in case.run.findings)
        return heading, Paragraph(line(case.label("bodies_open" if is_open else "bodies_none")))
    ordered = sorted(case.run.inquiries, key=lambda item: not item.is_certain)
    rows = tuple(
        ((line(str(index)),), _body(case, item), _role(case, item), _last_day(case, item))
        for index, item in enumerate(ordered, start=1)
    )
    header = tuple(case.label(name) for name in ("order", "body", "role", "last_day"))
    return heading, Table(case.label("s_bodies"), _BODY_WIDTHS, header, rows), Paragraph(line(case.label("silence")))


def _body(case: Case, item: Inquiry) -> Cell:
    topics = {finding.id: finding.topic_label for finding in case.run.findings}
    about = "; ".join(dict.fromkeys(case.say(topics[name]) for name in item.findings))
    lines: list[Line] = [line(case.say(item.body_label), bold=True), line(f"{about}.")]
    if item.asker_label:
        lines.append(line(f"{case.label('asker')}: {case.body(item.asker_label)}.", italic=True))
    if not item.is_certain:
        lines.append(line(case.label("because_unknown"), italic=True))
    return tuple(lines)


def _role(case: Case, item: Inquiry) -> Cell:
    role = ROLES[item.role].in_language(case.language)
    period = item.period
    bare = period_words(period.model_copy(update={"provisions": ()}), case.language)
    lines = [line(f"{upper_first(role)}."), line(f"{upper_first(bare)}.")]
    if period.provisions:
        lines.append(line(f"[{cited_with_mark(case, period.provisions)}]"))
    if item.silence is Silence.DEEMED_AGREED:
        lines.append(line(f"{upper_first(SILENCES[item.silence].in_language(case.language))}."))
    return tuple(lines)


def _last_day(case: Case, item: Inquiry) -> Cell:
    lines: list[Line] = []
    if item.ask_by:
        lines.append(line(f"{case.label('ask_by', day=case.day(item.ask_by))}."))
        lines += [line(f"{case.say(item.ask_by_sum)}.")] if item.ask_by_sum else []
    if item.last_day is None:
        return (*lines, line(f"– ({case.label('no_last_day')})"))
    lines.append(line(f"{case.label('end_of', day=case.day(item.last_day))}.", bold=True))
    lines += [line(f"{case.say(item.sum)}.")] if item.sum else []
    if case.run.is_asked_on_assumed:
        lines.append(line(case.label("from_assumed", day=format_date(case.run.asked_on, case.language)), italic=True))
    if item.is_estimated:
        lines.append(line(case.label("estimated"), italic=True))
    return tuple(lines)


def unknown_blocks(case: Case) -> tuple[Block, ...]:
    """Return what is not known, why, and how to learn it."""
    heading = Heading(case.label("s_unknown"), 1)
    if not case.run.unknown:
        return heading, Paragraph(line(case.label("all_known")))
    rows = tuple(
        (
            (line(upper_first(case.say(item.label))),),
            (line(upper_first(case.say(item.text))),),
            (line(upper_first(case.say(item.how_to_learn))),),
        )
        for item in case.run.unknown
    )
    header = tuple(case.label(name) for name in ("what", "why", "how"))
    return heading, Table(case.label("s_unknown"), _UNKNOWN_WIDTHS, header, rows)


def concluding_blocks(case: Case) -> tuple[Block, ...]:
    """Return conditions and conclusions: what the run says, then room for the appraising body's own."""
    return (
        Heading(case.label("s_conditions"), 1),
        *_conditions(case),
        *_own(case, "officer_conditions", case.settings.conditions, _CONDITION_LINES),
        Heading(case.label("s_conclusion"), 1),
        Paragraph(line(_sum_up(case))),
        *_own(case, "officer_conclusion", case.settings.conclusions, _CONCLUSION_LINES),
    )


def _conditions(case: Case) -> Iterator[Block]:
    topics = {finding.id: finding.topic_label for finding in case.run.findings}
    words = {Role.CONCURRENCE: "must_have", Role.ADVICE: "must_hear"}
    found: list[str] = []
    for item in case.run.inquiries:
        if item.is_certain and item.role in words:
            about = ", ".join(dict.fromkeys(lower_first(case.say(topics[name])) for name in item.findings))
            found.append(case.label(words[item.role], body=case.body(item.body_label), topics=about))
    if case.run.unknown:
        found.append(case.label("must_know", count=len(case.run.unknown)))
    for index, text in enumerate(dict.fromkeys(found), start=1):
        yield Paragraph(line(f"{index}. {text}"))
    if not found:
        yield Paragraph(line(case.label("none")))


def _own(case: Case, name: str, given: tuple[str, ...], lines: int) -> Iterator[Block]:
    if not given:
        yield Blank(f"{case.label(name)}:", lines)
        return
    yield Paragraph(line(f"{case.label(name)}:", italic=True))
    yield from (Paragraph(line(text)) for text in given)


def _sum_up(case: Case) -> str:
    certain = [item for item in case.run.inquiries if item.is_certain]
    asked = {str(role): sum(item.role is role for item in certain) for role in Role}
    asked["open"] = len(case.run.inquiries) - len(certain)
    return case.label("sum_up", day=case.day(case.run.law_date), **case.counts(), **asked)
