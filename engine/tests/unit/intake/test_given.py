"""What the user says of a file that does not take it is refused; nothing is written onto what is read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import CliRunner
from pyproj import CRS

from kethop.cli.intake import intake_command
from kethop.cli.places import refuse_overwriting
from kethop.errors import KethopError, SiteError
from kethop.spatial.intake.delivering import packed

ZONE = "EPSG:5897"
AREA = [shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)]


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(KethopError) as caught:
        act()
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("csv", {"unit": "m"}), ("shp", {"unit": "mm"}), ("gpkg", {"unit": "m"}), ("shp", {"column_order": "x-east"}),
     ("geojson", {"column_order": "x-east"}), ("dxf", {"column_order": "x-east", "unit": "m"})],
)  # fmt: skip
def test_an_option_that_means_nothing_is_refused(
    kind: str, wanted: dict[str, str], tmp_path: Path, writers: Mapping[str, Any], take: Callable[..., Any]
) -> None:
    path = writers[kind](tmp_path, AREA, ZONE)
    assert code_of(lambda: take(path, crs=ZONE, **wanted)) == "intake.option_not_used"


def test_an_archive_of_one_table_is_to_be_filed_plain(read: Callable[..., Any]) -> None:
    with pytest.raises(SiteError) as caught:
        read(packed({"Bảng/tọa độ.xlsx": b"PK\x03\x04", "b.csv": b"x", "ghi chú.txt": b"x"}), "a.zip")
    assert (caught.value.code, caught.value.fields["name"]) == ("intake.table_inside", "tọa độ.xlsx")
    assert code_of(lambda: read(packed({"a.csv": b"x"}), "a.zip")) == "intake.table_inside"
    assert code_of(lambda: read(packed({"a.parquet": b"PK", "b.csv": b"x"}), "a.zip")) == "intake.nothing_inside"


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_a_prj_in_the_coding_of_an_editor(
    coding: str, tmp_path: Path, writers: Mapping[str, Any], take: Callable[..., Any]
) -> None:
    path = writers["shp"](tmp_path, AREA, ZONE)
    text = CRS.from_user_input(ZONE).to_wkt("WKT1_ESRI")
    path.with_suffix(".prj").write_bytes(text.encode(coding))
    assert take(path).reading.crs == ZONE
    path.with_suffix(".prj").write_bytes(text.replace('_Meridian",105.0', '_Meridian",105.00000002').encode(coding))
    with pytest.raises(SiteError) as caught:
        take(path)
    assert "105.00000002°" in str(caught.value.fields["read"])


def test_nothing_is_written_onto_what_is_read(tmp_path: Path) -> None:
    folder, other = tmp_path / "bộ", tmp_path / "khác"
    folder.mkdir()
    for name in ("a.shp", "a.dbf", "b.dbf"):
        (folder / name).write_bytes(b"x")
    (tmp_path / "link").symlink_to(folder / "a.dbf")
    (tmp_path / "hard").hardlink_to(folder / "a.shp")
    main = folder / "a.shp"
    for output in (
        main,
        folder / ".." / "bộ" / "A.shp".lower(),
        tmp_path / "link",
        tmp_path / "hard",
        folder / "a.dbf",
    ):
        assert (
            code_of(lambda output=output: refuse_overwriting([None, output], inputs=[None, main])) == "output.is_input"
        )
    for output in (folder, folder / "run.json", folder / "c" / "d"):
        assert code_of(lambda output=output: refuse_overwriting([output], inputs=[folder])) == "output.is_input"
    refuse_overwriting([folder / "b.dbf", other, Path("-"), folder / "new.json"], inputs=[main, Path("-")])
    assert code_of(lambda: refuse_overwriting([other], inputs=[other])) == "output.is_input"


def test_the_file_as_filed_outlives_a_slip(tmp_path: Path, writers: Mapping[str, Any]) -> None:
    path = writers["geojson"](tmp_path, AREA, ZONE)
    before = path.read_bytes()
    for arguments in (["--json", str(path)], ["--json", str(tmp_path / "." / path.name)]):
        result = CliRunner().invoke(intake_command, [str(path), *arguments])
        assert isinstance(result.exception, KethopError)
        assert result.exception.code == "output.is_input"
    folder = tmp_path / "bộ"
    folder.mkdir()
    path.rename(folder / path.name)
    result = CliRunner().invoke(intake_command, [str(folder), "--store", str(folder / "kho")])
    assert isinstance(result.exception, KethopError)
    assert (folder / path.name).read_bytes() == before
    assert [item.name for item in folder.iterdir()] == [path.name]
