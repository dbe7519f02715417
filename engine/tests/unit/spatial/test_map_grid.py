"""The grid of a printed map: the filed meridian, else the nearest, and the same metres as the way to WGS 84."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from kethop.spatial import SUPPORTED_CRS
from kethop.spatial.crs import is_geographic, to_wgs84
from kethop.spatial.map_grid import map_grid

GRIDS = [code for code in SUPPORTED_CRS if not is_geographic(code)]


@pytest.mark.parametrize(
    ("code", "meridian", "width"), [("EPSG:9208", 104.75, 3), ("EPSG:5897", 105.0, 3), ("EPSG:3405", 105.0, 6)]
)
def test_the_filed_grid_is_kept(code: str, meridian: float, width: int) -> None:
    grid = map_grid(code, 100.0)
    assert (grid.code, grid.meridian, grid.zone_width, grid.is_filed) == (code, meridian, width, True)


@pytest.mark.parametrize(("longitude", "meridian"), [(105.76, 105.75), (105.1, 105.0), (108.9, 108.5), (102.2, 102.0)])
def test_else_the_nearest_meridian_of_the_three_degree_grids(longitude: float, meridian: float) -> None:
    grid = map_grid("OGC:CRS84", longitude)
    assert (grid.meridian, grid.zone_width, grid.is_filed) == (meridian, 3, False)


@given(code=st.sampled_from(GRIDS), east=st.floats(400_000, 600_000), north=st.floats(900_000, 2_600_000))
def test_there_and_back_is_the_same_point(code: str, east: float, north: float) -> None:
    """The datum shift has no exact inverse: EPSG:6960 turned round is good to 1 mm."""
    grid = map_grid(code, 105.0)
    lon, lat = to_wgs84(code, [east], [north])
    there = grid.metres(lon, lat)
    assert there[0][0] == pytest.approx(east, abs=2e-3)
    assert there[1][0] == pytest.approx(north, abs=2e-3)
    back = grid.degrees(*there)
    assert np.allclose(back, (lon, lat), atol=1e-8)
    moved = grid.project(Point(float(lon[0]), float(lat[0])))
    assert (moved.x, moved.y) == pytest.approx((east, north), abs=2e-3)
