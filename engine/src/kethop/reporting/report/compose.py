"""Put a report together: heading, grounds, parts, signature, annexes."""

from kethop.errors import Place, ReportError
from kethop.reporting.report.annexes import annexes_of
from kethop.reporting.report.asked import asked_blocks, concluding_blocks, unknown_blocks
from kethop.reporting.report.blocks import Paper, Signature
from kethop.reporting.report.case import Case
from kethop.reporting.report.citing import basis_lines
from kethop.reporting.report.examined import examined_blocks
from kethop.reporting.report.filed import filed_blocks
from kethop.reporting.report.glyphs import printable_values
from kethop.reporting.report.paper_dates import place_and_day, two_digits
from kethop.reporting.words import WORDS
from kethop.vocabulary import ClassificationLevel

__all__ = ["compose"]

_DOTS = "…………………………"
_LEVELS = {
    ClassificationLevel.MAT: "MẬT",
    ClassificationLevel.TOI_MAT: "TỐI MẬT",
    ClassificationLevel.TUYET_MAT: "TUYỆT MẬT",
}


def compose(case: Case) -> Paper:
    """Return the report of a case, ready to be set as PDF or Word.

    Raises
    ------
    ReportError
        ``report.finding_unknown`` (``finding``, ``known``): the settings hold a view on what is no finding of the run;
        ``report.day_too_early`` (``day``, ``earliest``): a final report of a day before the file or its law.
    """
    _refuse_unknown_views(case)
    _refuse_early_day(case)
    settings, run = case.settings, case.run
    title = case.say(run.title)
    return printable_values(
        Paper(
            language=case.language,
            title=f"{case.label('kind')}: {title}",
            author=settings.issuing_body or "",
            day=(settings.day or run.law_date).isoformat(),
            parent=settings.parent_body or "",
            body=settings.issuing_body or _DOTS,
            state=case.label("state"),
            motto=case.label("motto"),
            number=_number(case),
            place_day=place_and_day(settings.place, settings.day, case.language),
            marks=_marks(case),
            kind_of_paper=case.label("kind"),
            subject=settings.subject or case.label("subject", title=title),
            addressee=f"{case.label('to')} {settings.addressee}" if settings.addressee else "",
            basis=basis_lines(case),
            blocks=(
                *filed_blocks(case),
                *examined_blocks(case),
                *asked_blocks(case),
                *unknown_blocks(case),
                *concluding_blocks(case),
            ),
            closing=case.label("closing", title=title),
            recipients_label=case.label("recipients"),
            recipients=_recipients(case),
            signature=_signature(case),
            annexes=annexes_of(case),
            provenance=case.label("provenance", sha256=case.run_sha256()),
        )
    )


def _refuse_unknown_views(case: Case) -> None:
    known = [item.id for item in case.run.findings]
    for name in case.settings.views:
        if name not in known:
            place = Place(f"views.{name}")
            raise ReportError("report.finding_unknown", place=place, finding=name, known=", ".join(known))


def _refuse_early_day(case: Case) -> None:
    day, earliest = case.settings.day, max(case.run.law_date, case.filing.proposal.submitted)
    if day is not None and day < earliest and not case.settings.is_draft:
        raise ReportError(
            "report.day_too_early", place=Place("day"), day=day.isoformat(), earliest=earliest.isoformat()
        )


def _number(case: Case) -> str:
    settings = case.settings
    number = two_digits(settings.number) if settings.number else "……"
    return f"{case.label('number')} {number}/{settings.symbol or '……'}"


def _recipients(case: Case) -> tuple[str, ...]:
    """Return the recipients, a line each: a semicolon after each but the last, which takes a full stop."""
    names = [item.rstrip(" ;.,") for item in case.settings.recipients] or [_DOTS, case.label("file_copy")]
    ends = [";"] * (len(names) - 1) + ["."]
    return tuple(f"- {name}{end}" for name, end in zip(names, ends, strict=True))


def _is_draft(case: Case) -> bool:
    """Return whether the paper is a draft: what is invented, or was not replayed, can be no final report."""
    is_invented = case.run.is_illustrative or case.run.pack.is_illustrative
    return case.settings.is_draft or is_invented or not case.is_reproduced


def _marks(case: Case) -> tuple[str, ...]:
    """Return the marks in their order."""
    run = case.run
    marks = [_LEVELS[level] for level in _LEVELS if any(item.classification is level for item in run.layers)][-1:]
    marks += [case.label("draft")] if _is_draft(case) else []
    marks += [] if case.is_reproduced else [case.label("not_replayed")]
    marks += [case.say(WORDS["illustrative"])] if run.is_illustrative else []
    return (*marks, *([case.say(WORDS["invented"])] if run.pack.is_illustrative else []))


def _signature(case: Case) -> Signature:
    signer = case.settings.signer
    capacity = tuple(part for part in (signer.capacity, signer.position) if part) or (_DOTS,)
    return Signature(capacity, case.label("seal") if _is_draft(case) else "", signer.name or _DOTS)
