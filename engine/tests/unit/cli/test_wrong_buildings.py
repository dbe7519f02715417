"""``kethop screen-heights`` and ``kethop surfaces`` on wrong input: refused with the place, or counted and said."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner, Result

from kethop.cli.main import cli
from kethop.errors import KethopError

HEAD = (
    "airport_ident,length_ft,width_ft,closed,le_ident,le_latitude_deg,le_longitude_deg,le_elevation_ft,"
    "le_displaced_threshold_ft,he_ident,he_latitude_deg,he_longitude_deg,he_elevation_ft,he_displaced_threshold_ft"
)
ROW = "ZZZZ,9843,150,0,09,20,105,32.8084,,27,20,105.0287,52.4934,"
INSIDE = (105.014, 20.03)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--lang", "en"], catch_exceptions=True)


def screen(*arguments: str) -> Result:
    more = ("--runways", "r.csv", "--aerodrome", "ZZZZ", "--out", "l.csv")
    return run("screen-heights", "b.parquet", *more, *arguments)


def write(places: list[tuple[float, float]], heights: list[Any], grounds: list[Any], **column: Any) -> None:
    outlines = [shapely.Point(place).buffer(1e-4) for place in places]
    geo = {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"} | column}}
    columns = {
        "height_m": pa.array(heights, pa.float64()),
        "ground_m": pa.array(grounds, pa.float64()),
        "geometry": pa.array(shapely.to_wkb(outlines), pa.binary()),
    }
    pq.write_table(pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)}), "b.parquet")


@pytest.mark.parametrize("column", [{"crs": "EPSG:4326"}, {}])
def test_a_crs_beside_that_of_the_file_is_a_conflict(folder: Path, column: dict[str, str]) -> None:
    write([INSIDE], [70.0], [2.0], **column)
    result = screen("--ground", "ground_m", "--crs", "EPSG:5897")
    assert isinstance(result.exception, KethopError)
    assert (result.exception.code, result.exception.fields["given"]) == ("heights.crs_conflict", "EPSG:5897")
    assert not (folder / "l.csv").exists()
    assert screen("--ground", "ground_m", "--crs", "EPSG:4326").exit_code == 0  # the same system, said again


@pytest.mark.usefixtures("folder")
def test_a_crs_that_the_file_says_it_does_not_know_may_be_given() -> None:
    write([INSIDE], [70.0], [2.0], crs=None)
    assert screen("--ground", "ground_m", "--crs", "EPSG:4326").exit_code == 0


@pytest.mark.parametrize("place", [(20.03, 105.014), (562600.0, 2357300.0), (-181.0, 20.0), (105.0, -91.0)])
def test_a_corner_nowhere_on_earth_is_refused_with_its_row(folder: Path, place: tuple[float, float]) -> None:
    write([INSIDE, INSIDE, place], [70.0] * 3, [2.0] * 3)
    result = screen("--ground", "ground_m")
    assert isinstance(result.exception, KethopError)
    assert result.exception.code == "heights.outside_earth"
    assert result.exception.place is not None
    assert result.exception.place.path == "row 3"
    assert not (folder / "l.csv").exists()


def test_codes_for_no_data_are_tops_not_known_and_counted(folder: Path) -> None:
    heights = [-9999.0, -0.5, float("nan"), None, float("inf"), 70.0, 70.0]
    write([INSIDE] * 7, heights, [2.0] * 5 + [-9999.0, 99999.0])
    result = screen("--ground", "ground_m")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO((folder / "l.csv").read_text(encoding="utf-8"))))
    assert [row["state"] for row in rows] == ["top_not_known"] * 7
    assert "Under a surface, top not known: 7" in result.output
    assert "that cannot be (negative, codes for no data), taken as not known: 5" in result.output


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "-9999", "9001"])
def test_a_ground_elevation_that_cannot_be_is_refused(folder: Path, number: str) -> None:
    write([INSIDE], [70.0], [2.0])
    assert screen("--ground-elevation", number).exit_code == 2
    assert not (folder / "l.csv").exists()


@pytest.mark.parametrize("option", ["--tolerance", "--contours", "--step"])
@pytest.mark.parametrize("number", ["nan", "inf", "0", "-1"])
def test_an_interval_that_cannot_be_is_refused(folder: Path, option: str, number: str) -> None:
    result = run("surfaces", "ZZZZ", "--runways", "r.csv", "--out", "s.geojson", option, number)
    assert result.exit_code == 2
    assert option in result.output
    assert not (folder / "s.geojson").exists()
