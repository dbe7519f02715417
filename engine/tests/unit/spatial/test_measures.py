"""Areas and distances against pyproj's geodesics alone."""

import pytest
import shapely
from pyproj import Geod

from kethop.spatial.measures import area_m2, length_m, local_grid, nearest

GEOD = Geod(ellps="WGS84")
SQUARE = shapely.box(105.7, 21.1, 105.72, 21.12)


def test_area_is_that_of_the_ellipsoid() -> None:
    dense = shapely.segmentize(SQUARE, 0.0001)
    expected = abs(GEOD.geometry_area_perimeter(dense)[0])
    assert area_m2(SQUARE, local_grid(SQUARE)) == pytest.approx(expected, rel=2e-9)
    assert area_m2(shapely.Point(105, 21), local_grid(SQUARE)) == 0.0


def test_perimeter_counts_holes() -> None:
    holed = shapely.Polygon(SQUARE.exterior, [shapely.box(105.705, 21.105, 105.71, 21.11).exterior])
    hole = abs(GEOD.geometry_length(holed.interiors[0]))
    assert length_m(holed) == pytest.approx(GEOD.geometry_length(SQUARE.exterior) + hole, abs=1e-6)
    assert length_m(shapely.Point(105, 21)) == 0.0


def test_nearest_agrees_with_a_dense_search() -> None:
    line = shapely.LineString([(106.0, 20.5), (106.8, 22.0)])
    way = nearest(SQUARE, line)
    corners = shapely.get_coordinates(SQUARE)
    places = [shapely.line_interpolate_point(line, i / 20000, normalized=True) for i in range(20001)]
    least = min(GEOD.inv(x, y, p.x, p.y)[2] for x, y in corners for p in places[5000:12000:3])
    assert way.metres <= least + 1e-6
    assert way.metres == pytest.approx(least, abs=0.5)
    assert GEOD.inv(*way.from_point, *way.to_point)[2] == pytest.approx(way.metres, abs=1e-9)


def test_what_meets_is_at_no_distance() -> None:
    way = nearest(SQUARE, shapely.Point(105.71, 21.11))
    assert (way.metres, way.from_point) == (0.0, (105.71, 21.11))


def test_nearest_point_to_point_is_the_geodesic() -> None:
    way = nearest(shapely.Point(105.0, 21.0), shapely.Point(106.0, 22.0))
    assert way.metres == pytest.approx(GEOD.inv(105.0, 21.0, 106.0, 22.0)[2], abs=1e-6)
