"""The forms: where their words stand, and that Word says the same."""

import io
import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kethop.reporting.letters import Head, form_of, paper_of
from kethop.reporting.letters.heading import ended, said
from kethop.reporting.report import pdf_of, word_of
from kethop.reporting.report.blocks import Paper, Paragraph, line

HERE = Path(__file__).parent
SAMPLES = json.loads((HERE / "samples.json").read_text(encoding="utf-8"))
TOLERANCE_MM = 2.0


@pytest.mark.parametrize("name", SAMPLES)
def test_words_stand_where_they_stood(name: str, golden: ModuleType) -> None:
    made = golden.positions(pdf_of(golden.letter_paper(name)))
    kept = json.loads((HERE / f"golden/{name}.json").read_text(encoding="utf-8"))
    assert [[row[3] for row in page] for page in made] == [[row[3] for row in page] for page in kept]
    for page, old in zip(made, kept, strict=True):
        for (left, top, size, _), (old_left, old_top, old_size, _) in zip(page, old, strict=True):
            assert abs(left - old_left) <= TOLERANCE_MM
            assert abs(top - old_top) <= TOLERANCE_MM
            assert abs(size - old_size) <= 0.1


@pytest.mark.parametrize("name", SAMPLES)
def test_word_says_the_same(name: str, golden: ModuleType) -> None:
    paper = golden.letter_paper(name)
    words = _words(word_of(paper))
    for text in _texts(paper):
        assert text in words


def _texts(paper: Paper) -> list[str]:
    heading = [
        paper.body,
        paper.number,
        paper.about,
        paper.kind_of_paper,
        paper.authority,
        *paper.basis,
        *paper.recipients,
    ]
    body = ["".join(piece.text for piece in block.line) for block in paper.blocks if isinstance(block, Paragraph)]
    return [*(text for text in heading if text and not paper.is_annex_only), *body]


def _words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(("name", "size"), [("F1", (210, 297)), ("F4", (148, 210)), ("F5", (297, 210))])
def test_page_has_the_form(name: str, size: tuple[int, int], golden: ModuleType) -> None:
    section = Document(io.BytesIO(word_of(golden.letter_paper(name)))).sections[0]
    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == size


def test_official_letter_has_no_name_and_no_code_of_its_kind(golden: ModuleType) -> None:
    paper = golden.letter_paper("F1")
    assert paper.kind_of_paper == ""
    assert paper.about.startswith("V/v lấy ý kiến về ")
    assert paper.number == "Số: 812/STC-ĐT"


def test_number_below_ten_takes_a_zero_and_march_does_not(golden: ModuleType) -> None:
    paper = golden.letter_paper("F2")
    assert paper.number == "Số: 07/STC-ĐT"
    assert paper.place_day == "Tỉnh Mẫu, ngày 05 tháng 3 năm 2026"


def test_draft_says_so_and_names_the_place_of_the_signature(golden: ModuleType) -> None:
    paper = golden.letter_paper("F3")
    assert paper.marks == ("DỰ THẢO",)
    assert paper.signature.place_for == "(chữ ký, dấu)"


def test_several_addressees_stand_below_each_other() -> None:
    notify = {**SAMPLES["F1"], "role": "notify", "last_day": None}
    paper = paper_of(form_of(notify))
    assert paper.about.startswith("V/v thông báo về ")
    assert not any("Thời hạn" in block.line[0].text for block in paper.blocks if isinstance(block, Paragraph))


def test_letter_without_period_claims_none() -> None:
    paper = paper_of(form_of({**SAMPLES["F1"], "last_day": None, "period": ""}))
    words = [block.line[0].text for block in paper.blocks if isinstance(block, Paragraph)]
    assert "Các quy định đã đối chiếu không nêu thời hạn trả lời đối với nội dung này." in words


def test_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError):
        form_of({**SAMPLES["F2"], "invented": 1})


@given(st.text(min_size=1).filter(lambda words: bool(words.strip(" .;,\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0"))))
def test_last_words_end_once(words: str) -> None:
    once = ended((said(words),))
    last = once[-1]
    assert isinstance(last, Paragraph)
    assert last.line[-1].text.endswith("./.")
    assert ended((said(words.rstrip() + "."),))[-1] == ended((said(words.rstrip()),))[-1]


def test_table_at_the_end_takes_the_sign_on_a_line_of_its_own() -> None:
    assert ended(())[-1] == Paragraph(line("./."))


def test_head_without_day_stays_dotted() -> None:
    slip = form_of({**SAMPLES["F4"], "head": Head().model_dump(mode="json")})
    assert "ngày …… tháng …… năm ……" in paper_of(slip).place_day
    assert date(2026, 1, 1).isoformat() == paper_of(slip).day
