"""A run as tables in the terminal."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Styled

from kethop.appraisal import Finding, Inquiry, ScreeningRun
from kethop.reporting.lines import header_lines, period_words, provision_words, surface_lines
from kethop.reporting.words import OUTCOMES, ROLES, SILENCES, WORDS
from kethop.vocabulary import Language, Outcome, Silence, Text, format_date

__all__ = ["print_run"]

_STYLES = {Outcome.HIT: "bold red", Outcome.UNKNOWN: "bold yellow", Outcome.CLEAR: "green"}
_NARROW = 100


def print_run(run: ScreeningRun, language: Language, console: Console | None = None) -> None:
    """Print a run: what applies, whom to ask, what is not known; outcomes are words, colour comes second.

    Parameters
    ----------
    run : ScreeningRun
        The run.
    language : Language
        Language of the tables.
    console : Console or None
        Where to print; standard output when None.
    """
    out = console or Console(highlight=False)
    out.print(Panel(Styled("\n".join(header_lines(run, language))), box=box.HEAVY_HEAD, expand=True))
    _heading(out, "findings", language)
    _findings(out, [item for item in run.findings if item.outcome is not Outcome.CLEAR], language)
    _clear(out, [item for item in run.findings if item.outcome is Outcome.CLEAR], language)
    if run.surfaces:
        _heading(out, "surfaces", language)
        for surfaces in (run.surfaces, *run.other_surfaces):
            for line in surface_lines(surfaces, language):
                out.print(Styled(f"• {line}"))
    _heading(out, "inquiries", language)
    _inquiries(out, run, language)
    _heading(out, "unknown", language)
    _unknown(out, run, language)
    out.print(Styled(WORDS["not_advice"].in_language(language), style="italic"))


def _heading(out: Console, word: str, language: Language) -> None:
    out.print()
    out.print(Styled(WORDS[word].in_language(language), style="bold"))


def _table(out: Console, language: Language, *words: str) -> Table:
    """Return a table with ruled rows, with less air on a narrow screen."""
    table = Table(box=box.ROUNDED, show_lines=True, expand=True, padding=(0, 0 if out.width < _NARROW else 1))
    for word in words:
        table.add_column(WORDS[word].in_language(language), overflow="fold")
    return table


def _findings(out: Console, findings: Sequence[Finding], language: Language) -> None:
    if not findings:
        out.print(WORDS["nothing_hit"].in_language(language))
        return
    said: set[str] = set()
    table = _table(out, language, "outcome", "why", "provision")
    for column, ratio in zip(table.columns, (2, 8, 4), strict=True):
        column.ratio = ratio
    for item in findings:
        outcome = Styled(OUTCOMES[item.outcome].in_language(language), style=_STYLES[item.outcome])
        why, cites = _why(item, said, language), provision_words(item.provisions, language)
        if out.width < _NARROW:
            out.print(outcome, Styled("·"), why)
            out.print(Styled("  [" + "; ".join(cites) + "]\n", style="dim"))
        else:
            table.add_row(outcome, why, Styled("\n".join(cites)))
    if out.width >= _NARROW:
        out.print(table)


def _why(item: Finding, said: set[str], language: Language) -> Styled:
    """Return topic, sentence and remarks; a remark that stands above already is not said again."""
    why = Styled(item.topic_label.in_language(language) + "\n", style="bold")
    why.append(item.text.in_language(language), style="not bold")
    for remark in item.notes:
        text = remark.in_language(language)
        if text not in said:
            why.append(f"\n– {text}", style="not bold")
        said.add(text)
    return why


def _clear(out: Console, findings: Sequence[Finding], language: Language) -> None:
    if not findings:
        return
    out.print(Styled(f"{WORDS['clear'].in_language(language)} ({len(findings)}):", style=_STYLES[Outcome.CLEAR]))
    for item in findings:
        cites = "; ".join(provision_words(item.provisions, language))
        out.print(Styled(f"• {item.topic_label.in_language(language)}: {item.text.in_language(language)} [{cites}]"))


def _inquiries(out: Console, run: ScreeningRun, language: Language) -> None:
    if not run.inquiries:
        is_open = any(item.outcome is Outcome.UNKNOWN for item in run.findings)
        out.print(WORDS["nobody_yet" if is_open else "nobody"].in_language(language))
        return
    topics = {item.id: item.topic_label for item in run.findings}
    ordered = sorted(run.inquiries, key=lambda item: not item.is_certain)
    if out.width < _NARROW:
        for item in ordered:
            body, role, period, last, sums = _inquiry_cells(item, topics, language)
            head = Styled(f"{WORDS['last_day'].in_language(language)} {last} · ", style="bold")
            out.print(head + Styled(f"{body}\n  {role} · {period}" + (f"\n  {sums}" if sums else "") + "\n"))
        return
    table = _table(out, language, "body", "role", "period", "last_day", "sum")
    for column, ratio in zip(table.columns, (5, 3, 4, 2, 6), strict=True):
        column.ratio = ratio
    for item in ordered:
        table.add_row(*(Styled(cell) for cell in _inquiry_cells(item, topics, language)))
    out.print(table)


def _inquiry_cells(item: Inquiry, topics: Mapping[str, Text], language: Language) -> tuple[str, ...]:
    about = dict.fromkeys(topics[name].in_language(language) for name in item.findings)
    body = f"{item.body_label.in_language(language)}\n{WORDS['about'].in_language(language)}: {'; '.join(about)}"
    if not item.is_certain:
        body += f"\n({WORDS['because_unknown'].in_language(language)})"
    if item.asker_label:
        body += f"\n{WORDS['by'].in_language(language)}: {item.asker_label.in_language(language)}"
    period = period_words(item.period, language)
    if item.last_day or item.silence is Silence.DEEMED_AGREED:
        period += f"\n{SILENCES[item.silence].in_language(language)}"
    sums = [item.sum.in_language(language)] if item.sum else []
    if item.ask_by:
        day = format_date(item.ask_by, language)
        sums.insert(0, f"{WORDS['ask_by'].in_language(language)} {day}")
    last = format_date(item.last_day, language) if item.last_day else "–"
    return body, ROLES[item.role].in_language(language), period, last, "\n".join(sums)


def _unknown(out: Console, run: ScreeningRun, language: Language) -> None:
    if not run.unknown:
        out.print(WORDS["all_known"].in_language(language))
        return
    table = _table(out, language, "fact", "why", "how")
    for item in run.unknown:
        cells = (item.label, item.text, item.how_to_learn)
        table.add_row(*(Styled(cell.in_language(language)) for cell in cells))
    out.print(table)
