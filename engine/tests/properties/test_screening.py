"""Screening: whatever the shapes, the covering, the tree and GEOS pair by pair say the same."""

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "screening"))

from screening_scene import PLAIN, assert_as_geos, zones_of

from kethop.spatial.screening import Relation, ScreeningOptions, screen_shapes

whole = st.integers(0, 40).map(float)
fine = st.floats(0, 300, allow_nan=False, width=32)
CORNERS = st.sampled_from([(0.0, 0.0), (586_000.0, 2_324_000.0), (586_000.37, 2_324_000.73)])


@st.composite
def areas(draw, number):
    """A valid area: the hull of some points, a star around one, or a hull with a hull taken out of it."""
    points = draw(st.lists(st.tuples(number, number), min_size=3, max_size=9, unique=True))
    shape = shapely.MultiPoint(points).convex_hull
    kind = draw(st.integers(0, 2))
    if kind == 1:
        centre = shapely.centroid(shape)
        turned = sorted(points, key=lambda p: np.arctan2(p[1] - centre.y, p[0] - centre.x))
        shape = shapely.Polygon(turned)
    elif kind == 2:
        shape = shapely.difference(shape, draw(areas(number)))
    return (
        shape
        if shape.geom_type in {"Polygon", "MultiPolygon"} and shape.is_valid and shape.area > 1e-3
        else shapely.box(0, 0, 9, 7)
    )


@given(
    st.lists(st.one_of(areas(whole), areas(fine)), min_size=1, max_size=5),
    st.lists(st.one_of(areas(whole), areas(fine)), min_size=1, max_size=6),
    CORNERS,
    st.sampled_from([8.0, 32.0, 256.0]),
)
def test_all_ways_agree(zones, parcels, corner, cell) -> None:
    there = [shapely.transform(np.array(shapes, object), lambda xy: xy + corner) for shapes in (zones, parcels)]
    valid = [shapes[shapely.is_valid(shapes)] for shapes in there]
    if not len(valid[0]):
        return
    own = zones_of(*valid[0])
    assert_as_geos(valid[1], own, ScreeningOptions(covering=True, cell_m=cell, workers=1))
    assert_as_geos(valid[1], own, PLAIN)


@given(st.lists(areas(fine), min_size=1, max_size=4), st.tuples(fine, fine, st.floats(0.5, 60), st.floats(0.5, 60)))
def test_parcels_that_tile_a_place_share_what_the_place_shares(zones, place) -> None:
    """What does not depend on GEOS: the overlaps of the parts add up to the overlap of the whole."""
    own = zones_of(*zones)
    x, y, width, height = place
    lines_x, lines_y = np.linspace(x, x + width, 5), np.linspace(y, y + height, 4)
    parts = [shapely.box(lines_x[i], lines_y[j], lines_x[i + 1], lines_y[j + 1]) for i in range(4) for j in range(3)]
    covering = ScreeningOptions(covering=True, cell_m=16.0, workers=1)
    whole_one = screen_shapes(np.array([shapely.box(x, y, x + width, y + height)]), own, covering)
    split = screen_shapes(np.array(parts), own, covering)
    for zone in range(len(own)):
        total = whole_one.overlap_m2[whole_one.zone == zone].sum()
        assert abs(split.overlap_m2[split.zone == zone].sum() - total) <= 1e-9 * width * height
    assert ((split.share >= 0) & (split.share <= 1)).all()
    assert (split.share[split.relation == Relation.COVERED] == 1.0).all()


@given(st.lists(st.tuples(*[st.integers(0, 400)] * 4), min_size=1, max_size=8), st.integers(1, 3))
def test_overlaps_of_boxes_are_what_whole_numbers_say(corners, step) -> None:
    """An oracle without floating point: sides are multiples of a sixteenth, so that areas are exact."""
    boxes = [(min(a, c), min(b, d), max(a, c) + step, max(b, d) + step) for a, b, c, d in corners]
    shapes = np.array([shapely.box(*(side / 16 for side in sides)) for sides in boxes])
    zones = zones_of(*shapes)
    hits = screen_shapes(shapes, zones, ScreeningOptions(covering=True, cell_m=8.0, workers=1))
    found = dict(zip(zip(hits.parcel.tolist(), hits.zone.tolist(), strict=True), hits.overlap_m2, strict=True))
    for i, one in enumerate(boxes):
        for j, other in enumerate(boxes):
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            if wide < 0 or high < 0:
                assert (i, j) not in found
            else:
                assert abs(Fraction(float(found[i, j])) - Fraction(wide * high, 256)) <= Fraction(1, 10**12)
