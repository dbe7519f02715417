"""A run that was stopped goes on, and nothing that is not its own is taken for it."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from cadastre_scene import layer, parcels, rows_of, screen, screened, written, zones

from kethop.cadastre import part as parts
from kethop.errors import KethopError, LayerError

KILLS = 50 if os.environ.get("KETHOP_PROVE") == "1" else 4
SMALL = ("--part-rows", "100", "--key", "id")


def asked(scene: Path, out: str, *more: str) -> tuple[str, ...]:
    return (str(scene / "p.parquet"), "--zones", str(scene / "z.parquet"), "--out", str(scene / out), *SMALL, *more)


def whole(folder: Path) -> dict[str, bytes]:
    """Every file of a finished run, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.fixture
def finished(scene: Path) -> Path:
    screened(*asked(scene, "whole"))
    assert len(whole(scene / "whole")) == 10
    return scene


def test_random_kills_end_in_the_same_result(finished: Path) -> None:
    """SIGKILL at any moment between the first byte that is written and the last; each time the same command again."""
    random = np.random.default_rng(50)
    expected = whole(finished / "whole")
    screened(*asked(finished, "whole.parquet"))
    joined, manifest = ((finished / name).read_bytes() for name in ("whole.parquet", "whole.manifest.json"))
    killed = 0
    for turn in range(10 * KILLS):
        out = ("o", "o.parquet")[turn % 2]
        place = finished / ("o" if out == "o" else ".o.parquet.parts")
        killed += not _ends_unless_killed(finished, out, place, float(random.uniform(0, 0.35)))
        if killed == KILLS:
            break
    assert killed == KILLS
    for out in ("o", "o.parquet"):
        assert _ends_unless_killed(finished, out, finished / "none", 0.0)
    assert whole(finished / "o") == expected
    assert (finished / "o.parquet").read_bytes() == joined
    assert (finished / "o.manifest.json").read_bytes() == manifest
    left = [path.name for path in finished.iterdir() if path.name.startswith(".")]
    assert left == []


def _ends_unless_killed(scene: Path, out: str, place: Path, delay: float) -> bool:
    """Run the command and kill it some time after it began to write; return whether it ended by itself, cleared away."""
    command = [sys.executable, "-m", "kethop.cli.main", "screen", *asked(scene, out), "--on", "2026-11-22"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    begun = time.monotonic()
    known = set(place.iterdir()) if place.is_dir() else set()
    while process.poll() is None and place.name != "none":
        if place.is_dir() and set(place.iterdir()) != known:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            break
        assert time.monotonic() - begun < 120
        time.sleep(0.002)
    _, errors = process.communicate()
    if process.returncode == -signal.SIGKILL:
        return False
    assert process.returncode == 0, errors.decode()
    if place.name != "none" and (scene / out).exists():
        shutil.rmtree(scene / out) if (scene / out).is_dir() else (scene / out).unlink()
    return True


def test_only_what_is_missing_is_screened_again(finished: Path, monkeypatch) -> None:
    folder = finished / "whole"
    expected = whole(folder)
    (folder / "part-00003.parquet").unlink()
    damaged = bytearray(expected["part-00006.parquet"])
    damaged[100] ^= 1
    (folder / "part-00006.parquet").write_bytes(damaged)
    (folder / ".part-00008.parquet.0123456789ab.part").write_bytes(b"half of one")
    done = []
    screen_part = parts.screen_part
    monkeypatch.setattr("kethop.cadastre.running.screen_part", lambda *args: done.append(args[1]) or screen_part(*args))
    result = screened(*asked(finished, "whole"))
    assert sorted(done) == [3, 6]
    assert "in 9 parts (7 of them from an earlier run)" in result.output
    assert whole(folder) == expected


def test_a_cut_line_of_the_journal_is_a_part_that_is_not_there(finished: Path) -> None:
    expected = whole(finished / "whole")
    folder = finished / "o"
    folder.mkdir()
    manifest = json.loads(expected["manifest.json"])
    begun = {name: manifest[name] for name in ("format", "run", "identity")} | {"state": "begun"}
    (folder / "manifest.json").write_text(json.dumps(begun))
    lines = [json.dumps({"number": number, **part}) for number, part in enumerate(manifest["parts"])]
    (folder / "parts.jsonl").write_text("\n".join(lines[:4])[:-20])
    for name in ("part-00000.parquet", "part-00001.parquet", "part-00002.parquet", "part-00003.parquet"):
        (folder / name).write_bytes(expected[name])
    result = screened(*asked(finished, "o"))
    assert "(3 of them from an earlier run)" in result.output
    assert whole(folder) == expected


def _other_parcels(scene: Path) -> tuple[str, ...]:
    written(scene / "p.parquet", parcels(seed=9), use=["a"] * 900, floors=list(range(900)))
    return ()


def _stale_layer(scene: Path) -> tuple[str, ...]:
    layer(scene / "z.parquet", zones(), life_months=1)
    return ()


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (_other_parcels, "parcels"),
        (_stale_layer, "layers"),
        (lambda _: ("--key", "floors"), "key"),
        (lambda _: ("--part-rows", "200"), "parts"),
        (lambda scene: ("--zones", str(layer(scene / "y.parquet", zones(5)))), "layers"),
    ],
)
def test_another_run_is_refused_and_what_lies_there_stays(finished: Path, change, differs) -> None:
    before = whole(finished / "whole")
    refused = screen(*asked(finished, "whole", *change(finished)))
    assert isinstance(refused.exception, LayerError)
    assert (refused.exception.code, refused.exception.fields["differs"]) == ("screen.other_run", differs)
    assert whole(finished / "whole") == before


