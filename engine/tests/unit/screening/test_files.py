"""Parcels from a file: streamed, keyed, judged as in memory, and refused where the file cannot be trusted."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from pyproj import CRS
from screening_scene import COVERING, PLAIN, assert_as_geos, zones_of
from screening_scene import CRS as METRES

from kethop.errors import LayerError
from kethop.spatial.covering import build_covering, choose_grid, grid_for, kept_covering, zone_outlines
from kethop.spatial.screening import (
    HitFile,
    ParcelFile,
    ScreeningOptions,
    covered,
    read_zones,
    screen_file,
    screen_shapes,
    streaming,
    zone_set,
)

RANDOM = np.random.default_rng(8)
PLACES = RANDOM.uniform(0, 4_000, (900, 2)) + np.array([585_000, 2_324_000])
PARCELS = shapely.box(PLACES[:, 0], PLACES[:, 1], PLACES[:, 0] + 31, PLACES[:, 1] + 24)
CENTRES = RANDOM.uniform(0, 4_000, (25, 2)) + np.array([585_000, 2_324_000])
ZONES = shapely.buffer(shapely.points(CENTRES), 260)


def written(path, geometries, *, crs=METRES, covering=True, group=100, bounds=None):
    """A GeoParquet file, as another program might write it."""
    column = {"encoding": "WKB", "geometry_types": [], "crs": crs and CRS.from_user_input(crs).to_json_dict()}
    columns = {"id": [f"p{row}" for row in range(len(geometries))], "geometry": shapely.to_wkb(geometries)}
    if covering:
        column["covering"] = {"bbox": {corner: ["bbox", corner] for corner in ("xmin", "ymin", "xmax", "ymax")}}
        box = shapely.bounds(geometries) if bounds is None else bounds
        columns["bbox"] = pa.StructArray.from_arrays(
            [pa.array(part, from_pandas=True) for part in box.T], ["xmin", "ymin", "xmax", "ymax"]
        )
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, path, row_group_size=group)
    return path


@pytest.fixture(scope="module")
def zones():
    return zones_of(*ZONES)


@pytest.mark.parametrize("with_covering", [True, False])
@pytest.mark.parametrize("options", [COVERING, PLAIN, ScreeningOptions(covering=True, batch_rows=250, workers=1)])
def test_a_file_says_what_its_shapes_say(tmp_path, zones, options, with_covering) -> None:
    expected = assert_as_geos(PARCELS, zones)
    file = ParcelFile(written(tmp_path / "p.parquet", PARCELS, covering=with_covering), key="id")
    found = list(screen_file(file, zones, options))
    assert [item.group for item in found] == sorted(item.group for item in found)
    rows = np.concatenate([item.hits.parcel for item in found])
    assert rows.tolist() == expected.parcel.tolist()
    assert [key for item in found for key in item.keys.to_pylist()] == [f"p{row}" for row in rows]
    assert np.concatenate([item.hits.zone for item in found]).tolist() == expected.zone.tolist()
    np.testing.assert_allclose(
        np.concatenate([item.hits.overlap_m2 for item in found]), expected.overlap_m2, rtol=0, atol=1e-9 * 31 * 24
    )


def test_groups_away_from_all_zones_are_not_read(tmp_path, zones, monkeypatch) -> None:
    far = shapely.transform(PARCELS, lambda xy: xy + 100_000)
    file = ParcelFile(written(tmp_path / "p.parquet", np.concatenate((far, PARCELS))))
    read = []
    outlines = ParcelFile.outlines
    monkeypatch.setattr(
        ParcelFile, "outlines", lambda self, group, rows: read.append(group) or outlines(self, group, rows)
    )
    found = list(screen_file(file, zones, COVERING))
    assert min(read) == 9
    assert sum(len(item.hits) for item in found) == len(screen_shapes(PARCELS, zones, COVERING))
    assert found[0].hits.parcel[0] >= 900


def test_parcels_without_a_place_are_listed_and_written(tmp_path, zones) -> None:
    shapes = PARCELS[:50].copy()
    shapes[[3, 7]] = None, shapely.Polygon()
    far = shapely.transform(shapes[10:20], lambda xy: xy + 90_000)
    shapes[10:20] = far
    shapes[9] = shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])
    shapes[9] = shapely.transform(shapes[9], lambda xy: xy + CENTRES[0])
    file = ParcelFile(written(tmp_path / "p.parquet", shapes), key="id")
    for options in (COVERING, PLAIN):
        found = list(screen_file(file, zones, options))
        with HitFile(tmp_path / "hits.parquet", zones, file) as out:
            for item in found:
                out.write(item)
        table = pq.read_table(tmp_path / "hits.parquet").to_pylist()
        assert [row["row"] for row in table if row["relation"] == "nowhere"] == [3, 7]
        assert [row["row"] for row in table if row["relation"] == "invalid"] == [9]
        assert all(
            row["zone"] is None and row["share"] is None for row in table if row["relation"] in {"nowhere", "invalid"}
        )
        assert len(table) == sum(len(item.hits) for item in found) + 3 == out.rows


def test_what_was_begun_is_not_left_behind(tmp_path, zones) -> None:
    file = ParcelFile(written(tmp_path / "p.parquet", PARCELS), key="id")
    path = tmp_path / "hits.parquet"

    def break_off():
        with HitFile(path, zones, file) as out:
            for item in screen_file(file, zones, COVERING):
                out.write(item)
            out._flush(least=0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [item.name for item in tmp_path.iterdir()] == ["p.parquet"]
    with pytest.raises(LayerError, match="not_written"):
        HitFile(tmp_path / "p.parquet" / "hits.parquet", zones, file)


def test_no_hits_are_a_file_with_no_rows(tmp_path) -> None:
    file = ParcelFile(written(tmp_path / "p.parquet", PARCELS), key="id")
    with HitFile(tmp_path / "hits.parquet", zones_of(), file):
        pass
    table = pq.read_table(tmp_path / "hits.parquet")
    assert (len(table), table.schema.field("parcel").type) == (0, pa.string())


@pytest.mark.parametrize("key", ["id", None])
def test_groups_of_which_nothing_could_be_judged_are_written_too(tmp_path, key) -> None:
    """Nowhere alone, hits alone, both: a row each, with the parcel's name where it met a zone."""
    shapes = np.concatenate((np.full(100, None), PARCELS[:100], PARCELS[:60], np.full(40, None)))
    file = ParcelFile(written(tmp_path / "p.parquet", shapes, covering=False), key=key)
    zones = zones_of(shapely.box(*shapely.total_bounds(PARCELS)).buffer(5))
    with HitFile(tmp_path / "h.parquet", zones, file) as out:
        for found in screen_file(file, zones, COVERING):
            out.write(found)
    rows = pq.read_table(tmp_path / "h.parquet").to_pylist()
    assert [row["row"] for row in rows] == list(range(300))
    judged = [row["zone"] == 0 for row in rows]
    assert judged == [False] * 100 + [True] * 160 + [False] * 40
    for row, is_judged in zip(rows, judged, strict=True):
        name = f"p{row['row']}" if key else row["row"]
        assert row["parcel"] == (name if is_judged else None)
        assert row["relation"] == ("covered" if is_judged else "nowhere")
        assert (row["overlap_m2"] is None) is not is_judged


