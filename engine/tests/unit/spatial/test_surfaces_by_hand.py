"""Each obstacle limitation surface against a computation written out with plain numbers and pyproj's geodesics.

Nothing here comes from the code under test but the answer.
"""

from datetime import date
from math import hypot
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    LayerStore,
    Runway,
    RunwayEnd,
    Surface,
    SurfaceAnswer,
    SurfaceSet,
    surface_answer,
)

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def viet_nam(layers_folder: Path) -> AerodromeSet:
    return AerodromeSet.from_layer(LayerStore([layers_folder]), on=date(2026, 11, 22))


def test_the_stack_at_quang_minh(viet_nam: AerodromeSet) -> None:
    """Nội Bài: conical surface of 11R/29L, 66.52 m above mean sea level."""
    lon, lat = 105.7626, 21.1936
    # Runway 11R/29L; the highest known point of all runway ends is 40 ft (both ends of 11L/29R).
    datum = 40 * 0.3048
    assert datum == pytest.approx(12.192)
    low, high = (105.785431, 21.224957), (105.82222, 21.214323)
    azimuth, back, distance = GEOD.inv(*low, *high)
    # The ends lie 3,996.70 m apart, the stated length is 12,466 ft = 3,799.64 m: three readings. Moving an end inwards
    # moves the strip away from the point or leaves the near end where it is, so the ends as given are the stricter.
    assert distance - 12466 * 0.3048 > 30
    # Ends of the strip, 60 m beyond the thresholds.
    strip_low = GEOD.fwd(*low, azimuth + 180, 60)[:2]
    strip_high = GEOD.fwd(*high, back + 180, 60)[:2]
    # The point lies behind the strip's west end (bearing from it more than 90 degrees off the runway's), so that end is
    # the nearest point of the strip.
    bearing, _, from_low = GEOD.inv(*strip_low, lon, lat)
    assert abs((bearing - azimuth + 180) % 360 - 180) > 90
    assert GEOD.inv(*strip_high, lon, lat)[2] > from_low
    assert 4000 < from_low < 4000 + 100 / 0.05
    # Conical surface: 5 % up from 45 m above the datum at 4,000 m.
    expected = datum + 45 + 0.05 * (from_low - 4000)
    assert expected == pytest.approx(66.518, abs=0.001)
    # No approach: across the centre line the point is 2.9 km off, an approach is at most 2,400 m wide on a side.
    answer = surface_answer(shapely.Point(lon, lat), viet_nam, SurfaceSet())
    assert answer.permitted_elevation_m == pytest.approx(expected, abs=0.01)
    assert answer.governing is not None
    assert (answer.governing.surface, answer.governing.aerodrome, answer.governing.runway) == (
        Surface.CONICAL,
        "VVNB",
        "11R/29L",
    )
    assert answer.place == pytest.approx((lon, lat), abs=1e-9)
    assert (answer.inside, answer.complete) == (True, True)
    # A stack of 60 m on ground at 12 m has its top at 72 m.
    assert answer.penetration_m(72.0) == pytest.approx(72.0 - expected, abs=0.01)
    assert answer.penetration_m(60.0) == 0.0
    assert answer.nearest is not None
    assert (answer.nearest.ident, answer.nearest.distance_m) == (
        "VVNB",
        pytest.approx(min(GEOD.inv(*end, lon, lat)[2] for end in (low, high)), abs=0.01),
    )
    assert {"surfaces.length_conflict", "surfaces.approach_assumed"} <= {note.code for note in answer.notes}


# An invented aerodrome: 3,000 m due east along a meridian circle is awkward, so it runs due north along a meridian, where
# geodesics are straight. South end 10 m, north end 16 m above mean sea level; code number 4.
SOUTH = (105.0, 20.0)
NORTH = GEOD.fwd(*SOUTH, 0, 3000)[:2]
INVENTED = AerodromeSet(
    [
        Aerodrome(
            "ZZZZ",
            "Invented",
            105.0,
            20.0,
            16.0,
            (Runway("36/18", (RunwayEnd("36", *SOUTH, 10.0), RunwayEnd("18", *NORTH, 16.0)), 3000.0),),
        )
    ]
)


