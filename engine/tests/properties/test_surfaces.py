"""Properties of the obstacle limitation surfaces, against a point function written apart from the engine.

The oracle below works point by point in its own projection with the dimensions typed in, and knows nothing of pieces.
"""

import csv
import gzip
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import hypot, inf
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    LayerStore,
    Runway,
    RunwayEnd,
    Surface,
    SurfaceSet,
    surface_answer,
)

GEOD = Geod(ellps="WGS84")
CENTRE = (106.0, 18.0)
OBSTACLE_FREE_ZONE = {Surface.INNER_APPROACH, Surface.INNER_TRANSITIONAL, Surface.BALKED_LANDING}  # test_obstacle_free


@dataclass(frozen=True)
class Shape:
    """Dimensions of one class, typed in from the printed table."""

    radius: float
    conical_height: float
    half_edge: float
    distance: float
    divergence: float
    sections: tuple[tuple[float, float], ...]
    transitional: float
    off_half: float
    off_distance: float
    off_divergence: float
    off_final: float
    off_length: float
    off_slope: float


PRECISION_4 = Shape(
    4000, 100, 150, 60, 0.15, ((3000, 0.02), (3600, 0.025), (8400, 0)), 0.143, 90, 60, 0.125, 900, 15000, 0.02
)
NON_INSTRUMENT_2 = Shape(2500, 55, 40, 60, 0.10, ((2500, 0.04),), 0.20, 40, 60, 0.10, 290, 2500, 0.04)
PRECISION_2 = Shape(3500, 60, 75, 60, 0.15, ((3000, 0.025), (12000, 0.03)), 0.143, 40, 60, 0.10, 290, 2500, 0.04)
CLASSES = (
    (PRECISION_4, ApproachKind.PRECISION_2_3, 3200.0),
    (PRECISION_4, None, 2400.0),
    (NON_INSTRUMENT_2, ApproachKind.NON_INSTRUMENT, 1000.0),
    (PRECISION_2, None, 900.0),
)


@dataclass(frozen=True)
class Scene:
    shape: Shape
    length: float
    azimuth: float
    elevations: tuple[float, float]
    aerodromes: AerodromeSet


@lru_cache(maxsize=256)
def scene(kind: int, azimuth: int, low: float, high: float) -> Scene:
    shape, approach, length = CLASSES[kind]
    first = GEOD.fwd(*CENTRE, azimuth + 180, length / 2)[:2]
    second = GEOD.fwd(*CENTRE, azimuth, length / 2)[:2]
    ends = (RunwayEnd("A", *first, low, approach=approach), RunwayEnd("B", *second, high, approach=approach))
    aerodrome = Aerodrome("ZZZZ", "Invented", *CENTRE, max(low, high), (Runway("A/B", ends, length),))
    return Scene(shape, length, azimuth, (low, high), AerodromeSet([aerodrome]))


SCENES = st.builds(
    scene,
    st.integers(0, len(CLASSES) - 1),
    st.sampled_from([0, 17, 90, 133, 250]),
    st.sampled_from([0.0, 12.0, 40.0]),
    st.sampled_from([0.0, 5.0, 12.0]),
)


@lru_cache
def plane() -> Transformer:
    return Transformer.from_pipeline(f"+proj=aeqd +lat_0={CENTRE[1]} +lon_0={CENTRE[0]} +ellps=WGS84")


def along_across(where: Scene, lon: float, lat: float) -> tuple[float, float]:
    """Metres along the runway from its middle and across it, in PROJ's own azimuthal equidistant projection."""
    east, north = plane().transform(lon, lat)
    angle = np.radians(where.azimuth)
    return float(east * np.sin(angle) + north * np.cos(angle)), float(east * np.cos(angle) - north * np.sin(angle))


def lonlat(where: Scene, along: float, across: float) -> tuple[float, float]:
    angle = np.radians(where.azimuth)
    east = along * np.sin(angle) + across * np.cos(angle)
    north = along * np.cos(angle) - across * np.sin(angle)
    lon, lat = plane().transform(east, north, direction="INVERSE")
    return float(lon), float(lat)


