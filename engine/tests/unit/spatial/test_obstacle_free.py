"""Inner approach, inner transitional and balked landing surfaces against a point function written apart from the engine."""

from math import inf

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from kethop.spatial import Aerodrome, AerodromeSet, ApproachKind, Runway, RunwayEnd, Surface, SurfaceSet, surface_answer

GEOD = Geod(ellps="WGS84")
SOUTH = (105.0, 20.0)
ZONE = (Surface.INNER_APPROACH, Surface.INNER_TRANSITIONAL, Surface.BALKED_LANDING)


def aerodrome(length: float, letter: str | None = None, kind: ApproachKind = ApproachKind.PRECISION_1) -> AerodromeSet:
    """A runway due north from 10 m to 16 m, with a precision approach over its south end only."""
    north = GEOD.fwd(*SOUTH, 0, length)[:2]
    ends = (
        RunwayEnd("36", *SOUTH, 10.0, approach=kind),
        RunwayEnd("18", *north, 16.0, approach=ApproachKind.NON_INSTRUMENT),
    )
    runway = Runway("36/18", ends, length, code_letter=letter)
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", *SOUTH, 16.0, (runway,))])


def at(north_m: float, east_m: float) -> shapely.Point:
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return shapely.Point(GEOD.fwd(foot[0], foot[1], 90, east_m)[:2])


def zone(place: shapely.Point, where: AerodromeSet) -> dict[Surface, float]:
    levels = surface_answer(place, where, SurfaceSet()).levels
    return {level.surface: level.elevation_m for level in levels if level.surface in ZONE}


def expected(along: float, across: float, *, length: float, half: float, small: bool) -> dict[Surface, float]:
    """From the printed table: along from the south end northwards; code 1, 2 (``small``) or 3, 4."""
    side, top = abs(across), 61.0
    down, beside, rise = (0.025, 0.40, 0.04) if small else (0.02, 0.333, 0.0333)
    begins = length + 60 if small else min(1800.0, length)
    level = 10 + 6 * min(max(begins / length, 0), 1)
    found: dict[Surface, float] = {}
    candidates = []
    s = -along - 60
    if 0 <= s <= 900:
        height = 10 + down * s
        if side <= half:
            found[Surface.INNER_APPROACH] = height
        candidates.append((height, side - half))
    if -60 <= along <= begins:
        candidates.append((10 + 6 * min(max(along / length, 0), 1), side - half))
    s = along - begins
    if 0 <= s <= (top - level) / rise:
        height = level + rise * s
        width = half + 0.10 * s
        if side <= width:
            found[Surface.BALKED_LANDING] = height
        candidates.append((height, side - width))
    heights = [height + beside * off for height, off in candidates if off >= 0 and height + beside * off <= top]
    if heights:
        found[Surface.INNER_TRANSITIONAL] = min(heights)
    return found


CASES = [
    (3000.0, "E", 60.0, False),
    (3000.0, "F", 70.0, False),
    (1500.0, None, 70.0, False),
    (1000.0, None, 45.0, True),
]


@pytest.mark.parametrize(("length", "letter", "half", "small"), CASES)
@given(st.floats(-1100, 4200), st.floats(-400, 400))
def test_every_point_of_the_zone(
    length: float, letter: str | None, half: float, small: bool, along: float, across: float
) -> None:
    found = zone(at(along, across), aerodrome(length, letter))
    wanted = expected(along, across, length=length, half=half, small=small)
    for name in found.keys() ^ wanted.keys():
        around = [
            name in expected(along + i, across + j, length=length, half=half, small=small)
            for i in (-0.1, 0, 0.1)
            for j in (-0.1, 0, 0.1)
        ]
        assert any(around), name
        assert not all(around), name
    for name in found.keys() & wanted.keys():
        assert found[name] == pytest.approx(wanted[name], abs=0.01)


def test_by_hand() -> None:
    where = aerodrome(3000.0, "E")
    # 500 m before the inner edge: 10 m + 2 % of 500 m; 10 m outside its side of 60 m: 33.3 % of 10 m more.
    assert zone(at(-560, 30), where)[Surface.INNER_APPROACH] == pytest.approx(20.0, abs=0.01)
    assert zone(at(-560, 70), where)[Surface.INNER_TRANSITIONAL] == pytest.approx(23.33, abs=0.01)
    # The balked landing surface begins 1,800 m after the threshold, where the runway is at 13.6 m.
    assert zone(at(2400, 0), where)[Surface.BALKED_LANDING] == pytest.approx(13.6 + 0.0333 * 600, abs=0.01)


def test_it_never_governs_and_only_precision_approaches_have_it() -> None:
    for place in (at(-560, 30), at(-560, 70), at(1000, 75), at(2400, 0), at(3200, 90)):
        answer = surface_answer(place, aerodrome(3000.0), SurfaceSet())
        assert answer.governing is not None
        assert answer.governing.surface not in ZONE
        assert min((level.elevation_m for level in answer.levels if level.surface in ZONE), default=inf) < inf
        assert zone(place, aerodrome(3000.0, kind=ApproachKind.NON_PRECISION)) == {}


def test_an_unknown_code_letter_is_said() -> None:
    noted = {note.code for note in surface_answer(at(0, 0), aerodrome(3000.0), SurfaceSet()).notes}
    assert "surfaces.code_letter_assumed" in noted
    known = {note.code for note in surface_answer(at(0, 0), aerodrome(3000.0, "D"), SurfaceSet()).notes}
    assert "surfaces.code_letter_assumed" not in known


def test_the_outer_horizontal_surface_is_guidance() -> None:
    answer = surface_answer(at(1500, 14_000), aerodrome(3000.0), SurfaceSet())
    assert (answer.inside, answer.governing) == (False, None)
    (outer,) = answer.guidance
    assert (outer.surface, outer.elevation_m, outer.aerodrome) == (Surface.OUTER_HORIZONTAL, 166.0, "ZZZZ")
    assert surface_answer(at(1500, 15_010), aerodrome(3000.0), SurfaceSet()).guidance == ()
