"""The table of corners: numbers as filed, metres of the grid, edges that close, repairs listed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from kethop.reporting.report.compose import compose
from kethop.reporting.report.corners import MOST_CORNERS, corner_blocks, grid_metres
from kethop.spatial import site_from_bytes
from kethop.spatial.map_grid import map_grid
from kethop.vocabulary import Language, Text

Make = Callable[..., Any]
CSV = "Điểm,X,Y\n1,2344000.10,552000.20\n2,2344000.10,552100.20\n3,2344050.10,552100.20\n4,2344050.10,552000.20\n"


def table_site(text: str = CSV) -> Any:
    return site_from_bytes(text.encode(), name="goc.csv", crs="EPSG:9209")


def tables(case: Any, site: Any) -> list[Any]:
    blocks = list(corner_blocks(case, site, map_grid(site.filed.crs, site.place[0])))
    return [block for block in blocks if block.kind == "table"]


def cells(table: Any) -> list[list[str]]:
    return [["".join(piece.text for piece in cell[0]) for cell in row] for row in table.rows]


def test_filed_in_a_grid_the_numbers_stand_as_they_were_filed(case_of: Make) -> None:
    (table,) = tables(case_of(), table_site())
    assert table.header == ("Điểm", "X, Bắc (m)", "Y, Đông (m)", "Cạnh (m)")
    assert cells(table) == [
        ["1", "2344000.10", "552000.20", "1–2: 100,00"],
        ["2", "2344000.10", "552100.20", "2–3: 50,00"],
        ["3", "2344050.10", "552100.20", "3–4: 100,00"],
        ["4", "2344050.10", "552000.20", "4–1: 50,00"],
    ]


def test_filed_in_degrees_the_grid_stands_beside_them(case_of: Make, printed: Make) -> None:
    case = case_of("park", Language.EN)
    site = case.filing.intake.site()
    (table,) = tables(case, site)
    rows = cells(table)
    assert [row[1:3] for row in rows] == [[point.north, point.east] for point in site.filed.paths[0].points]
    corners = np.array([[float(row[4].replace(",", "")), float(row[3].replace(",", ""))] for row in rows])
    assert np.allclose(corners, grid_metres(site, map_grid("OGC:CRS84", site.place[0])), atol=0.006)
    following = np.roll(corners, -1, axis=0)
    edges = [float(row[5].split(": ")[1].replace(",", "")) for row in rows]
    assert np.allclose(edges, np.hypot(*(following - corners).T), atol=0.02)
    shoelace = abs(np.sum(corners[:, 0] * following[:, 1] - following[:, 0] * corners[:, 1])) / 2
    assert shoelace == pytest.approx(float(case.run.site.area_m2), rel=3e-4)
    assert "Area:3,199,999.81m²(320ha)." in printed("park", Language.EN).pdf_text


def test_a_line_does_not_close(case_of: Make) -> None:
    case = case_of("line")
    (table,) = tables(case, case.filing.intake.site())
    assert [row[-1] for row in cells(table)][-1] == "–"
    assert len(table.rows) == 5


def test_parts_and_holes_have_a_table_each(case_of: Make) -> None:
    rows = ["Vòng,Điểm,X,Y"]
    for ring, (x, y, size) in enumerate(((2344000, 552000, 400), (2344100, 552100, 50)), start=1):
        corners = ((0, 0), (0, size), (size, size), (size, 0))
        rows += [f"{ring},{index},{x + dx},{y + dy}" for index, (dx, dy) in enumerate(corners, start=1)]
    site = site_from_bytes("\n".join(rows).encode(), name="goc.csv", crs="EPSG:9209")
    blocks = list(corner_blocks(case_of(), site, map_grid("EPSG:9209", 105.5)))
    named = [block.line[0].text for block in blocks if block.kind == "paragraph"]
    assert named[1:] == ["Vòng ngoài 1", "Phần khoét 2"]
    assert len(tables(case_of(), site)) == 2


def test_too_many_corners_are_counted_not_printed(case_of: Make) -> None:
    angles = np.linspace(0, 2 * np.pi, MOST_CORNERS + 2)[:-1]
    rows = [
        f"{i},{2344000 + 900 * np.sin(a):.2f},{552000 + 900 * np.cos(a):.2f}" for i, a in enumerate(angles, start=1)
    ]
    site = table_site("\n".join(["Điểm,X,Y", *rows]))
    blocks = list(corner_blocks(case_of(), site, map_grid("EPSG:9209", 105.5)))
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert "601 điểm" in blocks[1].line[0].text


def test_the_meridian_is_named_and_why(case_of: Make) -> None:
    filed = next(corner_blocks(case_of(), table_site(), map_grid("EPSG:9209", 105.5))).line[0].text
    assert filed.startswith("Lưới VN-2000, kinh tuyến trục 105°30′, múi 3° (EPSG:9209), là hệ tọa độ của hồ sơ")
    nearest = next(corner_blocks(case_of(), table_site(), map_grid("OGC:CRS84", 105.4))).line[0].text
    assert "có thể khác kinh tuyến trục quy định cho tỉnh" in nearest


def test_repairs_are_listed(case_of: Make) -> None:
    case = case_of("park")
    notes = (Text(vi="đã nối điểm cuối với điểm đầu", en="closed"), Text(vi="bỏ độ cao", en="no heights"))
    site = case.run.site.model_copy(update={"notes": notes, "length_m": Decimal("12.5")})
    paper = compose(replace(case, run=case.run.model_copy(update={"site": site})))
    words = [block.line[0].text for block in paper.annexes[1].blocks if block.kind == "paragraph"]
    start = words.index("Sửa chữa, cách đọc tệp:")
    assert words[start + 1 : start + 3] == ["- đã nối điểm cuối với điểm đầu.", "- bỏ độ cao."]
    assert "Chiều dài trên mặt elipxoit: 12,5 m." in words