def oracle(where: Scene, along: float, across: float) -> dict[str, float]:  # noqa: C901 - one plain function
    """The elevation of each surface over a point; absent where there is none."""
    shape, half = where.shape, where.length / 2
    low, high = where.elevations
    datum = max(low, high)
    top = datum + 45
    side = abs(across)
    found: dict[str, float] = {}
    distance = hypot(max(abs(along) - half - shape.distance, 0.0), side)
    if distance <= shape.radius:
        found["inner_horizontal"] = top
    if shape.radius <= distance <= shape.radius + shape.conical_height / 0.05:
        found["conical"] = top + 0.05 * (distance - shape.radius)
    candidates: dict[str, list[float]] = {"approach": [], "take_off_climb": [], "transitional": []}
    for outward, elevation in ((-along - half, low), (along - half, high)):
        s = outward - shape.distance
        level, start = elevation, 0.0
        for length, slope in shape.sections:
            if start <= s <= start + length:
                width = shape.half_edge + shape.divergence * s
                height = level + slope * (s - start)
                if side <= width:
                    candidates["approach"].append(height)
                beside = height + shape.transitional * (side - width)
                if side >= width and height <= top and beside <= top:
                    candidates["transitional"].append(beside)
            level, start = level + slope * length, start + length
        s = outward - shape.off_distance
        if 0 <= s <= shape.off_length and side <= min(shape.off_half + shape.off_divergence * s, shape.off_final):
            candidates["take_off_climb"].append(elevation + shape.off_slope * s)
    if abs(along) <= half + shape.distance:
        share = min(1.0, max(0.0, (along + half) / where.length))
        runway = low + share * (high - low)
        if side <= shape.half_edge:
            found["strip"] = runway
        beside = runway + shape.transitional * (side - shape.half_edge)
        if side >= shape.half_edge and beside <= top:
            candidates["transitional"].append(beside)
    return found | {name: min(values) for name, values in candidates.items() if values}


def lowest(where: Scene, along: float, across: float, *, reach: float = 0.0) -> float:
    """The lowest surface at a point, or within ``reach`` metres of it (for points on an outline)."""
    places = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)]
    steps = places if reach else places[:1]
    return min((min(oracle(where, along + reach * i, across + reach * j).values(), default=inf) for i, j in steps))


ALONG = st.floats(-18_000, 18_000)
ACROSS = st.floats(-7_000, 7_000)
NEAR = st.tuples(st.floats(-3_500, 3_500), st.floats(-1_000, 1_000))
PLACES = st.one_of(st.tuples(ALONG, ACROSS), NEAR, st.tuples(ALONG, st.floats(-900, 900)))


@given(SCENES, PLACES)
@settings(max_examples=5 * settings.default.max_examples)
def test_a_point_agrees_with_the_oracle(where: Scene, place: tuple[float, float]) -> None:
    lon, lat = lonlat(where, *place)
    answer = surface_answer(shapely.Point(lon, lat), where.aerodromes, SurfaceSet())
    expected = oracle(where, *along_across(where, lon, lat))
    found: dict[str, float] = {}
    for level in answer.levels:
        if level.surface in OBSTACLE_FREE_ZONE:
            continue
        found[level.surface] = min(found.get(level.surface, inf), level.elevation_m)
    edges = expected.keys() ^ found.keys()
    for name in edges:  # only within a hand's breadth of an outline may the two disagree
        around = [name in oracle(where, place[0] + i, place[1] + j) for i in (-0.1, 0, 0.1) for j in (-0.1, 0, 0.1)]
        assert any(around), name
        assert not all(around), name
    for name in expected.keys() & found.keys():
        assert found[name] == pytest.approx(expected[name], abs=0.01)


@st.composite
def footprints(draw: st.DrawFn) -> tuple[Scene, shapely.Geometry, list[tuple[float, float]]]:
    where = draw(SCENES)
    centre = draw(PLACES)
    radius = draw(st.sampled_from([30.0, 400.0, 3000.0]))
    count = draw(st.integers(3, 7))
    turn = draw(st.floats(0, 6))
    spokes = draw(st.lists(st.floats(0.3, 1.0), min_size=count, max_size=count))
    angles = [turn + 2 * np.pi * i / count for i in range(count)]
    flat = [
        (centre[0] + radius * r * np.cos(a), centre[1] + radius * r * np.sin(a))
        for r, a in zip(spokes, angles, strict=True)
    ]
    if draw(st.booleans()):
        return where, shapely.LineString([lonlat(where, *point) for point in flat]), flat
    polygon = shapely.Polygon([lonlat(where, *point) for point in flat])
    assume(polygon.is_valid)
    return where, polygon, flat


