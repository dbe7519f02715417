"""What the run says stands in the report, and Word says what the PDF says."""

import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from kethop.vocabulary import Language

EXAMPLES = [("stack", Language.VI), ("stack", Language.EN), ("park", Language.VI), ("plan", Language.EN)]
Make = Callable[..., Any]
MM = 72 / 25.4


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_every_word_of_the_report_is_in_both_files(name: str, language: Language, printed: Make) -> None:
    report = printed(name, language)
    words = report.words()
    assert len(words) > 100
    assert [item for item in words if item not in report.pdf_text] == []
    assert [item for item in words if item not in report.word_text] == []


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_findings_sums_unknowns_and_hashes_of_the_run_are_there(name: str, language: Language, printed: Make) -> None:
    report = printed(name, language)
    case, run = report.case, report.case.run
    wanted = [case.say(item.text) for item in run.findings]
    wanted += [case.say(one.cite) for item in run.findings for one in item.provisions]
    wanted += [case.say(item.sum) for item in run.inquiries if item.sum]
    wanted += [case.say(item.body_label) for item in run.inquiries]
    wanted += [case.day(item.last_day) for item in run.inquiries if item.last_day]
    wanted += [case.say(item.how_to_learn) for item in run.unknown]
    wanted += [case.run_sha256(), run.pack.sha256, run.pack.version, f"kethop {run.engine_version}"]
    wanted += [item.sha256 for item in run.layers if item.sha256]
    assert len(wanted) > 50
    assert [item for item in wanted if squeezed(item) not in report.pdf_text] == []


@pytest.mark.parametrize("name", ["stack", "park", "plan"])
def test_the_two_languages_have_the_same_shape(name: str, printed: Make) -> None:
    shapes = [
        [(block.kind, len(block.rows) if block.kind == "table" else 0) for block in printed(name, language).blocks]
        for language in Language
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(("name", "language"), [*EXAMPLES, ("warehouse", Language.VI)])
def test_no_word_leaves_the_page(name: str, language: Language, printed: Make) -> None:
    for page in pypdfium2.PdfDocument(printed(name, language).pdf):
        text = page.get_textpage()
        edges = [text.get_rect(index) for index in range(text.count_rects())]
        assert max(right for _, _, right, _ in edges) <= 196.5 * MM
        assert min(left for left, _, _, _ in edges) >= 29 * MM
        assert min(bottom for _, bottom, _, _ in edges) >= 19 * MM


def test_marks_of_draft_and_illustration(printed: Make) -> None:
    marks = printed("stack", Language.VI).paper.marks
    assert marks == ("DỰ THẢO", "VÍ DỤ MINH HỌA: địa điểm có thật, đề xuất là hư cấu")
    assert printed("stack", Language.EN).paper.marks[0] == "DRAFT"


MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|is|are|has|with|of|not|and|as)\b")


def test_no_english_in_the_vietnamese_labels_and_none_the_other_way() -> None:
    from kethop.reporting.report.labels import _LABELS  # noqa: PLC0415 - the words themselves

    for name, text in _LABELS.items():
        assert not ENGLISH.search(text.vi), name
        assert not MARKED.search(text.en), name
