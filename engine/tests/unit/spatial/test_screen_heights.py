"""Many buildings: the same list as asking one by one, whatever the floor under them leaves out."""

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kethop.spatial import HeightState, SurfaceSet, screen_heights, surface_answer
from kethop.spatial.surfaces.bounds import discs_around, floor_over

sys.path.insert(0, str(Path(__file__).parent))
from surface_scene import NEW, OLD, aerodrome, at, placed, square

SETS = [OLD, NEW]


def town(seed: int, count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    places = random.uniform((-16_000, -6500), (19_000, 6500), (count, 2))
    places[::2] *= 0.3
    outlines = [square(*place, side) for place, side in zip(places, random.uniform(5, 300, count), strict=True)]
    return np.array(outlines, dtype=object), random.uniform(0, 250, count)


@pytest.mark.parametrize("surface_set", SETS, ids=["old", "new"])
@pytest.mark.parametrize("seed", range(3))
def test_the_list_is_that_of_one_by_one(surface_set: SurfaceSet, seed: int) -> None:
    home = aerodrome()
    outlines, tops = town(seed)
    found = {hit.index: hit for hit in screen_heights(outlines, tops, placed(home, surface_set))}
    listed = 0
    for index, (outline, top) in enumerate(zip(outlines, tops, strict=True)):
        answer = surface_answer(outline, home, surface_set)
        governing = answer.governing
        is_above = governing is not None and top > governing.elevation_m
        assert (index in found) == is_above
        if is_above and governing is not None:
            listed += 1
            hit = found[index]
            assert hit.state is HeightState.ABOVE
            assert hit.level == governing
            assert hit.above_m == pytest.approx(top - governing.elevation_m)
    assert listed > 20


@given(st.floats(-16_000, 19_000), st.floats(-6500, 6500), st.floats(1, 2000), st.sampled_from(SETS))
def test_the_floor_is_never_above_the_surface(north: float, east: float, side: float, surface_set: SurfaceSet) -> None:
    home = aerodrome()
    outline = square(north, east, side)
    permitted = surface_answer(outline, home, surface_set).permitted_elevation_m
    discs = discs_around(shapely.bounds(np.array([outline])))
    floor = min(float(floor_over(discs, item.surfaces)[0]) for item in placed(home, surface_set))
    assert permitted is None or floor <= permitted + 1e-6


def test_a_disc_holds_its_footprint_on_both_sides_of_the_equator() -> None:
    for south, north in ((-1.0, 1.0), (59.0, 60.0), (-60.0, -59.0)):
        discs = discs_around(np.array([[10.0, south, 11.0, north]]))
        corner = max(
            (shapely.Point(x, y) for x in (10.0, 11.0) for y in (south, north)),
            key=lambda p: abs(p.y),
        )
        assert discs.radius_m[0] >= 111_000 * abs(north - south) / 2
        assert corner is not None


def test_what_is_not_known_is_listed() -> None:
    outlines = np.array([square(500, 1000, 20), None, shapely.Polygon(), square(40_000, 0, 20)], dtype=object)
    hits = list(screen_heights(outlines, np.full(4, np.nan), placed(aerodrome())))
    assert [(hit.index, hit.state) for hit in hits] == [
        (0, HeightState.TOP_NOT_KNOWN),
        (1, HeightState.GEOMETRY_NOT_USABLE),
        (2, HeightState.GEOMETRY_NOT_USABLE),
    ]
    assert [hit.above_m for hit in hits] == [None, None, None]


def test_a_top_at_the_surface_is_not_above_it() -> None:
    point = np.array([shapely.Point(at(1500, 3000))], dtype=object)  # inner horizontal: 61 m
    assert not list(screen_heights(point, np.array([61.0]), placed(aerodrome())))
    (hit,) = screen_heights(point, np.array([61.001]), placed(aerodrome()))
    assert hit.above_m == pytest.approx(0.001)
