"""The surfaces along a line, against hand computation and against the answer for each point."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from kethop.spatial import Aerodrome, AerodromeSet, Runway, RunwayEnd, SurfaceSet, surface_answer, surface_profile

GEOD = Geod(ellps="WGS84")
SOUTH = (105.0, 20.0)
NORTH = GEOD.fwd(*SOUTH, 0, 3000)[:2]
ENDS = (RunwayEnd("36", *SOUTH, 10.0), RunwayEnd("18", *NORTH, 16.0))
INVENTED = AerodromeSet([Aerodrome("ZZZZ", "Invented", *SOUTH, 16.0, (Runway("36/18", ENDS, 3000.0),))])


def at(north_m: float, east_m: float) -> tuple[float, float]:
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return GEOD.fwd(foot[0], foot[1], 90, east_m)[:2]


def seams(line: shapely.LineString, step_m: float = 25.0) -> list[tuple[float, str]]:
    """The distance at which each surface begins to govern."""
    profile = surface_profile(line, INVENTED, SurfaceSet(), step_m=step_m)
    starts = [0, *(i for i in range(1, len(profile.surface)) if profile.surface[i] != profile.surface[i - 1])]
    return [(float(profile.distances_m[i]), profile.surface[i]) for i in starts]


@pytest.mark.parametrize("step_m", [7.0, 25.0, 400.0])
def test_a_line_across_the_runway(step_m: float) -> None:
    # From 7,000 m west of a place 1,000 m north of the south end to 7,000 m east: centre line at 12 m there.
    found = seams(shapely.LineString([at(1000, -7000), at(1000, 7000)]), step_m)
    reach = (61 - 12) / 0.143
    half = [1000.0, 3000.0, 7000 - 150 - reach, 7000 - 150, 7000 + 150, 7000 + 150 + reach, 11_000.0, 13_000.0]
    names = ["conical", "inner_horizontal", "transitional", "strip", "transitional", "inner_horizontal", "conical", ""]
    assert [name for _, name in found] == ["", *names]
    # a straight line in degrees is 0.03 m longer or shorter here than the geodesic it stands for
    assert [place for place, _ in found[1:]] == pytest.approx(half, abs=0.05)


def test_a_line_along_the_approach() -> None:
    profile = surface_profile(shapely.LineString([at(-16_000, 0), at(-60, 0)]), INVENTED, SurfaceSet())
    for south in (14_000.0, 5060.0, 1060.0):
        near = int(np.argmin(abs(profile.distances_m - (16_000 - south))))
        out = 16_000 - profile.distances_m[near] - 60
        # approach and take-off climb begin together at 2 %; the take-off climb stays at 2 % and the approach turns level
        assert profile.permitted_m[near] == pytest.approx(10 + min(0.02 * out, 150), abs=0.01)
    assert np.isnan(profile.permitted_m[0])
    assert profile.distances_m[-1] == pytest.approx(16_000 - 60, abs=0.01)


@pytest.mark.parametrize("turn", range(5))
def test_every_point_is_the_answer_for_that_point(turn: int) -> None:
    random = np.random.default_rng(turn)
    corners = [at(*random.uniform((-15_000, -7000), (18_000, 7000))) for _ in range(3)]
    profile = surface_profile(shapely.LineString(corners), INVENTED, SurfaceSet(), step_m=200.0)
    assert profile.complete
    assert np.all(np.diff(profile.distances_m) >= 0)
    for index in range(0, len(profile.surface), 7):
        answer = surface_answer(shapely.Point(profile.lonlat[index]), INVENTED, SurfaceSet())
        if answer.governing is None:
            assert profile.surface[index] == ""
            assert np.isnan(profile.permitted_m[index])
        else:
            assert profile.permitted_m[index] == pytest.approx(answer.governing.elevation_m, abs=1e-9)
            assert profile.surface[index] == answer.governing.surface
            assert (profile.aerodrome[index], profile.runway[index]) == ("ZZZZ", "36/18")


def test_no_planar_surface_is_missed_between_two_points() -> None:
    # The approach's far corner is cut by a line that is sampled at its ends alone.
    corner = shapely.LineString([at(-15_080, 2330), at(-15_000, 2400)])
    for step in (5000.0, 0.5):
        assert [name for _, name in seams(corner, step)] == ["", "approach", ""]


def test_a_repeated_vertex_and_a_level_crossing() -> None:
    line = shapely.LineString([at(1000, 0), at(1000, 0), at(1000, 300), at(1000, 300)])
    assert [name for _, name in seams(line)] == ["strip", "transitional"]


@pytest.mark.parametrize(("line", "step_m"), [("LINESTRING EMPTY", 25.0), ("LINESTRING (1 1, 1 1)", 25.0)])
def test_no_line_is_a_bug(line: str, step_m: float) -> None:
    with pytest.raises(ValueError, match="line"):
        surface_profile(shapely.from_wkt(line), INVENTED, SurfaceSet(), step_m=step_m)


@pytest.mark.parametrize("step_m", [0.0, -1.0, float("nan")])
def test_a_step_is_above_nothing(step_m: float) -> None:
    with pytest.raises(ValueError, match="step"):
        surface_profile(shapely.LineString([at(0, 0), at(1, 1)]), INVENTED, SurfaceSet(), step_m=step_m)


def test_a_runway_that_cannot_be_computed_is_said() -> None:
    unknown = AerodromeSet([Aerodrome("ZZZZ", "x", *SOUTH, 16.0, (Runway("36/18"),))])
    profile = surface_profile(shapely.LineString([at(0, 0), at(500, 0)]), unknown, SurfaceSet())
    assert not profile.complete
    assert [item.code for item in profile.notes] == ["surfaces.not_computable"]
    assert set(profile.surface) == {""}
