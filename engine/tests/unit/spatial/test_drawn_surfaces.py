"""Facets and contours against the answer for a point: what is drawn is what is computed."""

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from kethop.spatial import DrawnShape, Surface, SurfaceSet, contours, facets, runway_lines, surface_answer

sys.path.insert(0, str(Path(__file__).parent))
from surface_scene import NEW, OLD, aerodrome, placed

SETS = [OLD, NEW]


def levels_at(lon: float, lat: float, surface_set: SurfaceSet) -> dict[tuple[Surface, str], float]:
    answer = surface_answer(shapely.Point(lon, lat), aerodrome(), surface_set)
    return {(level.surface, level.direction): level.elevation_m for level in answer.levels}


def inner_place(shape: DrawnShape) -> tuple[float, float, float]:
    """A place inside a facet and its elevation there, from its own corners."""
    rows = shapely.get_coordinates(shape.geometry, include_z=True)[:-1]
    matrix = np.column_stack((rows[:, :2] - rows[0, :2], np.ones(len(rows))))
    plane, *_ = np.linalg.lstsq(matrix, rows[:, 2], rcond=None)
    spot = shape.geometry.representative_point()
    return spot.x, spot.y, float(np.array((spot.x - rows[0, 0], spot.y - rows[0, 1], 1.0)) @ plane)


@pytest.mark.parametrize("surface_set", SETS, ids=["old", "new"])
def test_each_facet_lies_on_its_surface(surface_set: SurfaceSet) -> None:
    shapes = list(facets(placed(aerodrome(), surface_set), tolerance_m=0.5))
    assert len(shapes) > 20
    for shape in shapes[:: max(1, len(shapes) // 150)]:
        assert shape.geometry.is_valid
        assert shape.geometry.has_z
        assert shape.low_m <= shape.high_m
        lon, lat, elevation = inner_place(shape)
        found = levels_at(lon, lat, surface_set)[shape.source.surface, shape.source.direction]
        # the answer is the lowest of every reading; a long piece is not quite a plane in degrees
        assert found <= elevation + 0.05
        if surface_set is OLD:
            assert found == pytest.approx(elevation, abs=0.05)


@pytest.mark.parametrize("tolerance", [0.05, 5.0])
def test_a_facet_of_the_cone_is_within_the_tolerance_and_never_too_low(tolerance: float) -> None:
    cone = [item for item in facets(placed(aerodrome()), tolerance_m=tolerance) if item.source.surface == "conical"]
    for shape in cone[:: max(1, len(cone) // 40)]:
        lon, lat, elevation = inner_place(shape)
        found = levels_at(lon, lat, OLD)[Surface.CONICAL, ""]
        assert -0.02 <= elevation - found <= 0.05 * tolerance + 0.02


@pytest.mark.parametrize("surface_set", SETS, ids=["old", "new"])
def test_a_contour_lies_at_its_elevation(surface_set: SurfaceSet) -> None:
    shapes = list(contours(placed(aerodrome(), surface_set), interval_m=10.0, tolerance_m=0.1))
    assert {shape.low_m for shape in shapes} >= {20.0, 30.0, 60.0, 100.0}
    for shape in shapes[:: max(1, len(shapes) // 60)]:
        assert shape.low_m == shape.high_m
        assert shape.low_m % 10 == 0
        spot = shape.geometry.interpolate(0.5, normalized=True)
        found = levels_at(spot.x, spot.y, surface_set).get((shape.source.surface, shape.source.direction))
        if found is not None and surface_set is OLD:
            assert found == pytest.approx(shape.low_m, abs=0.05)


def test_a_level_surface_has_no_contours_and_a_runway_is_drawn_once() -> None:
    names = {shape.source.surface for shape in contours(placed(aerodrome()), interval_m=5.0)}
    assert Surface.INNER_HORIZONTAL not in names
    assert Surface.CONICAL in names
    (line,) = runway_lines(placed(aerodrome(), NEW))
    assert [round(z, 3) for _, _, z in line.geometry.coords] == [10.0, 16.0]