def test_the_size_of_parts_is_that_of_the_run_that_began(finished: Path) -> None:
    words = [word for word in asked(finished, "whole") if word not in {"--part-rows", "100"}]
    assert "(9 of them from an earlier run)" in screened(*words).output


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("notes.txt", "mine", "screen.out_not_empty"),
        ("part-00000.parquet", "somebody's", "screen.out_not_empty"),
        ("manifest.json", "{", "screen.manifest_damaged"),
        ("manifest.json", '{"format": "another/1", "identity": {}}', "screen.manifest_damaged"),
        ("manifest.json", '{"format": "kethop-screen/1", "identity": {}}', "screen.other_run"),
    ],
)
def test_a_folder_that_is_not_ours_is_refused_and_left_as_it_is(scene: Path, name, text, code) -> None:
    (scene / "o").mkdir()
    (scene / "o" / name).write_text(text)
    refused = screen(*asked(scene, "o"))
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == code
    assert whole(scene / "o") == {name: text.encode()}


def test_two_runs_do_not_write_into_one_folder(finished: Path) -> None:
    with (finished / "whole" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = screen(*asked(finished, "whole"))
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.out_in_use"
    screened(*asked(finished, "whole"))


def test_parcels_that_change_meanwhile_are_refused(scene: Path, monkeypatch) -> None:
    submit = ThreadPoolExecutor.submit

    def touched(self, function, *args):
        os.utime(scene / "p.parquet", (1, 1))
        return submit(self, function, *args)

    monkeypatch.setattr(ThreadPoolExecutor, "submit", touched)
    refused = screen(*asked(scene, "o"))
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.input_changed"
    assert json.loads((scene / "o" / "manifest.json").read_bytes())["state"] == "begun"


def test_a_file_has_the_rows_of_the_folder(finished: Path) -> None:
    screened(*asked(finished, "o.parquet"))
    assert rows_of(finished / "o.parquet") == rows_of(finished / "whole")
    metadata = pq.read_schema(finished / "o.parquet").metadata
    manifest = json.loads((finished / "o.manifest.json").read_bytes())
    assert metadata[b"kethop_run"].decode() == manifest["run"]
    assert manifest == json.loads((finished / "whole" / "manifest.json").read_bytes())
    assert not (finished / ".o.parquet.parts").exists()


def test_a_folder_of_files_is_screened_in_the_order_of_their_names(scene: Path) -> None:
    shapes = parcels()
    (scene / "many").mkdir()
    for number, start in enumerate((0, 350, 700)):
        written(scene / "many" / f"f{number}.parquet", shapes[start : start + 350])
    (scene / "many" / ".hidden.parquet").write_text("not a cadastre")
    layers = ("--zones", str(scene / "z.parquet"), "--out")
    screened(str(scene / "many"), *layers, str(scene / "m.parquet"))
    screened(str(scene / "p.parquet"), *layers, str(scene / "o.parquet"))
    starts = {"f0.parquet": 0, "f1.parquet": 350, "f2.parquet": 700}
    many = [(starts[row["file"]] + row["row"], row["zone"], row["overlap_m2"]) for row in rows_of(scene / "m.parquet")]
    assert many == [(row["row"], row["zone"], row["overlap_m2"]) for row in rows_of(scene / "o.parquet")]


def test_a_cadastre_without_parcels_is_a_result_without_rows(scene: Path) -> None:
    written(scene / "p.parquet", np.empty(0, dtype=object))
    result = screened(*asked(scene, "o.parquet"))
    assert rows_of(scene / "o.parquet") == []
    assert "0 parcels screened, in 0 parts" in result.output


def test_one_is_said_as_one(scene: Path) -> None:
    written(scene / "p.parquet", parcels(1))
    layer(scene / "z.parquet", parcels(1))
    result = screened(*asked(scene, "o.parquet"), "--progress")
    assert "1 parcel screened, in 1 part\n" in result.output
    assert "  1 pair of a parcel and a zone meets\n" in result.output
    assert "asked again about 1 parcel at random (1 pair meets), 0 differences" in result.output
    assert "1 / 1 parcel (100 %), 1 / 1 part" in result.stderr
