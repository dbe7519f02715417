"""What a change of a layer does not reach is answered as before: the oracle is to ask both versions."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kethop.spatial import LayerStore, Site, layer_change, site_from_geojson

DAY = date(2026, 11, 22)
Layer = Callable[..., LayerStore]
Box = tuple[float, float, float, float]


def box_site(west: float, south: float, size: float = 0.01) -> Site:
    value = json.loads(shapely.to_geojson(shapely.box(west, south, west + size, south + size)), parse_float=Decimal)
    return site_from_geojson(value, source="test")


def answers(store: LayerStore, site: Site, day: date) -> tuple[object, ...]:
    relation = store.relate(site, "zones", on=day)
    hits = tuple((hit.contact, hit.share, dict(hit.attributes)) for hit in relation.overlaps)
    return relation.state, relation.not_covered_share, hits, store.distance_to(site, "zones", on=day).metres


def touches(said: tuple[object, ...]) -> tuple[object, ...]:
    return said[:3]


@pytest.fixture
def two(layer: Layer, tmp_path: Path) -> Callable[..., tuple[LayerStore, LayerStore]]:
    number = iter(range(1_000_000))

    def write(old: list[Box], new: list[Box], **changes: str) -> tuple[LayerStore, LayerStore]:
        mark = next(number)
        folders = [tmp_path / f"{mark}-{name}" for name in ("old", "new")]
        first = layer([shapely.box(*box) for box in old], folder=folders[0])
        return first, layer([shapely.box(*box) for box in new], folder=folders[1], **changes)

    return write


corner = st.integers(0, 18).map(lambda step: step / 10)
zone = st.tuples(corner, corner, st.sampled_from([0.02, 0.1, 0.4])).map(
    lambda item: (104 + item[0], 20 + item[1], 104 + item[0] + item[2], 20 + item[1] + item[2])
)
place = st.tuples(st.integers(-1, 199), st.integers(-1, 199)).map(
    lambda item: (104 + item[0] / 100, 20 + item[1] / 100)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each call writes folders of its own
@given(kept=st.lists(zone, max_size=4), lost=st.lists(zone, max_size=2), come=st.lists(zone, max_size=2), at=place)
def test_what_is_not_reached_is_answered_as_before(two, kept, lost, come, at) -> None:
    # one zone far from all others, so that neither version is empty
    first, second = two([*kept, (105.9, 21.9, 105.95, 21.95), *lost], [*kept, (105.9, 21.9, 105.95, 21.95), *come])
    change = layer_change(first, second, "zones")
    site = box_site(*at)
    boxes = np.array([site.geometry.bounds])
    before, after = answers(first, site, DAY), answers(second, site, DAY)
    if not change.reaches(boxes, on=DAY)[0]:
        assert touches(before) == touches(after)
    if not change.moves_nearest(boxes, on=DAY)[0]:
        assert before == after


def test_a_far_change_reaches_nothing_and_a_near_one_does(two) -> None:
    near, far, fresh = (105.0, 21.0, 105.1, 21.1), (104.0, 20.0, 104.1, 20.1), (104.2, 20.2, 104.3, 20.3)
    boxes = np.array([[105.05, 21.05, 105.06, 21.06], [104.25, 20.25, 104.26, 20.26], [104.2, 20.05, 104.21, 20.06]])
    change = layer_change(*two([near, far], [near, far, fresh]), "zones")
    assert change.reaches(boxes, on=DAY).tolist() == [False, True, False]
    assert change.moves_nearest(boxes, on=DAY).tolist() == [False, True, True], "the third one now has a nearer zone"
    assert layer_change(*two([near, far], [near, far]), "zones").moves_nearest(boxes, on=DAY).tolist() == [False] * 3
    assert layer_change(*two([far, near], [near, far]), "zones").changed.shape == (4, 4), "keys went to other places"


@pytest.mark.parametrize(
    "changes",
    [
        {"extent": "{bbox: [104, 20, 105.5, 22]}"},
        {"kind": "belt"},
        {"classification": "mat"},
        {"sha256": "0" * 64},
        {"life_months": "1"},
    ],
)
def test_another_meaning_reaches_everything(two, changes) -> None:
    zones = [(105.0, 21.0, 105.1, 21.1)]
    change = layer_change(*two(zones, zones, **changes), "zones")
    assert change.reaches(np.array([[104.1, 20.1, 104.2, 20.2]]), on=DAY).tolist() == [True]


def test_a_life_that_ends_on_the_same_side_of_the_day_reaches_nothing(two) -> None:
    zones = [(105.0, 21.0, 105.1, 21.1)]
    change = layer_change(*two(zones, zones, as_of="2026-02-28", source="another"), "zones")
    far = np.array([[104.1, 20.1, 104.2, 20.2]])
    assert change.reaches(far, on=DAY).tolist() == [False]
    assert change.reaches(far, on=date(2027, 2, 10)).tolist() == [True], "the old version is stale then"


def test_a_layer_that_comes_or_goes_reaches_everything(two, tmp_path: Path) -> None:
    store, _other = two([(105.0, 21.0, 105.1, 21.1)], [(105.0, 21.0, 105.1, 21.1)])
    nothing = LayerStore([tmp_path / "nothing"])
    far = np.array([[104.1, 20.1, 104.2, 20.2]])
    assert layer_change(nothing, store, "zones").reaches(far, on=DAY).all()
    assert layer_change(store, nothing, "zones").moves_nearest(far, on=DAY).all()
    assert not layer_change(nothing, nothing, "zones").reaches(far, on=DAY).any()
