"""Layers that were named: what is broken in an open one is refused with its cure, of any other nothing is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from cadastre_scene import CORNER, SIDE, degrees_box, layer, rows_of, screen, screened, written, zones

from kethop.disk import file_sha256
from kethop.errors import KethopError
from kethop.reporting import describe_error
from kethop.spatial import read_sidecar
from kethop.vocabulary import ClassificationLevel, Language


def line(sidecar: Path, start: str, put: str = "") -> None:
    """Replace a line of a sidecar."""
    text = sidecar.read_text(encoding="utf-8")
    kept = [put if item.startswith(start) else item for item in text.splitlines()]
    assert kept != text.splitlines()
    sidecar.write_text("\n".join(kept) + "\n", encoding="utf-8")


def changed(**said: object) -> Callable[[Path], object]:
    return lambda scene: layer(scene / "z.parquet", zones(), **said)


@pytest.mark.parametrize(
    ("spoil", "code", "place", "says"),
    [
        (lambda scene: line(scene / "z.yaml", "key:"), "document.missing_key", "z.yaml", "“key”"),
        (lambda scene: line(scene / "z.yaml", "kind:", "colour: red"), "document.unknown_key", "z.yaml", "“colour”"),
        (changed(id="other"), "layer.id_differs", "z.yaml", "“other”"),
        (changed(licence=""), "document.wrong_value", "z.yaml", "licence"),
        (changed(key="code"), "layer.column_missing", "z.parquet", "“code”; its columns are: id."),
        (changed(sha256="0" * 64), "layer.hash_differs", "z.parquet", "0000"),
        (changed(stated_crs="EPSG:3406"), "screen.crs_differs", "z.parquet", "EPSG:3406, the file is in EPSG:3405"),
        (changed(extent={"of_layer": "sea"}), "layer.extent_unreadable", "z.parquet", "“sea”"),
    ],
    ids=["no key", "unknown key", "id", "licence", "no column", "hash", "crs", "extent"],
)
def test_what_is_broken_in_an_open_layer_is_refused_at_once(scene: Path, spoil, code, place, says) -> None:
    spoil(scene)
    refused = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert isinstance(refused.exception, KethopError), refused.output
    english = describe_error(refused.exception, Language.EN)
    assert f"[{code}]" in english
    assert english.startswith(place)
    assert says in english
    assert not (scene / "o").exists()


def test_a_data_file_that_states_no_crs_is_refused(scene: Path) -> None:
    table = pq.read_table(scene / "z.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["crs"] = None
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), scene / "z.parquet")
    line(scene / "z.yaml", "sha256:", f"sha256: {file_sha256(scene / 'z.parquet')}")
    refused = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screening.crs_missing"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_of_a_layer_that_is_not_stated_to_be_open_nothing_is_told(scene: Path, lang: str) -> None:
    """Classified, of a level that does not exist, of none, or no YAML: one report, and no success."""
    sidecar = scene / "z.yaml"
    sound = sidecar.read_text(encoding="utf-8")
    said = set()
    for text in (
        sound.replace("classification: open", "classification: mat"),
        sound.replace("classification: open", "classification: nonsense"),
        sound.replace("classification: open\n", ""),
        "a: b: c\n",
        "",
    ):
        assert text != sound
        sidecar.write_text(text, encoding="utf-8")
        out = scene / f"o{len(list(scene.iterdir()))}"
        result = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", out, lang=lang)
        assert result.exit_code == 1
        assert {(row["outcome"], row["reason"]) for row in rows_of(out)} == {("unknown", "layer_missing")}
        assert len(rows_of(out)) == 900
        manifest = json.loads((out / "manifest.json").read_bytes())
        assert manifest["identity"]["layers"][0]["sha256"] is None
        said.add((result.output.replace(str(out), "OUT"), manifest["run"]))
    ((report, _),) = said
    assert "[screen.layer_closed]" in report
    assert "classification: open" in report


def test_files_and_columns_that_are_not_there_are_told_by_name(scene: Path) -> None:
    wide = {f"column_{number}": [number] * 25 for number in range(9)}
    written(scene / "y.parquet", zones(), **wide)
    for arguments, code, says in (
        (("x.parquet", "--zones", "z.parquet"), "layer.file_missing", "x.parquet: There is no such file."),
        (("p.parquet", "--zones", "x.parquet"), "layer.file_missing", "x.parquet: There is no such file."),
        (("p.parquet", "--key", "code", "--zones", "z.parquet"), "screening.key_missing", "are: id, use, floors."),
        (("p.parquet", "--zones", "y.parquet", "--zone-key", "code"), "layer.column_missing", "column_6, …."),
    ):
        words = [str(scene / word) if word.endswith(".parquet") else word for word in arguments]
        refused = screen(*words, "--out", scene / "o")
        assert isinstance(refused.exception, KethopError)
        assert refused.exception.code == code
        assert says in describe_error(refused.exception, Language.EN)
        vietnamese = describe_error(refused.exception, Language.VI).removeprefix(str(scene))
        assert "column" not in re.sub(r"column_\d|\[.*\]", "", vietnamese)


EMPTY = np.empty(0, dtype=object)


def test_a_layer_without_zones_clears_within_its_extent_and_is_remarked(scene: Path) -> None:
    half = degrees_box(CORNER - 100, CORNER + SIDE / 2)
    layer(scene / "z.parquet", EMPTY, extent={"bbox": half})
    result = screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--json", scene / "c")
    rows = rows_of(scene / "o")
    assert 200 < len(rows) < 900
    assert {row["reason"] for row in rows} == {"layer_not_covering"}
    assert "  the layer holds no zone: it clears every parcel within its extent" in result.output
    remark = {"layer": "z", "kind": "no_zones", "count": 0, "example": ""}
    for told in (scene / "c", scene / "o" / "manifest.json"):
        assert json.loads(told.read_bytes())["remarks"] == [remark]


def test_a_layer_without_zones_that_is_its_own_extent_clears_nothing(scene: Path) -> None:
    layer(scene / "z.parquet", EMPTY, extent={"of_layer": "z"})
    screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert [row["reason"] for row in rows_of(scene / "o")] == ["layer_not_covering"] * 900


def test_a_layer_without_zones_and_without_extent_is_refused(scene: Path) -> None:
    written(scene / "y.parquet", EMPTY)
    refused = screen(scene / "p.parquet", "--zones", scene / "y.parquet", "--zone-key", "id", "--out", scene / "o")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.layer_empty"
    assert not (scene / "o").exists()


def test_names_that_several_zones_bear_are_remarked_and_hide_no_hit(scene: Path) -> None:
    whole = screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert "name several zones" not in whole.output
    names = [f"n{number // 2}" for number in range(25)]
    layer(scene / "z.parquet", zones(), columns={"name": names}, key="name")
    result = screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "twice", "--sample", "900")
    one, other = rows_of(scene / "o"), rows_of(scene / "twice")
    own = {f"p{number}": name for number, name in enumerate(names)}
    assert [(row["row"], own[row["zone"]], row["overlap_m2"]) for row in one] == [
        (row["row"], row["zone"], row["overlap_m2"]) for row in other
    ]
    assert "  12 key names several zones" not in result.output
    assert "  12 keys name several zones, such as “n0”" in result.output
    manifest = json.loads((scene / "twice" / "manifest.json").read_bytes())
    assert manifest["remarks"] == [{"layer": "z", "kind": "keys_repeat", "count": 12, "example": "n0"}]
    layer(scene / "z.parquet", zones(2), columns={"name": ["a", "a"]}, key="name")
    vietnamese = screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "v", lang="vi")
    assert "1 mã được đặt cho nhiều vùng, như “a”" in vietnamese.output


@pytest.mark.parametrize(
    ("column", "code", "says"),
    [
        (["a", None, None], "layer.key_empty", "empty for 2 of"),
        ([{"a": 1}] * 3, "layer.key_unfit", "struct<a: int64>"),
    ],
)
def test_a_column_that_cannot_name_every_zone_is_refused(scene: Path, column, code, says) -> None:
    layer(scene / "z.parquet", zones(3), columns={"name": column}, key="name")
    refused = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == code
    assert says in describe_error(refused.exception, Language.EN)


def test_keys_of_every_plain_type_are_taken(scene: Path) -> None:
    columns = {"n": pa.array([7, 8, 9], pa.int16()), "d": pa.array(["x", "y", "x"]).dictionary_encode()}
    for name, repeated in (("n", 0), ("d", 1)):
        layer(scene / "z.parquet", zones(3), columns=columns, key=name)
        screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / name)
        manifest = json.loads((scene / name / "manifest.json").read_bytes())
        assert manifest["identity"]["layers"][0]["repeated"] == repeated
        assert {row["zone"] for row in rows_of(scene / name)} <= set(map(str, columns[name].to_pylist()))


def test_the_sidecar_in_the_documentation_is_a_whole_one(repository: Path, tmp_path: Path) -> None:
    text = (repository / "docs/how-to/screen-a-cadastre.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "belts.yaml").write_text(block, encoding="utf-8")
    sidecar = read_sidecar(tmp_path / "belts.yaml")
    assert sidecar.classification is ClassificationLevel.OPEN
    assert set(yaml.safe_load(block)) == set(type(sidecar).model_fields)
