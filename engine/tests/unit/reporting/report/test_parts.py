"""Grounds, marks of trust, what a clear finding looked at, sums of last days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kethop.appraisal import CitedProvision
from kethop.reporting.report.asked import asked_blocks, concluding_blocks, unknown_blocks
from kethop.reporting.report.citing import basis_lines, cited_with_mark, instrument_title
from kethop.reporting.report.filed import filed_blocks, size_words
from kethop.reporting.report.line_breaks import with_line_breaks
from kethop.reporting.report.looked_at import looked_at
from kethop.vocabulary import Language, Outcome, Silence, Text, TrustMark

Make = Callable[..., Any]


def changed(case: Any, **update: Any) -> Any:
    return replace(case, run=case.run.model_copy(update=update))


def words(blocks: Any) -> str:
    parts = []
    for block in blocks:
        if block.kind == "table":
            parts += [piece.text for row in block.rows for cell in row for line in cell for piece in line]
        else:
            parts += [piece.text for piece in block.line] if block.kind == "paragraph" else [getattr(block, "text", "")]
    return " ".join(parts)


def provision(vi: str, en: str, trust: TrustMark = TrustMark.SOURCE_READ) -> CitedProvision:
    cite = Text(vi=vi, en=en)
    day = date(2020, 1, 1)
    return CitedProvision(
        id="x", cite=cite, valid_from=day, valid_to=None, trust=trust, is_to_verify=trust.is_to_verify
    )


@pytest.mark.parametrize(
    ("vi", "en", "title_vi", "title_en"),
    [
        ("điểm c khoản 4 Điều 14 Nghị định 1/2018/NĐ-CP", "Decree 1/2018/NĐ-CP, art. 14(4)(c)", "Nghị định 1/2018/NĐ-CP", "Decree 1/2018/NĐ-CP"),
        ("Phụ lục II Luật A, B và C", "Law on A, B, annex II", "Luật A, B và C", "Law on A, B"),
        ("Điều 3 Phụ lục I Thông tư 2/2015/TT-BQP", "Circular 2/2015/TT-BQP, annex I, art. 3", "Thông tư 2/2015/TT-BQP", "Circular 2/2015/TT-BQP"),
    ],
)  # fmt: skip
def test_the_instrument_of_a_citation(vi: str, en: str, title_vi: str, title_en: str) -> None:
    item = provision(vi, en)
    assert instrument_title(item, Language.VI) == title_vi
    assert instrument_title(item, Language.EN) == title_en


def test_the_mark_says_how_a_text_was_read(case_of: Make) -> None:
    items = [provision("Điều 1 Luật A", "Law A, art. 1", trust) for trust in TrustMark]
    said = cited_with_mark(case_of(), items)
    assert said.startswith("Điều 1 Luật A; Điều 1 Luật A (cần kiểm chứng: đọc từ bản quét); ")
    assert said.count("cần kiểm chứng") == 4


def test_grounds_name_laws_without_numbers_first_and_end_with_a_stop(case_of: Make) -> None:
    lines = basis_lines(case_of())
    laws = [line for line in lines if "Luật" in line.split(" ngày ")[0].split(" về ")[0]]
    assert list(lines[: len(laws)]) == laws
    assert not [line for line in laws if "/QH" in line]
    assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + ["."]
    assert "Căn cứ Nghị định số 222/2026/NĐ-CP ngày 22 tháng 6 năm 2026 của Chính phủ về hoạt động bay;" in lines
    assert not [line for line in lines if "/QH" in line]
    assert any(line.endswith("của Chính phủ quy định chi tiết Luật Đầu tư;") for line in lines)
    assert any("của Bộ trưởng Bộ Quốc phòng hướng dẫn" in line for line in lines)
    without = basis_lines(replace(case_of("stack", Language.EN), pack=None))
    assert "Pursuant to Decree 222/2026/NĐ-CP of the Government;" in without
    assert "Pursuant to the Law on Investment;" in without
    assert basis_lines(changed(case_of(), findings=(), inquiries=())) == ()


def test_what_a_clear_finding_looked_at(case_of: Make) -> None:
    case = case_of("stack", Language.EN)
    clear = {item.topic: item for item in case.run.findings if item.outcome is Outcome.CLEAR}
    said = looked_at(case, clear["height_threshold"])
    assert "height above natural ground: 60 m (computed from the file)" in said
    assert "(as declared)" in said
    assert "(derived)" in said or "kind of proposal" in said
    assert "day whose law applies" not in said
    tower = case_of("tower", Language.EN)
    all_said = " ".join(looked_at(tower, item) for item in tower.run.findings)
    assert "layer Runways of civil aerodromes, as of 5 September 2026, covering the whole site" in all_said
    layers = tuple(item.model_copy(update={"state": "not_covering"}) for item in tower.run.layers)
    partly = " ".join(looked_at(changed(tower, layers=layers), item) for item in tower.run.findings)
    assert "covering" not in partly


def test_sums_and_estimates_stand_with_the_last_day(case_of: Make) -> None:
    case = case_of()
    first = next(item for item in case.run.inquiries if item.last_day)
    sums = Text(vi="05/11/2026 + 2 ngày", en="x")
    update = {"is_estimated": True, "silence": Silence.DEEMED_AGREED, "ask_by": date(2026, 11, 9), "ask_by_sum": sums}
    said = words(asked_blocks(changed(case, inquiries=(first.model_copy(update=update),))))
    for text in (
        first.sum.vi, "Hết ngày 07 tháng 12 năm 2026.", "Dự kiến: lịch nghỉ", "được coi là đồng ý", sums.vi,
        "Gửi văn bản hỏi chậm nhất hết ngày 09 tháng 11 năm 2026.",
    ):  # fmt: skip
        assert text in said


def test_nobody_to_ask_is_said_and_so_is_not_yet_knowing_whom(case_of: Make) -> None:
    case = case_of()
    clear = tuple(item for item in case.run.findings if item.outcome is Outcome.CLEAR)
    assert "Không phải lấy ý kiến" in words(asked_blocks(changed(case, inquiries=(), findings=clear)))
    assert "Chưa xác định được phải lấy" in words(asked_blocks(changed(case, inquiries=())))
    assert "Không còn điều gì chưa biết." in words(unknown_blocks(changed(case, unknown=())))
    assert "Không có." in words(concluding_blocks(changed(case, inquiries=(), unknown=())))


def test_what_was_filed(case_of: Make) -> None:
    case = case_of()
    assert size_words(case) == "một điểm"
    assert size_words(case_of("line")) == "110 km"
    said = words(filed_blocks(changed(case, site=None, is_asked_on_assumed=False)))
    assert "hồ sơ chưa có vị trí." in said
    assert "Tọa độ" not in said
    notes = case.run.site.model_copy(update={"notes": (Text(vi="đã nối vòng", en="closed"),)})
    assert "đã nối vòng." in words(filed_blocks(changed(case, site=notes)))
    assert "và 143 xã, phường khác" in words(filed_blocks(case_of("plan")))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("khoản 2 Điều 13", "khoản\xa02 Điều\xa013"),
        ("điểm c khoản 4", "điểm\xa0c khoản\xa04"),
        ("ngày 05 tháng 3 năm 2026", "ngày\xa005 tháng\xa03 năm 2026"),
        ("cao 60 m, 320 ha; 60 mét", "cao 60\xa0m, 320\xa0ha; 60 mét"),
    ],
)
def test_what_is_read_as_one_stays_on_one_line(text: str, kept: str) -> None:
    assert with_line_breaks({"a": [text], "svg": text, "n": 1}) == {"a": [kept], "svg": text, "n": 1}
