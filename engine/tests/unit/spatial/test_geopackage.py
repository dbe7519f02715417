"""GeoPackage sites, honest and hostile."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from kethop.errors import SiteError
from kethop.spatial import PathRole, read_site
from kethop.spatial.sites import geopackage as reader

Write = Callable[..., Path]
SQUARE = shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)
HOLED = shapely.Polygon(SQUARE.exterior, [shapely.box(562600, 2357300, 562610, 2357310).exterior])


def fault(path: Path, crs: str | None = None) -> SiteError:
    with pytest.raises(SiteError) as caught:
        read_site(path, crs=crs)
    return caught.value


def test_a_feature_table(geopackage: Write, blob: Callable[..., bytes]) -> None:
    site = read_site(geopackage(blob(HOLED, 5897)))
    assert site.area_m2 == pytest.approx(9900, rel=1e-3)
    assert (site.filed.crs, site.filed.format) == ("EPSG:5897", "geopackage")
    assert [path.role for path in site.filed.paths] == [PathRole.OUTER, PathRole.HOLE]
    assert site.filed.paths[0].points[0].east == "562659.81"


def test_rows_become_one_geometry(geopackage: Write, blob: Callable[..., bytes]) -> None:
    far = shapely.box(563559, 2357270, 563659, 2357370)
    assert read_site(geopackage(blob(SQUARE, 5897), blob(far, 5897))).geometry.geom_type == "MultiPolygon"
    lines = shapely.MultiLineString([[(562559, 2357270), (562659, 2357370)], [(562559, 2357200), (562659, 2357270)]])
    assert read_site(geopackage(blob(lines, 5897)), crs="EPSG:5897").dimension == 1
    assert read_site(geopackage(blob(shapely.Point(105.5, 21), 4326), srs_id=4326), crs="OGC:CRS84").dimension == 0


def test_a_file_left_in_write_ahead_mode_is_read(geopackage: Write, blob: Callable[..., bytes]) -> None:
    path = geopackage(blob(SQUARE, 5897))
    data = bytearray(path.read_bytes())
    data[18:20] = b"\x02\x02"
    path.write_bytes(bytes(data))
    assert read_site(path).geometry.geom_type == "Polygon"


def test_the_triggers_and_index_of_the_standard_are_let_be(geopackage: Write, blob: Callable[..., bytes]) -> None:
    extra = (
        "CREATE VIRTUAL TABLE rtree_parcels_geom USING rtree(id, minx, maxx, miny, maxy)",
        "CREATE TRIGGER rtree_parcels_geom_delete AFTER DELETE ON parcels BEGIN DELETE FROM rtree_parcels_geom; END",
        "CREATE TABLE gpkg_ogr_contents (table_name TEXT PRIMARY KEY, feature_count INTEGER)",
        "INSERT INTO gpkg_ogr_contents VALUES ('parcels', 1)",
    )
    assert read_site(geopackage(blob(SQUARE, 5897), extra=extra)).dimension == 2
    lying = (*extra[:3], "INSERT INTO gpkg_ogr_contents VALUES ('parcels', 7)")
    found = fault(geopackage(blob(SQUARE, 5897), extra=lying))
    assert (found.code, found.fields["stated"], found.fields["found"]) == ("site.rows_differ", 7, 1)


@pytest.mark.parametrize(
    ("statement", "kind", "name"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON parcels BEGIN DELETE FROM parcels; END", "trigger", "evil"),
        ("CREATE VIEW shadow AS SELECT * FROM parcels", "view", "shadow"),
        ("CREATE VIRTUAL TABLE words USING fts5(text)", "virtual table", "words"),
    ],
)
def test_active_content_is_refused(
    geopackage: Write, blob: Callable[..., bytes], statement: str, kind: str, name: str
) -> None:
    found = fault(geopackage(blob(SQUARE, 5897), extra=(statement,)))
    assert (found.code, found.fields["kind"], found.fields["name"]) == ("site.geopackage_hostile", kind, name)


def test_a_generated_column_cannot_call_anything(geopackage: Write, blob: Callable[..., bytes]) -> None:
    statement = "ALTER TABLE parcels ADD COLUMN g2 AS (abs(fid))"
    assert read_site(geopackage(blob(SQUARE, 5897), extra=(statement,))).dimension == 2
    used = (statement, "UPDATE gpkg_geometry_columns SET column_name = 'g2'")
    assert fault(geopackage(blob(SQUARE, 5897), extra=used)).code == "site.geopackage_broken"


def test_a_constraint_cannot_fill_the_memory(geopackage: Write, blob: Callable[..., bytes]) -> None:
    extra = (
        "PRAGMA ignore_check_constraints = ON",
        "CREATE TABLE big (a CHECK (length(hex(zeroblob(900000000))) > 0))",
        "INSERT INTO big VALUES (1)",
    )
    assert fault(geopackage(blob(SQUARE, 5897), extra=extra)).code == "site.geopackage_broken"


def test_endless_work_is_cut_off(
    geopackage: Write, blob: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_MAX_STEPS", 0)
    many = [blob(shapely.Point(562559 + i, 2357270), 5897) for i in range(9000)]
    assert fault(geopackage(*many)).code == "site.geopackage_broken"


def test_which_table_and_which_crs(geopackage: Write, blob: Callable[..., bytes]) -> None:
    several = fault(geopackage(blob(SQUARE, 5897), tables=("a", 'b"; DROP')))
    assert (several.code, several.fields["tables"]) == ("site.several_tables", 'a, b"; DROP')
    assert read_site(geopackage(blob(SQUARE, 5897), tables=('b"; DROP',))).dimension == 2
    assert fault(geopackage(tables=())).code == "site.no_features"
    assert fault(geopackage()).code == "site.no_features"
    assert fault(geopackage(blob(SQUARE, 0), srs_id=0)).code == "site.crs_undefined"
    assert fault(geopackage(blob(SQUARE, -1), srs_id=-1)).code == "site.crs_undefined"
    assert fault(geopackage(blob(SQUARE, 3857), srs_id=3857)).fields["crs"] == "EPSG:3857"
    assert fault(geopackage(blob(SQUARE, 5897), organization="NONE")).code == "site.crs_unknown"
    gone = ("DELETE FROM gpkg_spatial_ref_sys",)
    assert fault(geopackage(blob(SQUARE, 5897), extra=gone)).fields["crs"] == "srs_id 5897"
    assert fault(geopackage(blob(SQUARE, 5897)), crs="EPSG:9208").code == "site.crs_conflict"
    assert fault(geopackage(blob(SQUARE, 9208))).code == "site.crs_conflict"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "site.geometry_missing"),
        (b"", "site.geopackage_broken"),
        (b"GP\x01\x01\x00\x00\x00\x00", "site.geopackage_broken"),
        (b"GP\x00\x21" + b"\x09\x17\x00\x00", "site.geopackage_broken"),
        (b"GP\x00\x0f" + b"\x09\x17\x00\x00", "site.geopackage_broken"),
        (b"GP\x00\x01" + b"\x09\x17\x00\x00", "site.geopackage_broken"),
        (b"GP\x00\x01" + b"\x09\x17\x00\x00" + b"\x01\x03\x00\x00\x00\xff\xff\xff\xff", "site.geopackage_broken"),
    ],
)
def test_broken_blobs(geopackage: Write, content: bytes | None, code: str) -> None:
    found = fault(geopackage(content))
    assert (found.code, found.place and found.place.path) == (code, "row 1")


def test_geometries_that_are_not_simple(geopackage: Write, blob: Callable[..., bytes]) -> None:
    assert fault(geopackage(blob(shapely.Polygon(), 5897))).code == "site.geometry_missing"
    mixed = shapely.GeometryCollection([SQUARE])
    assert fault(geopackage(blob(mixed, 5897))).fields["type"] == "GeometryCollection"
    nan = shapely.Point(float("nan"), 1.0)
    assert fault(geopackage(blob(nan, 5897))).code in {"site.geometry_missing", "site.not_finite"}
    infinite = shapely.LineString([(562559, 2357270), (float("inf"), 2357270)])
    assert fault(geopackage(blob(infinite, 5897))).code == "site.not_finite"


def test_the_table_that_is_named(geopackage: Write, blob: Callable[..., bytes]) -> None:
    data = geopackage(blob(SQUARE, 5897), tables=("parcels", "roads")).read_bytes()
    assert reader.draft_from_geopackage(data, source="a.gpkg", crs=None, table="roads").crs == "EPSG:5897"
    with pytest.raises(SiteError) as caught:
        reader.draft_from_geopackage(data, source="a.gpkg", crs=None, table="x")
    assert caught.value.fields["tables"] == "parcels, roads"
    assert reader.tables_of_geopackage(data, source="a.gpkg") == (("parcels", "", 1, None), ("roads", "", 1, None))


def test_heights_are_dropped_with_a_note(geopackage: Write, blob: Callable[..., bytes]) -> None:
    site = read_site(geopackage(blob(shapely.force_3d(SQUARE, 12.0), 5897)))
    assert not shapely.has_z(site.geometry)
    assert [note.code for note in site.notes] == ["site.height_dropped"]


def test_other_databases_and_damage(tmp_path: Path, geopackage: Write, blob: Callable[..., bytes]) -> None:
    path = tmp_path / "other.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert fault(path).code == "site.geopackage_broken"
    assert fault(geopackage(blob(SQUARE, 5897), application_id=1)).code == "site.geopackage_broken"
    data = geopackage(blob(SQUARE, 5897)).read_bytes()
    for damaged in (data[: len(data) // 2], data[:200], data[:4096] + b"\xff" * 4096 + data[8192:]):
        path.write_bytes(damaged)
        assert fault(path).code in {"site.geopackage_broken", "site.no_features"}


def test_too_many_features(geopackage: Write, blob: Callable[..., bytes]) -> None:
    point = blob(shapely.Point(562559, 2357270), 5897)
    assert fault(geopackage(*([point] * 10_001))).code == "site.too_many_features"
