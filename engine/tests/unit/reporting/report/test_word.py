"""The Word file has real styles, repeated header rows, a named font, page numbers and described pictures."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from kethop.reporting.report import word_of
from kethop.vocabulary import Language

Make = Callable[..., Any]
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(report: Any) -> Document:
    return docx.Document(io.BytesIO(report.word))


def test_headings_are_headings_in_their_order(printed: Make) -> None:
    report = printed()
    found = [
        (item.style.name, item.text) for item in opened(report).paragraphs if item.style.name.startswith("Heading")
    ]
    wanted = [(f"Heading {block.level}", block.text) for block in report.paper.blocks if block.kind == "heading"]
    assert found == wanted + [("Heading 1", annex.label) for annex in report.paper.annexes]


def test_tables_are_tables_with_the_same_cells_and_a_header_that_is_repeated(printed: Make) -> None:
    report = printed("park")
    tables = [table for table in opened(report).tables if table.style.name == "Table Grid"]
    blocks = [block for block in report.blocks if block.kind == "table"]
    assert len(tables) == len(blocks) > 4
    for table, block in zip(tables, blocks, strict=True):
        assert tuple(cell.text for cell in table.rows[0].cells) == block.header
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        cells = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        wanted = [
            ["\n".join("".join(piece.text for piece in line) for line in cell) for cell in row] for row in block.rows
        ]
        assert cells == wanted
        assert sum(cell.width for cell in table.rows[0].cells) == pytest.approx(Mm(165), abs=1000)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == block.title


@pytest.mark.parametrize(("language", "tag"), [(Language.VI, "vi-VN"), (Language.EN, "en-GB")])
def test_font_is_named_not_enclosed_and_the_language_is_told(language: Language, tag: str, printed: Make) -> None:
    report = printed("stack", language)
    with zipfile.ZipFile(io.BytesIO(report.word)) as archive:
        assert not [name for name in archive.namelist() if "fonts/" in name or name.endswith((".ttf", ".odttf"))]
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    document = opened(report)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        properties = document.styles[name].element.rPr
        assert set(properties.find(qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
        assert properties.find(qn("w:lang")).get(qn("w:val")) == tag
    assert document.core_properties.language == tag
    assert document.core_properties.title == report.paper.title
    assert document.core_properties.created.isoformat() == "2026-11-22T00:00:00+00:00"


def test_pages_are_those_of_the_decree_and_each_part_counts_anew(printed: Make) -> None:
    report = printed()
    sections = opened(report).sections
    assert len(sections) == 1 + len(report.paper.annexes)
    for section in sections:
        sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
        assert [round(size / Mm(1)) for size in sizes] == [210, 297, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_pictures_are_described_and_as_large_as_on_paper(printed: Make) -> None:
    report = printed()
    figures = [block for block in report.blocks if block.kind == "figure"]
    shapes = opened(report).inline_shapes
    assert len(shapes) == len(figures) == 2
    for shape, figure in zip(shapes, figures, strict=True):
        assert shape._inline.docPr.get("descr") == figure.alt
        assert shape.width / Mm(1) == pytest.approx(figure.width_mm, abs=0.05)
        assert shape.height / Mm(1) == pytest.approx(figure.height_mm, abs=0.05)


def test_where_it_comes_from_and_the_same_bytes(printed: Make) -> None:
    report = printed()
    words = f"Tệp này xuất từ bản có mã băm {report.case.run_sha256()}; sửa trong Word không làm thay đổi hồ sơ."
    assert words in [item.text for item in opened(report).paragraphs]
    assert word_of(report.paper) == report.word


def test_a_superior_body_and_an_addressee_have_their_places(case_of: Make, printed_case: Make) -> None:
    case = case_of()
    settings = case.settings.model_copy(update={"parent_body": "BỘ MẪU", "addressee": "Thủ tướng"})
    report = printed_case(replace(case, settings=settings))
    document = opened(report)
    assert document.tables[0].rows[0].cells[0].paragraphs[0].text == "BỘ MẪU"
    assert "Kính gửi: Thủ tướng" in [item.text for item in document.paragraphs]
    assert "Kínhgửi:Thủtướng" in report.pdf_text


def test_the_signature_and_the_identity_do_not_stand_apart(printed: Make) -> None:
    document = docx.Document(io.BytesIO(printed("stack").word))
    closing = next(item for item in document.paragraphs if item.text.startswith("Trên đây là báo cáo"))
    before = document.paragraphs[[item.text for item in document.paragraphs].index(closing.text) - 1]
    assert closing.paragraph_format.keep_with_next
    assert before.paragraph_format.keep_with_next
    identity = document.tables[-1]
    kept = [all(one.paragraph_format.keep_with_next for one in row.cells[0].paragraphs) for row in identity.rows]
    assert kept == [True] * (len(kept) - 1) + [False]
