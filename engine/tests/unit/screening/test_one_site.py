"""One site through the tree of the zones: what many parcels at once are told."""

import numpy as np
import pytest
import shapely
from screening_scene import PLAIN, as_pairs, boxes, zones_of

from kethop.spatial.screening import screen_shapes, screen_site

BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def test_each_alone_is_told_what_all_are_told() -> None:
    random = np.random.default_rng(4)
    zones = zones_of(*shapely.union(boxes(random, 30, 90, 3, 20), boxes(random, 30, 90, 3, 20)))
    sites = np.concatenate(
        (boxes(random, 120, 100, 1, 9), shapely.points(random.integers(0, 90, (20, 2)).astype(float)))
    )
    together = as_pairs(screen_shapes(sites, zones, PLAIN))
    alone = {
        (number, zone): answer
        for number, site in enumerate(sites)
        for (_, zone), answer in as_pairs(screen_site(site, zones)).items()
    }
    assert alone == together
    assert len(together) > 100


@pytest.mark.parametrize(
    ("site", "nowhere", "invalid"),
    [(shapely.Polygon(), [0], []), (BOW_TIE, [], [0]), (shapely.transform(BOW_TIE, lambda xy: xy + 90), [], [])],
)
def test_a_site_that_cannot_be_judged_is_said(site, nowhere, invalid) -> None:
    hits = screen_site(site, zones_of(shapely.box(5, 0, 9, 2)))
    assert (hits.nowhere.tolist(), hits.invalid.tolist(), len(hits)) == (nowhere, invalid, 0)
