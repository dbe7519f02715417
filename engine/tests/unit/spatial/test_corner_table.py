"""Corner tables in CSV and XLSX: what is read, and every way they are broken."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.errors import SiteError
from kethop.spatial import ColumnOrder, PathRole, Site, read_site, site_from_bytes

CRS = "EPSG:5897"
SQUARE = "1;2357270,61;562559,81\n2;2357370,61;562559,81\n3;2357370,61;562659,81\n4;2357270,61;562659,81\n"
HEADER = "STT;X;Y\n"
Write = Callable[..., Path]


def fault(path: Path, crs: str | None = CRS, **options: ColumnOrder) -> SiteError:
    with pytest.raises(SiteError) as caught:
        read_site(path, crs=crs, **options)
    return caught.value


def is_the_square(site: Site) -> bool:
    return abs(site.area_m2 - 10000) < 5 and abs(site.perimeter_m - 400) < 0.1 and site.length_m == 0.0


@pytest.mark.parametrize(
    "header",
    [
        "STT;X;Y",
        "Số hiệu điểm;X (m);Y (m)",
        "Điểm;Tọa độ X;Tọa độ Y",
        "Tên mốc;Bắc;Đông",
        "Point;N;E",
        "No;Northing;Easting",
        "TT;X (Bắc);Y (Đông)",
        "TT;X(Bắc);Y",
        "Số hiệu góc ranh;TOẠ ĐỘ X;TOẠ ĐỘ Y",
    ],
)
def test_headers_by_their_words(text_table: Write, header: str) -> None:
    assert is_the_square(read_site(text_table(header + "\n" + SQUARE), crs=CRS))


def test_a_header_below_titles_and_numbers_as_filed(text_table: Write) -> None:
    title = "BẢNG KÊ TỌA ĐỘ;;\nHệ VN-2000, kinh tuyến trục 105°00';;\n"
    site = read_site(text_table(title + HEADER + SQUARE), crs=CRS)
    first = site.filed.paths[0].points[0]
    assert (first.name, first.east, first.north, first.row) == ("1", "562559,81", "2357270,61", 4)
    assert (site.filed.crs, site.filed.format, len(site.filed.sha256)) == (CRS, "csv", 64)
    assert (site.operation.code, site.operation.accuracy_m) == ("EPSG:6960", 1.0)
    assert [note.code for note in site.notes] == ["site.rings_closed"]
    assert site.dimension == 2
    assert site.place == pytest.approx((105.6054, 21.3094), abs=1e-3)
    assert "laea" in site.grid


def test_columns_named_by_direction_need_no_convention(text_table: Write) -> None:
    swapped = "Điểm;Đông;Bắc\n1;562559,81;2357270,61\n2;562559,81;2357370,61\n3;562659,81;2357370,61\n4;562659,81;2357270,61\n"
    assert is_the_square(read_site(text_table(swapped), crs=CRS))
    x_is_east = swapped.replace("Đông;Bắc", "X;Y")
    assert is_the_square(read_site(text_table(x_is_east), crs=CRS, column_order=ColumnOrder.X_IS_EAST))
    assert fault(text_table(x_is_east)).code == "site.axes_swapped"


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_delimiters(text_table: Write, delimiter: str) -> None:
    text = (HEADER + SQUARE).replace(",", ".").replace(";", delimiter)
    assert is_the_square(read_site(text_table(text), crs=CRS))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(text_table: Write, encoding: str) -> None:
    assert is_the_square(read_site(text_table(("Điểm;X;Y\n" + SQUARE).encode(encoding)), crs=CRS))


def test_bytes_that_were_opened_before_give_the_same_site(text_table: Write) -> None:
    path = text_table(HEADER + SQUARE)
    site = site_from_bytes(path.read_bytes(), name=path.name, crs=CRS)
    assert site.filed == read_site(path, crs=CRS).filed
    with pytest.raises(SiteError) as caught:
        site_from_bytes(path.read_bytes(), name="corners.gpkg", crs=CRS)
    assert caught.value.code == "site.content_differs"


def test_quotes_that_only_one_delimiter_understands(text_table: Write) -> None:
    lines = [line.split(";") for line in SQUARE.splitlines()]
    quoted = "\n".join(f'{n},"{x}","{y}"' for n, x, y in lines)
    assert is_the_square(read_site(text_table('Bảng 1; tờ 2,,\n"STT","X","Y"\n' + quoted), crs=CRS))


def test_the_column_order_may_be_its_word(text_table: Write) -> None:
    path = text_table(HEADER + SQUARE)
    assert is_the_square(read_site(path, crs=CRS, column_order="x-north"))  # type: ignore[arg-type]  # a word from outside


def test_windows_1258_is_refused_with_its_line(text_table: Write) -> None:
    found = fault(text_table("T\nÐi\xeam;X;Y\n".encode("cp1258", "replace") + SQUARE.encode()))
    assert (found.code, found.place and found.place.line) == ("site.encoding", 2)
    assert fault(text_table((HEADER + SQUARE).encode("utf-16-le"))).code == "site.encoding"


def test_rings_by_blank_line_and_a_repeated_first_point(text_table: Write) -> None:
    second = SQUARE.replace("2357", "2358")
    site = read_site(text_table(HEADER + SQUARE + SQUARE.splitlines()[0] + "\n;;\n" + second), crs=CRS)
    assert site.geometry.geom_type == "MultiPolygon"
    assert [len(path.points) for path in site.filed.paths] == [4, 4]
    assert {note.code: dict(note.fields) for note in site.notes} == {
        "site.rings_closed": {"count": 1},
        "site.parts_joined": {"count": 2},
    }


def test_rings_by_number(text_table: Write) -> None:
    lines = ["A;" + line for line in SQUARE.splitlines()] + [
        "B;" + line.replace("2357", "2358") for line in SQUARE.splitlines()
    ]
    site = read_site(text_table("Thửa;STT;X;Y\n" + "\n".join(lines)), crs=CRS)
    assert [path.name for path in site.filed.paths] == ["A", "B"]
    split = fault(text_table("Thửa;STT;X;Y\n" + "\n".join([*lines, lines[0]])))
    assert (split.code, split.fields["ring"], split.place and split.place.line) == ("site.ring_split", "A", 10)


def test_a_ring_inside_a_ring_is_its_hole(text_table: Write) -> None:
    hole = "5;2357300;562600\n6;2357350;562600\n7;2357350;562650\n"
    for text in (HEADER + SQUARE + "\n" + hole, HEADER + hole + "\n" + SQUARE):
        site = read_site(text_table(text), crs=CRS)
        assert site.area_m2 == pytest.approx(10000 - 1250, rel=1e-3)
        assert [path.role for path in site.filed.paths] == [PathRole.OUTER, PathRole.HOLE]
        assert "site.ring_is_hole" in {note.code for note in site.notes}


def test_neighbours_that_share_an_edge_are_joined(text_table: Write) -> None:
    east = "5;2357270,61;562659,81\n6;2357370,61;562659,81\n7;2357370,61;562759,81\n8;2357270,61;562759,81\n"
    site = read_site(text_table(HEADER + SQUARE + "\n" + east), crs=CRS)
    assert site.geometry.geom_type == "Polygon"
    assert site.area_m2 == pytest.approx(20000, rel=1e-3)


def test_degrees_take_latitude_and_longitude(text_table: Write) -> None:
    rows = "1;2357270,61;562559,81;21,31;105,60\n2;1;1;21,32;105,60\n3;1;1;21,32;105,61\n"
    site = read_site(text_table("STT;X;Y;Vĩ độ;Kinh độ\n" + rows), crs="EPSG:4756")
    assert site.place == pytest.approx((105.6045, 21.3156), abs=3e-3)
    sexagesimal = "Điểm;B;L\n1;21°18'36\";105°36'00\"\n2;21°19'12\";105°36'00\"\n3;21°19'12\";105°36'36\"\n"
    other = read_site(text_table(sexagesimal), crs="EPSG:4756")
    assert other.geometry.equals_exact(site.geometry, 1e-9)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("5;1.234;562600", "site.number_ambiguous", 2),
        ("5;NaN;562600", "site.not_a_number", 2),
        ("5;2357300;", "site.number_missing", 3),
        ("5;2357300", "site.number_missing", 3),
        ("5;05/03/2026;562600", "site.not_a_number", 2),
        ("5;#REF!;562600", "site.not_a_number", 2),
    ],
)
def test_broken_cells_say_row_and_column(text_table: Write, line: str, code: str, column: int) -> None:
    found = fault(text_table(HEADER + SQUARE + line + "\n"))
    assert (found.code, found.fields["row"], found.fields["column"]) == (code, 6, column)
    assert found.place is not None
    assert (found.place.line, found.place.path) == (6, f"{'ABC'[column - 1]}6")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("STT;X\n1;2357270,61\n", "site.header_missing"),
        ("1;2357270,61;562559,81\n", "site.header_missing"),
        ("nothing here\n", "site.header_missing"),
        (HEADER, "site.no_features"),
        ("STT;X;Y;X\n" + SQUARE, "site.duplicate_column"),
        (HEADER + SQUARE + "Diện tích;;\n", "site.row_without_coordinates"),
        (HEADER + "1;2357270;562559\n2;2357370;562559\n", "site.too_few_corners"),
        (HEADER + "1;2357270;562559\n1;2357270;562559\n3;2357370;562559\n4;2357370;562660\n", "site.duplicate_points"),
        (HEADER + "1;2357270;562559\n2;2357370;562659\n3;2357470;562759\n", "site.zero_area"),
        (HEADER + "1;2357270;562559\n2;2357370;562659\n3;2357270;562659\n4;2357370;562559\n", "site.self_intersection"),
        (HEADER + SQUARE + "\n" + SQUARE.replace("562659", "562609"), "site.parts_overlap"),
        (HEADER + SQUARE + "\n" + SQUARE, "site.parts_overlap"),
        (HEADER + SQUARE.replace("2357", "9957"), "site.outside_area_of_use"),
        (HEADER + "1;21,31;105,60\n2;21,32;105,60\n3;21,32;105,61\n", "site.outside_area_of_use"),
        (HEADER + '1;"2357270;562559\n', "site.csv_broken"),
        (HEADER + ";" * 300 + "\n", "site.too_many_columns"),
        (HEADER + "1;2;3\n" * 250_001, "site.too_many_rows"),
        (HEADER + "1;2357270;562559\x00\n", "site.encoding"),
    ],
)
def test_broken_tables(text_table: Write, text: str, code: str) -> None:
    assert fault(text_table(text)).code == code


def test_a_crossing_names_edges_and_place(text_table: Write) -> None:
    bow = HEADER + "A;2357270;562559\nB;2357370;562659\nC;2357270;562659\nD;2357370;562559\n"
    found = fault(text_table(bow))
    assert found.fields["edges"] == "A-B, C-D"
    assert (found.fields["east"], found.fields["north"]) == pytest.approx((562609.0, 2357320.0))
    assert found.place is not None
    assert found.place.line == 2


def test_degrees_in_a_metric_crs_are_recognised(text_table: Write) -> None:
    found = fault(text_table(HEADER + "1;21,31;105,60\n2;21,32;105,60\n3;21,32;105,61\n"))
    assert found.fields["looks_like"] == "degrees"
    assert fault(text_table(HEADER + SQUARE), crs="EPSG:4756").fields["looks_like"] == "metres"


def test_the_crs_is_never_assumed(text_table: Write) -> None:
    assert fault(text_table(HEADER + SQUARE), crs=None).code == "site.crs_missing"
    assert fault(text_table(HEADER + SQUARE), crs="EPSG:32648").code == "site.crs_unknown"


ROWS = [[1, 2357270.61, 562559.81], [2, 2357370.61, 562559.81], [3, 2357370.61, 562659.81], [4, 2357270.61, 562659.81]]


def test_a_workbook_with_merged_titles(workbook: Write) -> None:
    def title(book: object, sheet, row: int, column: int) -> None:  # noqa: ARG001 - as the writer calls it
        sheet.merge_range(row, column, row, column + 2, "BẢNG KÊ TỌA ĐỘ")

    site = read_site(workbook([[title], [], ["Số hiệu điểm", "X (m)", "Y (m)"], *ROWS]), crs=CRS)
    assert is_the_square(site)
    assert site.filed.format == "xlsx"
    assert site.filed.paths[0].points[1].row == 5
    assert site.filed.paths[0].points[1].north == "2357370.61"
    assert site.filed.paths[0].points[1].name == "2"


def test_text_numbers_in_a_workbook(workbook: Write) -> None:
    rows = [[str(n), f"{x:,.2f}".replace(",", "\u00a0").replace(".", ","), str(y)] for n, x, y in ROWS]
    assert is_the_square(read_site(workbook([["STT", "X", "Y"], *rows]), crs=CRS))


def test_a_date_a_formula_a_boolean_and_an_empty_formula(workbook: Write) -> None:
    def day(book, sheet, row: int, column: int) -> None:
        sheet.write_datetime(
            row, column, dt.datetime.fromisoformat("2026-03-05"), book.add_format({"num_format": "dd/mm/yyyy"})
        )

    def formula(value: object) -> Callable[..., None]:
        return lambda _book, sheet, row, column: sheet.write_formula(row, column, "=B2+100", None, value)

    for cell, code in (
        (day, "site.date_in_number"),
        (formula(2357370.61), "site.formula"),
        (formula(""), "site.formula"),
        (True, "site.not_a_number"),
    ):
        found = fault(workbook([["STT", "X", "Y"], ROWS[0], [2, cell, 562559.81], *ROWS[2:]]))
        assert (found.code, found.fields["row"], found.fields["column"], found.fields["sheet"]) == (
            code,
            3,
            2,
            "Sheet1",
        )
        assert str(found.place) == "corners.xlsx:3 (Sheet1!B3)"


def test_two_sheets_with_a_table(workbook: Write) -> None:
    table = [["STT", "X", "Y"], *ROWS]
    found = fault(workbook(table, [["note"]], table))
    assert (found.code, found.fields["tables"]) == ("site.several_tables", "Sheet1, Sheet3")
    assert is_the_square(read_site(workbook([["note"]], table), crs=CRS))
    assert fault(workbook([[]])).code == "site.header_missing"


def test_a_sheet_that_is_too_wide_is_named_in_its_file(workbook: Write) -> None:
    found = fault(workbook([[""] * 300 + ["x"]]))
    assert (found.code, str(found.place)) == ("site.too_many_columns", "corners.xlsx (Sheet1)")
