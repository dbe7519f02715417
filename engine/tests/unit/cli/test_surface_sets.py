"""Every set of rules in force on the day: in one file, on each row, the strictest for each building."""

import csv
import io
import json
from pathlib import Path

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
BOTH, OLD = ("--on", "2026-07-01"), ("--on", "2026-06-30")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    # under the old inner horizontal surface alone; on the approach of both, which the old set's strip governs nearby
    outlines = [shapely.Point(place).buffer(1e-5) for place in ((105.014, 20.03), (104.98, 20.0))]
    columns = {"height_m": [70.0, 400.0], "geometry": pa.array(shapely.to_wkb(outlines), pa.binary())}
    geo = {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": "EPSG:4326"}}}
    pq.write_table(pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "b.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(cli, [*arguments, "--runways", "r.csv", "--lang", language], catch_exceptions=True)


def screened(folder: Path, *arguments: str) -> list[dict[str, str]]:
    named = ("--aerodrome", "ZZZZ", "--ground-elevation", "2", "--out", "l.csv")
    result = run("screen-heights", "b.parquet", *named, *arguments)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO((folder / "l.csv").read_text(encoding="utf-8"))))


def test_each_building_has_the_strictest_of_both(folder: Path) -> None:
    both = {row["row"]: row for row in screened(folder, *BOTH)}
    old = {row["row"]: row for row in screened(folder, "--regime", "annex14-2004")}
    new = {row["row"]: row for row in screened(folder, "--regime", "decree222-2026")}
    assert set(both) == {"1", "2"}
    assert both["1"]["regime"] == "annex14-2004"
    assert "1" not in new
    lowest = min(float(old["2"]["permitted_m"]), float(new["2"]["permitted_m"]))
    assert float(both["2"]["permitted_m"]) == lowest
    for row in both.values():
        assert row["regimes"] == "annex14-2004, decree222-2026"
        assert row["complete"] == "không · no"
        assert "ASSUMED 2 m" in row["ground"]
        assert "not the published surfaces" in row["warning"]
        assert row["id"] == row["row"]
    assert {row["regimes"] for row in screened(folder, *OLD)} == {"annex14-2004"}


def test_a_file_holds_both_and_says_which(folder: Path) -> None:
    assert run("surfaces", "zzzz", "--out", "s.geojson", *BOTH).exit_code == 0
    whole = json.loads((folder / "s.geojson").read_text(encoding="utf-8"))
    assert {item["properties"]["regime"] for item in whole["features"]} == {"annex14-2004", "decree222-2026"}
    assert whole["metadata"]["regime"] == "annex14-2004, decree222-2026"
    assert whole["metadata"]["annex14-2004/trust"] == "SR2"
    assert (whole["metadata"]["complete"], whole["metadata"]["annex14-2004/complete"]) == ("không · no", "có · yes")
    profile = ("--profile", "104.95,20 105.05,20", "--csv", "p.csv", "--step", "500")
    assert run("surfaces", "ZZZZ", *profile, *BOTH).exit_code == 0
    rows = list(csv.DictReader(io.StringIO((folder / "p.csv").read_text(encoding="utf-8"))))
    assert [*dict.fromkeys(row["regime"] for row in rows)] == ["annex14-2004", "decree222-2026"]


@pytest.mark.usefixtures("folder")
def test_what_is_printed_is_vietnamese() -> None:
    drawn = run("surfaces", "ZZZZ", *BOTH, language="vi").output
    named = ("--aerodrome", "ZZZZ", "--ground-elevation", "2", "--out", "l.csv")
    listed = run("screen-heights", "b.parquet", *named, *BOTH, language="vi").stdout
    for said in (drawn, listed):
        assert "Tính đủ mọi bề mặt: không" in said
        assert "Che khuất (núp bóng): chưa xét" in said
        for english in ("complete:", "shielding:", "ground:", "regime:", "ASSUMED", "assessed", "Tables", "coded by"):
            assert english not in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--regime", "annex14-2004", "--group", "IV"], "runways.group_without_decree"),
        ([*OLD, "--group", "IV"], "runways.group_without_decree"),
        (["--pack", "template"], "runways.no_rules"),
    ],
)
def test_rules_that_do_not_fit_are_refused(arguments: list[str], code: str) -> None:
    result = run("surfaces", "ZZZZ", *arguments)
    assert isinstance(result.exception, KethopError), result.output
    assert result.exception.code == code
