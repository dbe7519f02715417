"""Pairs that are hard to judge: what the covering says of them is what GEOS says of each pair alone."""

import numpy as np
import pytest
import shapely
from screening_scene import COVERING, PLAIN, assert_as_geos, boxes, moved, zones_of
from shapely import MultiPolygon, Polygon, box

from kethop.spatial.screening import Relation, ScreeningOptions, screen_shapes

RING = Polygon([(0, 0), (40, 0), (40, 40), (0, 40)], [[(10, 10), (30, 10), (30, 30), (10, 30)]])


@pytest.mark.parametrize("cell", [8.0, 64.0])
@pytest.mark.parametrize("off", [0.0, 5e6])
def test_whole_numbers_with_shared_edges_holes_and_parts(off: float, cell: float) -> None:
    random = np.random.default_rng(3)
    places = random.integers(0, 200, (40, 2))
    zones = [moved([shapely.union_all(boxes(random, 4, 60, 5, 25))], x + off, y + off)[0] for x, y in places]
    plain = boxes(random, 400, 240, 1, 9)
    cut = shapely.difference(boxes(random, 150, 240, 6, 30), boxes(random, 150, 240, 3, 12))
    joined = shapely.union(boxes(random, 150, 240, 2, 40), boxes(random, 150, 240, 2, 40))
    parcels = np.concatenate((plain, cut, joined))
    parcels = moved(parcels[~shapely.is_empty(parcels)], off, off)
    hits = assert_as_geos(parcels, zones_of(*zones), ScreeningOptions(covering=True, cell_m=cell))
    assert set(hits.relation) == set(Relation)


@pytest.mark.parametrize("options", [COVERING, PLAIN], ids=["covering", "plain"])
@pytest.mark.parametrize(
    ("zone", "parcel", "relation"),
    [
        (box(0, 0, 10, 10), box(10, 0, 20, 10), Relation.TOUCHES),
        (box(0, 0, 10, 10), box(10, 10, 20, 20), Relation.TOUCHES),
        (box(0, 0, 10, 10), box(10.000000001, 0, 20, 10), None),
        (box(0, 0, 10, 10), box(9.999999999, 0, 20, 10), Relation.PARTIAL),
        (box(0, 0, 10, 10), box(0, 0, 10, 10), Relation.COVERED),
        (box(0, 0, 10, 10), box(0, 0, 10, 10.000000001), Relation.PARTIAL),
        (box(0, 0, 1000, 1000), box(0, 0, 10, 10), Relation.COVERED),
        (RING, box(10, 10, 30, 30), Relation.TOUCHES),
        (RING, box(12, 12, 28, 28), None),
        (RING, box(9, 9, 31, 31), Relation.PARTIAL),
        (RING, box(-1, -1, 41, 41), Relation.PARTIAL),
        (Polygon([(0, 0), (100, 0), (100, 1e-7)]), box(40, -5, 60, 5), Relation.PARTIAL),
        (Polygon([(0, 0), (5, 9), (-5, 9)]), box(-1, -1, 1, 0), Relation.TOUCHES),
        (MultiPolygon([box(0, 0, 5, 5), box(5, 5, 9, 9)]), box(5, 0, 9, 5), Relation.TOUCHES),
        (MultiPolygon([box(0, 0, 5, 5), box(6, 0, 9, 5)]), box(4, 1, 7, 2), Relation.PARTIAL),
        (box(0, 0, 300, 300), RING, Relation.COVERED),
        (box(15, 15, 25, 25), RING, None),
        (box(0, 0, 10, 10), MultiPolygon([box(20, 0, 30, 9), box(5, 5, 15, 9)]), Relation.PARTIAL),
        (box(0, 0, 10, 10), shapely.LineString([(-5, 5), (15, 5)]), Relation.PARTIAL),
        (box(0, 0, 10, 10), shapely.LineString([(2, 5), (3, 5)]), Relation.COVERED),
        (box(0, 0, 10, 10), shapely.Point(10, 5), Relation.TOUCHES),
        (box(0, 0, 10, 10), shapely.Point(5, 5), Relation.COVERED),
        (box(0, 0, 10, 10), shapely.Point(11, 5), None),
        # slivers of 5e-8 m², within and outside of a zone whose boundary crosses their envelope
        (
            Polygon([(-5, -5.5), (20, 19.5), (-5, 19.5)]),
            Polygon([(0, 0.5), (10, 10.5), (10, 10.5 + 1e-8)]),
            Relation.COVERED,
        ),
        (Polygon([(-5, -5.5), (20, 19.5), (20, -5.5)]), Polygon([(0, 0.5), (10, 10.5), (10, 10.5 + 1e-8)]), None),
        # an L around a corner of a zone that it does not meet, and one that it touches
        (box(5, 5, 9, 9), Polygon([(0, 0), (20, 0), (20, 4), (4, 4), (4, 20), (0, 20)]), None),
        (box(4, 4, 9, 9), Polygon([(0, 0), (20, 0), (20, 4), (4, 4), (4, 20), (0, 20)]), Relation.TOUCHES),
        (
            Polygon([(-1, -1), (30, -1), (30, 30), (-1, 30)], [[(5, 5), (9, 5), (9, 9), (5, 9)]]),
            Polygon([(0, 0), (20, 0), (20, 4), (4, 4), (4, 20), (0, 20)]),
            Relation.COVERED,
        ),
        (box(-5e4, -5e4, 5e4, 5e4), box(0, 0, 3e4, 3e4), Relation.COVERED),
        (Polygon([(0, 0), (5e5, 1), (5e5, 2)]), box(0, 0, 4e5, 4e5), Relation.PARTIAL),
    ],
)
def test_one_pair(options, zone, parcel, relation) -> None:
    for off in (0.0, 600_000.0):
        there = moved([parcel], off, 3 * off)
        hits = assert_as_geos(there, zones_of(*moved([zone], off, 3 * off)), options)
        if off == 0.0:
            assert [Relation(kind) for kind in hits.relation] == ([] if relation is None else [relation])