def samples(geometry: shapely.Geometry) -> np.ndarray:
    outline = geometry.boundary if geometry.geom_type == "Polygon" else geometry
    edge = [outline.interpolate(i / 120, normalized=True) for i in range(121)]
    west, south, east, north = geometry.bounds
    grid = [shapely.Point(x, y) for x in np.linspace(west, east, 12) for y in np.linspace(south, north, 12)]
    return shapely.get_coordinates([*edge, *(p for p in grid if geometry.intersects(p))])


@given(footprints())
def test_the_minimum_over_a_footprint_is_exact(case: tuple[Scene, shapely.Geometry, list[tuple[float, float]]]) -> None:
    where, footprint, _ = case
    answer = surface_answer(footprint, where.aerodromes, SurfaceSet())
    sampled = min(lowest(where, *along_across(where, *place)) for place in samples(footprint).tolist())
    if answer.permitted_elevation_m is None:
        assert sampled == inf
        return
    assert answer.place is not None
    # It is no higher than any sample ...
    assert answer.permitted_elevation_m <= sampled + 0.01
    # ... and it is reached: its place lies on the footprint and has that elevation there.
    assert footprint.distance(shapely.Point(answer.place)) < 1e-7
    reached = lowest(where, *along_across(where, *answer.place), reach=0.05)
    assert reached == pytest.approx(answer.permitted_elevation_m, abs=0.03)


@given(SCENES, PLACES, st.floats(-50, 500), st.floats(0, 200))
def test_a_higher_object_never_penetrates_less(
    where: Scene, place: tuple[float, float], top: float, more: float
) -> None:
    answer = surface_answer(shapely.Point(lonlat(where, *place)), where.aerodromes, SurfaceSet())
    lower, higher = answer.penetration_m(top), answer.penetration_m(top + more)
    assert (lower is None) == (higher is None) == (not answer.inside)
    assert lower is None or higher is None or 0 <= lower <= higher


@given(SCENES, PLACES)
def test_left_and_right_are_alike(where: Scene, place: tuple[float, float]) -> None:
    one, other = (
        surface_answer(shapely.Point(lonlat(where, place[0], side * place[1])), where.aerodromes, SurfaceSet())
        for side in (1, -1)
    )
    assume(one.inside and other.inside and len(one.levels) == len(other.levels))
    assert one.permitted_elevation_m == pytest.approx(other.permitted_elevation_m, abs=1e-6)


@given(footprints(), st.floats(0.1, 0.9))
def test_a_smaller_footprint_permits_no_less(
    case: tuple[Scene, shapely.Geometry, list[tuple[float, float]]], share: float
) -> None:
    where, footprint, _ = case
    small = shapely.affinity.scale(footprint, share, share, origin=shapely.Point(footprint.representative_point()))
    assume(footprint.covers(small))
    whole = surface_answer(footprint, where.aerodromes, SurfaceSet()).permitted_elevation_m
    part = surface_answer(small, where.aerodromes, SurfaceSet()).permitted_elevation_m
    assert part is None or (whole is not None and whole <= part + 1e-6)


