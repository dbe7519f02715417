"""Layers laid out for screening: nothing lost, in the order of the curve, areas and envelopes those of the outlines."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner
from pyproj import CRS, Transformer
from screening_scene import COVERING, PLAIN, assert_as_geos, zones_of

from kethop.cli.main import cli
from kethop.disk import file_sha256
from kethop.errors import KethopError, LayerError, SiteError
from kethop.reporting.layouts import describe_prepared
from kethop.spatial.layout import Compression, Prepared, hilbert_order, prepare_layer
from kethop.spatial.layout.preparing import ROW_GROUP
from kethop.spatial.screening import ParcelFile, read_zones, screen_file, screen_shapes
from kethop.vocabulary import Language

CORNER = np.array([105.8, 21.0])
SQUARES = shapely.transform(
    shapely.box(*np.array([[x, y, x + 0.3, y + 0.2] for x in range(7) for y in range(5)]).T),
    lambda xy: CORNER + xy / 1000,
)


def geoparquet(path, geometries, crs="OGC:CRS84", **columns):
    column = {"encoding": "WKB", "geometry_types": []}
    if crs is not None:
        column["crs"] = CRS.from_user_input(crs).to_json_dict()
    geo = {"version": "1.0.0", "primary_column": "shape", "columns": {"shape": column}}
    table = pa.table({**columns, "shape": shapely.to_wkb(geometries)}).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, path)
    return path


def test_the_curve_goes_from_cell_to_cell() -> None:
    side = 16
    x, y = (part.ravel() for part in np.meshgrid(np.arange(side), np.arange(side)))
    order = hilbert_order(np.column_stack((x, y, x, y)).astype(float))
    assert sorted(order) == list(range(side * side))
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert (steps == 1).all()


def test_features_without_a_place_come_last_and_one_place_keeps_its_order() -> None:
    bounds = np.array([[1.0, 1, 2, 2], [np.nan] * 4, [1, 1, 2, 2]])
    assert hilbert_order(bounds).tolist() == [0, 2, 1]
    assert hilbert_order(bounds[[1, 1]]).tolist() == [0, 1]


@pytest.mark.parametrize("compression", list(Compression))
def test_degrees_become_metres_and_every_column_stays(tmp_path, compression) -> None:
    shapes = np.concatenate((SQUARES, [None]))
    source = geoparquet(tmp_path / "s.parquet", shapes, id=np.arange(36), name=[f"n{row}" for row in range(36)])
    prepared = prepare_layer(source, tmp_path / "out" / "p.parquet", crs="EPSG:3405", compression=compression)
    assert (prepared.rows, prepared.nowhere, prepared.invalid) == (36, 1, 0)
    table = pq.read_table(tmp_path / "out" / "p.parquet")
    assert table.column_names == ["id", "name", "area_m2", "bbox", "geometry"]
    rows = sorted(table.to_pylist(), key=lambda row: row["id"])
    assert [row["name"] for row in rows] == [f"n{row}" for row in range(36)]
    assert rows[35]["geometry"] is None
    assert rows[35]["area_m2"] is None
    assert rows[35]["bbox"] is None
    geod = CRS.from_epsg(4326).get_geod()
    way = Transformer.from_pipeline("EPSG:6960")
    grid = Transformer.from_crs("EPSG:4756", "EPSG:3405", always_xy=True)
    for row, square in zip(rows, SQUARES, strict=False):
        shape = shapely.from_wkb(row["geometry"])
        lat, lon = way.transform(*shapely.get_coordinates(square).T[::-1], direction="INVERSE")
        np.testing.assert_allclose(shapely.get_coordinates(shape), np.column_stack(grid.transform(lon, lat)), atol=1e-6)
        assert row["area_m2"] == pytest.approx(shape.area, rel=1e-12)
        assert tuple(row["bbox"].values()) == shape.bounds
        assert row["area_m2"] == pytest.approx(abs(geod.geometry_area_perimeter(square)[0]), rel=1e-3)


def test_what_was_prepared_is_screened_as_its_shapes_are(tmp_path) -> None:
    random = np.random.default_rng(5)
    place = random.uniform(0, 3000, (400, 2)) + np.array([585_000, 2_324_000])
    parcels = shapely.box(place[:, 0], place[:, 1], place[:, 0] + 30, place[:, 1] + 30)
    zones = zones_of(*shapely.buffer(shapely.points(place[:9]), 200))
    source = geoparquet(tmp_path / "s.parquet", parcels, crs="EPSG:32648", id=np.arange(400))
    prepare_layer(source, tmp_path / "p.parquet")
    found = list(screen_file(ParcelFile(tmp_path / "p.parquet", key="id"), zones, COVERING))
    expected = assert_as_geos(parcels, zones)
    pairs = [(key, zone) for item in found for key, zone in zip(item.keys.to_pylist(), item.hits.zone, strict=True)]
    assert sorted(pairs) == list(zip(expected.parcel.tolist(), expected.zone.tolist(), strict=True))


@pytest.fixture
def prepared(tmp_path):
    """Parcels in a grid, some of them deep in a zone, some across its boundary, one of them crossing itself within it."""
    x, y = (part.ravel() * 20.0 for part in np.meshgrid(np.arange(30), np.arange(30)))
    parcels = shapely.transform(shapely.box(x, y, x + 18, y + 18), lambda xy: xy + np.array([585_000, 2_324_000]))
    parcels[460] = shapely.transform(
        shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), lambda xy: xy + shapely.get_coordinates(parcels[460])[1]
    )
    source = geoparquet(tmp_path / "s.parquet", parcels, crs="EPSG:32648", id=np.arange(900))
    prepare_layer(source, tmp_path / "p.parquet")
    return tmp_path / "p.parquet", parcels, zones_of(shapely.box(585_105, 2_324_105, 585_495, 2_324_495))


def test_stated_areas_spare_outlines_and_change_nothing(prepared) -> None:
    path, parcels, zones = prepared
    file = ParcelFile(path, key="id")
    assert np.isnan(file.areas(0)).sum() == 1
    (found,) = screen_file(file, zones, COVERING)
    keys = np.array(found.keys.to_pylist())
    order = np.lexsort((found.hits.zone, keys))
    expected = screen_shapes(parcels, zones, PLAIN)
    assert keys[order].tolist() == expected.parcel.tolist()
    assert found.hits.relation[order].tolist() == expected.relation.tolist()
    np.testing.assert_allclose(found.hits.overlap_m2[order], expected.overlap_m2, rtol=0, atol=1e-6)
    assert len(found.hits.invalid) == len(expected.invalid) == 1


def test_outlines_are_read_only_where_a_boundary_is_near(prepared, monkeypatch) -> None:
    path, parcels, _ = prepared
    monkeypatch.setattr(ParcelFile, "outlines", None)
    inner = shapely.box(*shapely.total_bounds(parcels[:90])).buffer(1)
    (found,) = screen_file(ParcelFile(path, key="id"), zones_of(inner), COVERING)
    assert sorted(found.keys.to_pylist()) == list(range(90))
    assert set(found.hits.relation) == {2}
    np.testing.assert_allclose(found.hits.overlap_m2, 324.0, atol=1e-6)


def test_an_outline_that_was_changed_after_its_area_is_refused(prepared, tmp_path) -> None:
    path, _, zones = prepared
    table = pq.read_table(path)
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    hit = int(np.flatnonzero(shapely.overlaps(shapes, zones.geometries[0]))[0])
    corner = shapely.get_coordinates(shapes[hit])[0]
    shapes[hit] = shapely.transform(
        shapes[hit], lambda xy: xy - (xy == corner).all(axis=1)[:, None] * 0.1 * (xy - shapes[hit].centroid.coords[0])
    )
    at = table.column_names.index("geometry")
    changed = table.set_column(at, table.schema.field("geometry"), pa.array(shapely.to_wkb(shapes)))
    pq.write_table(changed, tmp_path / "c.parquet")
    with pytest.raises(LayerError) as error:
        list(screen_file(ParcelFile(tmp_path / "c.parquet"), zones, COVERING))
    assert (error.value.code, error.value.fields) == ("screening.area_wrong", {"row": hit + 1})


def test_a_column_of_that_name_is_not_taken_for_an_area(prepared, tmp_path) -> None:
    path, _, zones = prepared
    table = pq.read_table(path)
    wrong = table.set_column(table.column_names.index("area_m2"), "area_m2", pa.array(np.full(900, 7.0)))
    pq.write_table(wrong.replace_schema_metadata({b"geo": table.schema.metadata[b"geo"]}), tmp_path / "c.parquet")
    assert ParcelFile(tmp_path / "c.parquet").areas(0) is None
    one, other = (next(screen_file(ParcelFile(item), zones, COVERING)).hits for item in (path, tmp_path / "c.parquet"))
    np.testing.assert_allclose(one.overlap_m2, other.overlap_m2, rtol=0, atol=1e-6)


def test_the_layout_is_that_of_geoparquet(tmp_path) -> None:
    prepare_layer(geoparquet(tmp_path / "s.parquet", SQUARES), tmp_path / "p.parquet", crs="EPSG:9208")
    file = pq.ParquetFile(tmp_path / "p.parquet")
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert (geo["version"], column["encoding"], column["geometry_types"]) == ("1.1.0", "WKB", ["Polygon"])
    assert column["covering"]["bbox"]["xmax"] == ["bbox", "xmax"]
    assert CRS.from_json_dict(column["crs"]) == CRS.from_epsg(9208)
    assert file.metadata.row_group(0).num_rows == min(35, ROW_GROUP)
    again = prepare_layer(tmp_path / "p.parquet", tmp_path / "q.parquet")
    assert again.rows == 35
    assert (tmp_path / "q.parquet").read_bytes() == (tmp_path / "p.parquet").read_bytes()


def test_other_formats_come_through_the_confined_reader(tmp_path) -> None:
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(square))}
        for square in SQUARES[:3]
    ]
    source = tmp_path / "zones.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    prepared = prepare_layer(source, tmp_path / "z.parquet", crs="EPSG:3405")
    assert prepared.rows == 3
    zones = read_zones(tmp_path / "z.parquet", key="feature")
    assert len(set(zones.keys.to_pylist())) == 3
    assert shapely.area(zones.geometries) == pytest.approx([690, 690, 690], rel=0.01)


def test_outlines_that_cross_themselves_are_kept_without_an_area(tmp_path) -> None:
    shapes = np.array([shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), shapely.box(0, 0, 2, 3)])
    prepared = prepare_layer(geoparquet(tmp_path / "s.parquet", shapes, crs="EPSG:32648"), tmp_path / "p.parquet")
    assert (prepared.rows, prepared.invalid) == (2, 1)
    assert sorted(pq.read_table(tmp_path / "p.parquet")["area_m2"].to_pylist(), key=str) == [6.0, None]


@pytest.mark.parametrize(
    ("crs", "wanted", "code"),
    [
        ("OGC:CRS84", None, "screening.not_metres"),
        ("OGC:CRS84", "EPSG:4756", "screening.not_metres"),
        ("EPSG:32648", "EPSG:3405", "screening.crs_unknown"),
        ("OGC:CRS84", "EPSG:32648", "screening.crs_unknown"),
        ("OGC:CRS84", "nonsense", "screening.crs_unknown"),
    ],
)
def test_only_a_pinned_way_leads_to_metres(tmp_path, crs, wanted, code) -> None:
    with pytest.raises(LayerError) as error:
        prepare_layer(geoparquet(tmp_path / "s.parquet", SQUARES, crs=crs), tmp_path / "p.parquet", crs=wanted)
    assert error.value.code == code
    assert "{" not in str(error.value.fields["crs"])
    assert not (tmp_path / "p.parquet").exists()


def test_a_crs_that_the_user_gives_fills_a_gap_and_contradicts_nothing(tmp_path) -> None:
    bare = geoparquet(tmp_path / "s.parquet", SQUARES, crs="EPSG:32648")
    with pytest.raises(LayerError, match="crs_conflict"):
        prepare_layer(bare, tmp_path / "p.parquet", source_crs="EPSG:3405")
    assert prepare_layer(bare, tmp_path / "p.parquet", source_crs="EPSG:32648").rows == 35
    data = pq.read_table(bare)
    geo = json.loads(data.schema.metadata[b"geo"])
    geo["columns"]["shape"]["crs"] = None
    pq.write_table(data.replace_schema_metadata({"geo": json.dumps(geo)}), bare)
    for wanted in (None, "EPSG:9208"):  # the CRS of the result is not that of the source
        with pytest.raises(LayerError, match="crs_missing"):
            prepare_layer(bare, tmp_path / "q.parquet", crs=wanted)
    assert prepare_layer(bare, tmp_path / "q.parquet", source_crs="EPSG:3405").crs == "VN-2000 / UTM zone 48N"


def test_broken_sources_leave_nothing_behind(tmp_path) -> None:
    (tmp_path / "s.parquet").write_bytes(b"no parquet")
    with pytest.raises(LayerError, match="unreadable"):
        prepare_layer(tmp_path / "s.parquet", tmp_path / "p.parquet")
    (tmp_path / "s.csv").write_text("x;y\n1;2\n")
    with pytest.raises(LayerError, match="crs_missing"):
        prepare_layer(tmp_path / "s.csv", tmp_path / "p.parquet", crs="EPSG:3405")
    with pytest.raises(SiteError):
        prepare_layer(tmp_path / "s.csv", tmp_path / "p.parquet", source_crs="EPSG:3405")
    good = geoparquet(tmp_path / "g.parquet", SQUARES, crs="EPSG:32648")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KethopError, match="not_written"):
        prepare_layer(good, tmp_path / "file" / "p.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "g.parquet", "s.csv", "s.parquet"]


@pytest.mark.parametrize(("language", "words"), [("en", "35 features"), ("vi", "35 đối tượng")])
def test_the_command_says_what_it_wrote(tmp_path, language, words) -> None:
    source = geoparquet(tmp_path / "s.parquet", SQUARES)
    arguments = ["layers", "prepare", str(source), "--crs", "EPSG:3405", "--out", str(tmp_path / "p.parquet")]
    result = CliRunner().invoke(cli, [*arguments, "--lang", language], catch_exceptions=False)
    assert result.exit_code == 0
    assert words in result.output
    assert "VN-2000 / UTM zone 48N" in result.output
    assert len(ParcelFile(tmp_path / "p.parquet")) == 35


@pytest.mark.parametrize("language", list(Language))
def test_rows_that_cannot_be_judged_are_said(language) -> None:
    said = describe_prepared(Prepared(9_000, "a grid", 1_234, 2, 5_600_000), language).splitlines()
    assert len(said) == 3
    assert said[1][:5] in {"1.234", "1,234"}
    assert "5.6 MB" in said[0] or "5,6 MB" in said[0]


@pytest.mark.parametrize(("size", "words"), [(999, "1 kB"), (34_560, "34.6 kB"), (1_000_000, "1 MB")])
def test_a_small_file_is_said_in_kilobytes(size, words) -> None:
    assert describe_prepared(Prepared(2, "a grid", 0, 0, size), Language.EN).endswith(words)


def test_one_is_said_as_one() -> None:
    said = describe_prepared(Prepared(1, "a grid", 1, 1, 1_000), Language.EN).splitlines()
    assert said == [
        "1 feature, a grid, 1 kB",
        "1 feature has no shape: kept, it cannot be judged",
        "1 feature crosses its own outline: kept, it cannot be judged",
    ]
    said = describe_prepared(Prepared(2, "a grid", 2, 2, 1_000), Language.EN).splitlines()
    assert [line.split(",")[0].split(":")[0] for line in said] == [
        "2 features",
        "2 features have no shape",
        "2 features cross their own outline",
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "s.yaml stays behind"), ("vi", "s.yaml không đi theo")])
def test_a_sidecar_stays_behind_and_that_is_said(tmp_path, language, words) -> None:
    source = geoparquet(tmp_path / "s.parquet", SQUARES)
    (tmp_path / "s.yaml").write_text("id: s\n")
    arguments = ["layers", "prepare", str(source), "--crs", "EPSG:3405", "--lang", language, "--out"]
    result = CliRunner().invoke(cli, [*arguments, str(tmp_path / "new" / "p.parquet")], catch_exceptions=False)
    assert words in result.output
    assert file_sha256(tmp_path / "new" / "p.parquet") in result.output
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["p.parquet"]
    refused = CliRunner().invoke(cli, [*arguments, str(tmp_path / "s.yaml")])
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "output.is_input"
