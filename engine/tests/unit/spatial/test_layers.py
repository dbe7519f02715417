"""Layers that answer, and every way in which one does not."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import CRS, Geod

from kethop.documents import sha256_hex
from kethop.errors import CollectedError, DocumentError, LayerError
from kethop.spatial import Contact, LayerState, LayerStore, Relation, Site, read_sidecar, site_from_geojson
from kethop.spatial.layers import geoparquet, shelf

DAY = date(2026, 11, 22)
GEOD = Geod(ellps="WGS84")
BOX = shapely.box(105.0, 21.0, 105.1, 21.1)
CRS84 = CRS.from_user_input("OGC:CRS84").to_json_dict()


def site(geometry: shapely.Geometry) -> Site:
    value = json.loads(shapely.to_geojson(geometry), parse_float=lambda text: __import__("decimal").Decimal(text))
    return site_from_geojson(value, source="test")


def square(lon: float, lat: float, size: float = 0.01) -> Site:
    return site(shapely.box(lon, lat, lon + size, lat + size))


Layer = Callable[..., LayerStore]


def state(store: LayerStore, day: date = DAY, at: tuple[float, float] = (105.05, 21.05)) -> tuple[LayerState, str]:
    relation = store.relate(square(*at), "zones", on=day)
    assert (relation.state is LayerState.ANSWERED) == (relation.problem == "")
    return relation.state, relation.problem


def test_covered_partial_and_touching(layer: Layer) -> None:
    relation = layer().relate(square(105.095, 21.05), "zones", on=DAY)
    assert relation.state is LayerState.ANSWERED
    assert [(hit.key, hit.contact) for hit in relation.overlaps] == [("z0", Contact.PARTIAL), ("z1", Contact.PARTIAL)]
    assert [hit.share for hit in relation.overlaps] == pytest.approx([0.5, 0.5], abs=1e-6)
    whole = abs(GEOD.geometry_area_perimeter(shapely.segmentize(shapely.box(105.095, 21.05, 105.105, 21.06), 1e-4))[0])
    assert sum(hit.area_m2 for hit in relation.overlaps) == pytest.approx(whole, rel=1e-9)
    assert (relation.not_covered_share, relation.classification, relation.as_of) == (0.0, "open", date(2026, 1, 31))
    assert relation.overlaps[0].attributes == {"name": "tên"}
    inner = layer().relate(square(105.05, 21.05), "zones", on=DAY).overlaps
    assert [(hit.key, hit.contact, hit.share) for hit in inner] == [("z0", Contact.COVERED, 1.0)]
    beside = layer().relate(square(105.2, 21.05), "zones", on=DAY).overlaps
    assert [(hit.key, hit.contact, hit.share, hit.area_m2) for hit in beside] == [("z1", Contact.TOUCH, 0.0, 0.0)]
    assert beside[0].length_m == pytest.approx(1107, abs=1)
    away = layer().relate(square(105.5, 21.05), "zones", on=DAY)
    assert (away.state, away.overlaps, away.grid) == (LayerState.ANSWERED, (), "")


def test_lines_and_points_have_their_own_measures(layer: Layer) -> None:
    line = layer().relate(site(shapely.LineString([(105.05, 21.05), (105.15, 21.05)])), "zones", on=DAY).overlaps
    assert [hit.share for hit in line] == pytest.approx([0.5, 0.5], abs=1e-6)
    assert line[0].length_m == pytest.approx(GEOD.inv(105.05, 21.05, 105.1, 21.05)[2], abs=0.01)
    points = layer().relate(site(shapely.MultiPoint([(105.05, 21.05), (105.15, 21.05)])), "zones", on=DAY).overlaps
    assert [(hit.points, hit.share) for hit in points] == [(1, 0.5), (1, 0.5)]
    corner = layer().relate(site(shapely.Point(105.0, 21.0)), "zones", on=DAY).overlaps
    assert [(hit.contact, hit.share) for hit in corner] == [(Contact.TOUCH, 0.0)]
    roads = layer([shapely.LineString([(105.0, 21.055), (105.2, 21.055)]), shapely.Point(105.055, 21.055)])
    crossed = roads.relate(square(105.05, 21.05), "zones", on=DAY).overlaps
    assert [(hit.contact, hit.points, hit.share) for hit in crossed] == [
        (Contact.PARTIAL, 0, 0.0),
        (Contact.PARTIAL, 1, 0.0),
    ]
    assert crossed[0].length_m == pytest.approx(GEOD.inv(105.05, 21.055, 105.06, 21.055)[2], abs=0.01)


def test_not_covering_says_how_much(layer: Layer) -> None:
    relation = layer().relate(square(105.995, 21.05), "zones", on=DAY)
    assert (relation.state, relation.problem) == (LayerState.NOT_COVERING, "layer.not_covering")
    assert relation.not_covered_share == pytest.approx(0.5, abs=1e-6)
    own = layer(extent="{of_layer: zones}")
    assert state(own) == (LayerState.ANSWERED, "")
    edge = own.relate(square(105.195, 21.05), "zones", on=DAY)
    assert (edge.state, [hit.key for hit in edge.overlaps]) == (LayerState.NOT_COVERING, ["z1"])
    assert edge.not_covered_share == pytest.approx(0.5, abs=1e-6)
    assert own.relate(square(105.095, 21.05), "zones", on=DAY).state is LayerState.ANSWERED
    line = own.relate(site(shapely.LineString([(105.15, 21.05), (105.25, 21.05)])), "zones", on=DAY)
    assert line.not_covered_share == pytest.approx(0.5, abs=1e-6)
    assert own.relate(site(shapely.Point(106, 21)), "zones", on=DAY).not_covered_share == 1.0


def test_an_extent_that_cannot_be_read(layer: Layer) -> None:
    assert state(layer(extent="{of_layer: elsewhere}")) == (LayerState.UNREADABLE, "layer.extent_unreadable")


def test_stale_keeps_what_it_shows(layer: Layer) -> None:
    store = layer()
    assert state(store, date(2027, 1, 31)) == (LayerState.ANSWERED, "")
    assert state(store, date(2027, 2, 1)) == (LayerState.STALE, "layer.stale")
    assert store.relate(square(105.05, 21.05), "zones", on=date(2027, 2, 1)).overlaps[0].key == "z0"
    assert state(layer(life_months="null"), date(2099, 1, 1)) == (LayerState.ANSWERED, "")
    sidecar = layer(life_months="1").sidecar("zones")
    assert sidecar is not None
    assert sidecar.last_day == date(2026, 2, 28)


def test_missing(layer: Layer, tmp_path: Path) -> None:
    store = layer()
    for name in ("absent", "../zones", "", "Zones"):
        relation = store.relate(square(105.05, 21.05), name, on=DAY)
        assert relation == Relation(name, LayerState.MISSING, "layer.missing")
        assert store.distance_to(square(105.05, 21.05), name, on=DAY).state is LayerState.MISSING
        assert (store.sidecar(name), store.sha256(name)) == (None, None)
    (tmp_path / "zones.parquet").unlink()
    assert state(LayerStore([tmp_path])) == (LayerState.MISSING, "layer.missing")
    (tmp_path / "zones.parquet").mkdir()
    assert state(LayerStore([tmp_path])) == (LayerState.UNREADABLE, "layer.unreadable")


def test_files_that_are_not_what_the_sidecar_says(layer: Layer) -> None:
    assert state(layer(damage=lambda data: data + b"x")) == (LayerState.UNREADABLE, "layer.hash_differs")
    assert state(layer(sha256="0" * 64)) == (LayerState.UNREADABLE, "layer.hash_differs")
    assert state(layer(key="absent")) == (LayerState.UNREADABLE, "layer.column_missing")
    assert state(layer(geo={"encoding": "polygon"})) == (LayerState.UNREADABLE, "layer.unreadable")
    assert state(layer([BOX, None])) == (LayerState.UNREADABLE, "layer.unreadable")


def test_damage_with_a_matching_hash(layer: Layer, tmp_path: Path) -> None:
    store = layer()
    good = (tmp_path / "zones.parquet").read_bytes()
    stated = store.sha256("zones") or ""
    for bad in (b"", b"PAR1", good[:-8], good[: len(good) // 2], b"PAR1" + b"\x00" * 200 + good[204:]):
        (tmp_path / "zones.parquet").write_bytes(bad)
        text = (tmp_path / "zones.yaml").read_text(encoding="utf-8").replace(stated, sha256_hex(bad))
        stated = sha256_hex(bad)
        (tmp_path / "zones.yaml").write_text(text, encoding="utf-8")
        store = LayerStore([tmp_path])
        assert state(store) == (LayerState.UNREADABLE, "layer.unreadable")
        assert store.features("zones", on=DAY) == (LayerState.UNREADABLE, ())
        assert store.distance_to(square(105.05, 21.05), "zones", on=DAY).state is LayerState.UNREADABLE
        assert len(store.problems()) <= 1


def test_invalid_geometry_is_found_when_it_is_near(layer: Layer) -> None:
    bow = shapely.Polygon([(105.3, 21.0), (105.4, 21.1), (105.4, 21.0), (105.3, 21.1)])
    store = layer([BOX, bow])
    assert state(store) == (LayerState.ANSWERED, "")
    assert state(store, at=(105.35, 21.05)) == (LayerState.UNREADABLE, "layer.geometry_invalid")
    assert store.distance_to(square(105.35, 21.05), "zones", on=DAY).problem == "layer.geometry_invalid"


def test_reference_systems(layer: Layer) -> None:
    assert state(layer(crs="EPSG:4326")) == (LayerState.ANSWERED, "")
    assert state(layer(geo={"crs": "absent"})) == (LayerState.ANSWERED, "")
    assert state(layer(geo={"crs": CRS.from_epsg(4326).to_json_dict()})) == (LayerState.ANSWERED, "")
    for unknown in ({"crs": None}, {"crs": {}}, {"crs": CRS.from_epsg(5897).to_json_dict()}):
        assert state(layer(geo=unknown)) == (LayerState.CRS_UNKNOWN, "layer.crs_unknown")
    assert state(layer(crs="EPSG:5897")) == (LayerState.CRS_UNKNOWN, "layer.crs_unknown")


def test_without_a_covering_every_envelope_is_computed(layer: Layer) -> None:
    assert state(layer(covering=False)) == (LayerState.ANSWERED, "")


def test_distances(layer: Layer) -> None:
    store = layer()
    away = store.distance_to(square(105.5, 21.05), "zones", on=DAY)
    assert (away.key, away.metres) == ("z1", pytest.approx(GEOD.inv(105.2, 21.06, 105.5, 21.06)[2], abs=1.0))
    assert away.place == pytest.approx((105.2, 21.06), abs=1e-3)
    assert store.distance_to(square(105.05, 21.05), "zones", on=DAY).metres == 0.0
    assert store.distance_to(square(105.05, 21.05), "zones", on=date(2030, 1, 1)).state is LayerState.STALE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"extent": "{}"}, "document.wrong_value"),
        ({"extent": "{bbox: [106, 20, 104, 22]}"}, "document.wrong_value"),
        ({"extent": "{bbox: [104, 20, 106, 22], of_layer: zones}"}, "document.wrong_value"),
        ({"life_months": "0"}, "document.wrong_value"),
        ({"as_of": "yesterday"}, "document.wrong_value"),
        ({"sha256": "abc"}, "document.wrong_value"),
        ({"colour": "red"}, "document.unknown_key"),
    ],
)
def test_broken_sidecars(layer: Layer, tmp_path: Path, changes: dict[str, str], code: str) -> None:
    store = layer(**changes)
    assert state(store)[0] is LayerState.UNREADABLE
    assert store.ids() == ()
    assert len(store.problems()) == 1
    with pytest.raises(CollectedError) as caught:
        read_sidecar(tmp_path / "zones.yaml")
    assert caught.value.errors[0].code == code


def test_sidecar_files(layer: Layer, tmp_path: Path) -> None:
    layer()
    assert read_sidecar(tmp_path / "zones.yaml").id == "zones"
    (tmp_path / "other.yaml").write_text((tmp_path / "zones.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LayerError) as caught:
        read_sidecar(tmp_path / "other.yaml")
    assert caught.value.code == "layer.id_differs"
    with pytest.raises(LayerError):
        read_sidecar(tmp_path / "absent.yaml")
    (tmp_path / "zones.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(DocumentError):
        read_sidecar(tmp_path / "zones.yaml")


def test_the_same_id_twice_is_refused(layer: Layer, tmp_path: Path) -> None:
    layer()
    layer(folder=tmp_path / "more")
    assert state(LayerStore([tmp_path, tmp_path / "more"])) == (LayerState.UNREADABLE, "layer.duplicate_id")
    layer(folder=tmp_path / "more", classification="mat")
    assert state(LayerStore([tmp_path, tmp_path / "more"])) == (LayerState.ANSWERED, "")


def test_the_hash_is_computed_once(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    monkeypatch.setattr(shelf, "sha256_hex", lambda data: counted.append(1) or sha256_hex(data))
    store = layer()
    for _ in range(3):
        assert state(store) == (LayerState.ANSWERED, "")
    assert len(counted) == 1


def test_decoded_features_are_bounded(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoparquet, "_CACHED", 1)
    store = layer()
    first = store.relate(square(105.095, 21.05), "zones", on=DAY)
    assert store.relate(square(105.095, 21.05), "zones", on=DAY) == first
    assert len(store.features("zones", on=DAY)[1]) == 2
