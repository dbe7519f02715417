"""What a reader may not know of is not there, also when its sidecar is broken."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import shapely

from kethop.spatial import LayerState, LayerStore, Relation, Site, site_from_geojson
from kethop.vocabulary import ClassificationLevel

DAY = date(2026, 11, 22)
Layer = Callable[..., LayerStore]


def square(lon: float, lat: float, size: float = 0.01) -> Site:
    box = shapely.box(lon, lat, lon + size, lat + size)
    value = json.loads(shapely.to_geojson(box), parse_float=Decimal)
    return site_from_geojson(value, source="test")


def state(store: LayerStore, day: date = DAY, at: tuple[float, float] = (105.05, 21.05)) -> tuple[LayerState, str]:
    relation = store.relate(square(*at), "zones", on=day)
    assert (relation.state is LayerState.ANSWERED) == (relation.problem == "")
    return relation.state, relation.problem


def test_a_layer_above_the_clearance_is_missing_in_every_respect(layer: Layer) -> None:
    low = layer(classification="toi-mat", clearance=ClassificationLevel.MAT)
    absent = low.relate(square(105.05, 21.05), "absent", on=DAY)
    hidden = low.relate(square(105.05, 21.05), "zones", on=DAY)
    assert (hidden.state, hidden.problem, hidden.overlaps) == (absent.state, absent.problem, absent.overlaps)
    assert (hidden.classification, hidden.sha256, hidden.as_of, hidden.not_covered_share) == (None, None, None, 1.0)
    assert (low.ids(), low.sidecar("zones"), low.sha256("zones"), low.problems()) == ((), None, None, ())
    assert low.features("zones", on=DAY) == (LayerState.MISSING, ())
    assert low.distance_to(square(105.05, 21.05), "zones", on=DAY).metres is None
    high = layer(classification="toi-mat", clearance=ClassificationLevel.TUYET_MAT)
    assert high.relate(square(105.05, 21.05), "zones", on=DAY).classification is ClassificationLevel.TOI_MAT


def everything(store: LayerStore) -> tuple[object, ...]:
    place = square(105.05, 21.05)
    return (
        store.relate(place, "zones", on=DAY),
        store.distance_to(place, "zones", on=DAY),
        store.features("zones", on=DAY),
        store.ids(),
        store.sidecar("zones"),
        store.sha256("zones"),
        store.problems(),
    )


LEVELS = list(ClassificationLevel)


@pytest.mark.parametrize("reader", LEVELS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_broken_sidecar_is_known_to_readers_of_its_level_only(
    layer: Layer, tmp_path: Path, level: ClassificationLevel, reader: ClassificationLevel
) -> None:
    nothing = everything(LayerStore([tmp_path / "empty"], clearance=reader))
    for changes in ({"colour": "red"}, {"id": "other"}, {"key": "{a: 1}"}):
        said = everything(layer(classification=level, clearance=reader, **changes))
        (tmp_path / "zones.parquet").unlink()
        without_file = everything(LayerStore([tmp_path], clearance=reader))
        if level.is_readable_at(reader):
            assert said[0] == Relation("zones", LayerState.UNREADABLE, said[-1][0].code)
            assert len(said[-1]) == len(without_file[-1]) == 1
        else:
            assert said == without_file == nothing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "[]",
        "kind: zone",
        "classification: secret",
        "classification: Open",
        "classification: [open]",
        "classification: {vi: open}",
        "classification:",
        "Classification: open",
        "classification: open\nclassification: tuyet-mat",
        "classification: open\na: [",
        "classification: open\nlabel: \udcff",
    ],
)
def test_without_proof_of_its_level_a_broken_sidecar_is_for_the_highest_readers(
    layer: Layer, tmp_path: Path, text: str
) -> None:
    layer()
    (tmp_path / "zones.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    for reader in LEVELS[:-1]:
        nothing = everything(LayerStore([tmp_path / "empty"], clearance=reader))
        assert everything(LayerStore([tmp_path], clearance=reader)) == nothing
    highest = LayerStore([tmp_path], clearance=ClassificationLevel.TUYET_MAT)
    assert state(highest)[0] is LayerState.UNREADABLE
    assert len(highest.problems()) == 1


def test_a_hidden_broken_sidecar_takes_nothing_from_a_layer_of_the_same_id(layer: Layer, tmp_path: Path) -> None:
    layer(classification="mat", colour="red")
    layer(folder=tmp_path / "more")
    assert state(LayerStore([tmp_path, tmp_path / "more"])) == (LayerState.ANSWERED, "")
    both = LayerStore([tmp_path, tmp_path / "more"], clearance=ClassificationLevel.MAT)
    assert state(both)[0] is LayerState.UNREADABLE


def test_an_extent_above_the_clearance_is_not_used(layer: Layer) -> None:
    layer(name="secret", classification="mat")
    assert state(layer(extent="{of_layer: secret}")) == (LayerState.UNREADABLE, "layer.extent_unreadable")