def test_an_envelope_that_does_not_hold_its_parcel_is_refused(tmp_path, zones) -> None:
    bounds = shapely.bounds(PARCELS)
    hit = int(screen_shapes(PARCELS, zones, PLAIN).parcel[0])
    bounds[hit, 2] -= 5
    file = ParcelFile(written(tmp_path / "p.parquet", PARCELS, bounds=bounds))
    with pytest.raises(LayerError) as error:
        list(screen_file(file, zones, COVERING))
    assert (error.value.code, error.value.fields) == ("screening.envelope_wrong", {"row": hit + 1})


@pytest.mark.parametrize(
    ("crs", "code"),
    [("EPSG:4326", "not_metres"), ("EPSG:2263", "not_metres"), (None, "crs_missing"), ("EPSG:32649", "other_crs")],
)
def test_only_metres_of_one_crs_are_screened(tmp_path, zones, crs, code) -> None:
    path = written(tmp_path / "p.parquet", PARCELS, crs=crs)
    with pytest.raises(LayerError) as error:
        list(screen_file(ParcelFile(path), zones, COVERING))
    assert error.value.code == f"screening.{code}"


def test_degrees_across_the_antimeridian_are_refused_and_metres_are_not() -> None:
    across = np.array([shapely.box(179.9, -17, 180.1, -16.9)], dtype=object)
    with pytest.raises(LayerError, match="not_metres"):
        zone_set(pa.array(["z"]), across, "EPSG:4326", source="-")
    fiji = zone_set(
        pa.array(["z"]), np.array([shapely.box(2_000_000, 3_900_000, 2_020_000, 3_920_000)]), "EPSG:3460", source="-"
    )
    parcels = np.array([shapely.box(2_000_000 - 9, 3_900_000, 2_000_000 + 9, 3_900_009)])
    assert_as_geos(parcels, fiji)


