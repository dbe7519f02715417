"""Reports of the examples, each made once, with what PDF and Word say."""

import importlib.util
import io
import re
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

import docx
import pypdf
import pytest

from kethop.appraisal import Filing, ScreeningRun, filing_from_path
from kethop.cli.desk import Desk, open_desk
from kethop.reporting.report import Case, ReportSettings, compose, pdf_of, word_of
from kethop.reporting.report.blocks import Figure, Paper, Piece
from kethop.vocabulary import Language

REPOSITORY = Path(__file__).resolve().parents[5]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """Return a text without its white space, which line breaks put anywhere."""
    return re.sub(r"\s+", "", text)


class Printed:
    """One report in its forms."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def paper(self) -> Paper:
        return compose(self.case)

    @cached_property
    def pdf(self) -> bytes:
        return pdf_of(self.paper)

    @cached_property
    def word(self) -> bytes:
        return word_of(self.paper)

    @cached_property
    def pdf_text(self) -> str:
        pages = pypdf.PdfReader(io.BytesIO(self.pdf)).pages
        return squeezed("".join(re.sub(r"^[0-9]+\n", "", page.extract_text()) for page in pages))

    @cached_property
    def word_text(self) -> str:
        body = docx.Document(io.BytesIO(self.word)).element.body
        return squeezed("".join(node.text or "" for node in body.iter(f"{W}t")))

    @property
    def blocks(self) -> list:
        return [*self.paper.blocks, *(block for annex in self.paper.annexes for block in annex.blocks)]

    def words(self) -> list[str]:
        """Return the words of the report, squeezed, in their order; titles of tables and the file are not printed."""
        titles = {block.title for block in self.blocks if block.kind == "table"} | {self.paper.title}
        return [squeezed(word) for word in _words_of(self.paper) if word not in titles]


def _words_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Piece):
        return [value.text]
    if isinstance(value, Figure):
        return []
    if isinstance(value, tuple):
        return [word for item in value for word in _words_of(item)]
    names = set(getattr(value, "__slots__", ())) - {"kind", "language", "day", "author"}
    return [word for name in names for word in _words_of(getattr(value, name))]


@cache
def _desk(pack: str) -> Desk:
    return open_desk(str(REPOSITORY / "packs" / pack), ())


@cache
def _judged(name: str) -> tuple[ScreeningRun, Filing, Desk]:
    filing = filing_from_path(REPOSITORY / "examples" / f"{name}.yaml")
    desk = _desk(filing.pack)
    return desk.appraise(filing), filing, desk


def _case(name: str = "stack", language: Language = Language.VI, settings: ReportSettings | None = None) -> Case:
    run, filing, desk = _judged(name)
    return Case(run, filing, settings or ReportSettings(), language, desk.pack, desk.layers, is_reproduced=True)


@cache
def _printed(name: str = "stack", language: Language = Language.VI) -> Printed:
    return Printed(_case(name, language))


@pytest.fixture(scope="session")
def case_of() -> Callable[..., Case]:
    """Return a maker of cases: example, language, settings."""
    return _case


@pytest.fixture(scope="session")
def printed() -> Callable[..., Printed]:
    """Return a maker of reports, each made once: example, language."""
    return _printed


@pytest.fixture(scope="session")
def printed_case() -> Callable[[Case], Printed]:
    """Return a maker of the report of any case."""
    return Printed


@pytest.fixture(scope="session")
def golden() -> ModuleType:
    """Return tools/golden_reports.py."""
    spec = importlib.util.spec_from_file_location("golden_reports", REPOSITORY / "tools/golden_reports.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
