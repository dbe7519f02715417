"""Words of strangers are printed as they stand: never read as a program, never lost, never out of the page."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pypdf
import pypdfium2
import pytest

from kethop.reporting.report import Case, ReportSettings
from kethop.reporting.report.glyphs import printable
from kethop.reporting.report.settings import Signer
from kethop.vocabulary import Language, Text

Make = Callable[..., Any]
TITLES = [
    '#read("/etc/passwd")',
    "*đậm* _nghiêng_ `mã` $x^2$ @nhãn <nhãn> = đầu mục",
    '\\ #import "@preview/x:1.0.0": * // chú thích /* */ ~ -- --- ...',
    "{title} {0} %s ${x} {{}} #sys.inputs #panic()",
    "<w:t>&amp;</w:t> ]]> <!-- --> &lt;",
    "שלום عربي \u202eđảo ngược\u202c",
    "中文 😀 \u200b ≤ ≥ →",
    "a\u0301 NFD ếệ và e\u0302\u0323",
    "'\"“”‘’ O'Brien & \\n",
    "W" * 300,
]
MM = 72 / 25.4


def rightmost(pdf: bytes) -> float:
    """Return the right edge of the rightmost letters in millimetres; a line may end with a space beyond 195."""
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    return max(text.get_rect(index)[2] for text in texts for index in range(text.count_rects())) / MM


def with_title(case: Case, title: str) -> Case:
    run = case.run.model_copy(update={"title": Text(vi=title, en=title), "proponent": title})
    return replace(case, run=run)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_out_as_it_stands(title: str, case_of: Make, printed_case: Make) -> None:
    case = case_of()
    short = case.run.model_copy(update={"findings": (), "inquiries": (), "unknown": (), "surfaces": None})
    report = printed_case(with_title(replace(case, run=short), title))
    shown = squeezed(printable(title))
    assert report.pdf_text.count(shown) >= 2
    assert report.word_text.count(shown) >= 2
    assert "root:" not in report.pdf_text
    assert rightmost(report.pdf) <= 196.5
    assert pypdf.PdfReader(io.BytesIO(report.pdf)).metadata.title == f"BÁO CÁO: {printable(title)}"


def test_ten_thousand_letters_stay_on_the_page(case_of: Make, printed_case: Make) -> None:
    long = "đ" * 5_000 + " " + "Ẫ " * 2_499 + "Ẫ"
    settings = ReportSettings(conclusions=(long,), views={case_of().run.findings[0].id: long})
    report = printed_case(with_title(case_of(settings=settings), "x" * 299 + "đ"))
    assert report.pdf_text.count("đ") > 10_000  # page numbers stand between them
    assert report.pdf_text.count("Ẫ") == 5_000
    assert report.word_text.count(squeezed(long)) == 2
    assert rightmost(report.pdf) <= 196.5


def test_the_words_of_the_office_are_words_too(case_of: Make, printed_case: Make) -> None:
    bad = '#read("/etc/passwd") {body}'
    settings = ReportSettings(
        parent_body=bad, issuing_body=bad, place=bad, addressee=bad, subject=bad, symbol="{0}#x", number=7,
        signer=Signer(capacity=bad, position=bad, name=bad), recipients=(bad,), conditions=(bad,), conclusions=(bad,),
    )  # fmt: skip
    report = printed_case(case_of(settings=settings))
    annexes = len(report.paper.annexes)
    assert report.pdf_text.count(squeezed(bad)) == 11 + annexes
    assert "07/{0}#x" in report.pdf_text
    assert report.word_text.count(squeezed(bad)) == 11 + annexes


def test_word_keeps_what_its_fonts_may_have_and_breaks_on_nothing(case_of: Make, printed_case: Make) -> None:
    report = printed_case(with_title(case_of("stack", Language.EN), "\x01\x0b\ufffe kho"))
    assert "[U+0001]" in report.word_text
    assert docx.Document(io.BytesIO(report.word)).paragraphs


def test_names_of_units_on_the_map_are_words(case_of: Make) -> None:
    from kethop.reporting.report.drawing import Drawing  # noqa: PLC0415

    drawing = Drawing(10, 10)
    drawing.text(1, 1, '</text><image href="file:///etc/passwd"/>中')
    assert "&lt;/text&gt;&lt;image" in drawing.svg()
    assert "[U+4E2D]" in drawing.svg()
    assert case_of().run.site is not None