def test_broken_files_are_refused(tmp_path) -> None:
    path = written(tmp_path / "p.parquet", PARCELS)
    for read, code in ((ParcelFile, "screening.key_missing"), (read_zones, "layer.column_missing")):
        with pytest.raises(LayerError) as error:
            read(path, key="absent")
        assert (error.value.code, error.value.fields) == (code, {"column": "absent", "columns": "id"})
        with pytest.raises(LayerError, match="file_missing"):
            read(tmp_path / "absent.parquet", key="id")
    for damage in (lambda data: data[:-9], lambda _: b"no parquet", lambda _: b"", lambda _: b"x"):
        path.write_bytes(damage(path.read_bytes()))
        for read in (ParcelFile, read_zones):
            with pytest.raises(LayerError, match="unreadable") as error:
                read(path, key="id")
            assert error.value.fields == {"problem": "no parquet"}
    for read in (ParcelFile, read_zones):  # what the system says keeps its own words
        with pytest.raises(LayerError, match="unreadable") as error:
            read(tmp_path, key="id")
        assert "no parquet" not in str(error.value)


def test_parquet_without_the_header_of_geoparquet_is_told_as_such(tmp_path) -> None:
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "p.parquet")
    for read in (ParcelFile, read_zones):
        with pytest.raises(LayerError) as error:
            read(tmp_path / "p.parquet", key="id")
        assert error.value.fields == {"problem": "no geo metadata"}


@pytest.mark.parametrize(
    "wrong",
    [None, shapely.Point(1, 1), shapely.Polygon(), shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])],
)
def test_a_zone_that_is_no_valid_area_is_refused_by_name(tmp_path, wrong) -> None:
    path = written(tmp_path / "z.parquet", np.array([shapely.box(0, 0, 9, 9), wrong], dtype=object))
    with pytest.raises(LayerError) as error:
        read_zones(path, key="id")
    assert (error.value.code, error.value.fields["key"]) == ("layer.geometry_invalid", "p1")


def test_the_way_is_chosen_by_number_and_by_what_is_installed(zones, monkeypatch) -> None:
    ways = []
    screen = covered.screen_covered
    monkeypatch.setattr(covered, "screen_covered", lambda *args: ways.append("covering") or screen(*args))
    assert len(screen_shapes(PARCELS, zones)) > 0
    assert ways == []
    monkeypatch.setattr(streaming, "KERNEL_FROM", 100)
    many = screen_shapes(PARCELS, zones)
    assert ways == ["covering"]
    monkeypatch.setattr(streaming, "find_spec", lambda _: None)
    assert screen_shapes(PARCELS, zones).zone.tolist() == many.zone.tolist()
    assert ways == ["covering"]
    with pytest.raises(LayerError, match="no_kernel"):
        screen_shapes(PARCELS, zones, COVERING)


def test_a_kept_covering_is_the_one_that_was_built_and_a_damaged_one_is_refused(tmp_path, zones, monkeypatch) -> None:
    outlines = zone_outlines(zones.geometries)
    extent = tuple(shapely.total_bounds(zones.geometries).tolist())
    grid = choose_grid(outlines, np.ones(len(zones), bool), extent, 64.0)
    built = build_covering(outlines, grid)
    first = kept_covering(tmp_path, outlines, grid)
    (place,) = tmp_path.iterdir()
    monkeypatch.setattr("kethop.spatial.covering.keeping.build_covering", None)
    again = kept_covering(tmp_path, outlines, grid)
    for one, other, third in zip(built.table, first.table, again.table, strict=True):
        np.testing.assert_array_equal(one, other)
        np.testing.assert_array_equal(one, third)
    assert again.nbytes == built.nbytes > 0
    data = bytearray((place / "entry_zone.npy").read_bytes())
    data[-1] ^= 1
    (place / "entry_zone.npy").write_bytes(data)
    with pytest.raises(LayerError, match="damaged"):
        kept_covering(tmp_path, outlines, grid)
    (tmp_path / "file").write_text("no folder")
    monkeypatch.undo()
    with pytest.raises(LayerError, match="not_kept"):
        kept_covering(tmp_path / "file", outlines, grid)


