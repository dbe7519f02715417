"""The PDF is PDF/A-2a as far as can be read: tagged, with language, marks and fonts; the same report, the same bytes."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from kethop.reporting.report import pdf_of
from kethop.vocabulary import Language

Make = Callable[..., Any]
MM = 72 / 25.4


def fonts(node: object, found: dict[str, pypdf.generic.DictionaryObject]) -> None:
    """Collect the fonts of a page and of the drawings on it."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, pypdf.generic.DictionaryObject):
        return
    for font in (node.get("/Font") or {}).values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        found[str(inner["/BaseFont"])] = inner["/FontDescriptor"].get_object()
    for form in (node.get("/XObject") or {}).values():
        fonts(form.get_object().get("/Resources"), found)


@pytest.mark.parametrize("language", list(Language))
def test_tagged_with_language_marks_and_embedded_fonts(printed: Make, language: Language) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed("stack", language).pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    found: dict[str, pypdf.generic.DictionaryObject] = {}
    for page in reader.pages:
        fonts(page["/Resources"], found)
    assert found
    for name, descriptor in found.items():
        assert "Tinos" in name
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def structure(node: object, found: list[tuple[str, object]]) -> None:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for item in node:
            structure(item, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((str(node["/S"]), node.get("/Alt")))
        structure(node.get("/K"), found)


def test_headings_tables_and_pictures_are_tagged_as_such(printed: Make) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed().pdf))
    found: list[tuple[str, object]] = []
    structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], found)
    kinds = [kind for kind, _ in found]
    blocks = printed().blocks
    assert kinds.count("/H1") == 6 + len(printed().paper.annexes)
    assert kinds.count("/Table") == sum(block.kind == "table" for block in blocks)
    assert kinds.count("/TH") == sum(len(block.header) for block in blocks if block.kind == "table")
    alts = [str(alt) for kind, alt in found if kind == "/Figure"]
    assert alts == [block.alt for block in blocks if block.kind == "figure"]


def test_pages_are_a4_and_numbered_but_the_first_of_each_part(printed: Make) -> None:
    labels = [annex.label for annex in printed().paper.annexes]
    expected = 0
    for page in pypdf.PdfReader(io.BytesIO(printed().pdf)).pages:
        assert page.mediabox.width == pytest.approx(210 * MM, abs=0.1)
        assert page.mediabox.height == pytest.approx(297 * MM, abs=0.1)
        lines = page.extract_text().splitlines()
        expected = 1 if lines[0] in labels else expected + 1
        assert (lines[0] == str(expected)) == (expected > 1)
    assert expected >= 1


def test_the_same_report_gives_the_same_bytes_and_its_own_day(printed: Make) -> None:
    assert pdf_of(printed().paper) == printed().pdf
    metadata = pypdf.PdfReader(io.BytesIO(printed().pdf)).metadata
    assert metadata is not None
    assert metadata.creation_date_raw == "D:20261122000000Z"
    assert metadata.title == "BÁO CÁO: Ống khói 60 m trong khu công nghiệp Quang Minh"
