"""A GeoPackage and a GeoParquet say their system twice, by a code and by a definition: both must agree."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from pyproj import CRS

from kethop.errors import SiteError
from kethop.spatial.crs_names import SUPPORTED_CRS

ZONE = "EPSG:9208"
AREA = shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)
CUSTOM = CRS.from_user_input(ZONE).to_wkt("WKT1_ESRI")
LIE = CRS.from_user_input("EPSG:9214").to_wkt("WKT1_GDAL").replace(',AUTHORITY["EPSG","9214"]', "")
Change = Callable[[str, str, str], bytes]


@pytest.fixture
def changed(tmp_path: Path, writers: Mapping[str, Any]) -> Change:
    """Write a GeoPackage in EPSG:9208 and change what it says of that system."""

    def act(organization: str, name: str, definition: str) -> bytes:
        (tmp_path / "site.gpkg").unlink(missing_ok=True)
        path = writers["gpkg"](tmp_path, [AREA], ZONE)
        with closing(sqlite3.connect(path)) as database:
            database.execute(
                "UPDATE gpkg_spatial_ref_sys SET organization = ?, srs_name = ?, definition = ? WHERE srs_id = 9208",
                (organization, name, definition),
            )
            database.commit()
        return path.read_bytes()

    return act


def projjson(code: str = ZONE, **changes: Any) -> dict[str, Any]:
    return CRS.from_user_input(code).to_json_dict() | changes


def parquet(folder: Path, crs: Any) -> bytes:
    column = {"encoding": "WKB", "geometry_types": [], "crs": crs}
    geo = {"version": "1.1.0", "primary_column": "g", "columns": {"g": column}}
    table = pa.table({"g": pa.array([shapely.to_wkb(AREA)], pa.binary())})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), folder / "a.parquet")
    return (folder / "a.parquet").read_bytes()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(SiteError) as caught:
        act()
    return caught.value.code


def test_a_geopackage_is_told_by_its_definition(changed: Change, read: Callable[..., Any]) -> None:
    sound = read(changed("EPSG", "VN-2000", CUSTOM), "a.gpkg")
    assert (sound.crs, sound.crs_origin, sound.notes) == (ZONE, "stated", ())
    custom = read(changed("NONE", "Ha Noi", CUSTOM), "a.gpkg")
    assert (custom.crs, custom.crs_origin) == (ZONE, "identified")
    assert [note.code for note in custom.notes] == ["intake.crs_identified"]
    assert read(changed("EPSG", "x", ""), "a.gpkg").crs == ZONE
    assert refused(lambda: read(changed("EPSG", "VN-2000", CUSTOM), "a.gpkg", crs="EPSG:9214")) == "site.crs_conflict"
    for wrong, code in (
        (("EPSG", "VN-2000", LIE), "intake.crs_unidentified"),
        (("EPSG", "VN-2000", "PROJCS[broken"), "intake.crs_unidentified"),
        (("NONE", "x", CUSTOM.replace("104.75", "104.8")), "intake.crs_unidentified"),
        (("NONE", "x", ""), "site.crs_unknown"),
        (("ESRI", "x", "undefined"), "site.crs_unknown"),
    ):
        assert refused(lambda wrong=wrong: read(changed(*wrong), "a.gpkg")) == code


def test_a_geopackage_without_a_system_takes_that_of_the_user(changed: Change, read: Callable[..., Any]) -> None:
    data = changed("GDAL", "Undefined SRS", 'LOCAL_CS["Undefined SRS"]')
    assert read(data, "a.gpkg").crs_origin == "missing"
    given = read(data, "a.gpkg", crs=ZONE)
    assert (given.crs, given.crs_origin) == (ZONE, "given")


@pytest.mark.parametrize("code", [code for code in SUPPORTED_CRS if code not in {"EPSG:4326", "OGC:CRS84"}])
def test_every_projjson_with_and_without_its_code(code: str, tmp_path: Path, read: Callable[..., Any]) -> None:
    assert read(parquet(tmp_path, projjson(code)), "a.parquet").crs_origin == "stated"
    nameless = {key: value for key, value in projjson(code).items() if key != "id"}
    found = read(parquet(tmp_path, nameless), "a.parquet")
    assert (found.crs, found.crs_origin) == (code, "identified")


@pytest.mark.parametrize("code", ["EPSG:4326", "OGC:CRS84"])
def test_degrees_of_wgs84_in_both_orders(code: str, tmp_path: Path, read: Callable[..., Any]) -> None:
    for given in (None, "EPSG:4326", "OGC:CRS84"):
        assert read(parquet(tmp_path, projjson(code)), "a.parquet", crs=given).crs == code


def test_a_projjson_that_contradicts_itself(tmp_path: Path, read: Callable[..., Any]) -> None:
    other = projjson("EPSG:9214")
    for wrong, code in (
        (projjson(id=other["id"]), "intake.crs_unidentified"),
        ({key: value for key, value in projjson(name="EPSG:9214").items() if key != "id"}, "intake.crs_unidentified"),
        (projjson(conversion=other["conversion"]), "intake.crs_unidentified"),
        (projjson("EPSG:32648"), "site.crs_unknown"),
        ({"type": "ProjectedCRS", "name": "EPSG:9208"}, "intake.crs_unidentified"),
    ):
        data = parquet(tmp_path, wrong)
        assert refused(lambda data=data: read(data, "a.parquet")) == code
        assert refused(lambda data=data: read(data, "a.parquet", crs=ZONE)) == code
