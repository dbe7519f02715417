"""What each format's reader makes of sound files that are not plain: several layers, texts, other names, other bytes."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from kethop.errors import SiteError
from kethop.spatial.intake.delivering import packed
from kethop.spatial.intake.wkb import WkbError, geometry_of_wkb

ZONE = "EPSG:5897"
AREA = shapely.box(562559, 2357270, 562659, 2357370)
HEAD = "Version 300\nData\n\n"


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SiteError) as caught:
        act()
    return caught.value.code


def mif(body: str, head: str = HEAD, **parts: bytes) -> bytes:
    return packed({"a.mif": (head + body).encode(), **{f"a.{name}": data for name, data in parts.items()}})


def test_mapinfo_objects(read: Callable[..., Any]) -> None:
    body = (
        'Text "Ranh \n giới"\n 1 2 3 4\n Font ("Arial",0,0,0)\nPline 2\n562559 2357270\n562600 2357300\n    Pen (1,2,0)\n'
        "Pline Multiple 2\n 2\n562559 2357270\n562560 2357271\n 2\n562561 2357272\n562562 2357273\n"
        "Line 562559 2357270 562600 2357300\n"
    )
    reading = read(mif(body), "a.mif", crs=ZONE)
    assert [(path.role, path.feature, len(path.points)) for path in reading.paths] == [
        ("line", 2, 2), ("line", 3, 2), ("line", 3, 2), ("line", 4, 2),
    ]  # fmt: skip
    assert [(note.code, note.fields["count"]) for note in reading.notes] == [("intake.ignored", 1)]
    points = read(
        mif("Multipoint 2\n562559 2357270\n562600 2357300\nPoint 562601 2357301\n Symbol (34,0,12)\n"),
        "a.mif",
        crs=ZONE,
    )
    assert [path.feature for path in points.paths] == [1, 1, 2]
    opened = read(mif("Region 1\n 3\n562559 2357270\n562600 2357300\n562600 2357270\n"), "a.mif", crs=ZONE)
    assert [note.code for note in opened.notes] == ["site.rings_closed"]


def test_the_table_of_a_mif_is_counted(read: Callable[..., Any]) -> None:
    head = 'Version 300\nCharset "WindowsVietnamese"\nDelimiter ","\nColumns 2\n ten Char(9)\n so Integer\nData\n'
    body = "Point 562559 2357270\nPoint 562560 2357271\n"
    sound = mif(body, head, mid='"Đất, 1",1\n"hai\ndòng",2\n'.encode("cp1258", errors="replace"))
    assert len(read(sound, "a.mif", crs=ZONE).paths) == 2
    assert code_of(lambda: read(mif(body, head, mid=b'"a",1\n'), "a.mif", crs=ZONE)) == "intake.rows_differ"
    assert code_of(lambda: read(mif("", head, mid=b""), "a.mif", crs=ZONE)) == "site.no_features"
    twice = "Version 300\nVersion 300\nData\n"
    assert code_of(lambda: read(mif(body, twice), "a.mif", crs=ZONE)) == "intake.mif_broken"


@pytest.mark.parametrize("name", [b"Ranh gi\xedi", b"\xa7\xca\xee", "Ranh giới".encode(), b"\xd0\xd2\xcc"])
def test_names_in_old_codes_cost_no_geometry(
    name: bytes, tmp_path: Path, writers: Mapping[str, Any], read: Callable[..., Any]
) -> None:
    writers["shp"](tmp_path, [AREA, shapely.transform(AREA, lambda rows: rows + 500)], ZONE)
    parts = {kind: (tmp_path / f"site.{kind}").read_bytes() for kind in ("shp", "shx", "dbf", "prj")}
    start = int.from_bytes(parts["dbf"][8:10], "little") + 1
    parts["dbf"] = parts["dbf"][:start] + name + parts["dbf"][start + len(name) :]
    parts["dbf"] = parts["dbf"].replace(b"ten\0", name[:3] + b"\0", 1)
    reading = read(packed({f"Ranh giới.{kind}": data for kind, data in parts.items()}), "a.zip")
    assert [path.feature for path in reading.paths] == [1, 2]
    assert reading.layers[0].name == "Ranh giới"


def test_sets_in_an_archive(tmp_path: Path, writers: Mapping[str, Any], read: Callable[..., Any]) -> None:
    for kind in ("shp", "dxf", "geojson", "gpkg"):
        writers[kind](tmp_path, [AREA], ZONE)
    kinds = ("shp", "shx", "dbf", "prj", "dxf", "geojson", "gpkg")
    files = {kind: (tmp_path / f"site.{kind}").read_bytes() for kind in kinds}
    shapefile = {f"ranh/a.{kind}": files[kind] for kind in ("shp", "shx", "dbf", "prj")}
    several = packed({**shapefile, "b.dxf": files["dxf"], "c.geojson": files["geojson"], "d.gpkg": files["gpkg"]})
    for layer, kind in (("ranh/a", "shapefile"), ("c", "geojson"), ("d", "geopackage")):
        reading = read(several, "a.zip", layer=layer)
        assert (reading.format, reading.crs) == (kind, ZONE)
        assert [item.name for item in reading.layers if item.is_read] == [layer]
        assert [note.code for note in reading.notes][-2:] == ["intake.parts_ignored", "intake.layers_ignored"]
    assert read(several, "a.zip", layer="b", crs=ZONE).format == "dxf"
    with pytest.raises(SiteError) as caught:
        read(several, "a.zip")
    assert "“b”: dxf; “c”: geojson; “d”: gpkg; “ranh/a”: 1 Polygon [562559 2357270, 562659 2357370]" in str(
        caught.value.fields["layers"]
    )
    extra = packed({**shapefile, "__MACOSX/ranh/._a.shp": b"x", "doc.txt": b"y"})
    assert read(extra, "a.zip").notes[-1].fields["count"] == 2
    assert read(extra, "a.zip", layer="a").format == "shapefile"
    lone = packed({**shapefile, "b.shp": b"short", "b.shx": b"short"})
    assert code_of(lambda: read(lone, "a.zip")) == "intake.several_layers"


def test_kml_folders_and_what_is_left_out(read: Callable[..., Any]) -> None:
    ring = "<LinearRing><coordinates>105,21 105.1,21 105.1,21.1 105,21</coordinates></LinearRing>"
    kml = (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Dự án</name>'
        "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
        f"<Folder><name>Ranh</name><Placemark><MultiGeometry>{ring}<Polygon><outerBoundaryIs>"
        f"{ring.replace('105', '106')}</outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>"
        "<Folder><name>Mốc</name><Placemark><Point><coordinates>105,21,3.5</coordinates></Point></Placemark></Folder>"
        "</Document></kml>"
    )
    reading = read(kml.encode("utf-16"), "a.kml", layer="Dự án / Ranh", crs="EPSG:4326")
    assert [path.feature for path in reading.paths] == [1, 1]
    assert [note.fields["kind"] for note in reading.notes if note.code == "intake.ignored"] == ["NetworkLink"]
    assert {layer.name: layer.count for layer in reading.layers} == {"Dự án / Ranh": 1, "Dự án / Mốc": 1}


def parquet(tmp_path: Path, column: Mapping[str, Any], values: Any) -> bytes:
    geo = {"version": "1.1.0", "primary_column": "g", "columns": {"g": {"encoding": "WKB", **column}}}
    table = pa.table({"g": pa.array(values, pa.binary())}).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, tmp_path / "a.parquet")
    return (tmp_path / "a.parquet").read_bytes()


def test_the_system_of_a_geoparquet(tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    point = shapely.to_wkb(shapely.Point(105, 21))
    named = {"crs": {"id": {"authority": "EPSG", "code": 4756}}}
    assert read(parquet(tmp_path, {}, [point]), "a.parquet").crs_origin == "format"
    assert read(parquet(tmp_path, named, [point]), "a.parquet").crs == "EPSG:4756"
    assert read(parquet(tmp_path, {"crs": None}, [point]), "a.parquet", crs=ZONE).crs_origin == "given"
    assert read(parquet(tmp_path, {"crs": None}, [point]), "a.parquet").crs_origin == "missing"
    for column, values, code in (
        ({"crs": {"name": "x"}}, [point], "intake.crs_unidentified"),
        ({"edges": "spherical"}, [point], "intake.geoparquet_broken"),
        ({}, [], "site.no_features"),
        ({}, [None], "site.geometry_missing"),
        ({}, [shapely.to_wkb(shapely.Polygon())], "site.geometry_missing"),
        ({}, [shapely.to_wkb(shapely.GeometryCollection([shapely.Point(1, 2)]))], "site.geometry_type"),
        ({}, [point[:-3]], "intake.geoparquet_broken"),
        ({}, [point] * 10_001, "site.too_many_features"),
    ):
        data = parquet(tmp_path, column, values)
        assert code_of(lambda data=data: read(data, "a.parquet")) == code
    monkeypatch.setattr("kethop.spatial.intake.limits.MAX_INFLATED_BYTES", 1)
    assert code_of(lambda: read(parquet(tmp_path, {}, [point]), "a.parquet")) == "intake.geoparquet_broken"


@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize(
    "text",
    ["POINT (1 2)", "POINT ZM (1 2 3 4)", "LINESTRING (1 2, 3 4)", "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2))",
     "MULTIPOINT ((1 2), (3 4))", "MULTILINESTRING Z ((1 2 3, 3 4 5), (5 6 7, 7 8 9))",
     "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((10 0, 19 0, 19 9, 10 0)))"],
)  # fmt: skip
def test_well_known_binary_as_shapely_reads_it(text: str, order: int, flavor: str) -> None:
    wanted = shapely.from_wkt(text)
    data = shapely.to_wkb(wanted, byte_order=order, flavor=flavor, output_dimension=4)
    found = geometry_of_wkb(data, feature=3)
    ours = [(point.easting, point.northing) for path in found.paths for point in path.points]
    rings = [
        ring
        for part in shapely.get_parts(wanted)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    theirs = [tuple(row) for ring in rings for row in shapely.get_coordinates(ring)[:-1]] or [
        tuple(row) for row in shapely.get_coordinates(wanted)
    ]
    assert ours == theirs
    assert (found.kind, found.has_height) == (wanted.geom_type, wanted.has_z or wanted.has_m)
    for end in range(len(data)):
        with pytest.raises(WkbError):
            geometry_of_wkb(data[:end], feature=1)
    with pytest.raises(WkbError):
        geometry_of_wkb(data + b"\0", feature=1)
