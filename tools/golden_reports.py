"""Where the words of a printed report stand, and the golden files that a test compares them with.

    .venv/bin/python tools/golden_reports.py --update          # the pages, after a wanted change of the layout
    .venv/bin/python tools/golden_reports.py --update --runs   # the stored runs too, after a change of the run's format

Nothing else writes them. The runs are printed without pack and layers, so that a new wording of the law moves nothing.
"""

import json
import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from kethop.appraisal import filing_from_path, read_run, run_bytes, run_of
from kethop.cli.desk import open_desk
from kethop.reporting.letters import form_of, paper_of
from kethop.reporting.report import Case, ReportSettings, compose, pdf_of
from kethop.reporting.report.blocks import Paper
from kethop.reporting.report.settings import Signer
from kethop.vocabulary import Language

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "engine/tests/unit/reporting/report/golden"
EXAMPLES = ("stack", "park")
LETTERS = ROOT / "engine/tests/unit/reporting/letters"
MM_PER_POINT = 25.4 / 72
SETTINGS = ReportSettings(
    is_draft=False,
    parent_body="ỦY BAN NHÂN DÂN TỈNH MẪU",
    issuing_body="SỞ TÀI CHÍNH",
    number=5,
    symbol="BC-STC",
    place="Tỉnh Mẫu",
    day=date(2026, 12, 5),
    signer=Signer(capacity="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Nguyễn Văn Mẫu"),
    recipients=("Như trên;", "Lưu: VT."),
)

Row = tuple[float, float, float, str]


def positions(data: bytes) -> list[list[Row]]:
    """Return the runs of text of each page of a PDF.

    Returns
    -------
    list of list of (left_mm, top_mm, size_pt, text)
        From the upper left corner of the page; the top is that of the letters as drawn.
    """
    document = pypdfium2.PdfDocument(data)
    return [_page(document[index]) for index in range(len(document))]


def _page(page: pypdfium2.PdfPage) -> list[Row]:
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        first = pdfium.FPDFText_GetCharIndexAtPos(text, left + 0.5, (top + bottom) / 2, 2, 2)
        size = pdfium.FPDFText_GetFontSize(text, first) if first >= 0 else 0.0
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        found.append((round(left * MM_PER_POINT, 1), round((height - top) * MM_PER_POINT, 1), round(size, 2), words))
    return found


def printed(name: str, language: Language) -> bytes:
    """Return the PDF of a stored run with the settings of the golden files, without pack and layers."""
    return pdf_of(compose(_case(name, language)))


def letter_paper(name: str) -> Paper:
    """Return the paper of a sample form; the annex of a site takes the annexes of a stored run."""
    form = form_of(json.loads((LETTERS / "samples.json").read_text(encoding="utf-8"))[name])
    return paper_of(form, compose(_case("stack", Language.VI)).annexes[:-1] if name == "F11" else ())


def _case(name: str, language: Language) -> Case:
    stored = read_run((GOLDEN / f"{name}.run.json").read_bytes(), source=name)
    return Case(run_of(stored, source=name), stored.filing, SETTINGS, language, is_reproduced=True)


def _update_letters() -> None:
    for name in json.loads((LETTERS / "samples.json").read_text(encoding="utf-8")):
        _write(LETTERS / f"golden/{name}.json", positions(pdf_of(letter_paper(name))))


def _write(path: Path, pages: list[list[Row]]) -> None:
    rows = ",\n".join("[" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in page) + "]" for page in pages)
    path.write_text(f"[{rows}]\n", encoding="utf-8")


def _update_runs() -> None:
    for name in EXAMPLES:
        filing = filing_from_path(ROOT / "examples" / f"{name}.yaml")
        (GOLDEN / f"{name}.run.json").write_bytes(run_bytes(open_desk(filing.pack, ()).appraise(filing)))


def main() -> None:
    """Write the golden files."""
    if "--update" not in sys.argv:
        sys.exit("nothing is written without --update")
    GOLDEN.mkdir(exist_ok=True)
    if "--runs" in sys.argv:
        _update_runs()
    for name in EXAMPLES:
        for language in Language:
            _write(GOLDEN / f"{name}.{language}.json", positions(printed(name, language)))
    _update_letters()


if __name__ == "__main__":
    main()