@pytest.mark.parametrize("off", [1e7, 1e10, 1e14])
def test_huge_coordinates_are_left_to_geos(off: float) -> None:
    step = max(1.0, 16 * np.spacing(off))
    zones = zones_of(*moved([box(0, 0, 10 * step, 10 * step)], off, off))
    parcels = moved([box(10 * step, 0, 20 * step, step), box(2 * step, 0, 12 * step, step)], off, off)
    assert_as_geos(parcels, zones)


@pytest.mark.parametrize("options", [COVERING, PLAIN], ids=["covering", "plain"])
def test_parcels_without_a_place_or_an_area_are_listed(options) -> None:
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    parcels = np.array([None, Polygon(), bow_tie, shapely.transform(bow_tie, lambda xy: xy + 500), box(1, 1, 2, 2)])
    hits = screen_shapes(parcels, zones_of(box(5, 0, 9, 2)), options)
    assert hits.nowhere.tolist() == [0, 1]
    assert hits.invalid.tolist() == [2]
    assert len(hits) == 0


def test_a_parcel_with_many_corners_and_one_over_many_cells() -> None:
    round_one = shapely.Point(1_000, 1_000).buffer(30, quad_segs=64)
    wide = box(-3_000, -3_000, 30_000, 30_000)
    small = box(1_000, 1_000, 1_020, 1_020)
    zones = zones_of(
        shapely.Point(1_020, 1_000).buffer(25), box(20_000, 0, 20_100, 50_000), box(9e4, 9e4, 9.1e4, 9.1e4)
    )
    hits = assert_as_geos(np.array([round_one, wide, small]), zones, ScreeningOptions(covering=True, cell_m=8.0))
    assert len(hits) == 4


def test_no_zones_and_no_parcels() -> None:
    assert len(screen_shapes(np.array([box(0, 0, 1, 1)]), zones_of(), COVERING)) == 0
    assert len(screen_shapes(np.empty(0, object), zones_of(box(0, 0, 1, 1)), COVERING)) == 0


def test_far_parcels_meet_nothing() -> None:
    assert_as_geos(np.array([box(1e6, 1e6, 1e6 + 9, 1e6 + 9)]), zones_of(box(0, 0, 9, 9)))
