"""Forms set as PDF and Word, with the legal grounds and annexes of the run. Runs in the process of the engine."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kethop.appraisal import read_run, run_of
from kethop.errors import KethopError
from kethop.reporting.letters import AnyForm, form_of, paper_of
from kethop.reporting.report import Case, ReportSettings, pdf_of, word_of
from kethop.reporting.report.annexes import annexes_of
from kethop.reporting.report.blocks import Annex
from kethop.reporting.report.citing import basis_lines
from kethop.vocabulary import Language
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.plain import Plain, plain_errors

__all__ = ["plain_paper"]

_SITE_ONLY = ("F1", "F11")


def plain_paper(desk: OpenedDesk, *, form: Mapping[str, Any], run: str | None, pdf: str, docx: str) -> dict[str, Plain]:
    """Set a form and write both files.

    Parameters
    ----------
    form : mapping
        The form as plain values; ``form`` says which.
    run : str or None
        Path of the run whose grounds and annexes belong to it.
    pdf, docx : str
        Where to write.

    Returns
    -------
    dict
        ``errors``: empty when both files were written.
    """
    try:
        read = form_of(form)
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in item["loc"]) for item in error.errors()})
        return {"errors": [{"code": "letter.wrong_values", "places": list(places)}]}
    try:
        case = _case(run, desk, read) if run else None
        paper = paper_of(read, _annexes(case, read) if case else ())
    except KethopError as error:
        return {"errors": plain_errors([error])}
    if case and hasattr(read, "basis"):
        paper = replace(paper, basis=basis_lines(case) or paper.basis)
        proposer = getattr(read, "proposer", "")
        if proposer:
            paper = replace(paper, basis=(*_opened(paper.basis), f"Theo đề nghị của {proposer}."))
    Path(pdf).write_bytes(pdf_of(paper))
    Path(docx).write_bytes(word_of(paper))
    return {"errors": []}


def _opened(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.rstrip(".;") + ";" for row in lines)


def _case(run: str, desk: OpenedDesk, form: AnyForm) -> Case:
    stored = read_run(Path(run).read_bytes(), source="run.json")
    head = form.head
    settings = ReportSettings(
        is_draft=head.is_draft,
        issuing_body=head.issuing_body or None,
        number=head.number,
        symbol=head.symbol or None,
        day=head.day,
    )
    judged = run_of(stored, source="run.json")
    is_same = judged.pack.sha256 == desk.pack.sha256
    pack = desk.pack if is_same else None
    return Case(judged, stored.filing, settings, Language.VI, pack, desk.layers, is_reproduced=True)


def _annexes(case: Case, form: AnyForm) -> tuple[Annex, ...]:
    found = annexes_of(case)
    return found[:-1] if form.form in _SITE_ONLY else found
