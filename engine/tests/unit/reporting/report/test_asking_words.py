"""Whom to ask, in the words of the report: one name for a body, one line for a role, no day without its assumption."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from kethop.reporting.report.asked import asked_blocks
from kethop.reporting.report.examined import examined_blocks
from kethop.reporting.report.looked_at import looked_at
from kethop.vocabulary import Language, Outcome

Make = Callable[..., Any]


def said(blocks: Any) -> list[str]:
    """Return the paragraphs and cells of blocks, in order."""
    found = []
    for block in blocks:
        if block.kind == "paragraph":
            found.append("".join(piece.text for piece in block.line))
        elif block.kind == "table":
            found += ["".join(piece.text for piece in line) for row in block.rows for cell in row for line in cell]
    return found


def changed(case: Any, **update: Any) -> Any:
    return replace(case, run=case.run.model_copy(update=update))


def test_what_may_be_stands_a_line_each_and_nothing_is_left_dotted(case_of: Make) -> None:
    for language, cases, body in (
        (Language.VI, "Có thể thuộc trường hợp:", "Coi như phải lấy ý kiến: Bộ Tư lệnh Thủ đô Hà Nội."),
        (Language.EN, "It may be that:", "Until then asked: Hanoi Capital Command."),
    ):
        lines = said(examined_blocks(case_of("stack", language)))
        assert cases in lines
        assert lines[lines.index(cases) + 1].startswith("– ")
        assert body in lines
        assert not [line for line in lines if "…" in line or " / " in line]


def test_a_body_has_one_name_in_the_whole_report(case_of: Make, printed: Make) -> None:
    asked = {item.body_label.vi for item in case_of().run.inquiries}
    assert "Bộ Tư lệnh Thủ đô Hà Nội" in asked
    assert "BộChỉhuyquânsự" not in printed("stack").pdf_text


def test_a_body_with_several_last_days_is_named_once(case_of: Make) -> None:
    case = case_of()
    first = next(item for item in case.run.inquiries if item.last_day)
    finding = next(item for item in case.run.findings if item.id == first.findings[0])
    days = [date(2026, 12, day) for day in (7, 3, 22)]
    letters = tuple(first.model_copy(update={"last_day": day}) for day in days)
    open_finding = finding.model_copy(update={"missing": (case.run.unknown[0].fact,)})
    known = {"findings": (open_finding,), "is_asked_on_assumed": False}
    text = " ".join(said(examined_blocks(changed(case, inquiries=letters, **known))))
    assert text.count(f"của {first.body_label.vi}, chậm nhất ngày 03 tháng 12 năm 2026 đến ngày 22 tháng 12") == 1
    assert f"tùy {case.run.unknown[0].label.vi} (chưa biết)" in text
    some = (*letters, first.model_copy(update={"last_day": None}))
    text = " ".join(said(examined_blocks(changed(case, inquiries=some, **known))))
    assert "có trường hợp không tính được hạn cuối" in text
    by_case = " ".join(said(examined_blocks(changed(case, inquiries=letters, findings=(finding,)))))
    assert "tùy trường hợp (chưa biết)" in by_case


def test_a_day_that_rests_on_an_assumption_says_so(case_of: Make) -> None:
    case = case_of()
    assumed = "Tính từ ngày nộp 22/11/2026 (giả định); gửi sau thì hạn lùi theo."
    dated = sum(item.last_day is not None for item in case.run.inquiries)
    assert said(asked_blocks(case)).count(assumed) == dated > 0
    given = changed(case, is_asked_on_assumed=False)
    assert assumed not in said(asked_blocks(given))
    assert "giả định" not in " ".join(said(examined_blocks(given)))


def test_a_derived_fact_says_what_it_was_derived_from(case_of: Make) -> None:
    case = case_of()
    clear = [item for item in case.run.findings if item.outcome is Outcome.CLEAR]
    texts = " ".join(looked_at(case, item) for item in clear)
    assert "khu vực biên giới biển: không (suy ra từ " in texts
    traces = tuple(item for item in case.run.trace if item["decision"] != "in_sea_border_area")
    bare = " ".join(looked_at(changed(case, trace=traces), item) for item in clear)
    assert "khu vực biên giới biển: không (suy ra)" in bare
