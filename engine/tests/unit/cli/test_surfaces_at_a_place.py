"""``kethop surfaces``: one place with every surface over it, radio aids in the drawing, and what cannot go together."""

import json
from pathlib import Path

import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

from kethop.cli.main import cli
from kethop.errors import KethopError

HEAD = (
    "airport_ident,length_ft,width_ft,closed,le_ident,le_latitude_deg,le_longitude_deg,le_elevation_ft,"
    "le_displaced_threshold_ft,he_ident,he_latitude_deg,he_longitude_deg,he_elevation_ft,he_displaced_threshold_ft"
)
# An invented aerodrome: highest end 16 m, so inner horizontal surface at 61 m.
ROW = "ZZZZ,9843,150,0,09,20,105,32.8084,,27,20,105.0287,52.4934,"
UNDER = "105.0143,20.03"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "r.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, lang: str = "en") -> Result:
        return CliRunner().invoke(cli, ["surfaces", "ZZZZ", "--runways", "r.csv", *arguments, "--lang", lang])

    return command


def test_every_surface_over_a_place_with_its_rules(run) -> None:
    result = run("--at", UNDER, "--top", "64")
    assert result.exit_code == 0, result.output
    assert "61 m: inner horizontal surface (ZZZZ 09/27); the top, 64 m, is 3 m above" in result.output
    assert "outer horizontal surface (guidance) (ZZZZ); guidance only" in result.output
    assert result.output.index("(annex14-2004):") < result.output.index("(decree222-2026):")
    assert "it is not said that none is reached" in result.output
    assert "Only the aerodrome ZZZZ is looked at" in result.output
    assert (
        "61 m: inner horizontal surface (ZZZZ 09/27); the top, 60.9 m, is not above"
        in run("--at", UNDER, "--top", "60.9").output
    )
    one = run("--at", UNDER, "--regime", "decree222-2026", "--group", "IV").output
    assert "annex14-2004" not in one
    assert "precision_approach" not in one
    assert "phải được đánh giá" not in run("--at", UNDER, lang="vi").output


def test_under_no_surface_it_is_not_clear(run) -> None:
    result = run("--at", "106,21", "--regime", "annex14-2004")
    assert "no computed surface lies over the place" in result.output
    assert "can forbid, never clear" in result.output


def test_a_place_and_radio_aids(run) -> None:
    aids = (
        "--radio-aid",
        "DME:105.0143,20.03:5",
        "--radio-aid",
        "dvor:105.0143,20.04:5",
        "--radio-aid",
        "NDB:105,20.036",
    )
    said = run("--at", UNDER, *aids).output
    assert "DME:105.0143,20.03:5, works: inside: must be assessed, not forbidden" in said
    assert "dvor:105.0143,20.04:5, works: not determined" in said
    assert "dvor:105.0143,20.04:5, wind turbines: inside: must be assessed" in said
    assert "NDB:105,20.036, works: outside the area of this aid" in said
    # 1,107 m from the foot at 5 m the cone of 1° is at 24.3 m
    assert "dvor:105.0143,20.04:5, works: inside" in run("--at", UNDER, "--top", "24.5", *aids).output
    assert "dvor:105.0143,20.04:5, works: outside" in run("--at", UNDER, "--top", "24.0", *aids).output


def test_aids_in_a_geopackage(run) -> None:
    aids = ("--radio-aid", "DVOR:105.0143,20.03:5", "--radio-aid", "NDB:105,20")
    result = run("--out", "s.gpkg", "--crs", "EPSG:5897", *aids)
    assert result.exit_code == 0, result.output
    assert "must be assessed, not forbidden" in result.output
    layers = dict(pyogrio.list_layers("s.gpkg"))
    assert (layers["radio_aids"], layers["radio_aids_flat"]) == ("Polygon Z", "Polygon")
    _, _, shapes, (areas, low) = pyogrio.raw.read("s.gpkg", layer="radio_aids", columns=["area", "low_m"])
    assert {*areas} == {"cylinder", "cone", "wind_turbines"}
    assert {str(number) for number, area in zip(low, areas, strict=True) if area != "cone"} == {"nan"}
    wind = shapely.from_wkb(shapes[[*areas].index("wind_turbines")])
    assert wind.area == pytest.approx(3.14159 * 10_000**2, rel=1e-3)
    _, _, _, (names, values) = pyogrio.raw.read("s.gpkg", layer="metadata")
    assert dict(zip(names, values, strict=True))["radio_aids_trust"] == "SR1-OCR"


def test_aids_in_geojson_have_no_invented_numbers(run) -> None:
    assert run("--out", "s.geojson", "--radio-aid", "NDB:105,20", "--radio-aid", "CVOR:105,20:3").exit_code == 0
    whole = json.loads(Path("s.geojson").read_text(encoding="utf-8"), parse_constant=pytest.fail)
    flat = [item for item in whole["features"] if item["properties"]["layer"] == "radio_aids_flat"]
    assert [item["properties"]["area"] for item in flat] == ["cylinder", "cone"]
    assert {item["properties"]["low_m"] for item in flat} == {None}
    assert {len(item["geometry"]["coordinates"][0][0]) for item in flat} == {2}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--radio-aid", "XYZ:105,20"], "radio.bad_aid"),
        (["--radio-aid", "DME:20,105"], "radio.bad_aid"),
        (["--radio-aid", "DME:105,20:nan"], "radio.bad_aid"),
        (["--radio-aid", "DME:105,20:99999"], "radio.bad_aid"),
        (["--radio-aid", "DME 105,20"], "radio.bad_aid"),
        (["--at", "105"], "radio.bad_place"),
        (["--at", ""], "radio.bad_place"),
        (["--at", "105,inf"], "radio.bad_place"),
        (["--at", "105,north"], "radio.bad_place"),
        (["--at", UNDER, "--out", "s.gpkg"], "radio.one_answer"),
        (["--profile", "105,20 105,21", "--out", "s.gpkg"], "radio.one_answer"),
        (["--profile", "105,20 105,21", "--at", UNDER], "radio.one_answer"),
        (["--profile", "105,20 105,21", "--radio-aid", "DME:105,20"], "radio.one_answer"),
        (["--top", "0"], "radio.top_alone"),
    ],
)
def test_what_is_refused(run, arguments: list[str], code: str) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, KethopError)
    assert result.exception.code == code
    assert {path.name for path in Path().iterdir()} == {"r.csv"}


@pytest.mark.parametrize("option", ["--top", "--tolerance", "--step", "--contours"])
@pytest.mark.parametrize("number", ["nan", "inf"])
def test_nan_is_no_number(run, option: str, number: str) -> None:
    assert run("--at", UNDER, option, number).exit_code == 2
