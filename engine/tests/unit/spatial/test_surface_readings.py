"""Conflicts and gaps in an aerodrome's figures: the stricter reading, and a note that says so."""

from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    LayerState,
    LayerStore,
    Note,
    Runway,
    RunwayEnd,
    Surface,
    SurfaceAnswer,
    SurfaceSet,
    surface_answer,
)
from kethop.spatial.surfaces import annex14_dimensions
from kethop.spatial.surfaces.frame import frame_between

GEOD = Geod(ellps="WGS84")
SOUTH = (105.0, 20.0)
NORTH = GEOD.fwd(*SOUTH, 0, 3000)[:2]


def aerodrome(
    *,
    low: float | None = 10.0,
    high: float | None = 16.0,
    published: float | None = 16.0,
    length: float | None = 3000.0,
    north: tuple[float, float] = NORTH,
    **options: object,
) -> AerodromeSet:
    ends = (RunwayEnd("36", *SOUTH, low, **options), RunwayEnd("18", *north, high))
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", *SOUTH, published, (Runway("36/18", ends, length),))])


def at(north_m: float, east_m: float) -> shapely.Point:
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return shapely.Point(GEOD.fwd(foot[0], foot[1], 90, east_m)[:2])


def ask(place: shapely.Geometry, aerodromes: AerodromeSet) -> SurfaceAnswer:
    return surface_answer(place, aerodromes, SurfaceSet())


def level(place: shapely.Geometry, aerodromes: AerodromeSet, surface: Surface, direction: str = "") -> float:
    found = {(item.surface, item.direction): item.elevation_m for item in ask(place, aerodromes).levels}
    return found[surface, direction]


def noted(answer: SurfaceAnswer) -> dict[str, Note]:
    return {note.code: note for note in answer.notes}


def test_the_shape_follows_the_stricter_length() -> None:
    # Stated 3,400 m: either end may lie 400 m further out.
    longer = aerodrome(length=3400.0)
    answer = ask(at(-2060, 0), longer)
    assert noted(answer)["surfaces.length_conflict"].fields["stated_m"] == 3400.0
    assert noted(answer)["surfaces.length_conflict"].fields["distance_m"] == pytest.approx(3000.0)
    assert level(at(-2060, 0), longer, Surface.APPROACH, "36") == pytest.approx(10 + 0.02 * 1600, abs=0.01)
    assert level(at(5060, 0), longer, Surface.APPROACH, "18") == pytest.approx(16 + 0.02 * 1600, abs=0.01)
    assert level(at(-6300, 0), longer, Surface.CONICAL) == pytest.approx(61 + 0.05 * (6300 - 460 - 4000), abs=0.01)
    # Stated 2,600 m: the ends as given are the stricter outside, but the surface beside the ends is not.
    shorter = aerodrome(length=2600.0)
    assert level(at(-2060, 0), shorter, Surface.APPROACH, "36") == pytest.approx(10 + 0.02 * 2000, abs=0.01)
    # 30 m and less is no conflict.
    assert "surfaces.length_conflict" not in noted(ask(at(-2060, 0), aerodrome(length=3029.9)))
    for unknown in (None, 0.0):
        assert "surfaces.length_conflict" not in noted(ask(at(-2060, 0), aerodrome(length=unknown)))


def test_the_code_number_comes_from_the_longer_length() -> None:
    north = GEOD.fwd(*SOUTH, 0, 1150)[:2]
    note = noted(ask(at(0, 1000), aerodrome(length=1250.0, north=north)))["surfaces.approach_assumed"]
    assert (note.fields["code_number"], note.fields["kind"]) == (3, "precision-2-3")
    note = noted(ask(at(0, 1000), aerodrome(length=1150.0, north=north)))["surfaces.approach_assumed"]
    assert (note.fields["code_number"], note.fields["kind"]) == (2, "precision-1")


@pytest.mark.parametrize(("length", "code"), [(799.9, 1), (800, 2), (1199.9, 2), (1200, 3), (1799.9, 3), (1800, 4)])
def test_code_numbers(length: float, code: int) -> None:
    assert annex14_dimensions().code_number(length) == code


def test_a_surface_set_by_the_word_of_its_regime() -> None:
    assert SurfaceSet(regime="annex14-2004").regime is SurfaceSet().regime
    with pytest.raises(ValueError, match="annex14-2099"):
        SurfaceSet(regime="annex14-2099")


