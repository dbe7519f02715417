"""Corner tables as they come out of a clipboard."""

import pytest

from kethop.errors import SiteError
from kethop.spatial import PASTED, ColumnOrder, Outline, read_outline, site_from_outline
from kethop.spatial.sites.digits import odd_number
from kethop.spatial.sites.grouping import proven_grouping

NORTH, EAST = (2344072.76, 2344130.14, 2343632.11), (552756.73, 553379.54, 553433.08)
VI = [("2344072,76", "552756,73"), ("2344130,14", "553379,54"), ("2343632,11", "553433,08")]


def paste(text: str, **options: str) -> Outline:
    return read_outline(text.encode(), name=PASTED, **options)  # type: ignore[arg-type]  # a word for the column order


def fault(text: str, **options: str) -> SiteError:
    with pytest.raises(SiteError) as caught:
        paste(text, **options)
    return caught.value


def numbers(outline: Outline) -> list[list[tuple[float, float]]]:
    return [[(point.northing, point.easting) for point in path.points] for path in outline.paths]


def rows(mark: str, *, named: bool = True) -> str:
    return "\n".join(mark.join(([str(n)] if named else []) + list(pair)) for n, pair in enumerate(VI, 1))


EXPECTED = [list(zip(NORTH, EAST, strict=True))]


@pytest.mark.parametrize(
    "text",
    [
        "Số hiệu điểm\tX\tY\n" + rows("\t"),
        "so hieu diem;X (m);Y (m)\n" + rows(";"),
        "SỐ HIỆU ĐIỂM   X (m)   Y (m)\n" + rows("   "),
        "Số hiệu điểm X (m) Y (m)\n" + rows(" "),
        "STT Hướng Bắc Hướng Đông\n" + rows(" "),
        "STT X Y\n" + rows("   "),
        "Tên đỉnh\tTọa độ\t\n\tX(m)\tY(m)\n" + rows("\t"),
        '"Số hiệu\nđiểm"\t"X\n(m)"\t"Y\n(m)"\n' + rows("\t"),
        "BẢNG KÊ TỌA ĐỘ\t\t\nkinh tuyến trục 105°30'\t\t\nĐiểm\tX\tY\n(1)\t(2)\t(3)\n" + rows("\t"),
        "Điểm\tX\tY\n" + rows("\t") + "\n1\t2344072,76\t552756,73\n",
        "Điểm X Y\n1 2 344 072,76 552 756,73\n2 2 344 130,14 553 379,54\n3 2 343 632,11 553 433,08",
        "Điểm\tX\tY\n1\t2.344.072,76\t552.756,73\n2\t2\u00a0344\u00a0130,14\t553379.54\n3\t2'343'632.11\tE 553433,08",
        rows("\t"),
        rows("   "),
        rows(" "),
        rows(" ", named=False),
        rows(";", named=False),
    ],
)
def test_one_table_in_many_shapes(text: str) -> None:
    outline = paste(text)
    assert numbers(outline) == EXPECTED
    assert (outline.crs, outline.format) == (None, "pasted")


def test_a_table_without_header_says_how_it_was_read() -> None:
    outline = paste(rows(" "))
    assert [note.code for note in outline.notes] == ["site.rings_closed", "site.header_assumed"]
    assert outline.column_order == "x-north"
    swapped = paste(rows(" "), column_order=ColumnOrder.X_IS_EAST)
    assert numbers(swapped) == [[(east, north) for north, east in EXPECTED[0]]]
    with pytest.raises(SiteError) as caught:
        read_outline(rows(";").encode(), name="corners.csv")
    assert caught.value.code == "site.header_missing"


def test_rings_by_blank_line_and_by_number() -> None:
    second = rows("\t").replace("2344", "2345").replace("2343", "2345")
    assert len(paste("Điểm\tX\tY\n" + rows("\t") + "\n\n" + second).paths) == 2
    lines = ["A\t" + line for line in rows("\t").splitlines()] + ["B\t" + line for line in second.splitlines()]
    assert [path.name for path in paste("Vòng\tĐiểm\tX\tY\n" + "\n".join(lines)).paths] == ["A", "B"]


