"""One site through the tree of the zones, or their index: what many parcels at once are told."""

import numpy as np
import pytest
import shapely
from screening_scene import PLAIN, as_pairs, boxes, zones_of

from kethop.spatial.screening import SiteIndex, screen_shapes, screen_site, site_index

BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def assert_same(one, other) -> None:
    assert one.keys() == other.keys()
    for pair, (area, relation) in other.items():
        assert one[pair][1] is relation
        assert one[pair][0] == pytest.approx(area, rel=1e-9, abs=1e-9)


@pytest.fixture(params=["tree", "index", "index without numba"])
def way(request, monkeypatch):
    """Return a way to screen one site against zones."""
    if request.param == "tree":
        return lambda zones: lambda site: screen_site(site, zones)
    if request.param == "index without numba":
        monkeypatch.setattr(site_index, "find_spec", lambda _: None)
    return lambda zones: SiteIndex(zones, cell_m=16.0).screen


def test_each_alone_is_told_what_all_are_told(way) -> None:
    random = np.random.default_rng(4)
    zones = zones_of(*shapely.union(boxes(random, 30, 90, 3, 20), boxes(random, 30, 90, 3, 20)))
    sites = np.concatenate(
        (boxes(random, 120, 100, 1, 9), shapely.points(random.integers(0, 90, (20, 2)).astype(float)))
    )
    together = as_pairs(screen_shapes(sites, zones, PLAIN))
    screen = way(zones)
    alone = {
        (number, zone): answer
        for number, site in enumerate(sites)
        for (_, zone), answer in as_pairs(screen(site)).items()
    }
    assert_same(alone, together)
    assert len(together) > 100


@pytest.mark.parametrize(
    ("site", "nowhere", "invalid"),
    [
        (shapely.Polygon(), [0], []),
        (BOW_TIE, [], [0]),
        (shapely.transform(BOW_TIE, lambda xy: xy + 90), [], []),
        (shapely.transform(BOW_TIE, lambda xy: xy + 1e9), [], []),
        (shapely.LineString([(np.inf, 0), (0, 0)]), [0], []),
    ],
)
def test_a_site_that_cannot_be_judged_is_said(way, site, nowhere, invalid) -> None:
    hits = way(zones_of(shapely.box(5, 0, 9, 2)))(site)
    assert (hits.nowhere.tolist(), hits.invalid.tolist(), len(hits)) == (nowhere, invalid, 0)


def test_an_index_knows_its_size_and_leaves_what_is_odd_to_geos() -> None:
    zones = zones_of(shapely.box(0, 0, 500, 500), shapely.box(490, 490, 900, 900))
    index = SiteIndex(zones, cell_m=8.0)
    assert index.nbytes > 0
    wide = shapely.box(-1e5, -1e5, 1e5, 1e5)
    holed = shapely.box(480, 480, 510, 510) - shapely.box(485, 485, 488, 488)
    many = shapely.Point(250, 250).buffer(40, quad_segs=64)
    for site in (
        wide,
        holed,
        many,
        shapely.Point(500, 20),
        shapely.box(500, 0, 510, 10),
        shapely.box(2e3, 2e3, 3e3, 3e3),
    ):
        assert_same(as_pairs(index.screen(site)), as_pairs(screen_site(site, zones)))


@pytest.mark.parametrize("zones", [(), (shapely.box(1e12, 1e12, 1e12 + 99, 1e12 + 99),)])
def test_an_index_of_no_zones_or_of_zones_beyond_the_earth_asks_the_tree(zones) -> None:
    own = zones_of(*zones)
    index = SiteIndex(own)
    assert index.nbytes == 0
    site = shapely.box(1e12, 1e12, 1e12 + 9, 1e12 + 9)
    assert as_pairs(index.screen(site)) == as_pairs(screen_site(site, own))