def at(north_m: float, east_m: float) -> shapely.Point:
    """A point by metres north of the south end along the meridian, then metres east at right angles."""
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return shapely.Point(GEOD.fwd(foot[0], foot[1], 90, east_m)[:2])


def levels(answer: SurfaceAnswer) -> dict[tuple[Surface, str], float]:
    return {(level.surface, level.direction): level.elevation_m for level in answer.levels}


@pytest.mark.parametrize("side", [1, -1])
def test_inner_horizontal(side: int) -> None:
    # 3,000 m beside the middle: 45 m above the highest end.
    answer = surface_answer(at(1500, side * 3000), INVENTED, SurfaceSet())
    assert levels(answer) == {(Surface.INNER_HORIZONTAL, ""): 16 + 45}


@pytest.mark.parametrize("side", [1, -1])
def test_conical_beside_and_behind(side: int) -> None:
    beside = surface_answer(at(1500, side * 5000), INVENTED, SurfaceSet())
    assert beside.permitted_elevation_m == pytest.approx(16 + 45 + 0.05 * (5000 - 4000), abs=0.01)
    # 4,000 m south and 4,000 m east of the south end: the strip's end is 60 m beyond it.
    behind = surface_answer(at(-4000, side * 4000), INVENTED, SurfaceSet())
    expected = 16 + 45 + 0.05 * (hypot(4000 - 60, 4000) - 4000)
    assert levels(behind)[Surface.CONICAL, ""] == pytest.approx(expected, abs=0.01)
    assert surface_answer(at(1500, side * 5999.9), INVENTED, SurfaceSet()).inside
    assert not surface_answer(at(1500, side * 6000.1), INVENTED, SurfaceSet()).inside


@pytest.mark.parametrize("side", [1, -1])
def test_approach_sections(side: int) -> None:
    # Landing northwards over the south end: inner edge 60 m before it at 10 m; 2 % for 3,000 m, 2.5 % for 3,600 m to
    # 150 m above the threshold, then level for 8,400 m.
    for south, expected in (
        (60.01, 10.0),
        (1060, 10 + 0.02 * 1000),
        (3060, 10 + 60),
        (5060, 10 + 60 + 0.025 * 2000),
        (6660, 10 + 150),
        (12000, 10 + 150),
        (15059, 10 + 150),
    ):
        found = levels(surface_answer(at(-south, side * 100), INVENTED, SurfaceSet()))
        assert found[Surface.APPROACH, "36"] == pytest.approx(expected, abs=0.01)
    # At 6,660 m the approach is 150 + 0.15 * 6,600 = 1,140 m wide on a side.
    assert (Surface.APPROACH, "36") in levels(surface_answer(at(-6660, side * 1139.5), INVENTED, SurfaceSet()))
    assert (Surface.APPROACH, "36") not in levels(surface_answer(at(-6660, side * 1140.5), INVENTED, SurfaceSet()))
    north = levels(surface_answer(at(3000 + 2060, side * 50), INVENTED, SurfaceSet()))
    assert north[Surface.APPROACH, "18"] == pytest.approx(16 + 0.02 * 2000, abs=0.01)