def test_an_unknown_approach_is_the_strictest() -> None:
    known = aerodrome(approach=ApproachKind.NON_INSTRUMENT)
    for place in (at(-2060, 0), at(-2060, 300), at(-9000, 500), at(1500, 200)):
        strict = ask(place, aerodrome()).permitted_elevation_m or 1e9
        assert strict <= (ask(place, known).permitted_elevation_m or 1e9)
    ends = {note.fields["end"] for note in ask(at(-2060, 0), known).notes if note.code == "surfaces.approach_assumed"}
    assert ends == {"18"}


def test_a_missing_threshold_elevation() -> None:
    answer = ask(at(-1060, 0), aerodrome(low=None, published=12.0))
    assert noted(answer)["surfaces.threshold_elevation_missing"].fields["used_m"] == 12.0
    assert answer.permitted_elevation_m == pytest.approx(12 + 20, abs=0.01)
    assert ask(at(-1060, 0), aerodrome(low=None, published=None)).permitted_elevation_m == pytest.approx(
        16 + 20, abs=0.01
    )
    # The datum stays the highest known end, below what is published; that is said.
    differs = noted(ask(at(1500, 3000), aerodrome(low=None, high=4.0, published=15.0)))["surfaces.datum_differs"]
    assert (differs.fields["datum_m"], differs.fields["published_m"]) == (4.0, 15.0)


@pytest.mark.parametrize(("published", "is_said"), [(15.94, True), (15.96, False), (16.0, False), (16.06, True)])
def test_a_datum_that_differs_is_always_said(published: float, *, is_said: bool) -> None:
    answer = ask(at(1500, 3000), aerodrome(published=published))
    assert ("surfaces.datum_differs" in noted(answer)) is is_said
    assert answer.permitted_elevation_m == 61.0


def test_noi_bai_s_elevations_differ(layers_folder: Path) -> None:
    viet_nam = AerodromeSet.from_layer(LayerStore([layers_folder]), on=date(2026, 11, 22))
    differs = noted(ask(shapely.Point(105.7626, 21.1936), viet_nam))["surfaces.datum_differs"]
    assert differs.fields["datum_m"] == pytest.approx(40 * 0.3048)
    assert differs.fields["published_m"] == pytest.approx(39 * 0.3048, abs=0.001)


def test_the_published_elevation_stands_in_for_the_datum() -> None:
    answer = ask(at(1500, 3000), aerodrome(low=None, high=None, published=7.0))
    assert answer.permitted_elevation_m == 52.0
    assert noted(answer)["surfaces.datum_is_published"].fields["datum_m"] == 7.0


@pytest.mark.parametrize(
    ("aerodromes", "reason"),
    [
        (aerodrome(low=None, high=None, published=None), "no_elevation"),
        (aerodrome(north=SOUTH), "thresholds_equal"),
        (AerodromeSet([Aerodrome("ZZZZ", "x", *SOUTH, 16.0, (Runway("36/18", None, 3000.0),))]), "no_thresholds"),
        (AerodromeSet([Aerodrome("ZZZZ", "x", *SOUTH, 16.0, (Runway("36/18"),))]), "no_thresholds"),
    ],
)
def test_what_cannot_be_computed_is_never_clear(aerodromes: AerodromeSet, reason: str) -> None:
    near = ask(at(-9000, 0), aerodromes)
    assert (near.inside, near.complete, near.permitted_elevation_m, near.place, near.penetration_m(500.0)) == (
        False,
        False,
        None,
        None,
        None,
    )
    assert noted(near)["surfaces.not_computable"].fields["reason"] == reason
    far = ask(at(-60_000, 0), aerodromes)
    assert (far.complete, far.notes) == (True, ())


def test_one_runway_that_cannot_be_computed_beside_one_that_can() -> None:
    ends = (RunwayEnd("36", *SOUTH, 10.0), RunwayEnd("18", *NORTH, 16.0))
    both = AerodromeSet([Aerodrome("ZZZZ", "x", *SOUTH, 16.0, (Runway("36/18", ends, 3000.0), Runway("09/27")))])
    answer = ask(at(1500, 3000), both)
    assert (answer.inside, answer.complete, answer.permitted_elevation_m) == (True, False, 61.0)


def test_a_displaced_threshold_is_read_both_ways() -> None:
    displaced = aerodrome(displaced_m=600.0)
    answer = ask(at(-1060, 0), displaced)
    assert noted(answer)["surfaces.displaced_threshold"].fields["displaced_m"] == 600.0
    assert level(at(-1060, 0), displaced, Surface.APPROACH, "36") == pytest.approx(10 + 0.02 * 1000, abs=0.01)
    # Where only the approach to the displaced threshold is wide enough, it counts: 150 + 0.15 * 1,600 = 390 m.
    assert level(at(-1060, 370), displaced, Surface.APPROACH, "36") == pytest.approx(10 + 0.02 * 1600, abs=0.01)


