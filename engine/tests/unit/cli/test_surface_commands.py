"""``kethop surfaces`` and ``kethop screen-heights``: files that other programs open, and refusals that write nothing."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import python_calamine
import shapely
from click.testing import CliRunner, Result
from pyproj import Transformer

from kethop.cli.main import cli
from kethop.errors import KethopError
from kethop.reporting import describe_error
from kethop.vocabulary import Language

HEAD = (
    "airport_ident,length_ft,width_ft,closed,le_ident,le_latitude_deg,le_longitude_deg,le_elevation_ft,"
    "le_displaced_threshold_ft,he_ident,he_latitude_deg,he_longitude_deg,he_elevation_ft,he_displaced_threshold_ft"
)
# An invented aerodrome: highest end 16 m, so inner horizontal surface at 61 m.
ROW = "ZZZZ,9843,150,0,09,20,105,32.8084,,27,20,105.0287,52.4934,"
SOUTH = (105.0, 20.0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--lang", "en"], catch_exceptions=True)


def buildings(path: Path, crs: str = "EPSG:4326", **more: Any) -> None:
    """Three blocks: 70 m under the inner horizontal surface, 20 m there, 300 m far away."""
    places = [(105.014, 20.03), (105.016, 20.03), (107.0, 20.0)]
    way = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    outlines = [
        shapely.transform(shapely.Point(place).buffer(1e-4), way.transform, interleaved=False) for place in places
    ]
    columns: dict[str, Any] = {
        "height_m": [70.0, 20.0, 300.0],
        "ground_m": [2.0, 2.0, 2.0],
        "code": ["=1+1", "b", "c"],
        "geometry": pa.array(shapely.to_wkb(outlines), pa.binary()),
    }
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": crs}}}
    table = pa.table(columns | more).replace_schema_metadata({"geo": json.dumps(about)})
    pq.write_table(table, path)


def test_a_geopackage_in_vn2000(folder: Path) -> None:
    arguments = ("--out", "s.gpkg", "--contours", "10", "--crs", "EPSG:5897", "--regime", "annex14-2004")
    result = run("surfaces", "ZZZZ", "--runways", "r.csv", *arguments)
    assert result.exit_code == 0, result.output
    assert "can forbid, never clear" in result.output
    layers = dict(pyogrio.list_layers("s.gpkg"))
    assert layers == {"facets": "Polygon Z", "contours": "LineString Z", "runways": "LineString Z", "metadata": None}
    for name in ("facets", "contours", "runways"):
        about = pyogrio.read_info("s.gpkg", layer=name)
        assert (about["crs"], about["features"] > 0) == ("EPSG:5897", True)
    _, _, geometry, fields = pyogrio.raw.read("s.gpkg", layer="runways", columns=["aerodrome", "runway", "low_m"])
    assert [str(field[0]) for field in fields] == ["ZZZZ", "09/27", "10.0"]
    (east, north, height), *_ = shapely.get_coordinates(shapely.from_wkb(geometry[0]), include_z=True)
    back = Transformer.from_crs("EPSG:5897", "EPSG:4326", always_xy=True).transform(east, north)
    assert back == pytest.approx(SOUTH, abs=1e-5)
    assert height == pytest.approx(10.0, abs=1e-4)
    _, _, _, (names, values) = pyogrio.raw.read("s.gpkg", layer="metadata")
    said = dict(zip(names, values, strict=True))
    assert (said["regime"], said["trust"], said["shielding"]) == ("annex14-2004", "SR2", "chưa xét · not assessed")
    assert not list(folder.glob(".*"))


def test_geojson_of_the_decree(folder: Path) -> None:
    arguments = ("--runways", "r.csv", "--out", "s.geojson", "--regime", "decree222-2026", "--group", "IV")
    assert run("surfaces", "ZZZZ", *arguments).exit_code == 0
    whole = json.loads((folder / "s.geojson").read_text(encoding="utf-8"))
    assert (whole["metadata"]["trust"], whole["metadata"]["complete"]) == ("SR1-OCR", "không · no")
    assert whole["metadata"]["design_groups"] == "IV"
    found = {(item["properties"]["layer"], item["properties"]["surface"]) for item in whole["features"]}
    assert {("facets", "approach"), ("facets", "precision_approach_oes"), ("runways", "strip")} <= found
    assert all(len(item["geometry"]["coordinates"][0]) in {3, *range(4, 400)} for item in whole["features"])


def test_a_profile(folder: Path) -> None:
    line = "105.0143,19.9 105.0143,20.1"
    profile = ("--runways", "r.csv", "--profile", line, "--step", "200", "--on", "2026-06-30")
    result = run("surfaces", "ZZZZ", *profile, "--csv", "p.csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO((folder / "p.csv").read_text(encoding="utf-8"))))
    assert "strip" in {row["surface"] for row in rows}
    assert rows[0]["permitted_m"] == ""
    assert {row["regime"] for row in rows} == {"annex14-2004"}
    printed = run("surfaces", "ZZZZ", *profile)
    assert printed.stdout == (folder / "p.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("crs", "extension"),
    [("EPSG:4326", "csv"), ("EPSG:3857", "csv"), ("EPSG:3405", "csv"), ("EPSG:4326", "parquet"), ("EPSG:4326", "xlsx")],
)
def test_a_list_of_buildings(folder: Path, crs: str, extension: str) -> None:
    buildings(folder / "b.parquet", crs)
    arguments = ("--aerodrome", "ZZZZ", "--runways", "r.csv", "--ground-elevation", "2", "--id", "code")
    result = run("screen-heights", "b.parquet", *arguments, "--out", f"l.{extension}")
    assert result.exit_code == 0, result.output
    assert "ASSUMED 2 m above mean sea level for every building" in result.output
    assert "Above the surfaces: 1" in result.output
    if extension == "csv":
        rows = list(csv.DictReader(io.StringIO((folder / "l.csv").read_text(encoding="utf-8"))))
    elif extension == "parquet":
        rows = pq.read_table(folder / "l.parquet").to_pylist()
        assert b"ASSUMED" in pq.read_schema(folder / "l.parquet").metadata[b"ground"]
    else:
        book = python_calamine.CalamineWorkbook.from_path("l.xlsx")
        head, *body = book.get_sheet_by_name("heights").to_python()
        rows = [dict(zip(head, row, strict=True)) for row in body]
        assert "ASSUMED" in str(book.get_sheet_by_name("about").to_python())
    (row,) = rows
    as_text = "=1+1" if extension == "parquet" else "'=1+1"  # a spreadsheet would take it for a formula
    assert (row["id"], row["state"], row["surface"]) == (as_text, "above", "inner_horizontal")
    assert float(row["above_m"]) == pytest.approx(72 - 61, abs=0.01)
    assert float(row["lon"]) == pytest.approx(105.014, abs=2e-4)


def test_the_ground_from_a_column(folder: Path) -> None:
    buildings(folder / "b.parquet")
    arguments = ("--aerodrome", "ZZZZ", "--runways", "r.csv", "--ground", "ground_m", "--out", "l.csv")
    assert "Ground elevation: column ground_m" in run("screen-heights", "b.parquet", *arguments).output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--out", "s.shp"], "runways.format_unknown"),
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--out", "s.gpkg", "--crs", "EPSG:32648"], "runways.crs_unknown"),
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--out", "s.geojson", "--crs", "EPSG:5897"], "runways.crs_unknown"),
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--profile", "1,1 1,1"], "runways.bad_line"),
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--profile", "1,1 2"], "runways.bad_line"),
        (["surfaces", "ZZZZ", "--runways", "r.csv", "--profile", "1,1 2,91"], "runways.bad_line"),
        (["surfaces", "AAAA", "--runways", "r.csv"], "runways.aerodrome_missing"),
        (["surfaces", "ZZZZ"], "runways.aerodrome_missing"),
        (["surfaces", "ZZZZ", "--pack", "template"], "runways.layer_unusable"),
        (["surfaces", "VVNS"], "runways.not_computable"),
        (["screen-heights", "b.parquet", "--out", "l.csv"], "heights.ground_missing"),
        (["screen-heights", "b.parquet", "--out", "l.txt", "--ground", "ground_m"], "heights.format_unknown"),
        (
            ["screen-heights", "b.parquet", "--out", "l.csv", "--ground", "g", "--ground-elevation", "1"],
            "heights.ground_twice",
        ),
        (["screen-heights", "b.parquet", "--out", "l.csv", "--ground", "g"], "heights.column_missing"),
        (["screen-heights", "b.parquet", "--out", "l.csv", "--ground", "code"], "heights.not_numbers"),
        (["screen-heights", "r.csv", "--out", "l.csv", "--ground-elevation", "1"], "heights.unreadable"),
        (["screen-heights", "none.parquet", "--out", "l.csv", "--ground-elevation", "1"], "heights.unreadable"),
        (
            ["screen-heights", "b.parquet", "--out", "l.csv", "--ground-elevation", "1", "--crs", "x"],
            "heights.crs_unknown",
        ),
    ],
)
def test_what_is_refused_writes_nothing(folder: Path, arguments: list[str], code: str) -> None:
    buildings(folder / "b.parquet")
    before = sorted(folder.iterdir())
    more = ["--aerodrome", "ZZZZ", "--runways", "r.csv"] if arguments[0] == "screen-heights" else []
    result = run(*arguments, *more)
    assert isinstance(result.exception, KethopError), result.output
    assert result.exception.code == code
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("option", ["--height", "--ground", "--id"])
def test_a_wrong_column_is_told_with_the_option_that_named_it(folder: Path, option: str) -> None:
    buildings(folder / "b.parquet")
    columns = {"--height": "height_m", "--ground": "ground_m", "--id": "code"} | {option: "absent"}
    named = [word for item in columns.items() for word in item]
    result = run("screen-heights", "b.parquet", "--aerodrome", "ZZZZ", "--runways", "r.csv", *named, "--out", "l.csv")
    assert isinstance(result.exception, KethopError)
    what, cure = describe_error(result.exception, Language.EN).splitlines()
    assert "“absent”" in what
    assert "height_m" in what
    assert cure == f"  → Name the right column with {option}. [heights.column_missing]"


def test_buildings_without_the_geometry_that_the_header_names_are_not_read(folder: Path) -> None:
    geo = {"version": "1.0.0", "primary_column": "shape", "columns": {"shape": {"encoding": "WKB"}}}
    table = pa.table({"height_m": [1.0]}).replace_schema_metadata({"geo": json.dumps(geo)})
    pq.write_table(table, folder / "b.parquet")
    named = ("--aerodrome", "ZZZZ", "--runways", "r.csv", "--ground-elevation", "1", "--out", "l.csv")
    result = run("screen-heights", "b.parquet", *named)
    assert isinstance(result.exception, KethopError)
    assert (result.exception.code, result.exception.fields["problem"]) == ("heights.unreadable", "no geometry column")


def test_a_file_that_says_nothing_of_its_crs_is_not_guessed(folder: Path) -> None:
    table = pa.table({"height_m": [1.0], "geometry": pa.array([shapely.to_wkb(shapely.Point(105, 20))], pa.binary())})
    pq.write_table(table, folder / "plain.parquet")
    arguments = [
        "screen-heights",
        "plain.parquet",
        "--aerodrome",
        "ZZZZ",
        "--runways",
        "r.csv",
        "--ground-elevation",
        "1",
    ]
    result = run(*arguments, "--out", "l.csv")
    assert isinstance(result.exception, KethopError)
    assert result.exception.code == "heights.crs_unknown"
    assert run(*arguments, "--out", "l.csv", "--crs", "EPSG:4326").exit_code == 0
    assert np.isfinite(float((folder / "l.csv").stat().st_size))
