"""Where a footprint crosses from the inner horizontal to the conical surface, in the frame itself."""

import pytest
import shapely

from kethop.spatial import Surface
from kethop.spatial.surfaces.circles import StripSurroundings

AROUND = StripSurroundings(shapely.LineString([(-1500, 0), (1500, 0)]), 61.0, 4000.0, 0.05, 6000.0)


@pytest.mark.parametrize(
    "footprint",
    [
        shapely.LineString([(0, 3000), (0, 5000)]),
        shapely.LineString([(-9000, 3900), (9000, 3900)]),
        shapely.Polygon([(-9000, 3900), (9000, 3900), (0, 9000)]),
        shapely.box(-9000, -9000, 9000, 9000),
        shapely.Polygon(shapely.box(-9000, -9000, 9000, 9000).exterior, [shapely.box(-50, 100, 50, 200).exterior]),
        shapely.box(-9000, -4500, -5400, 4500),
    ],
)
def test_the_place_of_the_conical_surface_lies_at_its_edge(footprint: shapely.Geometry) -> None:
    found = {low.surface: low for low in AROUND.lowest(footprint)}
    assert found[Surface.INNER_HORIZONTAL].elevation_m == found[Surface.CONICAL].elevation_m == 61.0
    place = shapely.Point(found[Surface.CONICAL].x, found[Surface.CONICAL].y)
    assert place.distance(AROUND.segment) == pytest.approx(4000.0, abs=1e-6)
    assert place.distance(footprint) < 1e-6


def test_within_and_beyond() -> None:
    assert [low.surface for low in AROUND.lowest(shapely.Point(0, 100))] == [Surface.INNER_HORIZONTAL]
    assert [low.elevation_m for low in AROUND.lowest(shapely.Point(0, 5000))] == [111.0]
    assert AROUND.lowest(shapely.Point(0, 6001)) == []
    both = AROUND.lowest(shapely.MultiPoint([(0, 100), (0, 5000)]))
    assert [(low.surface, low.elevation_m) for low in both] == [
        (Surface.INNER_HORIZONTAL, 61.0),
        (Surface.CONICAL, 111.0),
    ]
