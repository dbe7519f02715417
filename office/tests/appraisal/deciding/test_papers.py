"""Forms set by the engine, with the grounds and annexes of a run."""

import io
import json
from pathlib import Path

import pypdf
import pytest

from kethop_office.appraisal.bridge.opened import open_desk
from kethop_office.appraisal.bridge.papers import plain_paper
from kethop_office.appraisal.bridge.setting import PaperNotSet, set_form

ENGINE = Path(__file__).parents[4] / "engine" / "tests" / "unit" / "reporting"
SAMPLES = json.loads((ENGINE / "letters" / "samples.json").read_text(encoding="utf-8"))
RUN = ENGINE / "report" / "golden" / "stack.run.json"


def words(data):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


@pytest.fixture(scope="module")
def engine():
    return open_desk("vn", [])


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("F6", "Phụ lục III"),
        ("F9", "Theo đề nghị của Trưởng phòng Đầu tư."),
        ("F11", "BẢNG TỌA ĐỘ"),
    ],
)
def test_form_takes_grounds_and_annexes_from_the_run(engine, tmp_path, form, said):
    pdf, docx = tmp_path / "a.pdf", tmp_path / "a.docx"
    answer = plain_paper(engine, form=SAMPLES[form], run=str(RUN), pdf=str(pdf), docx=str(docx))
    assert answer == {"errors": []}
    assert said in words(pdf.read_bytes())
    assert docx.read_bytes().startswith(b"PK")


def test_wrong_values_are_named(engine, tmp_path):
    path = str(tmp_path / "a")
    answer = plain_paper(engine, form={**SAMPLES["F2"], "times": "often"}, run=None, pdf=path, docx=path)
    assert answer["errors"][0]["code"] == "letter.wrong_values"


def test_paper_comes_from_the_process_of_the_engine():
    pdf, docx = set_form(SAMPLES["F2"])
    assert "đôn đốc" in words(pdf)
    assert docx.startswith(b"PK")
    with pytest.raises(PaperNotSet):
        set_form({"form": "F2"})
