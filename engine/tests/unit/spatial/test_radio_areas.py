"""The drawn areas of radio aids against the answer for a place: nothing that must be assessed lies outside them."""

from math import radians, tan

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from kethop.spatial import AidArea, AidKind, DrawnArea, RadioAid, aid_table, must_be_assessed, radio_areas

GEOD = Geod(ellps="WGS84")
PLACE = (105.0, 20.0)
TOLERANCE = 2.0


def aid(kind: AidKind, lon: float = PLACE[0], lat: float = PLACE[1], foot: float | None = 8.0) -> RadioAid:
    return RadioAid(kind, "invented", lon, lat, foot)


def part(areas: list[DrawnArea], area: AidArea) -> list[DrawnArea]:
    return [item for item in areas if item.area is area]


@pytest.mark.parametrize("kind", list(AidKind))
def test_the_corners_lie_just_outside_their_circles(kind: AidKind) -> None:
    row = aid_table().row(kind)
    radii = {AidArea.CYLINDER: row.radius_m, AidArea.WIND_TURBINES: row.wind_m}
    areas = list(radio_areas(aid(kind), tolerance_m=TOLERANCE))
    assert len(part(areas, AidArea.WIND_TURBINES)) == (row.wind_m is not None)
    for item in areas:
        rows = shapely.get_coordinates(item.geometry, include_z=True)
        count = len(rows)
        _, _, metres = GEOD.inv(np.full(count, PLACE[0]), np.full(count, PLACE[1]), rows[:, 0], rows[:, 1])
        assert item.geometry.is_valid
        if item.area is AidArea.CONE:
            slope = tan(radians(float(row.cone_degrees)))
            assert (item.low_m, item.high_m) == pytest.approx(
                (8 + slope * float(row.radius_m), 8 + slope * float(row.reach_m))
            )
            assert {*rows[:, 2].tolist()} == {item.low_m, item.high_m}
            assert metres.max() <= float(row.reach_m) + TOLERANCE
        else:
            radius = float(radii[item.area] or 0)
            assert radius < metres.min() <= metres.max() <= radius + TOLERANCE
            assert (item.low_m, item.high_m, {*rows[:, 2].tolist()}) == (None, None, {8.0})


@given(st.sampled_from(AidKind), st.floats(0, 360), st.floats(0, 1), st.floats(0, 300))
def test_what_must_be_assessed_is_drawn(kind: AidKind, azimuth: float, share: float, top: float) -> None:
    row, site = aid_table().row(kind), aid(kind)
    spot = shapely.Point(GEOD.fwd(*PLACE, azimuth, share * 1.1 * float(row.reach_m))[:2])
    areas = list(radio_areas(site, tolerance_m=TOLERANCE))
    in_cylinder = part(areas, AidArea.CYLINDER)[0].geometry.intersects(spot)
    over = [item for item in part(areas, AidArea.CONE) if item.geometry.intersects(spot)]
    if must_be_assessed(spot, top, site):
        assert in_cylinder or any(elevation(item, spot) < top + 1e-3 for item in over)


def elevation(item: DrawnArea, spot: shapely.Point) -> float:
    rows = shapely.get_coordinates(item.geometry, include_z=True)[:-1]
    matrix = np.column_stack((rows[:, :2] - rows[0, :2], np.ones(len(rows))))
    plane, *_ = np.linalg.lstsq(matrix, rows[:, 2], rcond=None)
    return float(np.array((spot.x - rows[0, 0], spot.y - rows[0, 1], 1.0)) @ plane)


def test_without_the_foot_the_cone_is_flat_ground() -> None:
    areas = list(radio_areas(aid(AidKind.DVOR, foot=None)))
    assert [item.area for item in areas] == [AidArea.CYLINDER, AidArea.WIND_TURBINES, AidArea.CONE]
    assert not any(item.geometry.has_z for item in areas)
    assert len(areas[2].geometry.interiors) == 1


@pytest.mark.parametrize("lon", [179.999, -179.999, 180.0])
def test_at_the_antimeridian_an_area_stays_in_one_piece(lon: float) -> None:
    for item in radio_areas(aid(AidKind.PSR, lon=lon)):
        west, _, east, _ = item.geometry.bounds
        assert east - west < 0.3
        assert item.geometry.is_valid
