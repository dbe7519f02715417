"""Columns that name rings, as offices fill them, and rows that have more cells than their header."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.errors import SiteError
from kethop.spatial import read_site

CRS = "EPSG:9209"
HEAD = ["Thửa", "Điểm", "X", "Y"]
FIRST = [[1, 2346300.5, 553400.25], [2, 2346900.5, 553400.25], [3, 2346900.5, 554000.25]]
SECOND = [[1, 2346300.5, 556400.25], [2, 2346900.5, 556400.25], [3, 2346900.5, 557000.25]]


def merged(first: object, second: object) -> list[list[object]]:
    """Return rows whose ring is named in its first row only, as a merged cell is stored."""
    rows = [[first, *FIRST[0]], *(["", *row] for row in FIRST[1:])]
    return [HEAD, *rows, [second, *SECOND[0]], *(["", *row] for row in SECOND[1:])]


@pytest.mark.parametrize(("first", "second"), [(13, 14), ("13a", "14")])
def test_merged_cells_are_read_downwards_and_named(
    workbook: Callable[..., Path], first: object, second: object
) -> None:
    site = read_site(workbook(merged(first, second)), crs=CRS)
    assert [(path.name, len(path.points)) for path in site.filed.paths] == [(str(first), 3), (str(second), 3)]
    said = {note.code: dict(note.fields) for note in site.notes}
    assert said["site.rings_read_down"] == {"count": 4, "row": 3}


def test_a_text_table_is_read_down_too_but_not_over_a_blank_row(text_table: Callable[..., Path]) -> None:
    lines = [";".join(map(str, row)) for row in merged("A", "B")]
    assert [path.name for path in read_site(text_table("\n".join(lines)), crs=CRS).filed.paths] == ["A", "B"]
    parted = [*lines[:4], ";;;", *(line.replace("B", "") for line in lines[4:])]
    assert [path.name for path in read_site(text_table("\n".join(parted)), crs=CRS).filed.paths] == ["A", "2"]
    unnamed = [line.replace("A", "").replace("B", "") for line in lines[:4]]
    site = read_site(text_table("\n".join(unnamed)), crs=CRS)
    assert [path.name for path in site.filed.paths] == ["1"]
    assert "site.rings_read_down" not in [note.code for note in site.notes]


def test_a_row_longer_than_its_header_is_named_with_what_parts_it(text_table: Callable[..., Path]) -> None:
    text = "X,Y\n2346300,50,553400,25\n2346900,50,553400,25\n2346900,50,554000,25\n"
    with pytest.raises(SiteError) as caught:
        read_site(text_table(text), crs=CRS)
    assert caught.value.code == "site.row_too_long"
    assert dict(caught.value.fields) == {"row": 2, "count": 4, "columns": 2, "delimiter": ","}
    assert caught.value.place is not None
    assert caught.value.place.line == 2


def test_empty_cells_and_remarks_beside_a_sheet_are_no_surplus(
    text_table: Callable[..., Path], workbook: Callable[..., Path]
) -> None:
    lines = [";".join(map(str, row)) for row in FIRST]
    site = read_site(text_table("Điểm;X;Y\n" + ";;\n".join(lines)), crs=CRS)
    beside = [["Điểm", "X", "Y"], FIRST[0], [*FIRST[1], "", "góc rào"], FIRST[2]]
    assert site.geometry.equals(read_site(workbook(beside), crs=CRS).geometry)
