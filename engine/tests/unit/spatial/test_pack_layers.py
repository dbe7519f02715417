"""The layers of the Viet Nam pack."""

import csv
import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from kethop.spatial import LayerState, LayerStore, site_from_geojson

DAY = date(2026, 11, 22)
REPOSITORY = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def store(layers_folder: Path) -> LayerStore:
    return LayerStore([layers_folder])


def point(lon: str, lat: str):
    return site_from_geojson({"type": "Point", "coordinates": [Decimal(lon), Decimal(lat)]}, source="test")


def test_every_layer_is_whole(store: LayerStore) -> None:
    assert store.ids() == ("aerodromes", "communes", "provinces")
    assert store.problems() == ()
    counts = {name: len(store.features(name, on=DAY)[1]) for name in store.ids()}
    assert (counts["provinces"], counts["communes"]) == (34, 3321)
    assert sum(path.stat().st_size for path in (REPOSITORY / "packs/vn/layers").iterdir()) < 13.6e6


@pytest.mark.parametrize(
    ("lon", "lat", "commune", "kind", "province"),
    [
        ("105.7626", "21.1936", "Xã Quang Minh", "xã", "01"),
        ("105.8345", "21.0368", "Phường Ba Đình", "phường", "01"),
        ("107.4142", "21.1180", "Đặc khu Vân Đồn", "đặc khu", "22"),
    ],
)
def test_known_places(store: LayerStore, lon: str, lat: str, commune: str, kind: str, province: str) -> None:
    relation = store.relate(point(lon, lat), "communes", on=DAY)
    assert relation.state is LayerState.ANSWERED
    assert [(hit.attributes["name_vi"], hit.attributes["type"]) for hit in relation.overlaps] == [(commune, kind)]
    assert relation.overlaps[0].attributes["province_code"] == province
    assert [hit.key for hit in store.relate(point(lon, lat), "provinces", on=DAY).overlaps] == [province]


def test_the_sea_is_not_covered(store: LayerStore) -> None:
    for name in ("communes", "provinces"):
        relation = store.relate(point("110.5", "15.0"), name, on=DAY)
        assert (relation.state, relation.not_covered_share) == (LayerState.NOT_COVERING, 1.0)
    assert store.relate(point("110.5", "15.0"), "aerodromes", on=DAY).state is LayerState.ANSWERED


def test_one_site_is_answered_quickly(store: LayerStore) -> None:
    store.relate(point("105.7626", "21.1936"), "communes", on=DAY)
    times = []
    for _ in range(5):
        start = perf_counter()
        store.relate(point("105.7626", "21.1936"), "communes", on=DAY)
        times.append(perf_counter() - start)
    assert min(times) < 0.010


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def test_aerodromes_are_those_of_the_public_list(store: LayerStore, shared_data: Path) -> None:
    listed = {
        f"{row['airport_ident']} {row['le_ident']}/{row['he_ident']}": row
        for row in rows(shared_data / "airports/ourairports_runways.csv.gz")
        if len(row["airport_ident"]) == 4 and row["airport_ident"].startswith("VV") and row["closed"] == "0"
    }
    features = {feature.key: feature for feature in store.features("aerodromes", on=DAY)[1]}
    assert features.keys() == listed.keys()
    for key, feature in features.items():
        for end, index in (("le", 0), ("he", 1)):
            if feature.geometry.geom_type == "Point":
                assert listed[key][f"{end}_longitude_deg"] == ""
                assert feature.attributes[f"{end}_elevation_m"] is None
                continue
            lon, lat = feature.geometry.coords[index]
            assert (lon, lat) == (float(listed[key][f"{end}_longitude_deg"]), float(listed[key][f"{end}_latitude_deg"]))
            feet = listed[key][f"{end}_elevation_ft"]
            expected = Decimal(feet) * Decimal("0.3048") if feet else None
            assert feature.attributes[f"{end}_elevation_m"] == expected


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("KETHOP_PROVE") != "1", reason="builds every layer anew; ./run prove does it")
def test_the_files_are_what_the_tool_writes(layers_folder: Path, shared_data: Path, tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, 'tools'); from pathlib import Path; import build_layers as b; b.main(Path(sys.argv[1]), Path(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", code, str(shared_data), str(tmp_path)], check=True, cwd=REPOSITORY)
    for path in layers_folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
