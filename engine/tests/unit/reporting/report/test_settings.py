"""The office's part: read strictly, never invented, printed where it belongs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from kethop.errors import CollectedError, ReportError
from kethop.reporting import describe_error
from kethop.reporting.report import ReportSettings, read_settings, settings_template
from kethop.reporting.report.compose import compose
from kethop.vocabulary import ClassificationLevel, Language, Text

Make = Callable[..., Any]
FINAL = b"""report: 1
is_draft: false
issuing_body: SO MAU
number: 12
symbol: BC-SM
place: "N\xc6\xa1i m\xe1\xba\xabu"
day: "2027-01-09"
signer: {position: "CH\xe1\xbb\xa6 T\xe1\xbb\x8aCH", name: "Tr\xe1\xba\xa7n M\xe1\xba\xabu"}
recipients: ["Nh\xc6\xb0 tr\xc3\xaan"]
"""


@pytest.mark.parametrize("language", list(Language))
def test_the_template_is_read_as_a_draft_with_nothing_filled_in(language: Language) -> None:
    text = settings_template(language)
    assert read_settings(text.encode(), source="report.yaml") == ReportSettings()
    explained = [line for line in text.splitlines()[2:] if not line.startswith(" ")]
    assert all("#" in line for line in explained)
    assert set(yaml.safe_load(text)) == set(ReportSettings.model_fields)


@pytest.mark.parametrize(
    "text",
    [
        "colour: red",
        "number: 0",
        "number: 1.5",
        "symbol: 'BC STC'",
        "symbol: a/b",
        "day: 5/3/2026",
        "signer: x",
        "views: {a: ''}",
    ],
)
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(CollectedError):
        read_settings(f"report: 1\n{text}\n".encode(), source="report.yaml")


def test_a_final_report_names_who_issues_and_signs_it() -> None:
    with pytest.raises(ReportError) as caught:
        read_settings(b"report: 1\nis_draft: false\nplace: Hue\n", source="report.yaml")
    assert caught.value.fields["missing"] == "issuing_body, signer.position, signer.name"
    assert describe_error(caught.value, Language.EN).startswith("report.yaml:2 (is_draft): The report is no draft")
    settings = read_settings(FINAL, source="report.yaml")
    assert settings.day == date(2027, 1, 9)


def test_what_is_given_is_printed_and_the_rest_is_dotted(case_of: Make) -> None:
    paper = compose(case_of(settings=read_settings(FINAL, source="report.yaml")))
    assert (paper.body, paper.number) == ("SO MAU", "Số: 12/BC-SM")
    assert paper.place_day == "Nơi mẫu, ngày 09 tháng 01 năm 2027"
    assert paper.signature.capacity == ("CHỦ TỊCH",)
    assert (paper.signature.name, paper.recipients, paper.day) == ("Trần Mẫu", ("- Như trên.",), "2027-01-09")
    assert paper.annexes[0].attached_to == "(Kèm theo Báo cáo số 12/BC-SM ngày 09 tháng 01 năm 2027 của SO MAU)"
    two = ReportSettings(recipients=("Như trên;", "Lưu: VT"))
    assert compose(case_of(settings=two)).recipients == ("- Như trên;", "- Lưu: VT.")
    blank = compose(case_of())
    assert blank.number == "Số: ……/……"
    assert blank.place_day == "…………, ngày …… tháng …… năm ……"
    assert {blank.body, blank.signature.name, *blank.signature.capacity} == {"…………………………"}


def test_an_invented_proposal_stays_a_draft(case_of: Make) -> None:
    settings = read_settings(FINAL, source="report.yaml")
    case = case_of(settings=settings)
    assert compose(case).marks[0] == "DỰ THẢO"
    real = replace(case, run=case.run.model_copy(update={"is_illustrative": False}))
    assert compose(real).marks == ()
    assert (compose(case).signature.place_for, compose(real).signature.place_for) == ("(chữ ký, dấu của cơ quan)", "")
    assert compose(replace(real, is_reproduced=False)).marks[0] == "DỰ THẢO"
    pack = real.run.pack.model_copy(update={"is_illustrative": True})
    invented = replace(real, run=real.run.model_copy(update={"pack": pack}))
    assert compose(invented).marks[0] == "DỰ THẢO"
    assert "HƯ CẤU" in compose(invented).marks[1]


@pytest.mark.parametrize(
    ("level", "mark"),
    [
        (ClassificationLevel.MAT, "MẬT"),
        (ClassificationLevel.TOI_MAT, "TỐI MẬT"),
        (ClassificationLevel.TUYET_MAT, "TUYỆT MẬT"),
    ],
)
def test_a_run_on_secret_layers_carries_its_highest_level(level: ClassificationLevel, mark: str, case_of: Make) -> None:
    case = case_of()
    first, second, *rest = case.run.layers
    layers = (
        first.model_copy(update={"classification": level}),
        second.model_copy(update={"classification": ClassificationLevel.MAT}),
        *rest,
    )
    assert compose(replace(case, run=case.run.model_copy(update={"layers": layers}))).marks[0] == mark


def test_views_conditions_and_conclusions_take_the_place_of_the_dots(case_of: Make, printed_case: Make) -> None:
    findings = case_of().run.findings
    views = {findings[0].id: "Ý kiến thứ nhất.", findings[-1].id: "Ý kiến sau cùng."}
    settings = ReportSettings(views=views, conditions=("Điều kiện riêng.",), conclusions=("Kết luận riêng.",))
    report, dotted = printed_case(case_of(settings=settings)), printed_case(case_of())
    for text in ("Ýkiếnthứnhất.", "Ýkiếnsaucùng.", "Điềukiệnriêng.", "Kếtluậnriêng."):
        assert text in report.pdf_text
        assert text in report.word_text
    blanks = [sum(block.kind == "blank" for block in item.paper.blocks) for item in (dotted, report)]
    assert blanks[0] - blanks[1] == 3


def test_a_view_on_no_finding_is_refused(case_of: Make) -> None:
    with pytest.raises(ReportError) as caught:
        compose(case_of(settings=ReportSettings(views={"no.finding": "x"})))
    assert caught.value.fields["finding"] == "no.finding"
    assert case_of().run.findings[0].id in str(caught.value.fields["known"])


def test_a_final_report_is_not_older_than_the_file(case_of: Make) -> None:
    filed = case_of().filing.proposal.submitted
    final = read_settings(FINAL, source="report.yaml")
    compose(case_of(settings=final.model_copy(update={"day": filed})))
    early = final.model_copy(update={"day": filed - timedelta(days=1)})
    with pytest.raises(ReportError) as caught:
        compose(case_of(settings=early))
    assert caught.value.code == "report.day_too_early"
    assert caught.value.fields["earliest"] == filed.isoformat()
    compose(case_of(settings=early.model_copy(update={"is_draft": True})))


def test_the_title_is_printed_as_filed(case_of: Make) -> None:
    case = case_of()
    title = Text(vi="Hà Nội Tower", en="Hanoi Tower")
    paper = compose(replace(case, run=case.run.model_copy(update={"title": title})))
    assert paper.subject == "Thẩm định: Hà Nội Tower"
    assert paper.closing == "Trên đây là báo cáo thẩm định “Hà Nội Tower”./."
