"""``kethop intake`` shows what is read; ``kethop appraise`` takes every format; a run replays from what was filed."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely

from kethop.cli import main as entry
from kethop.spatial.intake import outside, read_as_filed

PROPOSAL = """\
proposal: 1
pack: template
title: "Kho hàng"
proponent: "Công ty hư cấu"
submitted: "2026-11-22"
is_illustrative: true
site:
  file: {file}
{more}facts:
  kind: works
"""
AREA = [shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kethop", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            entry.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return command


def test_what_is_shown(tmp_path: Path, writers: Mapping[str, Any], run: Callable[..., tuple[int, str, str]]) -> None:
    path = writers["shp"](tmp_path, AREA, "EPSG:5897")
    code, out, err = run("intake", path, "--store", tmp_path / "store", "--json", tmp_path / "a.json", "--lang", "en")
    assert (code, err) == (0, "")
    assert (
        "EPSG:5897 (identified by the parameters in the file); brought to WGS 84 by the operation EPSG:6960, stated accuracy 1 m"
        in out
    )
    assert "Area: 10,001." in out
    assert "Shape: an area; 1 outer ring(s); 4 points" in out
    assert "Holds: site.dbf" in out
    record = json.loads((tmp_path / "a.json").read_bytes())
    assert record["as_filed"][0]["points"][0][1:] in [["562659.81", "2357370.61"], ["562559.81", "2357270.61"], ["562659.81", "2357270.61"], ["562559.81", "2357370.61"]]  # fmt: skip
    assert record["missing_measures"] == []
    assert len(read_as_filed(tmp_path / "store", record["sha256"])) == record["size"]
    assert {part["name"] for part in record["parts"]} == {"site.shp", "site.shx", "site.dbf", "site.prj", "site.cpg"}
    code, out, _ = run("intake", path, "--json", "-", "--lang", "vi")
    assert json.loads(out)["file_format"] == "shapefile"
    line = writers["geojson"](tmp_path, [shapely.LineString([(105, 21), (105.1, 21)])], "EPSG:4326")
    out = run("intake", line, "--lang", "vi")[1]
    assert "Chiều dài: 10.3" in out
    assert "Hình: tuyến; 1 đường; 2 đỉnh" in out
    assert "đã là WGS 84, giữ nguyên số liệu" in out
    flat = writers["parquet"](tmp_path, AREA, "EPSG:5897")
    out = run("intake", flat, "--lang", "vi")[1]
    assert "Lớp: 1 đối tượng, vùng (được đọc)" in out
    drawing = writers["dxf"](tmp_path, AREA, "EPSG:5897")
    out = run("intake", drawing, "--crs", "EPSG:5897", "--lang", "vi")[1]
    assert "Lớp “0”: 1 đối tượng, LWPOLYLINE, [562.559,81 2.357.270,61; 562.659,81 2.357.370,61] (được đọc)" in out
    assert not {"Polygon", "ring", "identity", "1.0 m"} & set(out.replace(";", " ").split())


def test_a_fault_is_one_message(tmp_path: Path, writers: Mapping[str, Any], run: Callable[..., Any]) -> None:
    path = writers["dxf"](tmp_path, AREA, "EPSG:5897")
    code, out, err = run("intake", path, "--lang", "vi")
    assert (code, out) == (2, "")
    assert err.startswith("site.dxf: Tệp không ghi hệ tọa độ.")
    assert err.rstrip().endswith("[site.crs_missing]")


@pytest.mark.parametrize("kind", ["shp", "kml", "dxf", "parquet", "mif", "gpkg"])
def test_every_format_is_appraised_and_replayed(
    kind: str, tmp_path: Path, writers: Mapping[str, Any], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shapes, crs = ([shapely.box(105.76, 21.19, 105.77, 21.2)], "EPSG:4326") if kind == "kml" else (AREA, "EPSG:5897")
    path = writers[kind](tmp_path, shapes, crs)
    more = "  crs: EPSG:5897\n" if kind in {"dxf", "mif"} else ""
    (tmp_path / "p.yaml").write_text(PROPOSAL.format(file=path.name, more=more), encoding="utf-8")
    assert run("appraise", "p.yaml", "--json", "run.json")[::2] == (0, "")
    path.unlink()
    code, out, err = run("replay", "run.json", "--lang", "en")
    assert (code, out.strip(), err) == (0, "identical", "")


def test_a_layer_and_a_unit_of_the_proposal(
    tmp_path: Path, writers: Mapping[str, Any], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = writers["dxf"](tmp_path, AREA, "EPSG:5897")
    text = path.read_text().replace("$INSUNITS\n 70\n6", "$INSUNITS\n 70\n0")
    assert text != path.read_text()
    path.write_text(text)
    keys = "  crs: EPSG:5897\n  layer: '0'\n"
    (tmp_path / "p.yaml").write_text(PROPOSAL.format(file="site.dxf", more=keys), encoding="utf-8")
    assert "[intake.unit_missing]" in run("appraise", "p.yaml")[2]
    (tmp_path / "p.yaml").write_text(PROPOSAL.format(file="site.dxf", more=keys + "  unit: m\n"), encoding="utf-8")
    assert run("appraise", "p.yaml")[0] == 0


def test_a_system_that_confines_less_says_so(
    tmp_path: Path, writers: Mapping[str, Any], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MEASURES", ("limits", "a measure", "network"))
    monkeypatch.setattr("kethop.reporting.intakes._MEASURES", {"a measure": outside_text()})
    path = writers["geojson"](tmp_path, [shapely.Point(105.76, 21.19)], "EPSG:4326")
    (tmp_path / "p.yaml").write_text(PROPOSAL.format(file=path.name, more=""), encoding="utf-8")
    for arguments in (("intake", path), ("appraise", tmp_path / "p.yaml")):
        code, _, err = run(*arguments, "--lang", "en")
        assert code == 0
        assert err.strip() == "This system does not confine the reading of files fully; it lacks: walls."


def outside_text() -> Any:
    from kethop.vocabulary import Text  # noqa: PLC0415 - used once

    return Text(vi="tường", en="walls")