def test_marks_that_the_table_proves() -> None:
    outline = paste("Điểm\tX\tY\n1\t2.344.072\t552.756\n2\t2.344.130\t553.379\n3\t2.343.632\t553.433")
    assert numbers(outline) == [[(2344072.0, 552756.0), (2344130.0, 553379.0), (2343632.0, 553433.0)]]
    said = {note.code: dict(note.fields) for note in outline.notes}
    assert said["site.marks_by_table"] == {"count": 3, "mark": ".", "row": 2}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("Điểm\tX\tY\n1\t1.234\t552756\n2\t1235\t552757\n3\t1236\t552758", "site.number_ambiguous", 2),
        ("Điểm\tX\tY\n1\t2.344.072\t552.756\n2\t2344130.5\t553379\n3\t2343632\t553433", "site.number_ambiguous", 2),
        ("Điểm\tX\tY\n1\t2344072\t552756\n2\t2344130\t55337,9\n3\t2343632\t553433", "site.digit_missing", 3),
        ("Điểm\tX\tY\n1\t2344072\t552756\n2\t23441300\t553379\n3\t2343632\t553433", "site.digit_extra", 3),
        ("Điểm X Y\n1 2 344 072 552 756\n2 2344130 553379\n3 2343632 553433", "site.columns_unclear", 2),
        ("Điểm\tX\tY\n1\tE 2344072\t552756\n2\t2344130\t553379\n3\t2343632\t553433", "site.axis_letter", 2),
        ("Điểm\tX\tY\n1\t2344072²\t552756\n2\t2344130\t553379\n3\t2343632\t553433", "site.not_a_number", 2),
    ],
)
def test_what_cannot_be_read_in_one_way(text: str, code: str, row: int) -> None:
    found = fault(text)
    assert (found.code, found.fields["row"]) == (code, row)
    assert found.place is not None
    assert found.place.line == row


def test_degrees_are_found_by_their_header_or_their_size() -> None:
    by_header = paste("Điểm\tVĩ độ\tKinh độ\n1\t21°11'24,0\"\t105 45 30.0\n2\t21,20 B\t105,76 Đ\n3\tN 21.20\t105.77")
    by_size = paste("Điểm\tX\tY\n1\t21.19\t105.75833333333334\n2\t21.20\t105.76\n3\t21.20\t105.77")
    in_letters = paste("Điểm\tX\tY\n1\t21°11'24\"\t105°45'30\"\n2\t21°12'\t105.76\n3\t21.20\t105.77°")
    assert numbers(by_header)[0][0] == pytest.approx((21.19, 105.7583333), abs=1e-6)
    assert numbers(by_size) == numbers(in_letters)
    spaced = paste("Điểm Vĩ độ Kinh độ\n1 21 11 24.0 105 45 30.0\n2 21 12 0.0 105 45 36.0\n3 21 12 0.0 105 46 12.0")
    assert numbers(spaced)[0][0] == pytest.approx((21.19, 105.7583333), abs=1e-6)


def test_what_is_no_table() -> None:
    assert fault(" \n").code == "site.file_empty"
    assert fault("một đoạn văn\nkhông có bảng").code == "site.header_missing"
    assert fault("Điểm\tX\tY\n").code == "site.no_features"
    assert fault(rows(" "), crs="EPSG:32648").code == "site.crs_unknown"
    assert fault("Điểm\tX\tY\n1\t21°61'\t105\n").code == "site.not_a_number"


def test_a_pasted_table_with_its_crs_is_a_site() -> None:
    site = site_from_outline(paste("Điểm\tX\tY\n" + rows("\t"), crs="EPSG:9209"))
    assert site.area_m2 == pytest.approx(156_900, rel=0.01)
    with pytest.raises(SiteError) as caught:
        site_from_outline(paste(rows(" ")))
    assert caught.value.code == "site.crs_missing"


def test_odd_digits_need_a_majority() -> None:
    assert odd_number([1.0, 22.0]) is None
    assert odd_number([552756.0, 553379.0, 55343.0, 55344.0]) is None
    assert odd_number([552756.0, 553379.0, float("inf")]) is None
    found = odd_number([552756.0, 553379.0, 5534330.0])
    assert found is not None
    assert (found.index, found.is_short) == (2, False)


def test_what_proves_a_grouping() -> None:
    assert proven_grouping(["2.344.072,5", "552.756"]) == "."
    assert proven_grouping(["2,344,072", "552,756"]) == ","
    assert proven_grouping(["2.344.072", "1234.567"]) is None
    assert proven_grouping(["2.344.072", "2,344,072"]) is None
    assert proven_grouping(["chữ", "552.756", ""]) is None
