"""What a process does that was sent a job as text, and what it says of files that are not the ones of the job."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import shapely
from cadastre_scene import CORNER, SIDE, layer, parcels, written, zones

from kethop.cadastre import LayerRequest, OpenJob, Receipt, ScreenRequest, Totals, begin_job, open_folder, opened
from kethop.cadastre.files import check_unchanged
from kethop.cadastre.joining import join_parts
from kethop.cadastre.running import answer_part
from kethop.errors import KethopError


@pytest.fixture
def begun(scene: Path) -> OpenJob:
    """A layer whose extent is another one, one that is out of date, and one that is not for this reader."""
    layer(scene / "land.parquet", [shapely.box(*(CORNER - 100), *(CORNER + SIDE + 200))])
    layer(scene / "z.parquet", zones(), extent={"of_layer": "land"})
    layer(scene / "old.parquet", zones(9, seed=6), life_months=1)
    layer(scene / "shut.parquet", zones(9, seed=7), classification="mat")
    (scene / "o").mkdir()
    names = ("z", "old", "shut")
    return begin_job(
        ScreenRequest(
            parcels=scene / "p.parquet",
            key="id",
            layers=tuple(LayerRequest(scene / f"{name}.parquet") for name in names),
            rules=None,
            heights=None,
            on=date(2026, 11, 22),
            part_rows=300,
        )
    )


@pytest.fixture
def ask(begun: OpenJob, scene: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, object]]:
    """Screen a part as a process does that has nothing open yet."""

    def asked(folder: str = "o") -> dict[str, object]:
        monkeypatch.setattr(opened, "_LAST", {})
        found: dict[str, object] = json.loads(answer_part(begun.job.model_dump_json(), 1, str(scene / folder)))
        return found

    return asked


def test_a_job_that_was_sent_gives_the_part_that_it_gives_here(begun: OpenJob, ask, scene: Path) -> None:
    here = json.loads(answer_part(begun.job.model_dump_json(), 1, str(scene / "o")))
    written_here = (scene / "o" / here["name"]).read_bytes()
    assert ask() == here
    assert (scene / "o" / here["name"]).read_bytes() == written_here
    assert {name: total["unknown"] for name, total in here["totals"]["layers"].items()} == {
        "z": 0,
        "old": 300,
        "shut": 300,
    }


def _other_zones(scene: Path) -> None:
    written(scene / "z.parquet", zones(24))


def _other_extent(scene: Path) -> None:
    written(scene / "land.parquet", [shapely.box(*CORNER, *(CORNER + 9))])


def _other_parcels(scene: Path) -> None:
    written(scene / "p.parquet", parcels(20))


def _no_zones(scene: Path) -> None:
    (scene / "z.parquet").unlink()


@pytest.mark.parametrize(
    ("change", "code", "name"),
    [
        (_other_zones, "screen.input_changed", "z.parquet"),
        (_other_extent, "screen.input_changed", "z.parquet"),
        (_other_parcels, "screen.input_changed", "p.parquet"),
        (_no_zones, "layer.file_missing", "z.parquet"),
    ],
)
def test_a_process_with_other_files_says_so_and_writes_nothing(ask, scene: Path, change, code, name) -> None:
    change(scene)
    told = ask()
    assert told["error"] == code
    assert Path(told["place"][0]).name == name
    assert list((scene / "o").iterdir()) == []


def test_a_layer_that_is_not_for_the_reader_is_not_opened_there_either(ask, scene: Path) -> None:
    (scene / "shut.parquet").write_bytes(b"nobody looks at this")
    assert ask()["totals"]["layers"]["shut"]["reasons"] == {"layer_missing": 300}


def test_a_part_that_cannot_be_written_is_told(ask) -> None:
    told = ask("absent")
    assert (told["error"], told["fields"]) == ("output.not_written", {"problem": "No such file or directory"})


def test_parcels_that_are_gone_are_told(begun: OpenJob, scene: Path) -> None:
    check_unchanged(begun.job.files)
    (scene / "p.parquet").unlink()
    with pytest.raises(KethopError, match="input_changed"):
        check_unchanged(begun.job.files)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("part-00000.parquet", "screen.out_not_empty"),
        (".part-00000.parquet.0123456789ab.part", "output.not_written"),
        (".manifest.json.part", "output.not_written"),
        ("parts.jsonl", "screen.manifest_damaged"),
    ],
)
def test_a_folder_with_folders_in_the_place_of_files_is_refused(begun: OpenJob, scene: Path, name, code) -> None:
    if name == "parts.jsonl":
        open_folder(scene / "o", begun.job).__exit__(None, None, None)
    (scene / "o" / name).mkdir()
    with pytest.raises(KethopError) as error:
        open_folder(scene / "o", begun.job)
    assert error.value.code == code


def test_a_journal_or_manifest_that_cannot_be_written_is_told(begun: OpenJob, scene: Path) -> None:
    with open_folder(scene / "o", begun.job) as place:
        (scene / "o" / "parts.jsonl").mkdir()
        receipt = Receipt(number=0, name="part-00000.parquet", sha256="0" * 64, totals=Totals())
        with pytest.raises(KethopError, match="not_written"):
            place.add(receipt)
        (scene / "o" / ".manifest.json.part").mkdir()
        with pytest.raises(KethopError, match="not_written"):
            place.finish([receipt], Totals())
        with pytest.raises(KethopError, match="not_written"):
            join_parts(scene / "o", [receipt], begun.schema, scene / "hits.parquet")
    assert not (scene / "hits.parquet").exists()