def test_screening_with_a_kept_covering_gives_the_same(tmp_path, zones) -> None:
    options = ScreeningOptions(covering=True, keep_in=tmp_path)
    twice = [screen_shapes(PARCELS, zones, options) for _ in range(2)]
    plain = screen_shapes(PARCELS, zones, PLAIN)
    for hits in twice:
        assert hits.zone.tolist() == plain.zone.tolist()
        np.testing.assert_array_equal(hits.overlap_m2, twice[0].overlap_m2)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_covering_fills_as_much_as_its_zones(zones) -> None:
    """Filled cells and pieces together are the zones themselves, by area."""
    outlines = zone_outlines(zones.geometries)
    grid = choose_grid(
        outlines, np.ones(len(zones), bool), tuple(shapely.total_bounds(zones.geometries).tolist()), 32.0
    )
    table = build_covering(outlines, grid, workers=2).table
    ends = table.piece_ends
    area = np.zeros(len(zones))
    for entry, zone in enumerate(table.entry_zone):
        first, last = table.entry_first[entry], table.entry_last[entry]
        if first < 0:
            area[zone] += table.cell**2
        for ring in range(first, last):
            area[zone] += shapely.Polygon(table.pieces[ends[ring] : ends[ring + 1]]).area
    np.add.at(area, table.whole_zone, (32 * table.cell) ** 2)
    np.testing.assert_allclose(area, shapely.area(zones.geometries), rtol=1e-10)


def test_envelopes_that_are_no_numbers_are_found_in_groups_away_from_all_zones(tmp_path, zones) -> None:
    far = shapely.transform(PARCELS[:200], lambda xy: xy + 500_000)
    bounds = shapely.bounds(far)
    bounds[150] = np.nan
    path = written(tmp_path / "p.parquet", far, bounds=bounds)
    table = pq.read_table(path)
    corners = [pa.array(column, from_pandas=False) for column in bounds.T]
    table = table.set_column(2, "bbox", pa.StructArray.from_arrays(corners, ["xmin", "ymin", "xmax", "ymax"]))
    pq.write_table(table, path, row_group_size=100)
    (found,) = screen_file(ParcelFile(path), zones, COVERING)
    assert found.hits.nowhere.tolist() == [150]


def test_two_threads_cut_what_one_cuts() -> None:
    centres = np.random.default_rng(2).uniform(0, 9_000, (150, 2))
    many = zones_of(*shapely.buffer(shapely.points(centres), 200))
    outlines = zone_outlines(many.geometries)
    extent = tuple(shapely.total_bounds(many.geometries).tolist())
    grid = choose_grid(outlines, np.ones(len(outlines), bool), extent, 64.0)
    one, two = (build_covering(outlines, grid, workers=workers).table for workers in (1, 2))
    for first, second in zip(one, two, strict=True):
        np.testing.assert_array_equal(first, second)


def test_cells_grow_with_parcels_and_with_the_extent_and_avoid_corners() -> None:
    assert grid_for(np.array([28.0, 30.0, np.nan]), (0, 0, 1e4, 1e4)) == 128.0
    assert grid_for(np.array([]), (0, 0, 1e4, 1e4)) == 128.0
    assert grid_for(np.array([1e6]), (0, 0, 1e4, 1e4)) == 1024.0
    assert grid_for(np.array([1.0]), (0, 0, 1e6, 1e6)) == 256.0
    first = choose_grid(zone_outlines(np.array([shapely.box(0, 0, 9, 9)])), np.ones(1, bool), (0, 0, 9, 9), 8.0)
    on_line = shapely.box(first.corner[0] + 8, 0, 9, 9)
    moved_on = choose_grid(zone_outlines(np.array([on_line])), np.ones(1, bool), (0, 0, 9, 9), 8.0)
    assert moved_on.corner != first.corner


@pytest.mark.parametrize("cell", [0.0, 100.0, -64.0, np.inf, np.nan])
def test_cells_have_a_power_of_two_as_side(cell) -> None:
    with pytest.raises(ValueError, match="power of two"):
        ScreeningOptions(cell_m=cell)