@pytest.mark.parametrize("side", [1, -1])
def test_take_off_climb(side: int) -> None:
    # Departing southwards over the south end on runway 18: 2 % from 60 m beyond, 90 m wide on a side, 12.5 % up to 900 m.
    found = levels(surface_answer(at(-10060, side * 899.5), INVENTED, SurfaceSet()))
    assert found[Surface.TAKE_OFF_CLIMB, "18"] == pytest.approx(10 + 0.02 * 10000, abs=0.01)
    assert (Surface.TAKE_OFF_CLIMB, "18") not in levels(
        surface_answer(at(-10060, side * 900.5), INVENTED, SurfaceSet())
    )
    # 2,000 m out it is 90 + 0.125 * 2,000 = 340 m wide on a side.
    near = levels(surface_answer(at(-2060, side * 339), INVENTED, SurfaceSet()))
    assert near[Surface.TAKE_OFF_CLIMB, "18"] == pytest.approx(10 + 0.02 * 2000, abs=0.01)
    assert (Surface.TAKE_OFF_CLIMB, "18") not in levels(surface_answer(at(-2060, side * 341), INVENTED, SurfaceSet()))
    # Far beyond its 15,000 m nothing is left.
    assert not surface_answer(at(-15061, 0), INVENTED, SurfaceSet()).inside


@pytest.mark.parametrize("side", [1, -1])
def test_transitional_beside_the_strip(side: int) -> None:
    # A third along the runway the centre line is at 12 m; the strip is 150 m wide on a side; 14.3 % from there.
    for across in (160, 300, 480):
        found = levels(surface_answer(at(1000, side * across), INVENTED, SurfaceSet()))
        assert found[Surface.TRANSITIONAL, ""] == pytest.approx(12 + 0.143 * (across - 150), abs=0.01)
    # It ends at the inner horizontal surface: (61 - 12) / 0.143 = 342.66 m from the strip.
    assert (Surface.TRANSITIONAL, "") in levels(surface_answer(at(1000, side * 492.5), INVENTED, SurfaceSet()))
    assert (Surface.TRANSITIONAL, "") not in levels(surface_answer(at(1000, side * 492.8), INVENTED, SurfaceSet()))
    # Beyond the end the strip stays level: 30 m before the south end.
    beyond = levels(surface_answer(at(-30, side * 200), INVENTED, SurfaceSet()))
    assert beyond[Surface.TRANSITIONAL, ""] == pytest.approx(10 + 0.143 * 50, abs=0.01)


@pytest.mark.parametrize("side", [1, -1])
def test_the_strip(side: int) -> None:
    # Straight from 10 m at the south end to 16 m at the north end, level for 60 m beyond each, 150 m wide on a side.
    for north, expected in (
        (-59.99, 10.0),
        (-30, 10.0),
        (0, 10.0),
        (1, 10 + 6 / 3000),
        (1000, 10 + 6 * 1000 / 3000),
        (1500, 13.0),
        (2999, 16 - 6 / 3000),
        (3000, 16.0),
        (3059.99, 16.0),
    ):
        for across in (0, 75, 149.99):
            answer = surface_answer(at(north, side * across), INVENTED, SurfaceSet())
            assert levels(answer)[Surface.STRIP, ""] == pytest.approx(expected, abs=0.001)
            assert answer.governing is not None
            assert answer.governing.surface is Surface.STRIP
            # A mast of 40 m on the strip rises above it by its whole height.
            assert answer.penetration_m(expected + 40) == pytest.approx(40, abs=0.001)
    for place in (at(1000, side * 150.01), at(-60.01, side * 100), at(3060.01, 0)):
        assert (Surface.STRIP, "") not in levels(surface_answer(place, INVENTED, SurfaceSet()))
    # At its edge the transitional surface begins.
    edge = levels(surface_answer(at(1000, side * 150.01), INVENTED, SurfaceSet()))
    assert edge[Surface.TRANSITIONAL, ""] == pytest.approx(12 + 0.143 * 0.01, abs=0.001)
    # A line along the whole centre line takes the lower end.
    line = shapely.LineString([at(500, side * 10), at(2500, side * 10)])
    assert surface_answer(line, INVENTED, SurfaceSet()).permitted_elevation_m == pytest.approx(11.0, abs=0.001)


