"""What a drawing means: rings, routes, arcs, holes, units; compared with ezdxf's own geometry and with GDAL."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import ezdxf.math
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial.intake.dxf_arcs import TOLERANCE_M, arc_points
from kethop.spatial.sites.building import build_site
from kethop.spatial.sites.filed import FiledPoint, SiteDraft

ZONE = "EPSG:5897"
CORNERS = [(562559.81, 2357270.61), (562659.81, 2357270.61), (562659.81, 2357370.61), (562559.81, 2357370.61)]
Draw = Callable[[Any], object]


@pytest.fixture
def drawn(tmp_path: Path, read: Callable[..., Any]) -> Callable[..., Any]:
    def act(*steps: Draw, units: int = 6, version: str = "R2010", **wanted: Any) -> Any:
        drawing = ezdxf.new(version)
        drawing.header["$INSUNITS"] = units
        for step in steps:
            step(drawing)
        drawing.saveas(tmp_path / "site.dxf")
        data = (tmp_path / "site.dxf").read_bytes()
        return read(data, "site.dxf", **{"crs": ZONE} | wanted)

    return act


def polyline(points: Any = CORNERS, *, close: bool = True, **attributes: Any) -> Draw:
    return lambda drawing: drawing.modelspace().add_lwpolyline(points, close=close, dxfattribs=attributes)


def text(layer: str) -> Draw:
    return lambda drawing: drawing.modelspace().add_text("Mốc 1", dxfattribs={"layer": layer})


def codes(reading: Any) -> list[str]:
    return [note.code for note in reading.notes]


def test_polylines_of_every_age(drawn: Callable[..., Any]) -> None:
    old = drawn(lambda d: d.modelspace().add_polyline2d(CORNERS, close=True), version="R12", unit="m", units=0)
    raised = drawn(lambda d: d.modelspace().add_polyline3d([(*xy, 12.5) for xy in CORNERS], close=True))
    new = drawn(polyline())
    for reading in (old, raised, new):
        assert [path.role for path in reading.paths] == ["outer ring"]
        assert [(point.easting, point.northing) for point in reading.paths[0].points] == CORNERS
    assert codes(raised) == ["site.height_dropped"]


def test_a_polyline_that_returns_is_a_ring_and_an_open_one_a_route(drawn: Callable[..., Any]) -> None:
    returning = drawn(polyline([*CORNERS, CORNERS[0]], close=False))
    assert [path.role for path in returning.paths] == ["outer ring"]
    assert len(returning.paths[0].points) == 4
    both = drawn(polyline([*CORNERS, CORNERS[0]]))
    assert len(both.paths[0].points) == 4
    assert drawn(polyline(close=False)).paths[0].role == "line"
    lines = drawn(lambda d: d.modelspace().add_line(CORNERS[0], CORNERS[1]), polyline(close=False))
    assert codes(lines) == ["intake.open_lines"]
    assert lines.notes[0].fields["count"] == 2
    point = drawn(lambda d: d.modelspace().add_point(CORNERS[0]))
    assert point.paths[0].role == "point"


def test_a_ring_inside_another_is_a_hole(drawn: Callable[..., Any]) -> None:
    inner = [(562600, 2357300), (562610, 2357300), (562610, 2357310)]
    reading = drawn(polyline(), polyline(inner))
    draft = SiteDraft(reading.crs, reading.paths, reading.notes)
    site = build_site(draft, source="a.dxf", sha256="0" * 64, file_format=reading.format)
    assert site.geometry.geom_type == "Polygon"
    assert site.area_m2 == pytest.approx((10_000 - 50) * (10_001.119 / 10_000), rel=1e-6)
    assert "site.ring_is_hole" in [note.code for note in site.notes]


def test_texts_and_paper_are_counted_and_layers_chosen(drawn: Callable[..., Any]) -> None:
    def paper(drawing: Any) -> None:
        drawing.layout().add_lwpolyline(CORNERS)

    steps = (polyline(layer="RANH"), text("RANH"), text("CHU"), polyline(layer="Đường"), paper)
    with pytest.raises(SiteError) as caught:
        drawn(*steps)
    assert "“RANH”: 2 LWPOLYLINE, TEXT [562559.81 2357270.61, 562659.81 2357370.61]" in str(
        caught.value.fields["layers"]
    )
    reading = drawn(*steps, layer="RANH")
    assert [(note.code, note.fields["count"]) for note in reading.notes] == [
        ("intake.ignored", 2),
        ("intake.paper_ignored", 1),
        ("intake.layers_ignored", 1),
    ]
    assert {layer.name: layer.is_read for layer in reading.layers} == {"RANH": True, "Đường": False}


def test_millimetres(drawn: Callable[..., Any]) -> None:
    reading = drawn(polyline([(x * 1000, y * 1000) for x, y in CORNERS]), units=4)
    assert [(point.easting, point.northing) for point in reading.paths[0].points] == CORNERS
    assert reading.paths[0].points[0].east == "562559810.0"
    assert codes(reading) == ["intake.millimetres"]
    degrees = drawn(polyline([(105, 21), (105.1, 21), (105.1, 21.1)]), units=0, crs="EPSG:4756")
    assert degrees.crs == "EPSG:4756"


@pytest.mark.parametrize("bulge", [0.4142, -0.4142, 1.0, -1.0, 2.5, 0.001])
def test_arcs_as_ezdxf_draws_them(bulge: float, drawn: Callable[..., Any]) -> None:
    reading = drawn(polyline([(*CORNERS[0], 0, 0, bulge), *CORNERS[1:]]))
    assert codes(reading) == ["intake.arcs_replaced"]
    ours = shapely.LinearRing([(point.easting, point.northing) for point in reading.paths[0].points])
    centre, start, end, radius = ezdxf.math.bulge_to_arc(CORNERS[0], CORNERS[1], bulge)
    sweep = (end - start) % (2 * np.pi)
    for share in np.linspace(0, 1, 97):
        turned = start + sweep * share
        at = shapely.Point(centre.x + radius * np.cos(turned), centre.y + radius * np.sin(turned))
        assert ours.distance(at) < 1.01 * TOLERANCE_M


@given(st.floats(-3, 3).filter(lambda bulge: abs(bulge) > 1e-6), st.floats(0.5, 500), st.floats(0, 6.28))
def test_an_arc_stays_within_its_tolerance(bulge: float, chord: float, turn: float) -> None:
    first = FiledPoint("1", "0", "0", 500000.0, 2_300_000.0)
    end = (500000.0 + chord * np.cos(turn), 2_300_000.0 + chord * np.sin(turn))
    second = FiledPoint("2", "0", "0", *map(float, end))
    points = [first, *arc_points(first, second, bulge), second]
    radius = chord * (1 + bulge * bulge) / (4 * abs(bulge))
    rows = np.array([(point.easting, point.northing) for point in points])
    if len(rows) > 3 and radius < 1e5:
        ring = shapely.LineString(rows)
        steps = np.hypot(*np.diff(rows, axis=0).T)
        assert np.allclose(steps, steps[0], rtol=1e-4, atol=1e-6)
        sag = radius - np.sqrt(np.maximum(radius**2 - (steps / 2) ** 2, 0))
        assert sag.max() <= 1.01 * TOLERANCE_M + 1e-6
        assert ring.length == pytest.approx(radius * 4 * np.arctan(abs(bulge)), rel=0.05)