def test_a_clearway_moves_the_take_off_surface() -> None:
    clearway = aerodrome(clearway_m=300.0)
    assert level(at(-2060, 0), clearway, Surface.TAKE_OFF_CLIMB, "18") == pytest.approx(10 + 0.02 * 1760, abs=0.01)


def test_a_steep_runway_keeps_its_transitional_surfaces_below_the_inner_horizontal() -> None:
    steep = aerodrome(low=0.0, high=200.0, published=200.0)
    for north in (-3500, -2000, 0, 1000, 2000, 2990):
        for across in (151, 300, 900):
            for item in ask(at(north, across), steep).levels:
                assert item.surface is not Surface.TRANSITIONAL or item.elevation_m <= 245.0 + 1e-6


def test_a_footprint_around_a_whole_aerodrome() -> None:
    corners = [at(-8000, -9000), at(-8000, 9000), at(11_000, 9000), at(11_000, -9000)]
    answer = ask(shapely.Polygon(corners), aerodrome())
    found = {item.surface: item for item in answer.levels}
    assert found[Surface.CONICAL].elevation_m == 61.0
    assert found[Surface.INNER_HORIZONTAL].elevation_m == 61.0
    assert answer.permitted_elevation_m == pytest.approx(10.0, abs=1e-6)
    lon, lat = found[Surface.CONICAL].place
    strip = shapely.LineString([at(-60, 0), at(3060, 0)])
    distance = min(
        GEOD.inv(lon, lat, p.x, p.y)[2] for p in (strip.interpolate(i / 4000, normalized=True) for i in range(4001))
    )
    assert distance == pytest.approx(4000, abs=0.5)


def test_the_conical_surface_where_an_edge_dips_below_the_radius() -> None:
    # Both corners of the lower edge lie beyond 4,000 m, its middle within.
    corners = [at(-3500, 3900), at(6500, 3900), at(6500, 9000), at(-3500, 9000)]
    found = {item.surface: item for item in ask(shapely.Polygon(corners), aerodrome()).levels}
    assert found[Surface.CONICAL].elevation_m == 61.0
    within = shapely.LineString([at(1500, 3000), at(1500, 3500)])
    assert Surface.CONICAL not in {item.surface for item in ask(within, aerodrome()).levels}


def test_a_layer_that_does_not_answer(tmp_path: Path, layers_folder: Path) -> None:
    gone = AerodromeSet.from_layer(LayerStore([tmp_path]), on=date(2026, 11, 22))
    answer = ask(at(0, 0), gone)
    assert (gone.state, answer.complete, answer.nearest, answer.inside) == (LayerState.MISSING, False, None, False)
    assert noted(answer)["surfaces.aerodromes_unknown"].fields["state"] == "missing"
    store = LayerStore([layers_folder])
    stale = AerodromeSet.from_layer(store, on=date(2030, 1, 1))
    answer = ask(shapely.Point(105.7626, 21.1936), stale)
    assert (stale.state, answer.inside, answer.complete) == (LayerState.STALE, True, False)
    assert AerodromeSet.from_layer(store, on=date(2026, 11, 22), layer="provinces").state is LayerState.UNREADABLE


def test_na_san_has_no_thresholds(layers_folder: Path) -> None:
    viet_nam = AerodromeSet.from_layer(LayerStore([layers_folder]), on=date(2026, 11, 22))
    answer = ask(shapely.Point(104.05, 21.2), viet_nam)
    assert (answer.inside, answer.complete) == (False, False)
    assert noted(answer)["surfaces.not_computable"].fields["aerodrome"] == "VVNS"


def test_an_empty_footprint_is_a_bug() -> None:
    with pytest.raises(ValueError, match="empty"):
        ask(shapely.Point(), aerodrome())


def test_the_frame_is_true_to_a_hundredth_of_a_metre_of_elevation() -> None:
    """Distances in the frame, 20 km out, against geodesics: the error times the steepest slope stays below 1 mm."""
    frame = frame_between(SOUTH, NORTH)
    threshold = frame.project(shapely.Point(SOUTH))
    assert threshold.coords[0] == pytest.approx((-1500.0, 0.0), abs=1e-6)
    for azimuth in range(0, 360, 15):
        for distance in (4000, 6000, 20_000):
            lon, lat, _ = GEOD.fwd(*SOUTH, azimuth, distance)
            place = frame.project(shapely.Point(lon, lat))
            slope = 0.05 if distance <= 6000 else 0.025
            assert abs(place.distance(threshold) - distance) * slope < 0.001
            assert frame.lonlat(place.x, place.y) == pytest.approx((lon, lat), abs=1e-10)
