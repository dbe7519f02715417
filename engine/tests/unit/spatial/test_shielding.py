"""Shielding: 10 % down from the top of an existing object, at the corner farthest from it."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from kethop.spatial import Aerodrome, AerodromeSet, Runway, RunwayEnd, Shield, SurfaceSet, shield_level, surface_answer

GEOD = Geod(ellps="WGS84")
PLACE = (105.0, 20.0)
MAST = Shield("an invented mast", *PLACE, 100.0)


def at(azimuth: float, metres: float) -> tuple[float, float]:
    return GEOD.fwd(*PLACE, azimuth, metres)[:2]


@pytest.mark.parametrize("azimuth", [0, 45, 90, 200, 315])
def test_ten_per_cent_in_every_direction(azimuth: float) -> None:
    level = shield_level(shapely.Point(at(azimuth, 300)), MAST)
    assert (level.elevation_m, level.distance_m) == pytest.approx((70.0, 300.0), abs=1e-6)
    assert level.holds(70.0 - 1e-6)
    assert not level.holds(70.001)


def test_the_farthest_corner_counts() -> None:
    line = shapely.LineString([at(0, 100), at(0, 500)])
    assert shield_level(line, MAST).elevation_m == pytest.approx(50.0, abs=1e-6)


@given(st.floats(0, 360), st.floats(1, 2000), st.floats(0.1, 500))
def test_a_larger_footprint_is_never_shielded_more(azimuth: float, metres: float, radius: float) -> None:
    point = shapely.Point(at(azimuth, metres))
    around = point.buffer(radius / 111_000)
    assert shield_level(around, MAST).elevation_m <= shield_level(point, MAST).elevation_m


def test_the_answer_says_whether_it_was_assessed() -> None:
    ends = (RunwayEnd("09", *PLACE, 10.0), RunwayEnd("27", *at(90, 3000), 16.0))
    home = AerodromeSet([Aerodrome("ZZZZ", "Invented", *PLACE, 16.0, (Runway("09/27", ends, 3000.0),))])
    footprint = shapely.Point(at(0, 3000))
    plain = surface_answer(footprint, home, SurfaceSet())
    assert "surfaces.shielding_not_assessed" in {item.code for item in plain.notes}
    asked = surface_answer(footprint, home, SurfaceSet(), shields=[MAST])
    assert "surfaces.shielding_not_assessed" not in {item.code for item in asked.notes}
    assert [item.shield for item in asked.shielding] == [MAST]
    assert asked.permitted_elevation_m == plain.permitted_elevation_m
