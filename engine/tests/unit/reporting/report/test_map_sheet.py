"""The map is at a round scale, true on paper, and shows nothing that the run may not show."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import pytest
import shapely
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from kethop.appraisal import site_of
from kethop.reporting.report.map_scale import SCALES, window_around
from kethop.reporting.report.map_sheet import map_sheet
from kethop.vocabulary import ClassificationLevel, Language

Make = Callable[..., Any]
DPI = 300


def drawn(case: Any) -> tuple[Any, Any]:
    site = site_of(case.filing, case.pack, case.layers, case.run.law_date)
    return map_sheet(case, site), site


def test_the_site_measures_on_paper_what_its_scale_says(case_of: Make, printed: Make) -> None:
    sheet, site = drawn(case_of("park"))
    pdf = pypdfium2.PdfDocument(printed("park", Language.VI).pdf)
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed("park", Language.VI).pdf)).pages]
    number = next(index for index, text in enumerate(texts) if text.startswith("Phụ lục I\n"))
    picture = pdf[number].render(scale=DPI / 72).to_numpy()[:, :, :3].astype(int)
    blue, green, red = picture[:, :, 0], picture[:, :, 1], picture[:, :, 2]
    rows, columns = np.nonzero((abs(red - 0xB3) < 12) & (green < 12) & (abs(blue - 0x5E) < 12))
    is_map = rows < np.max(rows) - 15 * DPI / 25.4  # the sample of the legend lies below the map
    width = (np.ptp(columns[is_map]) + 1) * 25.4 / DPI - 1.0  # the dots of the corners
    height = (np.ptp(rows[is_map]) + 1) * 25.4 / DPI - 1.0
    west, south, east, north = sheet.grid.project(site.geometry).bounds
    assert sheet.window.scale == 50_000
    assert width == pytest.approx((east - west) / 50, abs=0.2)
    assert height == pytest.approx((north - south) / 50, abs=0.2)


@pytest.mark.parametrize(
    ("name", "scale"), [("stack", 50_000), ("line", 1_000_000), ("plan", 1_500_000), ("warehouse", 5_000)]
)
def test_the_scale_is_round_and_the_site_is_in_the_window(name: str, scale: int, case_of: Make) -> None:
    sheet, site = drawn(case_of(name))
    assert sheet.window.scale == scale
    assert sheet.window.box().contains(sheet.grid.project(site.geometry))
    assert f"1:{scale:,}".replace(",", ".") in sheet.svg


def test_only_the_runs_own_open_layers_are_drawn(case_of: Make) -> None:
    case = case_of("stack")
    assert drawn(case)[0].drawn == ("communes", "runways")
    for change in ({"sha256": "0" * 64}, {"classification": ClassificationLevel.MAT}, {"classification": None}):
        layers = tuple(item.model_copy(update=change) for item in case.run.layers)
        other = replace(case, run=case.run.model_copy(update={"layers": layers}))
        sheet, _ = drawn(other)
        assert sheet.drawn == ()
        assert "Quang Minh" not in sheet.svg
        assert "VVNB" not in sheet.svg


def test_a_site_that_fills_its_commune_has_a_base_all_the_same(case_of: Make, printed: Make) -> None:
    assert drawn(case_of("warehouse"))[0].drawn == ("communes",)
    assert "Bảnđồkhôngcónền" not in printed("warehouse").pdf_text


def test_a_map_without_a_base_says_so(case_of: Make, printed_case: Make) -> None:
    report = printed_case(replace(case_of("park"), pack=None, layers=None))
    assert "Bảnđồkhôngcónền" in report.pdf_text
    assert "khôngcógóiphápluậtđúngmãbăm" in report.pdf_text.lower()
    plan = printed_case(replace(case_of("plan"), pack=None, layers=None))
    assert "Khôngvẽđượcbảnđồ" in plan.pdf_text


def test_the_legend_shows_a_place_as_the_map_does(case_of: Make) -> None:
    svg = drawn(case_of("stack"))[0].svg
    assert "vị trí" in svg
    assert svg.count('r="2.200"') == 4  # ring and its white ground, on the map and in the legend
    assert "vị trí" not in drawn(case_of("line"))[0].svg


@pytest.mark.parametrize("name", ["stack", "line", "park"])
def test_no_name_lies_on_the_site_or_leaves_the_frame(name: str, case_of: Make) -> None:
    sheet, site = drawn(case_of(name))
    window = sheet.window
    frame = shapely.box(window.left, window.top, window.left + window.width, window.top + window.height)
    paper = window.on_paper(sheet.grid.project(site.geometry))
    grounds = [item.attrib for item in fromstring(sheet.svg).iter() if item.get("fill-opacity") == "0.75"]
    texts = list(fromstring(sheet.svg).iter("{http://www.w3.org/2000/svg}text"))
    bold = {(item.get("x"), item.get("y")) for item in texts if item.get("font-weight")}
    names = 0
    for ground in grounds:
        x, y, width, height = (float(ground[key]) for key in ("x", "y", "width", "height"))
        box = shapely.box(x, y, x + width, y + height)
        if any(box.contains(shapely.Point(float(at), float(up))) for at, up in bold):
            continue  # the number of a corner
        names += 1
        assert frame.contains(box)
        assert not box.intersects(paper)
    assert names


@given(
    west=st.floats(-1e6, 1e6),
    south=st.floats(0, 3e6),
    width=st.floats(0, 320_000),
    height=st.floats(0, 320_000),
    share=st.sampled_from([0.5, 0.9]),
)
def test_a_window_holds_what_it_shows(west: float, south: float, width: float, height: float, share: float) -> None:
    shape = shapely.box(west, south, west + width, south + height)
    window = window_around(shape, (7, 6, 151, 130), share=share, least=500)
    assert window.scale in SCALES
    assert window.box().buffer(1e-6).contains(shape)
    millimetres = window.on_paper(shape).bounds
    assert millimetres[2] - millimetres[0] <= 151 * share + 0.2
    smaller = [scale for scale in SCALES if scale < window.scale]
    if smaller:
        assert max(width / 151, height / 130) * 1000 / share > smaller[-1] * (1 - 1e-9)
    assert 22 <= window.grid_step() / window.metres_per_mm <= 22 * 2.5 + 1e-9


def test_what_no_scale_can_show_is_refused() -> None:
    with pytest.raises(ValueError, match="larger"):
        window_around(shapely.box(0, 0, 2e6, 2e6), (7, 6, 151, 130), share=0.9, least=500)