# Where two surfaces join, they join: (along from the end outwards, across) on both sides of a seam of the precision class.
@pytest.mark.parametrize("end", [-1, 1])
@pytest.mark.parametrize(
    ("name", "first", "second", "gap"),
    [
        ("approach sections 1 and 2", (3060 - 0.01, 50), (3060 + 0.01, 50), 0.001),
        ("approach sections 2 and 3", (6660 - 0.01, 50), (6660 + 0.01, 50), 0.001),
        ("approach and transitional", (1060, 299.99), (1060, 300.01), 0.01),
        ("strip and its transitional", (-1200, 149.99), (-1200, 150.01), 0.01),
        ("strip beyond the end and its transitional", (30, 149.99), (30, 150.01), 0.01),
        ("strip before and beyond the end", (-0.01, 50), (0.01, 50), 0.001),
        ("strip and approach", (59.99, 50), (60.01, 50), 0.001),
        ("strip and approach transitional", (59.99, 200), (60.01, 200), 0.01),
        ("transitional and inner horizontal", (-1200, 150 + 45 / 0.143 - 0.01), (-1200, 150 + 45 / 0.143 + 0.01), 0.01),
        ("inner horizontal and conical", (-1200, 3999.99), (-1200, 4000.01), 0.01),
    ],
)
def test_surfaces_join(
    name: str, first: tuple[float, float], second: tuple[float, float], gap: float, end: int
) -> None:
    where = scene(0, 17, 12.0, 12.0)

    def level(place: tuple[float, float]) -> float:
        point = shapely.Point(lonlat(where, end * (where.length / 2 + place[0]), place[1]))
        answer = surface_answer(point, where.aerodromes, SurfaceSet())
        ignored = {Surface.TAKE_OFF_CLIMB} | (
            {Surface.INNER_HORIZONTAL} if "sections" in name or "approach" in name else set()
        )
        return min(item.elevation_m for item in answer.levels if item.surface not in ignored)

    assert level(first) == pytest.approx(level(second), abs=gap)


@example(105.7626, 21.1936)
@given(st.floats(102, 110), st.floats(8, 23.5))
def test_every_place_in_viet_nam_is_answered(lon: float, lat: float) -> None:
    answer = surface_answer(shapely.box(lon, lat, lon + 0.02, lat + 0.02), viet_nam(), SurfaceSet())
    assert answer.nearest is not None
    assert answer.inside == bool(answer.levels)
    elevations = [level.elevation_m for level in answer.levels]
    assert elevations == sorted(elevations)


@lru_cache
def viet_nam() -> AerodromeSet:
    folder = Path(__file__).resolve().parents[3] / "packs/vn/layers"
    return AerodromeSet.from_layer(LayerStore([folder]), on=date(2026, 11, 22))


def test_around_every_runway_of_viet_nam() -> None:
    for aerodrome in viet_nam().aerodromes:
        place = shapely.Point(aerodrome.lon, aerodrome.lat)
        for footprint in (
            place,
            place.buffer(0.02),
            place.buffer(0.2),
            shapely.LineString([(aerodrome.lon - 1, aerodrome.lat), (aerodrome.lon + 1, aerodrome.lat + 0.1)]),
        ):
            answer = surface_answer(footprint, viet_nam(), SurfaceSet())
            assert answer.nearest is not None
            assert answer.inside or not answer.complete or footprint.geom_type == "Point"
            if footprint.geom_type != "LineString":
                assert answer.nearest.distance_m < 2000


def number(text: str) -> float | None:
    return float(text) * 0.3048 if text else None


def test_a_sample_of_the_world_s_runways(shared_data: Path) -> None:
    with gzip.open(shared_data / "airports/ourairports_runways.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for index, row in enumerate(csv.DictReader(file)) if index % 97 == 0]
    assert len(rows) > 400
    computed = 0
    for row in rows:
        places = [row[f"{end}_{part}_deg"] for end in ("le", "he") for part in ("longitude", "latitude")]
        ends = None
        if all(places):
            west, south, east, north = map(float, places)
            ends = (
                RunwayEnd(
                    "A", west, south, number(row["le_elevation_ft"]), number(row["le_displaced_threshold_ft"]) or 0.0
                ),
                RunwayEnd(
                    "B", east, north, number(row["he_elevation_ft"]), number(row["he_displaced_threshold_ft"]) or 0.0
                ),
            )
        lon, lat = (ends[0].lon, ends[0].lat) if ends else (105.0, 21.0)
        runway = Runway("A/B", ends, number(row["length_ft"]))
        aerodromes = AerodromeSet([Aerodrome(row["airport_ident"], "", lon, lat, None, (runway,))])
        place = shapely.Point(lon + 0.01, min(lat + 0.01, 89.0))
        for footprint in (place, place.buffer(0.005)):
            answer = surface_answer(footprint, aerodromes, SurfaceSet())
            assert answer.complete or answer.notes
            computed += answer.inside
    assert computed > 100
