"""F6 and F11 stand where they stood: each run of text within 2 mm, each size within 0.1 pt."""

import json
from types import ModuleType

import pytest

from kethop.vocabulary import Language

NEAR_MM, NEAR_PT = 2.0, 0.1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["stack", "park"])
def test_words_stand_where_they_stood(name: str, language: Language, golden: ModuleType) -> None:
    expected = json.loads((golden.GOLDEN / f"{name}.{language}.json").read_text(encoding="utf-8"))
    found = golden.positions(golden.printed(name, language))
    assert len(found) == len(expected)
    for number, (page, golden_page) in enumerate(zip(found, expected, strict=True), start=1):
        assert [row[3] for row in page] == [row[3] for row in golden_page], number
        for row, wanted in zip(page, golden_page, strict=True):
            place = (number, row, wanted)
            assert abs(row[0] - wanted[0]) <= NEAR_MM, place
            assert abs(row[1] - wanted[1]) <= NEAR_MM, place
            assert abs(row[2] - wanted[2]) <= NEAR_PT, place


def test_the_layout_that_the_decree_prescribes(golden: ModuleType) -> None:
    pages = golden.positions(golden.printed("stack", Language.VI))
    first = {row[3]: row for row in pages[0]}
    left, right = 30.0, 195.0
    for page in pages:
        assert all(row[0] >= left - 0.5 for row in page)
        assert all(row[1] >= 8 for row in page)
    assert first["SỞ TÀI CHÍNH"][2] == 13
    assert first["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"][2] == 13
    assert first["Độc lập - Tự do - Hạnh phúc"][2] == 14
    assert first["Số: 05/BC-STC"][2] == 13
    assert first["BÁO CÁO"][2] == 14
    assert first["Căn cứ Luật Xây dựng;"][0] == pytest.approx(left + 12.7, abs=0.6)
    words = " ".join(row[3] for row in pages[0])
    assert "Tỉnh Mẫu, ngày 05 tháng 12 năm 2026" in words
    number = next(row for row in pages[1] if row[3] == "2")
    assert number[0] == pytest.approx((left + right) / 2, abs=2)
    assert 8 < number[1] < 20
    last = [row[3] for page in pages for row in page]
    assert last.index("KT. GIÁM ĐỐC") < last.index("PHÓ GIÁM ĐỐC") < last.index("Nguyễn Văn Mẫu")


def test_there_is_room_for_the_visible_signature(golden: ModuleType) -> None:
    for page in golden.positions(golden.printed("stack", Language.VI)):
        rows = {row[3]: row for row in page}
        if "PHÓ GIÁM ĐỐC" in rows:
            gap = rows["Nguyễn Văn Mẫu"][1] - rows["PHÓ GIÁM ĐỐC"][1]
            inside = [
                row for row in page if rows["PHÓ GIÁM ĐỐC"][1] < row[1] < rows["Nguyễn Văn Mẫu"][1] and row[0] > 100
            ]
            assert gap > 32
            assert [row[3] for row in inside] == ["(chữ ký, dấu của cơ quan)"]
            return
    pytest.fail("nobody signs")
