"""A line that looks like an outline is called a line, and what to do is said; repair closes what is nearly closed."""

import json
from datetime import date

import pytest

from kethop.appraisal import CheckState, SitePanel, SiteStatement, check_site
from kethop.packs import Pack
from kethop.reporting.site_checks import check_text
from kethop.spatial import LayerStore, read_outline
from kethop.vocabulary import Language

SQUARE = [(553400.0, 2346300.0), (554000.0, 2346300.0), (554000.0, 2346900.0), (553400.0, 2346900.0)]


@pytest.fixture
def panel(vietnam: Pack, vietnam_layers: LayerStore):  # type: ignore[no-untyped-def]  # a closure
    def made(*lines: list[tuple[float, float]], repair: bool = False) -> SitePanel:
        crs = {"type": "name", "properties": {"name": "EPSG:9209"}}
        shape = {"type": "MultiLineString", "coordinates": lines, "crs": crs}
        outline = read_outline(json.dumps(shape).encode(), name="a.geojson")
        stated = SiteStatement(repair=repair)
        return check_site(outline, stated, pack=vietnam, layers=vietnam_layers, on=date(2026, 11, 22))

    return made


def said(panel: SitePanel) -> dict[str, tuple[CheckState, str]]:
    return {
        item.id: (item.state, check_text(item, Language.VI))
        for item in panel.checks
        if item.id.startswith(("shape.", "ring.", "repair.", "area."))
    }


def test_an_open_line_is_a_route_with_its_gap(panel) -> None:  # type: ignore[no-untyped-def]
    found = said(panel(SQUARE))
    assert list(found) == ["shape.line"]
    assert found["shape.line"][1].startswith("Tuyến, 4 điểm; hai đầu cách nhau 600 m.")
    assert list(said(panel(SQUARE, repair=True))) == ["shape.line"]
    assert list(said(panel([*SQUARE, SQUARE[0]], repair=True))) == ["shape.line"]


def test_a_gap_within_the_tolerance_is_named_and_closed_on_request(panel) -> None:  # type: ignore[no-untyped-def]
    nearly = [*SQUARE, (SQUARE[0][0], SQUARE[0][1] + 0.04)]
    found = said(panel(nearly))
    assert found["shape.nearly_closed"][0] is CheckState.NOTICE
    assert "điểm 5 cách điểm 1 0,04 m" in found["shape.nearly_closed"][1]
    closed = panel(nearly, repair=True)
    assert closed.site is not None
    assert closed.site.area_m2 == pytest.approx(360_000, rel=1e-3)
    assert list(said(closed)) == ["ring.valid", "repair.gap_closed", "area.measured"]
    wide = [*SQUARE, (SQUARE[0][0] + 0.06, SQUARE[0][1])]
    assert list(said(panel(wide, repair=True))) == ["shape.line"]


def test_pieces_that_meet_in_a_ring_are_named(panel) -> None:  # type: ignore[no-untyped-def]
    pieces = [[one, other] for one, other in zip(SQUARE, [*SQUARE[1:], SQUARE[0]], strict=True)]
    found = said(panel(*pieces))
    assert list(found) == ["shape.lines", "shape.pieces_close"]
    assert found["shape.pieces_close"][0] is CheckState.NOTICE
    assert "4 đường rời nối nhau thành vòng kín" in found["shape.pieces_close"][1]
    assert list(said(panel(*pieces[:3]))) == ["shape.lines"]