@pytest.mark.parametrize("side", [1, -1])
def test_transitional_beside_the_approach(side: int) -> None:
    # 1,060 m south of the end the approach is at 30 m and 150 + 150 = 300 m wide on a side; 14.3 % at right angles.
    found = levels(surface_answer(at(-1060, side * 400), INVENTED, SurfaceSet()))
    assert found[Surface.TRANSITIONAL, "36"] == pytest.approx(30 + 0.143 * 100, abs=0.01)
    # Where the approach reaches 61 m, 2,550 m from its inner edge, it ends.
    assert (Surface.TRANSITIONAL, "36") not in levels(surface_answer(at(-2611, side * 535), INVENTED, SurfaceSet()))


def test_a_footprint_takes_its_lowest_point() -> None:
    # A polygon across the south approach: the corner nearest to the threshold, at 1,060 m, governs.
    corners = [at(-1060, 10), at(-2060, 10), at(-2060, 60), at(-1060, 60)]
    answer = surface_answer(shapely.Polygon(corners), INVENTED, SurfaceSet())
    assert answer.permitted_elevation_m == pytest.approx(10 + 0.02 * 1000, abs=0.01)
    # A line that passes over the middle of the conical surface comes nearest in its middle.
    line = shapely.LineString([at(500, 4500), at(1500, 4200), at(2500, 4500)])
    assert surface_answer(line, INVENTED, SurfaceSet()).permitted_elevation_m == pytest.approx(
        61 + 0.05 * 200, abs=0.01
    )


def test_the_strip_at_cat_bi(viet_nam: AerodromeSet) -> None:
    runway = next(item for item in viet_nam.aerodromes if item.ident == "VVCI").runways[0]
    assert runway.ends is not None
    low, high = runway.ends
    assert low.elevation_m is not None
    assert high.elevation_m is not None
    azimuth, _, distance = GEOD.inv(low.lon, low.lat, high.lon, high.lat)
    middle = shapely.Point(GEOD.fwd(low.lon, low.lat, azimuth, distance / 2)[:2])
    answer = surface_answer(middle, viet_nam, SurfaceSet())
    assert answer.permitted_elevation_m == pytest.approx((low.elevation_m + high.elevation_m) / 2, abs=0.01)
    assert answer.penetration_m((low.elevation_m + high.elevation_m) / 2 + 40) == pytest.approx(40, abs=0.01)


def test_code_two_without_instruments() -> None:
    # 1,000 m, non-instrument: inner horizontal radius 2,500 m, conical to 55 m, approach 80 m wide, 4 % for 2,500 m.
    north = GEOD.fwd(*SOUTH, 0, 1000)[:2]
    kind = ApproachKind.NON_INSTRUMENT
    ends = (RunwayEnd("36", *SOUTH, 5.0, approach=kind), RunwayEnd("18", *north, 5.0, approach=kind))
    small = AerodromeSet([Aerodrome("ZZZY", "Small", *SOUTH, 5.0, (Runway("36/18", ends, 1000.0),))])
    beside = surface_answer(at(500, 3000), small, SurfaceSet())
    assert levels(beside) == {(Surface.CONICAL, ""): pytest.approx(5 + 45 + 0.05 * 500, abs=0.01)}
    assert not surface_answer(at(500, 2500 + 1100.5), small, SurfaceSet()).inside
    found = levels(surface_answer(at(-1060, 139), small, SurfaceSet()))
    assert found[Surface.APPROACH, "36"] == pytest.approx(5 + 0.04 * 1000, abs=0.01)
    assert found[Surface.TAKE_OFF_CLIMB, "18"] == pytest.approx(5 + 0.04 * 1000, abs=0.01)
    assert "surfaces.approach_assumed" not in {note.code for note in beside.notes}
    across = levels(surface_answer(at(500, 140), small, SurfaceSet()))
    assert across[Surface.TRANSITIONAL, ""] == pytest.approx(5 + 0.20 * 100, abs=0.01)
